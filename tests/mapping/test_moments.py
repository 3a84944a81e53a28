"""Calendar fields as times."""

from datetime import datetime
from zoneinfo import ZoneInfo

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from cxcli.mapping.moments import NO_OFFSET, NO_SUCH_OFFSET, NO_TIME, civil, in_report_zone

UTC, TOKYO = ZoneInfo("UTC"), ZoneInfo("Asia/Tokyo")


def _fields(*rows):
    return np.array(rows, dtype=np.int64).reshape(len(rows), 8)


@given(st.lists(st.tuples(*[st.integers(-2, 62)] * 6), max_size=20), st.integers(0, 10_000))
def test_civil_times_are_those_of_the_standard_library(parts, year):
    """Fields are a time exactly if datetime takes them, and then the same time."""
    rows = [(year, *part, 0) for part in (row[1:] for row in parts)]
    stamps = civil(_fields(*((*row, 0) for row in rows)))
    for row, stamp in zip(rows, stamps.tolist(), strict=True):
        try:
            expected = datetime(*row)  # noqa: DTZ001 - the fields have no zone
        except ValueError:
            expected = None
        assert stamp == expected


@pytest.mark.parametrize("offset", [86_400, -86_400, NO_SUCH_OFFSET])
def test_an_offset_of_a_day_or_more_is_no_time(offset):
    """No clock is a day away from UTC."""
    assert np.isnat(civil(_fields((2024, 1, 1, 0, 0, 0, 0, offset)))).all()


def test_each_kind_of_offset_has_its_way_into_the_report_zone():
    """An offset decides; without one the source's zone does; a date without a time is that day everywhere."""
    stamps = np.array(["2024-01-05"] * 3, dtype="datetime64[us]")
    offsets = np.array([-3600, NO_OFFSET, NO_TIME])
    found = in_report_zone(stamps, offsets, zone=UTC, report_zone=TOKYO)
    assert found.wall.astype(str).tolist() == [
        "2024-01-05T10:00:00.000000",
        "2024-01-05T09:00:00.000000",
        "2024-01-05T00:00:00.000000",
    ]
    assert not found.twice.any()
    assert stamps.tolist() == [stamps.tolist()[0]] * 3


def test_times_that_were_twice_are_marked():
    """Only a time without an offset can have been twice."""
    stamps = np.array(["2024-10-27T02:30"] * 2, dtype="datetime64[us]")
    berlin = ZoneInfo("Europe/Berlin")
    found = in_report_zone(stamps, np.array([7200, NO_OFFSET]), zone=berlin, report_zone=berlin)
    assert found.twice.tolist() == [False, True]
