from datetime import UTC, datetime

from msgspec.structs import replace

from cxcli.reporting.score_json import dumps
from cxcli.reporting.trend_json import trend_json
from cxcli.scoring.interval import Undefined
from tests.analysis.month_series import NOISE, finding_of

SPIKE = [3, 5, 3, 5, 3, 5, 18, 5, 3, 5, 3, 5]


def series_json(finding):
    (found,) = trend_json({"schema": "cx.scores/1", "scores": []}, [finding])["trends"]
    dumps(found)
    return found


def test_it_is_the_run_with_its_series():
    """What the run says stays, under a contract of its own."""
    assert trend_json({"schema": "cx.scores/1", "cx": "1"}, []) == {"schema": "cx.trend/1", "cx": "1", "trends": []}


def test_points_have_value_limits_and_signals():
    """Every month is a point; gaps and the running month have no control limits and are not counted."""
    finding = finding_of([*SPIKE, "gap", 7], now=datetime(2025, 2, 3, tzinfo=UTC))
    found = series_json(finding)
    limits = finding.chart.limits[0]
    assert (found["metric"], found["group"], found["period"], len(found["points"])) == ("nps", {}, "month", 14)
    assert found["points"][6] == {
        "period": {"label": "2024-07", "start": "2024-07-01", "end": "2024-07-31", "complete": True},
        "status": "ok",
        "value": 18,
        "low": 13,
        "high": 23,
        "n": 100,
        "counted": True,
        "centre": limits.centre,
        "lower_limit": limits.low,
        "upper_limit": limits.high,
        "signals": ["outside"],
    }
    gap, running = found["points"][-2:]
    assert (gap["status"], gap["value"], gap["n"], gap["counted"], gap["centre"]) == ("no_data", None, 0, False, None)
    assert (running["value"], running["counted"], running["upper_limit"]) == (7, False, None)


def test_signals_have_rule_words_and_periods():
    """A signal has its rule, side, words, the rule in full, and the labels of its months."""
    (signal,) = series_json(finding_of(SPIKE))["signals"]
    assert signal == {
        "rule": "outside",
        "side": "high",
        "words": "above the limits",
        "definition": "a point outside the control limits",
        "periods": ["2024-07"],
    }


def test_chart_trend_and_forecast():
    """Chart, trend and forecast have all their figures, and no reason is given."""
    finding = finding_of(NOISE)
    found = series_json(finding)
    assert found["reasons"] == {"chart": None, "trend": None, "forecast": None}
    assert (found["chart"]["kind"], found["chart"]["why"]) == ("xmr", "nps is a difference of shares")
    trend, wanted = found["trend"], finding.trend
    assert (trend["slope"], trend["low"], trend["high"]) == (
        wanted.slope.slope,
        wanted.slope.interval.low,
        wanted.slope.interval.high,
    )
    assert (trend["p"], trend["n"], trend["direction"]) == (wanted.test.p, 18, "none")
    steps = found["forecast"]["steps"]
    assert [step["period"]["label"] for step in steps] == ["2025-07", "2025-08", "2025-09"]
    assert [step["value"] for step in steps] == [step.value for step in finding.forecast.steps]
    assert found["forecast"]["errors"] == list(finding.forecast.errors)


def test_reasons():
    """What is not there has its reason in words; a forecast that was not asked for, too."""
    found = series_json(finding_of([3, 4], ahead=0))
    assert (found["chart"], found["trend"], found["forecast"], found["signals"]) == (None, None, None, [])
    assert found["reasons"]["forecast"] == "not asked for"
    assert "3 or more points" in found["reasons"]["chart"]
    assert found["reasons"]["trend"].startswith("2 points")
    assert series_json(finding_of([3, 4]))["reasons"]["forecast"].startswith("2 points")


def test_a_slope_without_limits():
    """A slope may have no limits, and says why."""
    finding = finding_of(SPIKE)
    bare = replace(finding.trend, slope=replace(finding.trend.slope, interval=Undefined("all alike")))
    trend = series_json(replace(finding, trend=bare))["trend"]
    assert (trend["low"], trend["high"], trend["reason"]) == (None, None, "all alike")
