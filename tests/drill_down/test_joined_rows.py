import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from cxcli.drill_down.joined_rows import OtherRows, filled, matched, taken
from cxcli.mapping.driver_values import MILLION, DriverValues
from cxcli.sources.text_column import encode

BLANK = 8


def moments(days):
    return np.array([f"2025-01-{day:02d}" if day else "NaT" for day in days], "datetime64[us]")


def other(keys, days=None):
    return OtherRows("b.csv", encode(keys), {}, None if days is None else moments(days), [])


def numbers(values):
    fates = np.array([BLANK if value is None else 0 for value in values], np.int8)
    return DriverValues("numbers", np.array([(value or 0) * MILLION for value in values], np.int64), fates)


def said(values, found, take):
    read = taken(values, found, take)
    return [value / MILLION if not fate else None for value, fate in zip(read.millionths, read.fates, strict=True)]


ROW = st.tuples(st.sampled_from(["", "a", "b", "c"]), st.integers(0, 6), st.one_of(st.none(), st.integers(-3, 9)))
ANSWER = st.tuples(st.sampled_from(["", "a", "b", "d"]), st.integers(0, 6))


def naive(answer, rows, take):
    """What one answer gets, row by row."""
    key, day = answer
    mine = [row for row in rows if key and row[0] == key and day and row[1] and row[1] < day]
    if take == "latest" and mine:
        mine = [row for row in mine if row[1] == max(each[1] for each in mine)]
    known = [row[2] for row in mine if row[2] is not None]
    if take == "count":
        return len(known)
    if not known:
        return None
    return sum(known) if take == "sum" else pytest.approx(sum(known) / len(known), abs=1e-6)


@given(st.lists(ANSWER, max_size=12), st.lists(ROW, max_size=20), st.sampled_from(["latest", "mean", "sum", "count"]))
def test_only_rows_from_before_the_answer_count(answers, rows, take):
    """Each answer gets the latest row of its key from before it, or the mean, sum or count of all of them."""
    there = other([row[0] for row in rows], [row[1] for row in rows])
    found = matched(encode([key for key, _ in answers]), moments([day for _, day in answers]), there)
    assert said(numbers([row[2] for row in rows]), found, take) == [naive(answer, rows, take) for answer in answers]
    assert found.earlier


def test_answers_are_counted_by_what_they_found():
    """Answers with rows, with several, and those whose key has later rows only."""
    there = other(["a", "a", "b"], [1, 2, 9])
    found = matched(encode(["a", "b", "c", "a"]), moments([5, 5, 5, 2]), there)
    assert (found.answers, found.several, found.later) == (2, 1, 1)


@pytest.mark.parametrize("days", [None, [1, 2, 9]])
def test_without_dates_all_rows_of_a_key_belong_to_it(days):
    """Where one side has no dates, none can be left out for being later."""
    found = matched(encode(["a", "b"]), None, other(["a", "a", "b"], days))
    assert not found.earlier
    assert said(numbers([1, 2, 7]), found, "mean") == [1.5, 7]
    assert said(numbers([1, 2, 7]), found, "sum") == [3, 7]


def test_a_moment_is_not_before_itself():
    """A row of the very moment of the answer does not count."""
    there = OtherRows("b.csv", encode(["a"]), {}, moments([1]), [])
    assert matched(encode(["a"]), moments([1]), there).answers == 0


def test_means_are_rounded_to_even_millionths():
    """A mean is exact to a millionth, whatever the order of rows."""
    values = DriverValues("numbers", np.array([1, 2, 2, 3, 5]), np.zeros(5, np.int8))
    found = matched(encode(["a", "b", "c"]), None, other(["a", "a", "b", "b", "c"]))
    assert taken(values, found, "mean").millionths.tolist() == [2, 2, 5]


def test_a_sum_that_does_not_fit_is_unreadable():
    """Sums beyond 64 bits are not made up."""
    values = DriverValues("numbers", np.full(3, 4 * 10**18), np.zeros(3, np.int8))
    found = matched(encode(["a", "b"]), None, other(["a", "a", "b"]))
    assert taken(values, found, "sum").fates.tolist() == [3, 0]


def test_texts_can_be_counted():
    """Of a column of texts counts whether it says anything."""
    found = matched(encode(["a"]), None, other(["a", "a", "a"]))
    assert said(filled(encode(["x", "", "y"])), found, "count") == [2]


def test_the_other_file_is_empty():
    """Without rows there is nothing beside any answer."""
    found = matched(encode(["a"]), moments([1]), other([], []))
    assert said(numbers([]), found, "latest") == [None]
    assert said(numbers([]), found, "count") == [0]
