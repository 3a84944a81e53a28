from datetime import UTC, date, datetime, timedelta, timezone

import numpy as np
import pandas as pd
import pytest
from hypothesis import given
from hypothesis import strategies as st

from cxcli.errors import UsageError
from cxcli.scoring.periods import Grain, bucket, parse_bound, span

NOW = datetime(2026, 1, 15, 12, tzinfo=UTC)
DAYS = st.dates()
GRAINS = st.sampled_from(list(Grain))
PANDAS = {Grain.DAY: "D", Grain.WEEK: "W-SUN", Grain.MONTH: "M", Grain.QUARTER: "Q", Grain.YEAR: "Y"}


def code_of(day, grain):
    return int(bucket(np.array([day], dtype="datetime64[D]"), grain)[0])


def span_of(day, grain, *, first=None, last=None, now=NOW):
    return span(code_of(day, grain), grain, first=first, last=last, now=now)


@given(st.dates(min_value=date(1800, 1, 1), max_value=date(2200, 12, 31)), GRAINS)
def test_a_period_begins_and_ends_where_pandas_says(day, grain):
    """Start and end are those of the pandas period that holds the day."""
    period = pd.Period(day.isoformat(), freq=PANDAS[grain])
    found = span_of(day, grain)
    assert (found.start, found.end) == (period.start_time.date(), period.end_time.date())


@given(DAYS, GRAINS)
def test_every_day_of_the_calendar_lies_in_its_period(day, grain):
    """From the year 1 to 9999 a day lies in its period, and so do the period's ends."""
    found = span_of(day, grain)
    assert found.start <= day <= found.end
    assert code_of(found.start, grain) == code_of(day, grain) == code_of(found.end, grain)
    for outside in (found.start.toordinal() - 1, found.end.toordinal() + 1):
        if 1 <= outside <= date.max.toordinal():
            assert code_of(date.fromordinal(outside), grain) != code_of(day, grain)


@given(DAYS, DAYS, GRAINS)
def test_codes_keep_the_order_of_time(one, other, grain):
    """An earlier day never has a later code."""
    assert (code_of(min(one, other), grain)) <= code_of(max(one, other), grain)


@given(DAYS)
def test_a_week_is_named_as_iso_names_it(day):
    """A week's label is the ISO year and week of each of its days."""
    year, week, _ = day.isocalendar()
    assert span_of(day, Grain.WEEK).label == f"{year:04d}-W{week:02d}"


@pytest.mark.parametrize(
    ("grain", "label"),
    [
        (Grain.DAY, "2025-09-03"),
        (Grain.WEEK, "2025-W36"),
        (Grain.MONTH, "2025-09"),
        (Grain.QUARTER, "2025-Q3"),
        (Grain.YEAR, "2025"),
    ],
)
def test_a_label_says_its_grain(grain, label):
    """Labels are 2025-09-03, 2025-W36, 2025-09, 2025-Q3, 2025."""
    assert span_of(date(2025, 9, 3), grain).label == label


@given(DAYS, GRAINS)
def test_a_label_is_a_bound_of_the_same_period(day, grain):
    """What a label says can be typed as a bound: its start, and its end with `end`."""
    found = span_of(day, grain)
    assert parse_bound(found.label, end=False) == found.start
    assert parse_bound(found.label, end=True) == found.end


@given(st.lists(st.datetimes(), max_size=10), GRAINS, st.sampled_from(["us", "ms", "s"]))
def test_times_fall_in_the_period_of_their_day(times, grain, unit):
    """A time of any unit, before 1970 too, has the code of its day."""
    codes = bucket(np.array(times, dtype=f"datetime64[{unit}]"), grain)
    assert codes.dtype == np.int64
    assert codes.tolist() == [code_of(at.date(), grain) for at in times]


@pytest.mark.parametrize("grain", list(Grain))
def test_a_missing_time_stops_nothing(grain):
    """A NaT has some code, and the other times keep theirs."""
    codes = bucket(np.array(["NaT", "1970-01-01"], dtype="datetime64[us]"), grain)
    assert codes[1] == 0


@pytest.mark.parametrize(
    ("day", "grain", "start", "end"),
    [
        (date.min, Grain.WEEK, date(1, 1, 1), date(1, 1, 7)),
        (date.max, Grain.WEEK, date(9999, 12, 27), date(9999, 12, 31)),
        (date.max, Grain.QUARTER, date(9999, 10, 1), date(9999, 12, 31)),
        (date.min, Grain.YEAR, date(1, 1, 1), date(1, 12, 31)),
        (date(2024, 2, 3), Grain.MONTH, date(2024, 2, 1), date(2024, 2, 29)),
        (date(2021, 1, 3), Grain.WEEK, date(2020, 12, 28), date(2021, 1, 3)),
    ],
)
def test_the_ends_of_the_calendar_do_not_overflow(day, grain, start, end):
    """The first and last periods of the calendar, a leap month and a week over New Year have their ends."""
    found = span_of(day, grain)
    assert (found.start, found.end) == (start, end)


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
    assert span_of(date(2025, 9, 3), Grain.MONTH, now=now).complete is complete


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
    found = span_of(date(2025, 9, 3), Grain.MONTH, first=first, last=last)
    assert found.complete is complete
    assert (found.start, found.end) == (date(2025, 9, 1), date(2025, 9, 30))


def test_a_code_outside_the_calendar_is_refused():
    """A code of the year 10000 is no period."""
    with pytest.raises(ValueError, match="year"):
        span(8030, Grain.YEAR, first=None, last=None, now=NOW)


@pytest.mark.parametrize(
    ("text", "first", "last"),
    [
        ("2025-01-31", date(2025, 1, 31), date(2025, 1, 31)),
        ("2025-09", date(2025, 9, 1), date(2025, 9, 30)),
        ("2024-02", date(2024, 2, 1), date(2024, 2, 29)),
        ("2025-Q3", date(2025, 7, 1), date(2025, 9, 30)),
        ("2025-W36", date(2025, 9, 1), date(2025, 9, 7)),
        ("2020-W53", date(2020, 12, 28), date(2021, 1, 3)),
        ("2025", date(2025, 1, 1), date(2025, 12, 31)),
        ("9999-W52", date(9999, 12, 27), date(9999, 12, 31)),
    ],
)
def test_a_bound_names_a_stretch_and_takes_its_end(text, first, last):
    """A bound is the first day of what it names, or the last."""
    assert parse_bound(text, end=False) == first
    assert parse_bound(text, end=True) == last


@pytest.mark.parametrize(
    "text",
    [
        "",
        "25",
        "2025-",
        "2025-1",
        "2025-13",
        "2025-00",
        "2025-02-29",
        "2025-Q5",
        "2025-q3",
        "2025-W54",
        "2021-W53",
        "2025-W00",
        "2025-W6",
        "0000",
        "10000",
        "2025-01-31T10:00",
        "31/01/2025",
        " 2025",
        "2025\n",
        "٢٠٢٥",
        "today",
    ],
)
def test_any_other_bound_is_refused_with_examples(text):
    """Other forms, and days that are not in the calendar, are refused with all forms shown."""
    with pytest.raises(UsageError) as caught:
        parse_bound(text, end=False)
    (problem,) = caught.value.problems
    assert problem.code == "period-bound"
    assert problem.help == "write it as 2025-01-31, 2025-09, 2025-Q3, 2025-W36 or 2025"


@given(st.text(alphabet="0129-QW", max_size=10) | st.text(max_size=12), st.booleans())
def test_any_text_is_a_bound_or_a_usage_error(text, end):
    """Whatever is typed, the answer is a day or the usage error."""
    try:
        day = parse_bound(text, end=end)
    except UsageError:
        day = None
    assert day is None or day.year in range(int(text[:4]) - 1, int(text[:4]) + 2)
