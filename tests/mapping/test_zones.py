"""Time zones."""

from datetime import UTC, datetime
from zoneinfo import ZoneInfo

import numpy as np
import pandas as pd
import pytest
from hypothesis import given
from hypothesis import strategies as st

from cxcli.errors import Problem
from cxcli.mapping.zones import to_utc, to_wall, zone_named

ZONES = [
    "UTC",
    "Europe/Berlin",
    "Europe/Dublin",
    "America/Sao_Paulo",
    "Asia/Kathmandu",
    "Pacific/Apia",
    "Australia/Lord_Howe",
]
FIRST, LAST = datetime.fromisoformat("1980-01-01"), datetime.fromisoformat("2030-01-01")
TIMES = st.lists(st.datetimes(FIRST, LAST), max_size=8)


def _stamps(*texts):
    return np.array(texts, dtype="datetime64[us]")


def test_a_zone_is_found_by_its_name():
    """A name of the IANA database is that zone."""
    assert zone_named("Europe/Berlin") == ZoneInfo("Europe/Berlin")


@pytest.mark.parametrize(
    ("name", "nearest"),
    [("Europe/Berlim", "Europe/Berlin"), ("berlin", "Europe/Berlin"), ("new york", "America/New_York")],
)
def test_an_unknown_zone_names_the_nearest(name, nearest):
    """A misspelt zone is a problem that names the nearest zones."""
    found = zone_named(name)
    assert isinstance(found, Problem)
    assert found.code == "zone-unknown"
    assert nearest in found.help


@pytest.mark.parametrize("name", ["", "Europe", "../../etc/passwd", "/etc/passwd", "\0", "Zz/Qqqqq", "x" * 300])
def test_what_is_no_zone_is_a_problem(name):
    """Folders, paths and other texts are a problem, never a file that is read."""
    assert isinstance(zone_named(name), Problem)


def test_a_time_in_the_gap_never_was():
    """2:30 on 31 March 2024 does not exist in Berlin, 3:30 does."""
    found = to_utc(_stamps("2024-03-31T02:30", "2024-03-31T03:30"), ZoneInfo("Europe/Berlin"))
    assert found.never.tolist() == [True, False]
    assert np.isnat(found.utc).tolist() == [True, False]
    assert found.utc[1] == np.datetime64("2024-03-31T01:30")


def test_a_time_in_the_fold_is_the_first_of_two():
    """2:30 on 27 October 2024 was twice in Berlin; the first is 0:30 UTC."""
    found = to_utc(_stamps("2024-10-27T02:30", "2024-10-27T03:30"), ZoneInfo("Europe/Berlin"))
    assert found.twice.tolist() == [True, False]
    assert found.utc.tolist() == _stamps("2024-10-27T00:30", "2024-10-27T02:30").tolist()


def test_a_day_that_a_zone_left_out_never_was():
    """Samoa had no 30 December 2011."""
    found = to_utc(_stamps("2011-12-30T12:00", "2011-12-31T12:00"), ZoneInfo("Pacific/Apia"))
    assert found.never.tolist() == [True, False]


@pytest.mark.parametrize("zone", ZONES)
def test_the_ends_of_the_calendar_are_read(zone):
    """Years 1 and 9999 come back from UTC as they went, and NaT stays NaT."""
    wall = _stamps("0001-01-01T00:00", "9999-12-31T23:59:59.999999", "NaT")
    back = to_wall(to_utc(wall, ZoneInfo(zone)).utc, ZoneInfo(zone))
    assert back.astype(str).tolist() == wall.astype(str).tolist()


@given(TIMES, st.sampled_from(ZONES))
def test_wall_times_are_those_of_the_standard_library(times, zone):
    """The wall time of an instant is what datetime says it is."""
    wall = to_wall(_stamps(*times), ZoneInfo(zone)).tolist()
    assert wall == [time.replace(tzinfo=UTC).astimezone(ZoneInfo(zone)).replace(tzinfo=None) for time in times]


@given(TIMES, st.sampled_from(ZONES))
def test_instants_are_those_of_pandas(times, zone):
    """The instant of a wall time is what pandas says it is; gaps are NaT there too."""
    index = pd.DatetimeIndex(_stamps(*times))
    theirs = index.tz_localize(zone, ambiguous="NaT", nonexistent="NaT").tz_convert("UTC").tz_localize(None)
    ours = to_utc(_stamps(*times), ZoneInfo(zone))
    expected = theirs.to_numpy().astype("datetime64[us]")
    assert ours.utc[~ours.twice].astype(str).tolist() == expected[~ours.twice].astype(str).tolist()
    assert np.isnat(expected[ours.twice]).all()


@given(TIMES, st.sampled_from(ZONES))
def test_a_wall_time_comes_back(times, zone):
    """A wall time that was is the wall time of its instant."""
    wall = _stamps(*times)
    found = to_utc(wall, ZoneInfo(zone))
    assert to_wall(found.utc, ZoneInfo(zone))[~found.never].tolist() == wall[~found.never].tolist()


@pytest.mark.parametrize("zone", ZONES)
def test_every_quarter_of_an_hour_of_a_year_is_that_of_pandas(zone):
    """Through all changes of clocks of 2011, gaps, folds and instants are those that pandas finds."""
    wall = np.arange(np.datetime64("2011-01-01T00:00", "us"), np.datetime64("2012-01-01"), np.timedelta64(15, "m"))
    ours = to_utc(wall, ZoneInfo(zone))
    index = pd.DatetimeIndex(wall)
    theirs = index.tz_localize(zone, ambiguous="NaT", nonexistent="NaT")
    shifted = index.tz_localize(zone, ambiguous="NaT", nonexistent="shift_forward")
    assert ours.never.tolist() == (theirs.isna() & ~shifted.isna()).tolist()
    assert ours.twice.tolist() == shifted.isna().tolist()
    clear = ~theirs.isna()
    assert ours.utc[clear].tolist() == theirs.tz_convert("UTC").tz_localize(None)[clear].to_numpy().tolist()
