"""What a series of periods says: which periods are signals, whether there is a trend, what comes next."""

from typing import Any, Literal

from msgspec import Struct
from msgspec.structs import fields, replace

from cxcli.analysis.control_chart import ControlChart, ControlLimits
from cxcli.analysis.forecast import Ahead, Forecast, forecast
from cxcli.analysis.nhs_rules import Signal, nhs_signals, signals_by_point
from cxcli.analysis.p_chart import p_chart
from cxcli.analysis.period_series import PeriodPoint, PeriodSeries
from cxcli.analysis.series import Bounds
from cxcli.analysis.trend import Trend, trend
from cxcli.analysis.xmr import xmr_chart
from cxcli.errors import Problem, UsageError
from cxcli.scoring.box_score import BoxScore
from cxcli.scoring.composite_definition import CompositeMetric
from cxcli.scoring.interval import Undefined
from cxcli.scoring.metric import Metric

ChartName = Literal["xmr", "p"]
Look = Literal[0] | Ahead
"""How many periods to look ahead; 0 for no forecast."""

MOST_OUTSIDE = 0.25
"""Where more than this part of the points is outside a p-chart, periods differ by more than the chance of sampling."""

_FEW = 3


class TrendFinding(Struct, frozen=True, kw_only=True):
    """What was found in a `series`; where something cannot be told, the reason in its place.

    `kind` is that of the chart and `why` it was taken. `by_point` has the signals of each period of the series.
    `forecast` is None where none was asked for.
    """

    series: PeriodSeries
    kind: ChartName
    why: str
    chart: ControlChart | Undefined
    signals: tuple[Signal, ...]
    by_point: tuple[tuple[Signal, ...], ...]
    trend: Trend | Undefined
    forecast: Forecast | Undefined | None

    def limits_at(self, place: int) -> ControlLimits | None:
        """The control limits of a period, None where it has none."""
        return self.chart.limits[place] if isinstance(self.chart, ControlChart) else None


class _Form(Struct, frozen=True):
    """How a metric is made of the answers: in words, its ends, and whether it is a share of them."""

    words: str
    bounds: Bounds | None
    share: bool = False


def trend_finding(
    series: PeriodSeries,
    metric: Metric[Any] | CompositeMetric,
    *,
    chart: ChartName | None = None,
    ahead: Look = 3,
    confidence: float = 0.95,
) -> TrendFinding:
    """Return what a series of the metric says; `chart` None takes the p-chart for shares and XmR for all else.

    Raises:
        UsageError: a p-chart of a metric that is no share.
    """
    form = _form(metric)
    if chart == "p" and not form.share:
        raise UsageError(_no_share(metric, form))
    kind: ChartName = chart or ("p" if form.share else "xmr")
    found = _p_chart(series) if kind == "p" else xmr_chart(series.values, bounds=form.bounds)
    return TrendFinding(
        series=series,
        kind=kind,
        why="asked for" if chart else form.words,
        chart=found,
        signals=nhs_signals(found) if isinstance(found, ControlChart) else (),
        by_point=signals_by_point(found) if isinstance(found, ControlChart) else ((),) * len(series.points),
        trend=trend(series.values, confidence),
        forecast=forecast(series.whole, ahead, confidence, form.bounds) if ahead else None,
    )


def _form(metric: Metric[Any] | CompositeMetric) -> _Form:
    match metric:
        case BoxScore(source=source, scale=scale):
            value = source.value
            if value.share is not None:
                return _Form(f"{metric.id} is a share of the answers", (0, 100), share=True)
            if value.plus is not None:
                return _Form(f"{metric.id} is a difference of shares", (-100, 100))
            words = f"{metric.id} is a mean of the answers"
            return _Form(words, (scale.low, scale.high) if value.mean else (0, 100))
        case CompositeMetric(source=composite):
            what = f"of {composite.per}s' scores" if composite.per else "of its parts"
            return _Form(f"{metric.id} is a mean {what} from 0 to 100", (0, 100))
    return _Form(f"{metric.id} is no share of the answers", None)


def _no_share(metric: Metric[Any] | CompositeMetric, form: _Form) -> Problem:
    box = f", or extend {metric.id} in cx.yaml with value: {{share: NAME}} of one of its boxes"
    return Problem(
        code="chart",
        message=f"{form.words}, and a p-chart is for a share",
        help=f"take --chart xmr{'' if isinstance(metric, CompositeMetric) else box}",
    )


def _p_chart(series: PeriodSeries) -> ControlChart | Undefined:
    """Return the p-chart in percent; of weighted answers the effective number counts."""
    n = [_effective(point) for point in series.points]
    successes = [_part(value, total) for value, total in zip(series.values, n, strict=True)]
    found = p_chart(successes, n)
    if isinstance(found, Undefined):
        return found
    limits = tuple(each and _in_percent(each) for each in found.limits)
    chart = replace(found, values=tuple(series.values), limits=limits)
    return replace(chart, cautions=(*chart.cautions, *_overdispersed(chart)))


def _effective(point: PeriodPoint) -> float | None:
    score = point.score if point.period.complete else None
    if score is None or score.value is None:
        return None
    return float(score.n) if score.effective_n is None else score.effective_n


def _part(value: float | None, n: float | None) -> float | None:
    return None if value is None or n is None else min(value / 100 * n, n)


def _in_percent(limits: ControlLimits) -> ControlLimits:
    return ControlLimits(**{each.name: 100 * getattr(limits, each.name) for each in fields(limits)})


def _overdispersed(chart: ControlChart) -> tuple[str, ...]:
    """Return the caution that more than chance is at work throughout, or nothing."""
    judged = [(value, limits) for value, limits in zip(chart.values, chart.limits, strict=True) if limits]
    outside = sum(value is not None and limits.outside(value) != 0 for value, limits in judged)
    if outside < _FEW or outside <= MOST_OUTSIDE * len(judged):
        return ()
    words = f"{outside} of {len(judged)} periods are outside the limits, which know the chance of sampling alone"
    return (f"{words}; --chart xmr takes limits from how much periods differ",)
