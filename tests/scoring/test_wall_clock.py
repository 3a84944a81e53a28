from datetime import UTC, datetime, timedelta
from itertools import pairwise
from zoneinfo import ZoneInfo

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from cxcli.scoring import wall_clock as module
from cxcli.scoring.wall_clock import wall_clock

ZONES = st.sampled_from(
    ["UTC", "Europe/Berlin", "America/New_York", "Australia/Lord_Howe", "Africa/Casablanca", "Pacific/Apia"]
).map(ZoneInfo)
TIMES = st.lists(st.datetimes(datetime.fromisoformat("1975-01-01"), datetime.fromisoformat("2045-01-01")), max_size=9)
BERLIN = ZoneInfo("Europe/Berlin")


def stamps(*texts):
    return np.array(texts, "datetime64[us]")


def shown(instant, zone):
    """The wall time by the standard library, with times shown again put at the end of the repeated stretch."""
    local = instant.replace(tzinfo=UTC).astimezone(zone)
    wall, fold = local.replace(tzinfo=None), local.fold
    while fold:
        wall = wall.replace(second=0, microsecond=0) + timedelta(minutes=1)
        fold = wall.replace(tzinfo=zone).utcoffset() != wall.replace(tzinfo=zone, fold=1).utcoffset()
    return wall


@given(TIMES, ZONES)
def test_it_is_the_wall_time_unless_shown_again(instants, zone):
    """Each instant has the wall time of the zone; one whose wall time is shown again has the end of that stretch."""
    assert wall_clock(stamps(*instants), zone).tolist() == [shown(instant, zone) for instant in instants]


@given(TIMES, ZONES)
def test_it_never_falls(instants, zone):
    """A later instant has no earlier wall time."""
    walls = wall_clock(np.sort(stamps(*instants)), zone).tolist()
    assert all(earlier <= later for earlier, later in pairwise(walls))


def test_it_stands_still_for_a_repeated_hour():
    """In Berlin, 3:00 summer time on 27 October 2024 becomes 2:00: it is 3:00 for an hour."""
    instants = stamps("2024-10-27T00:59:59.999999", "2024-10-27T01:00", "2024-10-27T01:59:59", "2024-10-27T02:00:01")
    assert (
        wall_clock(instants, BERLIN).tolist()
        == stamps("2024-10-27T02:59:59.999999", "2024-10-27T03:00", "2024-10-27T03:00", "2024-10-27T03:00:01").tolist()
    )


def test_it_jumps_over_a_skipped_hour():
    """In Berlin, 2:00 on 31 March 2024 becomes 3:00."""
    instants = stamps("2024-03-31T00:59:59.999999", "2024-03-31T01:00")
    assert wall_clock(instants, BERLIN).tolist() == stamps("2024-03-31T01:59:59.999999", "2024-03-31T03:00").tolist()


@pytest.mark.parametrize(
    ("zone", "around"),
    [("America/Juneau", "1867-10-20"), ("Africa/Windhoek", "2016-04-03"), ("Europe/Berlin", "2024-10-27")],
)
def test_nothing_depends_on_how_time_is_cut_into_blocks(monkeypatch, zone, around):
    """A repeated stretch goes on over the end of a block, be it a day long as in Alaska in 1867."""
    instants = np.datetime64(around, "us") + np.arange(-72, 72) * np.timedelta64(30, "m")
    whole = wall_clock(instants, ZoneInfo(zone))
    monkeypatch.setattr(module, "_BLOCK_DAYS", 1)
    monkeypatch.setattr(module, "_BLOCK", 86_400_000_000)
    module._pieces_of.cache_clear()
    cut = wall_clock(instants, ZoneInfo(zone))
    module._pieces_of.cache_clear()
    assert cut.tolist() == whole.tolist()
    assert (np.diff(cut) >= np.timedelta64(0)).all()
    assert (np.diff(cut) == np.timedelta64(0)).any()


def test_times_far_apart_do_no_work_in_between():
    """Two days of a stray year and of this one are looked up alone."""
    module._pieces_of.cache_clear()
    wall_clock(stamps("0300-01-05", "2024-06-01", "9990-01-05"), BERLIN)
    assert module._pieces_of.cache_info().misses == 3
