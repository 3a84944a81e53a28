"""Durations with colons."""

from datetime import timedelta

import pandas as pd
import pytest
from hypothesis import given
from hypothesis import strategies as st

from cxcli.mapping.duration_clocks import read_clock
from cxcli.mapping.duration_forms import Form

SPANS = st.timedeltas(timedelta(days=-90_000), timedelta(days=90_000))


@pytest.mark.parametrize(
    ("text", "seconds"),
    [
        ("64:00:00", 230_400),
        ("-1:02:03", -3_723),
        ("+1:02:03", 3_723),
        ("0:00:00.5", 0.5),
        ("0:00:00,25", 0.25),
        ("1 day, 2:03:04", 93_784),
        ("3 days 04:05:06", 273_906),
        ("3d 04:05:06", 273_906),
        ("3 DAYS 04:05:06", 273_906),
        ("-1 day, 23:59:58", -2),
        ("-1 days +23:59:58.000000000", -2),
        ("-1 days -02:03:04", -93_784),
        ("3 days -04:05:06", 244_494),
        ("0 days 00:00:00", 0),
    ],
)
def test_clocks_have_hours_minutes_and_seconds(text, seconds):
    """Hours go beyond 24; days stand before as Python, pandas and databases write them, each with its own sign."""
    assert read_clock(text) == (Form.CLOCK, seconds * 1_000_000, ())


@pytest.mark.parametrize(
    "text",
    [
        "-3 days 04:05:06",
        "1 day, -2:03:04",
        "1 day 2:03",
        "1 month 04:05:06",
        "0:60:00",
        "0:00:60",
        "1:2:3",
        "1:02:03:04",
        "1:02:03 PM",
        "00000000001:00:00",
        "\u22121:02:03",
        "1:02:03.",
        "::",
    ],
)
def test_other_texts_with_colons_are_no_durations(text):
    """A minus before days and a bare clock, sixty of anything, times of day and four parts are not read."""
    assert read_clock(text) is None


@pytest.mark.parametrize(
    ("text", "form", "seconds"),
    [
        ("12:30", Form.PAIR, 750),
        ("90:15", Form.PAIR, 5_415),
        ("+0:15", Form.PAIR, 15),
        ("-0:15", Form.PAIR, -15),
        ("-00:15", Form.REMAINING, -15),
        ("02:23.5", Form.MINUTES, 143.5),
    ],
)
def test_two_parts_are_taken_as_minutes_and_seconds(text, form, seconds):
    """Two digits behind a minus are the mark of remaining time, a fraction is one of seconds."""
    assert read_clock(text) == (form, seconds * 1_000_000, ())


@pytest.mark.parametrize(
    ("text", "seconds"),
    [
        ("1970-01-02 09:46:18", 121_578),
        ("1970-01-01 09:46:18", 35_178),
        ("1970-01-01T00:00:00.25Z", 0.25),
        ("1970-01-01 00:00:01.000000 UTC", 1),
        ("1999-12-31 23:59:59+00:00", 946_684_799),
    ],
)
def test_a_date_counts_from_the_first_day_of_1970(text, seconds):
    """ServiceNow writes 33 h 46 min 18 s as 1970-01-02 09:46:18; 1999 ends 946,684,800 s after 1970 began."""
    assert read_clock(text) == (Form.DATE, seconds * 1_000_000, ())


@pytest.mark.parametrize(
    "text",
    [
        "2000-01-01 00:00:00",
        "1969-12-31 23:59:59",
        "1970-01-32 00:00:00",
        "1970-01-01 24:00:00",
        "1970-01-01 00:00",
        "1970-01-01 00:00:00+01:00",
        "1970-01-01X00:00:00",
    ],
)
def test_other_dates_are_no_durations(text):
    """Dates outside 1970 to 1999, days that no calendar has, and offsets are not read."""
    assert read_clock(text) is None


@pytest.mark.parametrize(
    ("part", "microseconds"),
    [("123456", 123_456), ("1234565", 123_456), ("1234575", 123_458), ("12345650001", 123_457), ("9999999", 1_000_000)],
)
def test_parts_of_a_microsecond_are_rounded(part, microseconds):
    """What is finer than a microsecond goes to the nearest one, a half to the even one."""
    assert read_clock(f"0:00:00.{part}") == (Form.CLOCK, microseconds, ())


@given(SPANS)
def test_spans_of_python_and_pandas_come_back(span):
    """What Python and pandas write is read as the same span, below zero, too."""
    microseconds = span // timedelta(microseconds=1)
    assert read_clock(str(span)) == (Form.CLOCK, microseconds, ())
    assert read_clock(str(pd.Timedelta(span))) == (Form.CLOCK, microseconds, ())
