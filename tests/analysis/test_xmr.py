import json
from math import inf, nan
from pathlib import Path

import pytest
from hypothesis import assume, given
from hypothesis import strategies as st

from cxcli.analysis import xmr
from cxcli.analysis.control_chart import ControlChart
from cxcli.analysis.xmr import xmr_chart
from cxcli.scoring.interval import Undefined

VECTORS = json.loads((Path(__file__).resolve().parents[1] / "vectors" / "spc_funnel.json").read_text(encoding="utf-8"))
OUTLIER = VECTORS["xmr"][0]["x"]
series = st.lists(st.integers(-100, 100), min_size=3, max_size=30)


def around(chart):
    """Centre, low and high of a chart whose limits are the same everywhere."""
    (limits,) = {each for each in chart.limits if each}
    return limits.centre, limits.low, limits.high


@pytest.mark.parametrize("case", VECTORS["xmr"])
def test_published_limits(case):
    """Mean and limits that others have printed come out, with the constant and the screening that they used."""
    constant = 3 / 1.128 if "constant" in case else 2.66
    chart = xmr_chart(case["x"], constant=constant, screen=case.get("screen_outliers", False))
    assert around(chart) == pytest.approx((case["mean"], case["lpl"], case["upl"]), abs=case["tol"], rel=0)


def test_published_constants():
    """The constants are those of the NHS."""
    assert VECTORS["xmr_constants"]["limit"] == xmr.LIMIT
    assert VECTORS["xmr_constants"]["mr_upper"] == xmr.MOVING_RANGE_LIMIT
    limits = xmr_chart([0, 1, 0, 1], screen=False).limits[0]
    assert limits.near_high - limits.centre == pytest.approx(VECTORS["xmr_constants"]["near_limit"], rel=1e-12)


def test_the_method_is_named():
    """The result says how its limits were made: the constant, and the moving ranges left out and after whom."""
    assert xmr_chart(OUTLIER).method == (
        "XmR chart: mean ± 2.66 mean moving ranges, 2 outlying moving ranges left out (Nelson 1982)"
    )
    assert xmr_chart(OUTLIER, screen=False).method == "XmR chart: mean ± 2.66 mean moving ranges"
    assert xmr_chart(OUTLIER, constant=3 / 1.128, screen=False).method.startswith("XmR chart: mean ± 2.6596 mean")
    assert xmr_chart([1, 2, 3]).method == "XmR chart: mean ± 2.66 mean moving ranges"


def test_screening_happens_once_and_leaves_something():
    """Screening is not repeated, and is left out where only zeros would remain."""
    # Ranges 0 (8 times) and 9: their mean is 1, so the 9 would go and nothing that varies would be left.
    assert around(xmr_chart([0] * 9 + [9])) == pytest.approx((0.9, 0.9 - 2.66, 0.9 + 2.66))
    # Ranges 1 (20 times), 5, 40: mean 65/22 = 2.95, so the 40 goes; of the rest, mean 25/21, the 5 would go, too.
    values = [*[0, 1] * 10, 0, 5, 45]
    centre, low, _ = around(xmr_chart(values))
    assert centre - low == pytest.approx(2.66 * 25 / 21)


def test_a_moving_range_on_the_limit_is_an_outlier():
    """A moving range of exactly 3.267 mean moving ranges is left out."""
    # Ranges 1000 (9 times) and r with r = 3.267 (9000 + r) / 10.
    last = 3.267 * 9000 / (10 - 3.267)
    above, below = last * (1 + 1e-9), last * (1 - 1e-9)
    values = [0, 1000] * 5
    assert "1 outlying" in xmr_chart([*values, 1000 + above]).method
    assert "outlying" not in xmr_chart([*values, 1000 + below]).method


def test_a_gap_makes_no_moving_range():
    """Periods without a value stay gaps, and the points beside them are no neighbours."""
    chart = xmr_chart([1, 2, None, 9, 10])
    assert chart.values == (1, 2, None, 9, 10)
    assert chart.limits[2] is None
    assert around(chart) == pytest.approx((5.5, 5.5 - 2.66, 5.5 + 2.66))


@pytest.mark.parametrize(
    ("values", "reason"),
    [
        ([], "3 or more points"),
        ([1, 2], "3 or more points"),
        ([1, 2, None], "3 or more points"),
        ([1, None, 2, None, 3], "neighbours"),
        ([4, 4, 4], "alike"),
    ],
)
def test_no_limits_without_points_or_variation(values, reason):
    """Under three points, without neighbours, or without variation there are no limits, and the reason is told."""
    found = xmr_chart(values)
    assert isinstance(found, Undefined)
    assert reason in found.reason


def test_few_points_are_a_caution():
    """Limits of fewer than twelve points are marked as provisional."""
    assert "provisional" in xmr_chart([1, 2] * 5).cautions[0]
    assert xmr_chart([1, 2] * 6).cautions == ()


def test_a_baseline_makes_the_limits():
    """With a baseline only the first periods make the limits, which hold for all."""
    chart = xmr_chart([1, 2, 1, 2, 50, 60], baseline=4)
    assert around(chart) == pytest.approx((1.5, 1.5 - 2.66, 1.5 + 2.66))
    assert "rest on 4 points" in chart.cautions[0]


def test_limits_are_cut_at_the_range():
    """Where the range of the metric is told the limits stay in it."""
    assert around(xmr_chart([90, 100, 90, 100], bounds=(-100, 100)))[2] == 100
    assert around(xmr_chart([90, 100, 90, 100]))[2] > 100


@pytest.mark.parametrize("value", [nan, inf])
def test_no_number_is_refused(value):
    """A value that is no finite number is refused."""
    with pytest.raises(ValueError, match="finite"):
        xmr_chart([1, 2, value])


@given(series, st.integers(-50, 50), st.integers(1, 9), st.booleans())
def test_shift_and_scale(values, shift, scale, screen):
    """Limits move with the values and grow with them."""
    chart = xmr_chart(values, screen=screen)
    assume(isinstance(chart, ControlChart))
    moved = around(xmr_chart([scale * each + shift for each in values], screen=screen))
    assert moved == pytest.approx([scale * each + shift for each in around(chart)], abs=1e-9)


@given(series)
def test_time_reversed(values):
    """Backwards, a series has the same limits."""
    chart, reverse = xmr_chart(values), xmr_chart(values[::-1])
    assert isinstance(chart, Undefined) or around(reverse) == pytest.approx(around(chart))
