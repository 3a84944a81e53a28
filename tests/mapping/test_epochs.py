"""Times written as one number."""

from datetime import UTC, datetime

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from cxcli.mapping.epochs import read_numbers
from cxcli.mapping.moments import NO_OFFSET, NO_TIME


def _read(text, unit):
    times, offsets = read_numbers([text], unit)
    return times.astype(str).tolist()[0], offsets.tolist()[0]


@pytest.mark.parametrize(
    ("text", "unit", "time"),
    [
        ("1700000000", "seconds", "2023-11-14T22:13:20.000000"),
        ("1700000000.5", "seconds", "2023-11-14T22:13:20.500000"),
        ("1700000000000", "milliseconds", "2023-11-14T22:13:20.000000"),
        ("1700000000123456", "microseconds", "2023-11-14T22:13:20.123456"),
        (" \uff11700000000", "seconds", "2023-11-14T22:13:20.000000"),
        ("253402300798", "seconds", "9999-12-31T23:59:58.000000"),
    ],
)
def test_numbers_count_from_1970_in_utc(text, unit, time):
    """A number counts its declared unit from 1970-01-01 in UTC."""
    assert _read(text, unit) == (time, 0)


@pytest.mark.parametrize(
    ("text", "unit"),
    [
        ("1700000000000", "seconds"),
        ("1700000000", "milliseconds"),
        ("1700000000000", "microseconds"),
        ("0", "seconds"),
        ("-1700000000", "seconds"),
        ("20240506", "seconds"),
        ("9" * 19, "seconds"),
    ],
)
def test_another_unit_is_found_out(text, unit):
    """A number that would be before 1973 or after 9999 is of another unit, and no time."""
    assert _read(text, unit)[0] == "NaT"


@pytest.mark.parametrize(
    ("text", "time", "offset"),
    [
        ("1", "1900-01-01T00:00:00.000000", NO_TIME),
        ("59", "1900-02-28T00:00:00.000000", NO_TIME),
        ("61", "1900-03-01T00:00:00.000000", NO_TIME),
        ("45355", "2024-03-04T00:00:00.000000", NO_TIME),
        ("45355.0", "2024-03-04T00:00:00.000000", NO_TIME),
        ("45355.5", "2024-03-04T12:00:00.000000", NO_OFFSET),
        ("45355.333333", "2024-03-04T08:00:00.000000", NO_OFFSET),
        ("45355.999999999", "2024-03-04T23:59:59.000000", NO_OFFSET),
        ("2958465", "9999-12-31T00:00:00.000000", NO_TIME),
        ("2958465.999999999", "9999-12-31T23:59:59.000000", NO_OFFSET),
    ],
)
def test_serial_days_are_those_of_a_spreadsheet(text, time, offset):
    """Serial days are those of the 1900 date system, with the time of day to the second."""
    assert _read(text, "excel") == (time, offset)


@pytest.mark.parametrize("text", ["60", "60.5", "0", "0.5", "-1", "2958466", "1700000000"])
def test_days_that_never_were_are_none(text):
    """Day 60 is the 29 February 1900 that never was; days before 1 and after 9999 are none."""
    assert _read(text, "excel")[0] == "NaT"


@given(st.lists(st.datetimes(datetime.fromisoformat("1973-01-02"), datetime.fromisoformat("2500-01-01"))))
def test_seconds_come_back(times):
    """The seconds that datetime counts are read as the same time."""
    texts = [str(int(time.replace(tzinfo=UTC).timestamp())) for time in times]
    found, offsets = read_numbers(texts, "seconds")
    assert found.tolist() == [time.replace(microsecond=0) for time in times]
    assert not np.any(offsets)
