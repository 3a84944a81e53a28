import json
from pathlib import Path

import pytest

from cxcli.analysis.mann_kendall import PLAIN
from cxcli.analysis.series import MOST_POINTS
from cxcli.analysis.trend import Trend, trend
from cxcli.scoring.interval import Interval, Undefined

VECTORS = json.loads((Path(__file__).resolve().parents[1] / "vectors" / "trend.json").read_text(encoding="utf-8"))
RISING = VECTORS["mann_kendall_12"]


def test_a_rising_series():
    """Slope, test and direction of a series that rises; backwards it falls."""
    found = trend(RISING["x"])
    assert isinstance(found, Trend)
    assert (found.slope.slope, found.test.s, found.direction) == (RISING["theil_sen"], RISING["s"], "up")
    assert found.test.variant == PLAIN
    assert found.cautions == ()
    assert trend(RISING["x"][::-1]).direction == "down"


def test_the_confidence_decides():
    """The direction is named where p is below what the confidence leaves to chance."""
    assert trend(RISING["x"], 0.9998).direction == "up"
    assert trend(RISING["x"], 0.9999).direction == "none"
    narrow, wide = trend(RISING["x"], 0.8).slope.interval, trend(RISING["x"], 0.99).slope.interval
    assert narrow.high - narrow.low < wide.high - wide.low


def test_neighbours_alike_are_a_caution():
    """Where the corrected test is used the slope's interval is wider too, and a caution says what may be wrong."""
    case = VECTORS["mann_kendall_360"]
    found = trend(case["x"])
    assert "Hamed and Rao" in found.test.variant
    assert "wanders" in found.cautions[0]
    assert found.direction == "none"
    assert isinstance(found.slope.interval, Interval)


@pytest.mark.parametrize("values", [[], [1, 2, 3] * 3, [1, None] * 9])
def test_below_ten_points_the_reason(values):
    """Below ten points there is no trend, and the reason is told."""
    found = trend(values)
    assert isinstance(found, Undefined)
    assert "a trend needs at least 10" in found.reason


def test_gaps_keep_their_place():
    """Ten points are enough, and gaps between them count as time."""
    assert trend([place if place % 2 == 0 else None for place in range(19)]).slope.slope == 1


def test_too_many_points():
    """Too many points are refused with the reason."""
    assert "longer periods" in trend([1.0] * (MOST_POINTS + 1)).reason
