import json
from math import inf, nan, sqrt
from pathlib import Path

import pytest
from hypothesis import assume, given
from hypothesis import strategies as st

from cxcli.analysis.nhs_rules import nhs_signals
from cxcli.analysis.p_chart import p_chart
from cxcli.scoring.interval import Undefined

VECTORS = json.loads((Path(__file__).resolve().parents[1] / "vectors" / "spc_funnel.json").read_text(encoding="utf-8"))
counts = st.integers(1, 80).flatmap(lambda n: st.tuples(st.integers(0, n), st.just(n)))


@pytest.mark.parametrize("case", VECTORS["p_chart"])
def test_published_limits(case):
    """Montgomery's limits come out as printed, and the samples outside them."""
    chart = p_chart(case["D"], [case["n"]] * len(case["D"]))
    limits = chart.limits[0]
    printed = (case["pbar"], case["lcl"], case["ucl"])
    assert (limits.centre, limits.low, limits.high) == pytest.approx(printed, abs=case["tol"], rel=0)
    outside = [signal.points[0] + 1 for signal in nhs_signals(chart) if signal.rule == "outside"]
    assert outside == case["out_of_control_samples"]
    assert chart.cautions == ()


def test_each_point_has_the_limits_of_its_n():
    """Limits are three standard errors for the n of each period, which may be an effective number."""
    chart = p_chart([40, 100, 12.5], [80, 200, 25.0])
    assert chart.values == (0.5, 0.5, 0.5)
    for limits, n in zip(chart.limits, (80, 200, 25), strict=True):
        assert limits.centre == 0.5
        assert limits.high == pytest.approx(0.5 + 3 * sqrt(0.25 / n))
        assert limits.low == pytest.approx(0.5 - 3 * sqrt(0.25 / n))


def test_limits_stay_between_0_and_1():
    """The limits of a share are cut at 0 and 1."""
    limits = p_chart([1, 0, 1], [4, 4, 4]).limits[0]
    assert limits.low == 0
    limits = p_chart([3, 4, 3], [4, 4, 4]).limits[0]
    assert limits.high == 1


def test_a_period_without_answers_is_a_gap():
    """A period with n = 0, or without a number, has neither value nor limits."""
    chart = p_chart([5, 0, None, 5, 6, 7], [10, 0, 10, None, 10, 10])
    assert chart.values == (0.5, None, None, None, 0.6, 0.7)
    assert [each is None for each in chart.limits] == [False, True, True, True, False, False]


def test_no_limits_without_points_or_variation():
    """Under three points, or with answers all alike, there are no limits, and the reason is told."""
    assert "3 or more points" in p_chart([5, 5], [10, 10]).reason
    assert "alike" in p_chart([0, 0, 0], [10, 10, 10]).reason
    assert "alike" in p_chart([10, 10, 10], [10, 10, 10]).reason


def test_cautions():
    """Few points and few expected answers of a kind are told."""
    few, rough = p_chart([5, 1, 5], [10, 2, 10]).cautions
    assert "rest on 3 points" in few
    assert rough == "in 1 of 3 periods fewer than 5 answers of a kind are expected, so the limits are rough there"


@pytest.mark.parametrize(("successes", "n"), [(-1, 10), (11, 10), (nan, 10), (1, nan), (1, inf), (1, 0)])
def test_impossible_counts_are_refused(successes, n):
    """Successes below 0 or above n, or no numbers, are refused."""
    with pytest.raises(ValueError, match="between 0 and n"):
        p_chart([5, 5, 5, successes], [10, 10, 10, n])


def test_lengths_differ():
    """Successes and n belong together in pairs."""
    with pytest.raises(ValueError, match="shorter"):
        p_chart([5, 5, 5, 5], [10, 10, 10])


@given(st.lists(counts, min_size=3, max_size=20))
def test_failures_mirror_successes(pairs):
    """The chart of the failures is the mirror image of that of the successes."""
    n = [total for _, total in pairs]
    one = p_chart([x for x, _ in pairs], n)
    other = p_chart([total - x for x, total in pairs], n)
    assume(not isinstance(one, Undefined))
    for here, there in zip(one.limits, other.limits, strict=True):
        assert (here.low, here.high) == pytest.approx((1 - there.high, 1 - there.low), abs=1e-12)
