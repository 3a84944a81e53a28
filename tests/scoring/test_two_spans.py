from datetime import UTC, date, datetime

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from cxcli.scoring.calendar import Calendar, Grain
from cxcli.scoring.stretches import Stretch
from cxcli.scoring.two_spans import TwoSpans, stretch_label

NOW = datetime(2025, 6, 15, tzinfo=UTC)
DAYS = st.dates(date(2020, 1, 1), date(2029, 12, 31))
Q1 = Stretch(date(2025, 1, 1), date(2025, 3, 31))
MAY = Stretch(date(2025, 5, 1), date(2025, 5, 31))
JUNE = Stretch(date(2025, 6, 1), date(2025, 6, 30))


def spans(before, after, calendar=None):
    return TwoSpans(grain=Grain.DAY, calendar=calendar or Calendar(), before=before, after=after)


@given(cuts=st.lists(DAYS, min_size=4, max_size=4, unique=True), day=DAYS, turned=st.booleans())
def test_a_day_is_on_the_side_that_holds_it(cuts, day, turned):
    """Each side's code is that of its days and of no other, and codes follow one another in time."""
    one, two, three, four = sorted(cuts)
    sides = [Stretch(one, two), Stretch(three, four)]
    first, second = reversed(sides) if turned else sides
    made = spans(first, second)
    code = made.code(day)
    assert [code == each for each in made.codes] == [side.first <= day <= side.last for side in (first, second)]
    assert code == sum(day >= edge for edge in (one, three)) + sum(day > edge for edge in (two, four))


def test_times_of_a_day_are_in_it():
    """The last moment of a stretch is in it, the first of the next day is not."""
    times = np.array(["2025-03-31T23:59:59.999999", "2025-04-01T00:00:00"], "datetime64[us]")
    assert spans(Q1, MAY).bucket(times).tolist() == [1, 2]


def test_sides_have_their_days_and_the_rest_has_none():
    """A side is complete once it is over and where no bound cuts it."""
    made = spans(JUNE, Q1)
    before, after = (made.span(code, first=None, last=None, now=NOW) for code in made.codes)
    assert (before.label, before.start, before.end, before.complete) == ("2025-06", *_ends(JUNE), False)
    assert (after.label, after.start, after.end, after.complete) == ("2025-Q1", *_ends(Q1), True)
    assert not made.span(made.codes[1], first=date(2025, 1, 2), last=None, now=NOW).complete
    assert not made.span(made.codes[1], first=None, last=date(2025, 3, 30), now=NOW).complete
    assert [made.span(code, first=None, last=None, now=NOW).label for code in (0, 2, 4)] == [
        "earlier",
        "between",
        "later",
    ]


def _ends(stretch):
    return stretch.first, stretch.last


def test_stretches_that_overlap_are_refused():
    """A row would be on both sides."""
    with pytest.raises(ValueError, match="do not overlap"):
        spans(Q1, Stretch(date(2025, 3, 31), date(2025, 4, 1)))


@pytest.mark.parametrize(
    ("first", "last", "calendar", "label"),
    [
        ("2025-01-01", "2025-12-31", Calendar(), "2025"),
        ("2024-01-01", "2025-12-31", Calendar(), "2024 to 2025"),
        ("2024-10-01", "2025-03-31", Calendar(), "2024-Q4 to 2025-Q1"),
        ("2025-01-01", "2025-05-31", Calendar(), "2025-01 to 2025-05"),
        ("2025-09-01", "2025-09-07", Calendar(), "2025-W36"),
        ("2025-08-31", "2025-09-13", Calendar(week_start=6), "weeks of 2025-08-31 to 2025-09-07"),
        ("2025-08-31", "2025-09-06", Calendar(week_start=6), "week of 2025-08-31"),
        ("2025-04-01", "2026-03-31", Calendar(fiscal_start=4), "FY2025/26"),
        ("2025-01-02", "2025-01-02", Calendar(), "2025-01-02"),
        ("2025-01-02", "2025-01-04", Calendar(), "2025-01-02 to 2025-01-04"),
    ],
)
def test_a_stretch_is_named_by_its_longest_periods(first, last, calendar, label):
    """What begins and ends with periods has their names, else the names of its days."""
    assert stretch_label(Stretch(date.fromisoformat(first), date.fromisoformat(last)), calendar) == label
