from datetime import UTC, datetime, timedelta, timezone
from itertools import permutations

import numpy as np
import pytest

from cxcli.scoring.reach import SILENCE, Reach
from cxcli.scoring.together import NEVER

NOW = datetime(2025, 6, 15, 12, 0, tzinfo=UTC)


def at(text):
    """A moment as microseconds since 1970."""
    return int(np.datetime64(text, "us").astype(np.int64))


def test_reaches_add():
    """The later date, and all rows, in any order; the reach of no rows changes nothing."""
    parts = [Reach(at("2025-06-01"), 2), Reach(at("2025-06-03"), 1), Reach(NEVER, 4)]
    for first, second, third in permutations(parts):
        assert first + (second + third) == (first + second) + third == Reach(at("2025-06-03"), 7)
    assert Reach() + parts[0] == parts[0]


@pytest.mark.parametrize(
    ("latest", "ended"),
    [
        ("2025-06-15T12:00", False),
        ("2025-06-12T12:00", False),
        ("2025-06-12T11:59:59.999999", True),
        ("1970-01-01", True),
        ("1969-12-31", False),
        ("0001-01-01", False),
    ],
)
def test_a_file_has_ended_when_it_is_silent_for_longer_than_a_weekend(latest, ended):
    """Three days and no longer are no silence; dates before 1970 stand in the place of none."""
    assert timedelta(days=3) == SILENCE
    found = Reach(at(latest)).ended(NOW)
    assert (found is not None) == ended
    assert found is None or found.isoformat() == datetime.fromisoformat(latest).replace(tzinfo=UTC).isoformat()


def test_nothing_dated_has_no_end():
    """Where no row has a date nothing is known."""
    assert Reach().ended(NOW) is None


def test_the_latest_date_is_in_the_zone_of_the_report():
    """23:00 in UTC is the next day two hours to the east."""
    east = timezone(timedelta(hours=2))
    assert Reach(at("2025-06-10T23:00")).ended(NOW.astimezone(east)).isoformat() == "2025-06-11T01:00:00+02:00"
