from datetime import date, timedelta

import numpy as np
import pandas as pd
import pytest
from hypothesis import given
from hypothesis import strategies as st

from cxcli.scoring.calendar import Calendar, Grain

DAYS = st.dates()
GRAINS = st.sampled_from(list(Grain))
CALENDARS = st.builds(Calendar, st.integers(0, 6), st.integers(1, 12))
PANDAS = {Grain.DAY: "D", Grain.WEEK: "W-SUN", Grain.MONTH: "M", Grain.QUARTER: "Q", Grain.YEAR: "Y"}
WEEK_ENDS = ("SUN", "MON", "TUE", "WED", "THU", "FRI", "SAT")
YEAR_ENDS = ("DEC", "JAN", "FEB", "MAR", "APR", "MAY", "JUN", "JUL", "AUG", "SEP", "OCT", "NOV")


def first_of(day, grain, calendar):
    """The first day of the period that holds a day, by going back from day to day."""

    def begins(each):
        months = (each.month - calendar.fiscal_start) % 12
        return {
            Grain.DAY: True,
            Grain.WEEK: each.weekday() == calendar.week_start,
            Grain.MONTH: each.day == 1,
            Grain.QUARTER: each.day == 1 and months % 3 == 0,
            Grain.YEAR: each.day == 1 and months == 0,
        }[grain]

    while not begins(day) and day > date.min:
        day -= timedelta(days=1)
    return day


@given(DAYS, GRAINS, CALENDARS)
def test_a_period_begins_where_going_back_day_by_day_ends(day, grain, calendar):
    """For each week start and fiscal start, the first day of a day's period is found by walking back."""
    assert calendar.first_day(calendar.code(day, grain), grain) == first_of(day, grain, calendar)


@given(DAYS, GRAINS, CALENDARS)
def test_periods_follow_one_another_without_a_gap(day, grain, calendar):
    """A day lies in its period, and the day after the last one is the first of the next code."""
    code = calendar.code(day, grain)
    first, last = calendar.first_day(code, grain), calendar.last_day(code, grain)
    assert first <= day <= last
    if last < date.max:
        after = last + timedelta(days=1)
        assert calendar.code(after, grain) == code + 1
        assert calendar.first_day(code + 1, grain) == after


@given(
    st.dates(min_value=date(1800, 1, 1), max_value=date(2200, 12, 31)),
    st.sampled_from([Grain.WEEK, Grain.QUARTER, Grain.YEAR]),
    CALENDARS,
)
def test_periods_are_those_of_pandas(day, grain, calendar):
    """Weeks, fiscal quarters and fiscal years begin and end where the pandas periods of that anchor do."""
    end = WEEK_ENDS[calendar.week_start] if grain is Grain.WEEK else YEAR_ENDS[calendar.fiscal_start - 1]
    period = pd.Period(day.isoformat(), freq=f"{PANDAS[grain][0]}-{end}")
    code = calendar.code(day, grain)
    found = calendar.first_day(code, grain), calendar.last_day(code, grain)
    assert found == (period.start_time.date(), period.end_time.date())


@given(st.lists(st.datetimes(), max_size=10), GRAINS, CALENDARS, st.sampled_from(["us", "ms", "s"]))
def test_times_fall_in_the_period_of_their_day(times, grain, calendar, unit):
    """A time of any unit, before 1970 too, has the code of its day."""
    codes = calendar.bucket(np.array(times, dtype=f"datetime64[{unit}]"), grain)
    assert codes.dtype == np.int64
    assert codes.tolist() == [calendar.code(at.date(), grain) for at in times]


@pytest.mark.parametrize("grain", [Grain.MONTH, Grain.QUARTER, Grain.YEAR])
@pytest.mark.parametrize("days", [400, 4_000_000])
@pytest.mark.parametrize("missing", [False, True])
def test_many_times_fall_in_the_periods_of_their_days(grain, days, missing):
    """Of a year, of ten thousand years, and with some that are not there."""
    some = np.random.default_rng(3).integers(-days // 5, days // 2, 6_000)
    times = some.astype("datetime64[D]").astype("datetime64[us]") + np.timedelta64(5, "h")
    if missing:
        times[::7] = np.datetime64("NaT")
    calendar, here = Calendar(fiscal_start=4), ~np.isnat(times)
    codes = calendar.bucket(times, grain)[here]
    few = [calendar.bucket(each, grain) for each in np.array_split(times[here], 4)]
    assert codes.tolist() == np.concatenate(few).tolist()


@given(GRAINS, CALENDARS)
def test_a_missing_time_stops_nothing(grain, calendar):
    """A NaT has some code, and the other times keep theirs."""
    codes = calendar.bucket(np.array(["NaT", "2025-09-03"], dtype="datetime64[us]"), grain)
    assert codes[1] == calendar.code(date(2025, 9, 3), grain)


@given(DAYS)
def test_a_week_from_monday_is_named_as_iso_names_it(day):
    """A week's label is the ISO year and week of each of its days."""
    year, week, _ = day.isocalendar()
    calendar = Calendar()
    assert calendar.label(calendar.code(day, Grain.WEEK), Grain.WEEK) == f"{year:04d}-W{week:02d}"


@pytest.mark.parametrize(
    ("calendar", "grain", "label"),
    [
        (Calendar(), Grain.DAY, "2025-09-03"),
        (Calendar(), Grain.WEEK, "2025-W36"),
        (Calendar(), Grain.MONTH, "2025-09"),
        (Calendar(), Grain.QUARTER, "2025-Q3"),
        (Calendar(), Grain.YEAR, "2025"),
        (Calendar(week_start=6), Grain.WEEK, "week of 2025-08-31"),
        (Calendar(week_start=5), Grain.WEEK, "week of 2025-08-30"),
        (Calendar(fiscal_start=4), Grain.MONTH, "2025-09"),
        (Calendar(fiscal_start=4), Grain.QUARTER, "FY2025/26-Q2"),
        (Calendar(fiscal_start=10), Grain.QUARTER, "FY2024/25-Q4"),
        (Calendar(fiscal_start=2), Grain.QUARTER, "FY2025/26-Q3"),
        (Calendar(fiscal_start=4), Grain.YEAR, "FY2025/26"),
        (Calendar(fiscal_start=10), Grain.YEAR, "FY2024/25"),
    ],
)
def test_a_label_says_its_grain_and_its_calendar(calendar, grain, label):
    """3 September 2025 lies in 2025-W36, in the week of 31 August, in FY2025/26-Q2 from April, and so on."""
    assert calendar.label(calendar.code(date(2025, 9, 3), grain), grain) == label


def test_a_fiscal_year_at_the_turn_of_a_century():
    """The second year is written with its last two digits."""
    calendar = Calendar(fiscal_start=7)
    assert calendar.label(calendar.code(date(1999, 12, 31), Grain.YEAR), Grain.YEAR) == "FY1999/00"


@pytest.mark.parametrize(
    ("day", "calendar", "grain", "start", "end"),
    [
        (date.min, Calendar(), Grain.WEEK, date(1, 1, 1), date(1, 1, 7)),
        (date.min, Calendar(week_start=6), Grain.WEEK, date(1, 1, 1), date(1, 1, 6)),
        (date.max, Calendar(), Grain.WEEK, date(9999, 12, 27), date(9999, 12, 31)),
        (date.max, Calendar(), Grain.QUARTER, date(9999, 10, 1), date(9999, 12, 31)),
        (date.min, Calendar(), Grain.YEAR, date(1, 1, 1), date(1, 12, 31)),
        (date.min, Calendar(fiscal_start=4), Grain.YEAR, date(1, 1, 1), date(1, 3, 31)),
        (date.max, Calendar(fiscal_start=4), Grain.YEAR, date(9999, 4, 1), date(9999, 12, 31)),
        (date(2024, 2, 3), Calendar(), Grain.MONTH, date(2024, 2, 1), date(2024, 2, 29)),
        (date(2021, 1, 3), Calendar(), Grain.WEEK, date(2020, 12, 28), date(2021, 1, 3)),
    ],
)
def test_the_ends_of_the_calendar_do_not_overflow(day, calendar, grain, start, end):
    """The first and last periods of the calendar, a leap month and a week over New Year have their ends."""
    code = calendar.code(day, grain)
    assert (calendar.first_day(code, grain), calendar.last_day(code, grain)) == (start, end)


@given(GRAINS, CALENDARS)
def test_a_code_outside_the_calendar_is_refused(grain, calendar):
    """Periods before the year 1 and after 9999 have no days."""
    for edge, step in ((date.min, -1), (date.max, 1)):
        with pytest.raises(ValueError, match="years 1 to 9999"):
            calendar.first_day(calendar.code(edge, grain) + step, grain)
    with pytest.raises(ValueError, match="years 1 to 9999"):
        calendar.last_day(10**9, grain)


@pytest.mark.parametrize("wrong", [{"week_start": 7}, {"week_start": -1}, {"fiscal_start": 0}, {"fiscal_start": 13}])
def test_there_are_seven_weekdays_and_twelve_months(wrong):
    """Anything else is refused."""
    with pytest.raises(ValueError, match="weekdays are 0 to 6"):
        Calendar(**wrong)


def test_a_year_from_january_is_not_fiscal():
    """Only another first month makes years fiscal."""
    assert [Calendar(fiscal_start=month).fiscal for month in (1, 2, 12)] == [False, True, True]
