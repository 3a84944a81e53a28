"""Dates in a declared pattern."""

from datetime import datetime

import pytest
from hypothesis import given
from hypothesis import strategies as st

from cxcli.mapping.date_patterns import pattern_problem, read_pattern
from cxcli.mapping.moments import NO_OFFSET, NO_TIME


@pytest.mark.parametrize(
    "pattern", ["%d/%m/%Y", "%m/%d/%y %I:%M %p", "%Y-%m-%dT%H:%M:%S.%f%z", "%d %B %Y 100%%", "%a %b %d %Y"]
)
def test_a_whole_date_is_a_pattern(pattern):
    """Year, month and day once, with a whole time of day or none, is a pattern."""
    assert pattern_problem(pattern) is None


@pytest.mark.parametrize(
    ("pattern", "word"),
    [
        ("%d/%m", "year"),
        ("%Y-%d", "month"),
        ("%Y-%m", "day"),
        ("%Y-%m-%d %Y", "twice"),
        ("%Y-%y-%m-%d", "one year"),
        ("%m %b %Y %d", "one month"),
        ("%Y-%m-%d %I:%M", "%p"),
        ("%Y-%m-%d %H:%M %p", "%p"),
        ("%Y-%m-%d %H %I %p", "%H stands alone"),
        ("%Y-%m-%d %Q", "directive"),
        ("%Y-%m-%d %", "directive"),
        ("%Y-%m-%d %Z", "directive"),
        ("", "year"),
    ],
)
def test_a_pattern_that_leaves_something_open_is_a_problem(pattern, word):
    """Missing, doubled and unknown directives, and half times of day, are told."""
    problem = pattern_problem(pattern)
    assert problem.code == "date-pattern"
    assert word in problem.message


def test_texts_in_the_pattern_are_read_and_others_are_not():
    """Only what the whole pattern takes is a time."""
    times, offsets = read_pattern(
        ["03/04/2024", " 31/12/1999 ", "2024-04-03", "31/02/2024", "", "1/1/2024x"], "%d/%m/%Y"
    )
    assert times.astype(str).tolist() == ["2024-04-03T00:00:00.000000", "1999-12-31T00:00:00.000000", *["NaT"] * 4]
    assert set(offsets.tolist()) == {NO_TIME}


def test_a_time_of_day_has_its_offset_or_none():
    """With %H a time is one of day, with %z it has its offset in seconds."""
    assert read_pattern(["2024-01-01 10"], "%Y-%m-%d %H")[1].tolist() == [NO_OFFSET]
    times, offsets = read_pattern(["2024-01-01 10 -0130"], "%Y-%m-%d %H %z")
    assert (times.astype(str).tolist(), offsets.tolist()) == (["2024-01-01T10:00:00.000000"], [-5400])


@given(st.lists(st.datetimes(datetime.fromisoformat("1000-01-01"))), st.lists(st.text(max_size=20)))
def test_dates_come_back_and_no_text_is_an_error(times, others):
    """What datetime writes in a pattern is read as the same time."""
    pattern = "%d.%m.%Y %H-%M-%S %f"
    found, _ = read_pattern([*(time.strftime(pattern) for time in times), *others], pattern)
    assert found.tolist()[: len(times)] == times
