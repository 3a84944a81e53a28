"""Series of periods as JSON, by the contract of docs/cx.trend.schema.json."""

from collections.abc import Mapping, Sequence

from cxcli.analysis.control_chart import ControlChart
from cxcli.analysis.forecast import Forecast
from cxcli.analysis.nhs_rules import RULES, Signal
from cxcli.analysis.period_series import PeriodPoint, PeriodSeries
from cxcli.analysis.trend import Trend
from cxcli.analysis.trend_finding import TrendFinding
from cxcli.reporting.trend_words import signal_words
from cxcli.scoring.interval import Interval, Undefined
from cxcli.scoring.score import PeriodSpan

Json = dict[str, object]


def trend_json(scored: Mapping[str, object], findings: Sequence[TrendFinding]) -> Json:
    """Return what `scores_json` says of the run, by this contract, with what each series says beside it."""
    return {**scored, "schema": "cx.trend/1", "trends": [_finding(each) for each in findings]}


def _finding(finding: TrendFinding) -> Json:
    series = finding.series
    return {
        "metric": series.overall.metric,
        "group": dict(series.overall.group),
        "period": str(series.grain),
        "points": [_point(finding, place, point) for place, point in enumerate(series.points)],
        "chart": _chart(finding),
        "signals": [_signal(signal, series) for signal in finding.signals],
        "trend": _trend(finding.trend) if isinstance(finding.trend, Trend) else None,
        "forecast": _forecast(finding.forecast, series) if isinstance(finding.forecast, Forecast) else None,
        "reasons": {
            "chart": _reason(finding.chart),
            "trend": _reason(finding.trend),
            "forecast": "not asked for" if finding.forecast is None else _reason(finding.forecast),
        },
    }


def _reason(found: object) -> str | None:
    return found.reason if isinstance(found, Undefined) else None


def _span(period: PeriodSpan) -> Json:
    return {
        "label": period.label,
        "start": str(period.start),
        "end": str(period.end),
        "complete": period.complete,
    }


def _point(finding: TrendFinding, place: int, point: PeriodPoint) -> Json:
    score, limits = point.score, finding.limits_at(place)
    return {
        "period": _span(point.period),
        "status": score.status if score else "no_data",
        "value": score and score.value,
        "low": score and score.low,
        "high": score and score.high,
        "n": score.shown_n if score else 0,
        "counted": point.counted is not None,
        "centre": limits and limits.centre,
        "lower_limit": limits and limits.low,
        "upper_limit": limits and limits.high,
        "signals": [signal.rule for signal in finding.by_point[place]],
    }


def _chart(finding: TrendFinding) -> Json | None:
    chart = finding.chart
    if not isinstance(chart, ControlChart):
        return None
    return {"kind": finding.kind, "why": finding.why, "method": chart.method, "cautions": list(chart.cautions)}


def _signal(signal: Signal, series: PeriodSeries) -> Json:
    return {
        "rule": signal.rule,
        "side": signal.side,
        "words": signal_words(signal),
        "definition": RULES[signal.rule],
        "periods": [series.points[place].period.label for place in signal.points],
    }


def _trend(trend: Trend) -> Json:
    slope = trend.slope
    bounded = isinstance(slope.interval, Interval)
    return {
        "direction": trend.direction,
        "slope": slope.slope,
        "low": slope.interval.low if isinstance(slope.interval, Interval) else None,
        "high": slope.interval.high if isinstance(slope.interval, Interval) else None,
        "reason": None if bounded else _reason(slope.interval),
        "confidence": trend.confidence,
        "variant": trend.test.variant,
        "p": trend.test.p,
        "tau": trend.test.tau,
        "n": trend.test.n,
        "cautions": list(trend.cautions),
    }


def _forecast(found: Forecast, series: PeriodSeries) -> Json:
    return {
        "method": found.method,
        "confidence": found.confidence,
        "steps": [
            {"period": _span(period), "value": step.value, "low": step.interval.low, "high": step.interval.high}
            for period, step in zip(series.following, found.steps, strict=False)
        ],
        "origins": found.origins,
        "errors": list(found.errors),
        "errors_of_last_value": list(found.errors_of_last_value),
    }
