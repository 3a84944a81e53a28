import json
from itertools import combinations
from pathlib import Path
from statistics import median

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st
from scipy import stats

from cxcli.analysis.mann_kendall import mann_kendall
from cxcli.analysis.series import present
from cxcli.analysis.theil_sen import line, theil_sen
from cxcli.scoring.interval import Interval, Undefined

VECTORS = json.loads((Path(__file__).resolve().parents[1] / "vectors" / "trend.json").read_text(encoding="utf-8"))
whole = st.lists(st.integers(-100, 100), min_size=10, max_size=25)
gapped = st.lists(st.integers(-100, 100) | st.none(), min_size=2, max_size=25)


def plain(values, confidence=0.95):
    series = present(values)
    return theil_sen(series, mann_kendall(series).variance, confidence)


def test_published_slopes():
    """Slopes and intercept that others have printed come out, gaps included."""
    case = VECTORS["mann_kendall_360"]
    found = plain(case["x"])
    assert found.slope == pytest.approx(case["sens_slope"], rel=1e-14)
    assert found.intercept == pytest.approx(case["intercept"], rel=1e-14)
    assert plain(VECTORS["mann_kendall_12"]["x"]).slope == VECTORS["mann_kendall_12"]["theil_sen"]


@given(whole, st.sampled_from([0.8, 0.9, 0.95]))
def test_as_scipy(values, confidence):
    """Slope and limits are those of scipy (Sen 1968)."""
    found = plain(values, confidence)
    if isinstance(found.interval, Undefined):
        assert len(set(values)) == 1
        return
    slope, _, low, high = stats.theilslopes(values, np.arange(len(values)), confidence)
    assert (found.slope, found.interval.low, found.interval.high) == pytest.approx((slope, low, high), abs=1e-12)
    assert found.interval.method == "Sen 1968"


@given(gapped.filter(lambda values: len([each for each in values if each is not None]) > 1))
def test_the_median_of_all_pairs(values):
    """The slope is the median of the slopes of all pairs, by their places in time."""
    there = [(place, value) for place, value in enumerate(values) if value is not None]
    slopes = [(y2 - y1) / (x2 - x1) for (x1, y1), (x2, y2) in combinations(there, 2)]
    slope, intercept = line(present(values))
    assert slope == pytest.approx(median(slopes), abs=1e-12)
    through = median(value for _, value in there) - slope * median(place for place, _ in there)
    assert intercept == pytest.approx(through, abs=1e-9)


@given(whole, st.integers(-9, 9), st.integers(-50, 50))
def test_shift_scale_and_time(values, scale, shift):
    """Slope and limits scale with the values, do not move with them, and turn round with time and with the sign."""
    found = plain(values)
    other = plain([scale * each + shift for each in values])
    back = plain(values[::-1])
    assert other.slope == pytest.approx(scale * found.slope, abs=1e-9)
    assert back.slope == pytest.approx(-found.slope, abs=1e-9)
    if isinstance(found.interval, Interval):
        low, high = found.interval.low, found.interval.high
        assert low <= found.slope <= high
        assert (back.interval.low, back.interval.high) == pytest.approx((-high, -low), abs=1e-9)
        if scale:
            limits = sorted((scale * low, scale * high))
            assert (other.interval.low, other.interval.high) == pytest.approx(limits, abs=1e-9)


def test_the_line_at_a_place():
    """The line has its value at any place, 0 being the first period."""
    found = plain([1, 3, 5, None, 9, 11, 13, 15, 17, 19, 21])
    assert (found.slope, found.at(0), found.at(3), found.at(11)) == (2, 1, 7, 23)


def test_no_interval_where_nothing_bounds_the_slope():
    """Values all alike, or a variance beyond the number of pairs, have no interval, and the reason is told."""
    assert "alike" in plain([4] * 12).interval.reason
    series = present([1, 3, 2, 5, 4, 6, 8, 7, 9, 12])
    # 45 pairs; 1.96 standard deviations of S must stay below them.
    assert isinstance(theil_sen(series, 22.9**2).interval, Undefined)
    assert isinstance(theil_sen(series, 22.4**2).interval, Interval)


def test_impossible_input_is_refused():
    """A slope needs two points, and a variance is not negative."""
    with pytest.raises(ValueError, match="two points"):
        line(present([1.0, None]))
    with pytest.raises(ValueError, match="variance"):
        theil_sen(present([1, 2]), -1.0)
