import json
from collections import Counter
from fractions import Fraction
from functools import reduce
from itertools import pairwise
from operator import add

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st
from msgspec.structs import fields

from cxcli.scoring.duration_table import DurationTable
from cxcli.scoring.statistics import Statistic

durations = st.integers(0, 12) | st.integers(0, 2**63 - 1)
rows = st.lists(st.tuples(durations, st.booleans()), max_size=12)
many_rows = st.lists(st.tuples(durations, st.booleans()), max_size=12).map(lambda few: few * 30) | rows


def table(given_rows):
    """The table of rows of a duration and whether it has ended."""
    times, ended = [time for time, _ in given_rows], [end for _, end in given_rows]
    return DurationTable.of(np.array(times, np.int64), np.array(ended, bool))


def test_a_table_does_what_the_protocol_asks():
    """A table of durations has all that is asked of a statistic."""
    asked = {name for name in vars(Statistic) if not name.startswith("_")}
    assert asked <= set(dir(DurationTable()))


@given(many_rows, st.lists(st.integers(0, 360), max_size=8), st.randoms(use_true_random=False))
def test_order_and_cut_do_not_matter(given_rows, cuts, random):
    """Parts of any size, merged in any order, give the table of the whole, also as bytes of JSON."""
    whole = table(given_rows)
    shuffled = list(given_rows)
    random.shuffle(shuffled)
    edges = [0, *sorted(cuts), len(shuffled)]
    parts = [table(shuffled[start:end]) for start, end in pairwise(edges)]
    random.shuffle(parts)
    middle = len(parts) // 2
    chain = reduce(add, parts, DurationTable.empty())
    tree = reduce(add, parts[:middle], DurationTable()) + reduce(add, parts[middle:], DurationTable())
    for merged in (chain, tree):
        assert merged == whole
        assert json.dumps(merged.to_json()) == json.dumps(whole.to_json())
        assert (merged.rows, merged.n, merged.running) == (whole.rows, whole.n, whole.running)


@given(many_rows)
def test_times_are_counted(given_rows):
    """Each time stands once, in order, with how many ended after it and how many were still running after it."""
    merged, counts = table(given_rows), Counter(given_rows)
    times = sorted({time for time, _ in given_rows})
    assert merged.durations.tolist() == times
    assert merged.events.tolist() == [counts[time, True] for time in times]
    assert merged.censored.tolist() == [counts[time, False] for time in times]


@given(many_rows)
def test_every_row_is_accounted_for(given_rows):
    """The rows are those that ended, n, and those still running; settling leaves none out."""
    whole = table(given_rows)
    assert whole.rows == whole.n + whole.running == len(given_rows)
    assert whole.n == sum(ended for _, ended in given_rows)
    assert whole.settled() == (whole, {})


@given(many_rows)
def test_empty_is_neutral(given_rows):
    """Adding the table of no rows changes nothing, from either side."""
    whole = table(given_rows)
    assert whole + DurationTable.empty() == whole == DurationTable.empty() + whole
    assert DurationTable.empty() == table([])
    assert DurationTable.empty().rows == 0


@given(many_rows)
def test_json_round_trip(given_rows):
    """A table that went through JSON is the same table."""
    whole = table(given_rows)
    assert DurationTable.from_json(json.loads(json.dumps(whole.to_json()))) == whole


def test_json_holds_three_lists():
    """The JSON of a table is what it counts: times, how many ended, how many were still running."""
    assert table([(5, True), (3, False), (5, False), (5, True)]).to_json() == {
        "durations": [3, 5],
        "events": [0, 2],
        "censored": [1, 1],
    }


@given(many_rows)
def test_sums_are_exact(given_rows):
    """Sum and sum of squares of the ended ones lose nothing, however long they are."""
    ended = [time for time, end in given_rows if end]
    whole = table(given_rows)
    assert whole.total == sum(ended)
    assert whole.squares == sum(time * time for time in ended)


@given(many_rows, many_rows)
def test_merged_and_waiting_tables_say_the_same(first, second):
    """Sums, zeros and ranks are exact, whatever is merged already; durations may be long, and occur many times."""
    rows = [*first, *first, *second]
    ended = sorted(time for time, end in rows if end)
    once, more = (DurationTable.from_json(table(each).to_json()) for each in (first, second))
    for whole in (once + once + more, once + table(first) + table(second), table(first) + once + more):
        assert (whole.total, whole.squares) == (sum(ended), sum(time * time for time in ended))
        assert (whole.n, whole.rows, whole.zeros) == (len(ended), len(rows), ended.count(0))
        assert whole.at_ranks(range(1, len(ended) + 1)) == ended
        assert whole == table(rows)


def test_a_few_ranks_are_found_without_sorting():
    """Asked for at once, one by one, again, and when the table has been sorted for something else."""
    durations = np.random.default_rng(7).integers(0, 10**13, 1001)
    whole = DurationTable.of(durations, np.ones(1001, np.bool_))
    expected = np.sort(durations)
    assert whole.at_ranks([501, 1, 1001]) == expected[[500, 0, 1000]].tolist()
    assert whole.known == []
    assert whole.at_ranks([2, 501]) == expected[[1, 500]].tolist()
    assert whole.durations.tolist() == sorted(set(durations.tolist()))
    assert whole.at_ranks([3]) == [expected[2]]


def test_squares_of_the_longest_durations():
    """A duration times its count may not fit into 64 bits; the sum of squares is exact nevertheless."""
    whole = DurationTable.from_json({"durations": [3, 2**62], "events": [5, 4], "censored": [0, 0]})
    assert whole.squares == 5 * 9 + 4 * 2**124
    assert whole.total == 15 + 2**64


@given(many_rows.filter(lambda given_rows: any(end for _, end in given_rows)))
def test_mean_and_variance_are_those_of_the_ended_ones(given_rows):
    """Mean and variance, divided by n, are the exact ones of the rows that ended."""
    ended = [Fraction(time) for time, end in given_rows if end]
    mean = sum(ended) / len(ended)
    assert table(given_rows).mean() == mean
    assert table(given_rows).variance() == sum((time - mean) ** 2 for time in ended) / len(ended)


@pytest.mark.parametrize("given_rows", [[], [(5, False)]])
def test_without_an_ended_one_there_is_no_mean(given_rows):
    """Where none has ended there is no mean and no variance, not 0."""
    with pytest.raises(ValueError, match="none has ended"):
        table(given_rows).mean()
    with pytest.raises(ValueError, match="none has ended"):
        table(given_rows).variance()


@given(rows, rows)
def test_tables_are_equal_where_their_counts_are(first, second):
    """Two tables are equal if, and only if, the same rows are in them; a table is nothing else."""
    assert (table(first) == table(second)) == (Counter(first) == Counter(second))
    assert table(first) != first


def test_small_parts_wait_and_are_merged_in_time():
    """However many parts are added, what waits takes little more memory than what is merged, and few are sorted."""
    whole, merged = DurationTable(), 0
    for start in range(0, 640_000, 160):
        whole += table(
            [(number % 700 if number % 2 else number * 7 % 900, number % 2) for number in range(start, start + 160)]
        )
        assert whole.backlog == sum(map(len, (*whole.waiting, *whole.still)))
        assert whole.backlog < max(4 * whole.merged.shape[1], 262_144)
        merged += not whole.backlog
    assert merged == 640_000 // 262_144
    assert whole.rows == 640_000
    assert whole.merged.shape[1]


def test_tables_are_never_changed_in_place():
    """Merging makes new tables; neither their parts nor their counts can be changed."""
    for whole in (table([(3, True)]), table([(3, True)]).settled()[0], DurationTable()):
        for part in fields(whole):
            with pytest.raises(AttributeError, match="immutable"):
                setattr(whole, part.name, None)
        with pytest.raises(ValueError, match="read-only"):
            whole.events[:] = 0


@pytest.mark.parametrize(
    ("times", "ended", "why"),
    [
        (np.array([3, -1]), np.array([True, True]), "never negative"),
        (np.array([3, 1]), np.array([True]), "the same length"),
        (np.array([[3, 1]]), np.array([[True, False]]), "the same length"),
        (np.array([3.5]), np.array([True]), "int64"),
        (np.array([3], "m8[us]"), np.array([True]), "int64"),
        (np.array([3]), np.array([1]), "boolean"),
    ],
)
def test_what_is_no_duration_is_refused(times, ended, why):
    """Durations are int64 from 0 on, with a boolean for each; nothing is rounded or guessed."""
    with pytest.raises(ValueError, match=why):
        DurationTable.of(times, ended)


@pytest.mark.parametrize(
    ("data", "why"),
    [
        ([1], "an object of three lists"),
        ({"durations": [1], "events": [1]}, "an object of three lists"),
        ({"durations": [1], "events": [1], "censored": [1], "rows": 2}, "an object of three lists"),
        ({"durations": [1], "events": [1], "censored": 1}, "an object of three lists"),
        ({"durations": [1], "events": [1], "censored": []}, "whole numbers"),
        ({"durations": [1.0], "events": [1], "censored": [0]}, "whole numbers"),
        ({"durations": [1], "events": [True], "censored": [0]}, "whole numbers"),
        ({"durations": [2**63], "events": [1], "censored": [0]}, "63 bits"),
        ({"durations": [-1], "events": [1], "censored": [0]}, "rise from 0"),
        ({"durations": [1, 1], "events": [1, 1], "censored": [0, 0]}, "rise from 0"),
        ({"durations": [1], "events": [2], "censored": [-1]}, "rise from 0"),
        ({"durations": [1], "events": [0], "censored": [0]}, "one row at least"),
        ({"durations": [1, 2], "events": [2**62, 2**62], "censored": [0, 0]}, "at most"),
        ({"durations": [1], "events": [2**53], "censored": [2]}, "at most"),
    ],
)
def test_other_data_is_refused(data, why):
    """JSON that no table wrote is refused."""
    with pytest.raises(ValueError, match=why):
        DurationTable.from_json(data)


def test_a_table_may_be_large():
    """Counts up to 2**53 rows are read; a table of more is refused, since a float would not count them."""
    assert DurationTable.from_json({"durations": [1], "events": [2**53 - 1], "censored": [1]}).rows == 2**53


def test_two_tables_that_are_merged_already_add_up():
    """Tables so large that each was merged by itself hold all durations of both."""
    parts = (DurationTable.of(np.arange(start, start + 20_000), np.ones(20_000, bool)) for start in (0, 10_000))
    one, two = (part.settled()[0] for part in parts)
    both = one + two
    assert (both.rows, both.n) == (40_000, 40_000)
    assert both.durations.tolist() == list(range(30_000))
    assert both.events[:10_001].tolist() == [1] * 10_000 + [2]


@given(rows, rows)
def test_tables_that_are_merged_add_like_others(first, second):
    """Both merged, one of them, or none: the sum is that of all their rows."""
    merged = [table(each).settled()[0] for each in (first, second)]
    assert merged[0] + merged[1] == merged[0] + table(second) == table(first) + merged[1] == table([*first, *second])
