from datetime import UTC, date, datetime, timedelta, timezone

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from cxcli.scoring.calendar import Calendar, Grain
from cxcli.scoring.periods import Periods

NOW = datetime(2026, 1, 15, 12, tzinfo=UTC)
PERIODS = st.builds(
    Periods,
    st.sampled_from(list(Grain)),
    st.builds(Calendar, st.integers(0, 6), st.integers(1, 12)),
    st.integers(1, 14),
)
DAYS = st.dates(min_value=date(1960, 1, 1), max_value=date(2040, 12, 31))


def span_of(day, periods, *, first=None, last=None, now=NOW):
    return periods.span(periods.code(day), first=first, last=last, now=now)


def month(**options):
    return Periods(Grain.MONTH, **options)


@given(DAYS, PERIODS)
def test_a_window_is_its_periods_in_a_row(day, periods):
    """A window ends with its period, and begins with the one that many minus one before."""
    single = Periods(periods.grain, periods.calendar)
    begin = day
    for _ in range(periods.rolling - 1):
        begin = span_of(begin, single).start - timedelta(days=1)
    found = span_of(day, periods)
    assert (found.start, found.end) == (span_of(begin, single).start, span_of(day, single).end)


@given(st.lists(DAYS, max_size=8), PERIODS)
def test_rows_are_placed_by_their_period(days, periods):
    """The codes of times are those of their days, rolling or not."""
    codes = periods.bucket(np.array(days, "datetime64[us]")).tolist()
    assert codes == [periods.calendar.code(day, periods.grain) for day in days]


@given(DAYS, PERIODS, st.none() | DAYS, st.none() | DAYS, st.datetimes(timezones=st.just(UTC)))
def test_a_span_is_complete_if_each_of_its_days_could_count(day, periods, first, last, now):
    """Complete is a span all of whose days are over and between the bounds."""
    found = span_of(day, periods, first=first, last=last, now=now)
    ends = (found.start, found.end)
    over = all(each < now.date() for each in ends)
    inside = all((first is None or each >= first) and (last is None or each <= last) for each in ends)
    assert found.complete is (over and inside)


@pytest.mark.parametrize(
    ("now", "complete"),
    [
        (datetime(2025, 9, 30, 23, 59, 59, tzinfo=UTC), False),
        (datetime(2025, 10, 1, 0, 0, tzinfo=UTC), True),
        (datetime(2025, 9, 30, 23, 30, tzinfo=timezone(timedelta(hours=-7))), False),
    ],
)
def test_a_period_is_complete_when_its_last_day_is_over(now, complete):
    """September is complete from the first moment of October, by the clock of `now`."""
    assert span_of(date(2025, 9, 3), month(), now=now).complete is complete


@pytest.mark.parametrize(
    ("first", "last", "complete"),
    [
        (date(2025, 9, 1), date(2025, 9, 30), True),
        (date(2025, 9, 2), None, False),
        (None, date(2025, 9, 29), False),
        (date(2025, 8, 31), date(2025, 10, 1), True),
    ],
)
def test_a_period_that_a_bound_cuts_is_not_complete(first, last, complete):
    """Bounds on or outside the ends leave a period whole; the ends stay those of the calendar."""
    found = span_of(date(2025, 9, 3), month(), first=first, last=last)
    assert found.complete is complete
    assert (found.start, found.end) == (date(2025, 9, 1), date(2025, 9, 30))


@pytest.mark.parametrize(
    ("periods", "label"),
    [
        (month(), "2025-09"),
        (month(rolling=3), "2025-07 to 2025-09"),
        (Periods(Grain.DAY, rolling=30), "2025-08-05 to 2025-09-03"),
        (Periods(Grain.WEEK, rolling=2), "2025-W35 to 2025-W36"),
        (Periods(Grain.WEEK, Calendar(week_start=6)), "week of 2025-08-31"),
        (Periods(Grain.WEEK, Calendar(week_start=6), rolling=3), "weeks of 2025-08-17 to 2025-08-31"),
        (Periods(Grain.QUARTER, Calendar(fiscal_start=4), rolling=4), "FY2024/25-Q3 to FY2025/26-Q2"),
        (Periods(Grain.YEAR, rolling=2), "2024 to 2025"),
    ],
)
def test_a_label_names_the_first_and_the_last_period_of_a_window(periods, label):
    """3 September 2025 closes windows that are labelled by both of their ends."""
    assert span_of(date(2025, 9, 3), periods).label == label


def test_a_window_does_not_reach_before_the_calendar():
    """A window of 400 years that ends in the year 100 begins with the year 1."""
    found = span_of(date(100, 5, 5), Periods(Grain.YEAR, rolling=400))
    assert (found.label, found.start) == ("0001 to 0100", date.min)


def test_a_code_outside_the_calendar_is_refused():
    """A code of the year 10000 is no period."""
    with pytest.raises(ValueError, match="year"):
        Periods(Grain.YEAR).span(8030, first=None, last=None, now=NOW)


@pytest.mark.parametrize("rolling", [-1, 0, 401])
def test_a_window_has_1_to_400_periods(rolling):
    """Shorter and longer ones are refused."""
    with pytest.raises(ValueError, match="1 to 400"):
        month(rolling=rolling)
