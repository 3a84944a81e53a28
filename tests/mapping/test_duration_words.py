"""Durations that name their units."""

from datetime import timedelta

import pandas as pd
import pytest
from hypothesis import given
from hypothesis import strategies as st

from cxcli.mapping.duration_forms import Form
from cxcli.mapping.duration_words import read_iso, read_words

SECOND, MINUTE, HOUR = 10**6, 60 * 10**6, 3600 * 10**6
DAY = 24 * HOUR


@pytest.mark.parametrize(
    ("text", "parts"),
    [
        ("1 day 2 hours", [("1", DAY), ("2", HOUR)]),
        ("1 hr 5 mins", [("1", HOUR), ("5", MINUTE)]),
        ("12.5 hrs", [("12.5", HOUR)]),
        ("12,5 hrs.", [("12,5", HOUR)]),
        (".5h", [(".5", HOUR)]),
        ("2h 3m", [("2", HOUR), ("3", MINUTE)]),
        ("2H3M4S", [("2", HOUR), ("3", MINUTE), ("4", SECOND)]),
        ("20 sec", [("20", SECOND)]),
        ("45s", [("45", SECOND)]),
        ("1d 4h", [("1", DAY), ("4", HOUR)]),
        ("1w 2d", [("1", 7 * DAY), ("2", DAY)]),
        ("250 ms", [("250", 1000)]),
        ("3 min", [("3", MINUTE)]),
        ("1 hour and 5 minutes", [("1", HOUR), ("5", MINUTE)]),
        ("1 day, 2 hours, and 5 minutes", [("1", DAY), ("2", HOUR), ("5", MINUTE)]),
        ("1h,5m", [("1", HOUR), ("5", MINUTE)]),
        ("-3h 20m", [("-3", HOUR), ("-20", MINUTE)]),
        ("1,234 min", [("1,234", MINUTE)]),
    ],
)
def test_words_are_numbers_with_units(text, parts):
    """Each unit stands once, the largest first; a sign belongs to all of them."""
    assert read_words(text) == (Form.WORDS, 0, parts)


@pytest.mark.parametrize(
    "text",
    [
        "",
        "-",
        "less than a minute",
        "a day",
        "1 day ago",
        "20 hours ago",
        "1 month",
        "2 years",
        "3mo",
        "3h 2h",
        "3m 2h",
        "3h -2m",
        "1h 5",
        "1h, ",
        "1h and",
        "h",
        "5",
        "5. hrs",
        "1..5 h",
        "1 234 min",
    ],
)
def test_other_words_are_no_durations(text):
    """Months and years, units twice or out of order, numbers without one and other words are not read."""
    assert read_words(text) is None


@pytest.mark.parametrize(
    ("text", "seconds"),
    [
        ("PT1H30M", 5_400),
        ("P1DT2H", 93_600),
        ("P2W", 1_209_600),
        ("P1W2D", 777_600),
        ("PT0.5H", 1_800),
        ("PT1,5S", 1.5),
        ("pt15m", 900),
        ("-PT15M", -900),
        ("+PT15M", 900),
        ("P0Y0M0DT0H5M0.000S", 300),
        ("PT0S", 0),
    ],
)
def test_iso_durations_are_read(text, seconds):
    """Weeks, days, hours, minutes and seconds have a fixed length; the last may have a fraction."""
    assert read_iso(text) == (Form.ISO, seconds * SECOND, ())


@pytest.mark.parametrize(
    "text",
    [
        "P1Y",
        "P1M",
        "P1Y2D",
        "P",
        "PT",
        "P1DT",
        "PT1.5H3M",
        "PT.5H",
        "PT1.H",
        "P1H",
        "PT1",
        "PT-15M",
        "T1H",
        "1H",
        "PT1H1H",
    ],
)
def test_other_iso_texts_are_no_durations(text):
    """Years and months have no fixed length; a P alone, and a fraction before the last part, are no ISO 8601."""
    assert read_iso(text) is None


def test_parts_of_a_microsecond_are_rounded():
    """What is finer than a microsecond goes to the nearest one, a half to the even one."""
    assert [read_iso(f"PT0.000000{part}S").amount for part in ("4", "5", "51")] == [0, 0, 1]
    assert read_iso("PT0.0000015S").amount == 2


@given(st.timedeltas(timedelta(0), timedelta(days=90_000)))
def test_iso_spans_of_pandas_come_back(span):
    """What pandas writes by ISO 8601 is read as the same span."""
    assert read_iso(pd.Timedelta(span).isoformat()) == (Form.ISO, span // timedelta(microseconds=1), ())
