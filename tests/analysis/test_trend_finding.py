import json
from math import inf
from pathlib import Path
from types import SimpleNamespace

import pytest

from cxcli.analysis.forecast import Forecast
from cxcli.analysis.series import present
from cxcli.analysis.trend import Trend
from cxcli.analysis.trend_finding import trend_finding
from cxcli.errors import UsageError
from cxcli.scoring.interval import Undefined
from tests.analysis.month_series import LONG_AFTER, NOISE, finding_of, metric, score, series_of

VECTORS = json.loads((Path(__file__).resolve().parents[1] / "vectors" / "spc_funnel.json").read_text(encoding="utf-8"))
TRENDS = json.loads((Path(__file__).resolve().parents[1] / "vectors" / "trend.json").read_text(encoding="utf-8"))


@pytest.mark.parametrize(
    ("name", "kind", "why"),
    [
        ("nps", "xmr", "nps is a difference of shares"),
        ("csat", "p", "csat is a share of the answers"),
        ("csat:mean", "xmr", "csat:mean is a mean of the answers"),
        ("csat:index", "xmr", "csat:index is a mean of the answers"),
    ],
)
def test_the_chart_goes_with_the_metric(name, kind, why):
    """Shares get a p-chart, all else an XmR chart, and the reason is named."""
    found = finding_of([3, 4, 3, 5], name=name)
    assert (found.kind, found.why, found.chart.kind) == (kind, why, kind)


def test_a_chart_can_be_asked_for():
    """A share may have an XmR chart; a p-chart of what is no share is refused."""
    found = finding_of([50, 60, 50], name="csat", chart="xmr")
    assert (found.kind, found.why, found.chart.kind) == ("xmr", "asked for", "xmr")
    assert finding_of([50, 60, 50], name="csat", chart="p").why == "asked for"
    with pytest.raises(UsageError) as refused:
        finding_of([50, 60, 50], chart="p")
    (problem,) = refused.value.problems
    assert (problem.code, problem.message) == ("chart", "nps is a difference of shares, and a p-chart is for a share")


@pytest.mark.parametrize("case", [case for case in VECTORS["xmr"] if case.get("screen_outliers")])
def test_the_published_xmr_chart(case):
    """Centre and limits are those published for the NHS charts; the points outside are signals of theirs."""
    found = finding_of(case["x"], ahead=0)
    limits = found.chart.limits[0]
    assert (limits.centre, limits.low, limits.high) == pytest.approx(
        (case["mean"], case["lpl"], case["upl"]), abs=case["tol"]
    )
    outside = {place for place, value in enumerate(case["x"]) if not case["lpl"] <= value <= case["upl"]}
    assert {place for signal in found.signals if signal.rule == "outside" for place in signal.points} == outside
    judged = [any(signal.rule == "outside" for signal in mine) for mine in found.by_point]
    assert {place for place, is_out in enumerate(judged) if is_out} == outside


def test_the_published_p_chart():
    """The p-chart of the orange juice cans, in percent: centre, limits, and samples 15 and 23 outside."""
    case = VECTORS["p_chart"][0]
    found = finding_of([100 * defects / case["n"] for defects in case["D"]], name="csat", n=case["n"])
    limits = found.chart.limits[0]
    wanted = (100 * case["pbar"], 100 * case["lcl"], 100 * case["ucl"])
    assert (limits.centre, limits.low, limits.high) == pytest.approx(wanted, abs=100 * case["tol"])
    outside = [place for signal in found.signals if signal.rule == "outside" for place in signal.points]
    assert [place + 1 for place in outside] == case["out_of_control_samples"]


def test_effective_answers_make_the_limits_of_a_p_chart():
    """Where answers are weighted the effective number counts: a quarter of it doubles the distance of the limits."""
    values = [50, 60, 40, 55]
    all_count, a_quarter = (
        finding_of(values, name="csat", n=400, effective_n=each).chart.limits[0] for each in (None, 100)
    )
    assert a_quarter.high - a_quarter.centre == pytest.approx(2 * (all_count.high - all_count.centre))


def test_an_endless_number_is_not_charted():
    """A p-chart of everybody, with an effective number without end, is no case that a run can make: it is refused."""
    with pytest.raises(ValueError, match="finite"):
        finding_of([50, 60, 40], name="csat", effective_n=inf)


@pytest.mark.parametrize(
    ("name", "values", "low", "high"),
    [
        ("nps", [-99, 99, -99, 99], -100, 100),
        ("csat:mean", [1.1, 4.9, 1.1, 4.9], 1, 5),
        ("csat:index", [1, 99, 1, 99], 0, 100),
        ("csat", [0, 100, 0, 100], 0, 100),
    ],
)
def test_limits_stay_within_the_metric(name, values, low, high):
    """Limits do not leave the range that a value can have."""
    limits = finding_of(values, name=name, n=2).chart.limits[0]
    assert (limits.low, limits.high) == (low, high)


def test_a_metric_of_another_kind_has_no_known_ends():
    """A metric that is no box score gets an XmR chart without ends, and no p-chart."""
    series = series_of([-500, 500, -500, 500])
    other = SimpleNamespace(id="renewals")
    found = trend_finding(series, other, ahead=0)
    assert (found.kind, found.chart.limits[0].high > 500) == ("xmr", True)
    with pytest.raises(UsageError, match="no share"):
        trend_finding(series, other, chart="p")


def test_gaps_and_running_months_have_no_limits():
    """A month that does not count has no control limits and no signals."""
    found = finding_of([3, "gap", 4, None, 5, 3])
    assert [limits is None for limits in found.chart.limits] == [False, True, False, True, False, False]
    share = finding_of([30, "gap", 40, None, 50, 30], name="csat")
    assert [limits is None for limits in share.chart.limits] == [False, True, False, True, False, False]
    assert found.by_point == ((),) * 6


def test_distances_in_time_count():
    """The slope of a straight line is the same with a gap in it."""
    found = finding_of([1, 2, 3, "gap", "gap", 6, 7, 8, 9, 10, 11, 12, 13, 14])
    assert isinstance(found.trend, Trend)
    assert found.trend.slope.slope == pytest.approx(1)
    assert found.trend.direction == "up"


def test_the_published_trend():
    """Slope, p and tau of a published series, at the confidence asked for."""
    case = TRENDS["mann_kendall_12"]
    found = finding_of(case["x"], confidence=0.9).trend
    assert (found.slope.slope, found.test.p, found.test.tau) == pytest.approx(
        (case["theil_sen"], case["p"], case["tau"]), rel=1e-6
    )
    assert found.confidence == 0.9


def test_what_cannot_be_told_has_a_reason():
    """Two points have no limits, no trend and no forecast, each with its reason."""
    found = finding_of([1, 2])
    for each in (found.chart, found.trend, found.forecast):
        assert isinstance(each, Undefined)
        assert each.reason
    assert (found.signals, found.by_point) == ((), ((), ()))
    assert isinstance(finding_of([100, 100, 100], name="csat").chart, Undefined)
    (empty,) = [trend_finding(each, metric()) for each in [series_of([])]]
    assert isinstance(empty.forecast, Undefined)


def test_a_forecast_is_as_long_as_asked_for():
    """One to three months are looked ahead, from the last whole one; with 0 there is no forecast."""
    found = finding_of(NOISE, ahead=2).forecast
    assert isinstance(found, Forecast)
    assert len(found.steps) == 2
    assert found.steps[0].value == pytest.approx(present(NOISE).values.mean())
    assert finding_of(NOISE, ahead=0).forecast is None


def test_too_many_outside_a_p_chart_is_a_caution():
    """Where more than a quarter of the periods, and three at least, are outside, the XmR chart is recommended."""
    swings = [40, 60] * 6
    assert any("--chart xmr" in caution for caution in finding_of(swings, name="csat", n=10_000).chart.cautions)
    assert not any("--chart xmr" in caution for caution in finding_of(swings, name="csat", n=10).chart.cautions)
    two = [50] * 5 + [70, 30]
    assert not any("--chart xmr" in caution for caution in finding_of(two, name="csat", n=1000).chart.cautions)
    rare = [50] * 9 + [70, 30, 70]
    found = finding_of(rare, name="csat", n=1000)
    assert sum(signal.rule == "outside" for signal in found.signals) == 3
    assert not any("--chart xmr" in caution for caution in found.chart.cautions)


def test_the_score_of_a_gap_is_none():
    """A series knows its score over all time, whatever its months."""
    assert series_of([1, "gap"], overall=7).overall == score(7, n=1000, now=LONG_AFTER)
