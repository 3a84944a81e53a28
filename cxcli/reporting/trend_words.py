"""What a series of periods says, in plain sentences."""

from collections.abc import Iterator, Sequence

from cxcli.analysis.control_chart import ControlChart
from cxcli.analysis.forecast import Forecast
from cxcli.analysis.nhs_rules import RULES, Signal
from cxcli.analysis.period_series import PeriodPoint, PeriodSeries
from cxcli.analysis.trend import Trend
from cxcli.analysis.trend_finding import TrendFinding
from cxcli.reporting.number_format import number
from cxcli.reporting.score_words import decimals_for
from cxcli.scoring.interval import Interval, Undefined

_UNITS = {"points": "points", "percent": "percentage points", "score": "points of the scale"}
_NAMES = {"xmr": "XmR chart", "p": "p-chart"}
_MOST_NAMED = 12
_LEAST_P = 0.001
_FEW = 8
"""Below so many periods a series can hardly show a signal."""


def signal_words(signal: Signal) -> str:
    """Return what a signal says of one of its points: "above the limits", "8 below the centre", "7 rising"."""
    high = signal.side == "high"
    match signal.rule:
        case "outside":
            return "above the limits" if high else "below the limits"
        case "trend":
            return f"{len(signal.points)} {'rising' if high else 'falling'}"
        case "two-of-three":
            return "near the upper limit" if high else "near the lower limit"
        case _:
            return f"{len(signal.points)} {'above' if high else 'below'} the centre"


def sentences(finding: TrendFinding, decimals: int | None) -> list[str]:
    """Return the sentences below the periods: what was left out, limits, signals, trend, forecast."""
    places = decimals_for(finding.series.overall, decimals)
    return [
        *_left_out(finding.series),
        *_chart_sentences(finding, places),
        *_signal_sentences(finding),
        *_trend_sentences(finding, places),
        *_forecast_sentences(finding, places),
    ]


def _left_out(series: PeriodSeries) -> Iterator[str]:
    """Yield the periods that are shown and not counted, and those that are not shown."""
    running = [point for point in series.points if point.score and not point.period.complete]
    hidden = [point for point in series.points if point.score and point.period.complete and point.value is None]
    empty = [point for point in series.points if point.score is None]
    if running:
        yield f"Incomplete, so left out of limits, trend and forecast: {_named(running)}."
    if hidden:
        yield f"Without a value, so a gap: {_named(hidden)}."
    if empty:
        yield f"Without any row, so a gap: {_named(empty)}."


def _named(points: Sequence[PeriodPoint]) -> str:
    names = [point.period.label for point in points[:_MOST_NAMED]]
    more = [f"{len(points) - _MOST_NAMED:,} more"] if len(points) > _MOST_NAMED else []
    return ", ".join(names + more)


def _chart_sentences(finding: TrendFinding, places: int) -> Iterator[str]:
    chart = finding.chart
    if isinstance(chart, Undefined):
        yield f"No control limits: {chart.reason}."
        return
    method = chart.method.partition(": ")[2]
    yield f"{_NAMES[finding.kind]} ({finding.why}): {_limits(chart, places)} ({method})."
    yield from (f"{_capital(caution)}." for caution in chart.cautions)


def _limits(chart: ControlChart, places: int) -> str:
    """Return centre and limits; where these differ from period to period, from where to where they go."""
    there = [limits for limits in chart.limits if limits]
    lows, highs = sorted(each.low for each in there), sorted(each.high for each in there)
    centre = f"centre {number(there[0].centre, '', places)}"
    if (lows[0], highs[0]) == (lows[-1], highs[-1]):
        return f"{centre}, limits {_span(lows[0], highs[0], places)}"
    lower, upper = _span(lows[0], lows[-1], places), _span(highs[0], highs[-1], places)
    return f"{centre}; by the n of the period, lower limit {lower}, upper limit {upper}"


def _span(low: float, high: float, places: int) -> str:
    return f"{number(low, '', places)} to {number(high, '', places)}"


def _signal_sentences(finding: TrendFinding) -> Iterator[str]:
    if isinstance(finding.chart, Undefined):
        return
    if not finding.signals:
        judged = sum(value is not None for value in finding.chart.values)
        few = f" So few periods can hardly show one: {judged}, and a run takes 7." if judged < _FEW else ""
        yield f"No signal: all periods are within what chance does (NHS rules).{few}"
    for rule, words in RULES.items():
        mine = [signal for signal in finding.signals if signal.rule == rule]
        named = [_where(signal, finding.series) for signal in mine[:_MOST_NAMED]]
        more = [f"{len(mine) - _MOST_NAMED:,} more"] if len(mine) > _MOST_NAMED else []
        if mine:
            yield f"Signal (NHS rules), {words}: {', '.join(named + more)}."


def _where(signal: Signal, series: PeriodSeries) -> str:
    labels = [series.points[place].period.label for place in signal.points]
    if signal.rule == "two-of-three":
        return f"{' and '.join(labels)} ({signal_words(signal)})"
    stretch = labels[0] if len(labels) == 1 else f"{labels[0]} to {labels[-1]}"
    return f"{stretch} ({signal_words(signal)})"


def _trend_sentences(finding: TrendFinding, places: int) -> Iterator[str]:
    trend = finding.trend
    if isinstance(trend, Undefined):
        yield f"No trend is tested: {trend.reason}."
        return
    slope = f"Theil-Sen slope {_slope(trend, finding.series, places)}"
    said = {
        "up": "Trend up, more than chance explains",
        "down": "Trend down, more than chance explains",
        "none": "No clear trend",
    }[trend.direction]
    yield f"{said}: {slope}, p {p_text(trend.test.p)} ({trend.test.variant})."
    yield from (f"{_capital(caution)}." for caution in trend.cautions)


def _slope(trend: Trend, series: PeriodSeries, places: int) -> str:
    """Return "0.35 points a month, 95 % -0.10 to 0.80", with one digit more than values have."""
    slope, interval = trend.slope, trend.slope.interval
    words = f"{number(slope.slope, '', places + 1)} {_UNITS[series.overall.unit]} a {series.grain}"
    if isinstance(interval, Interval):
        return f"{words}, {100 * trend.confidence:g} % {_span(interval.low, interval.high, places + 1)}"
    return f"{words} ({interval.reason})"


def p_text(p: float) -> str:
    """Return a p value: "0.012", "below 0.001"."""
    return f"below {_LEAST_P}" if p < _LEAST_P else number(p, "", 3)


def _forecast_sentences(finding: TrendFinding, places: int) -> Iterator[str]:
    found = finding.forecast
    if isinstance(found, Undefined):
        reason = found.reason.removeprefix("no forecast: ")
        yield f"No forecast: {reason}."
    if isinstance(found, Forecast):
        pairs = zip(finding.series.following, found.steps, strict=False)
        steps = [
            f"{period.label} {number(step.value, '', places)} ({_span(step.interval.low, step.interval.high, places)})"
            for period, step in pairs
        ]
        confidence = f"{100 * found.confidence:g} %"
        yield f"Forecast by {_method(found)}, with {confidence} limits: {', '.join(steps)}."
        yield f"Tried from {found.origins} earlier {finding.series.grain}s, {_errors(found, finding.series, places)}."
        yield "If the series wanders, with each period starting from the last, these limits are too narrow."
        trend = finding.trend
        if isinstance(trend, Trend) and trend.direction != "none" and found.method != "trend line":
            yield "The forecast does not carry the trend on: its line was not clearly closer in the same trial."


def _method(found: Forecast) -> str:
    return {"mean": "the mean of all periods", "trend line": "the Theil-Sen line"}.get(found.method, found.method)


def _errors(found: Forecast, series: PeriodSeries, places: int) -> str:
    pairs = enumerate(zip(found.errors, found.errors_of_last_value, strict=True), start=1)
    return "; ".join(
        f"{ahead} {series.grain}{'s' if ahead > 1 else ''} ahead it was off by {number(error, '', places)} on average, "
        f"the last value by {number(last, '', places)}"
        for ahead, (error, last) in pairs
    )


def _capital(text: str) -> str:
    return text[:1].upper() + text[1:]
