"""The charts of a report with the words that stand beside them."""

from collections.abc import Sequence

from markupsafe import Markup
from msgspec import Struct

from cxcli.charts.answers_chart import Column, answers_chart
from cxcli.charts.trend_chart import Marks, Spot, TrendDrawing, trend_chart
from cxcli.formats.figures import MOVED, change_size, decimals_of, metric_title, value_cell
from cxcli.formats.markup import markup
from cxcli.formats.metric_tables import answers_table, periods_table
from cxcli.report.content import MetricReport, Point, Report
from cxcli.reporting.number_format import count, share
from cxcli.reporting.period_words import period_words, short_period
from cxcli.reporting.quantities import quantity, unit_for
from cxcli.reporting.table import Table
from cxcli.settings.targets import Event

_FLOORS = {"percent": 0.0, "seconds": 0.0, "currency": 0.0, "points": -100.0, "ratio": 0.0}


class Figure(Struct, frozen=True, kw_only=True):
    """A chart: its title, the finding that its caption says, the drawing, its events, and its numbers as a table.

    `part` is what a file of its own is called by.
    """

    part: str
    title: str
    finding: str
    drawing: Markup
    events: Sequence[tuple[int, Event]]
    table: Table


def trend_drawings(report: Report) -> list[Figure]:
    """Return a chart for each metric that has periods."""
    return [_trend(metric, report) for metric in report.metrics if metric.points]


def answers_drawings(report: Report) -> list[Figure]:
    """Return a chart of the answers of each metric that has a scale."""
    return [_answers(metric, report) for metric in report.metrics if metric.answers]


def _trend(metric: MetricReport, report: Report) -> Figure:
    cell, definition = metric.whole, metric.definition
    decimals = decimals_of(cell.score, report)
    events = list(enumerate(metric.events, start=1))
    target = cell.gate.bounds.target if cell.gate is not None else None
    drawing = TrendDrawing(
        title=f"{metric_title(definition)} by {report.grain}",
        description=_heard(metric, report),
        spots=[_spot(point, metric, decimals) for point in metric.points],
        target=target,
        target_shown=f"target {_quantity(target, metric, decimals)}" if target is not None else "",
        events=[(number, event.on) for number, event in events],
        marks=_marks(metric),
    )
    table = periods_table(metric, report)
    return Figure(
        part=metric.definition.id.replace("_", "-"),
        title=metric_title(definition),
        finding=_finding(metric, report),
        drawing=markup(trend_chart(drawing)),
        events=events,
        table=table,
    )


def _finding(metric: MetricReport, report: Report) -> str:
    """Return what the chart says: the value, its change, and the signals of the control chart."""
    cell = metric.whole
    decimals = decimals_of(cell.score, report)
    value = value_cell(cell.score, decimals).text
    size = change_size(cell, decimals)
    said = f"{value} in {period_words(report.period)}"
    said += f", {size} since {period_words(report.before)}: {MOVED[cell.moved]}" if size else ""
    signals = [f"{short_period(point.period)} {', '.join(point.signals)}" for point in metric.points if point.signals]
    return said + (f". Signals: {'; '.join(signals)}" if signals else "")


def _heard(metric: MetricReport, report: Report) -> str:
    """Return what the chart shows, for those who hear it: its finding, its ends, and the periods without a value."""
    there = [point for point in metric.points if point.value is not None]
    empty = [short_period(point.period) for point in metric.points if point.value is None]
    said = _finding(metric, report)
    if there:
        decimals, unit = decimals_of(metric.whole.score, report), metric.whole.score.unit
        ends = [min(there, key=_value), max(there, key=_value)]
        low, high = (f"{quantity(_value(each), unit, decimals)} in {short_period(each.period)}" for each in ends)
        said += f". Lowest {low}, highest {high}"
    return said + (f". No value in {', '.join(empty)}" if empty else "")


def _value(point: Point) -> float:
    return point.value or 0.0


def _spot(point: Point, metric: MetricReport, decimals: int) -> Spot:
    score = metric.whole.score
    return Spot(
        name=short_period(point.period),
        start=point.period.start,
        end=point.period.end,
        value=point.value,
        low=point.low,
        high=point.high,
        shown=value_cell(point, decimals, unit=score.unit, beside=score.value).text,
        signal=", ".join(point.signals),
        hollow=point.kept or not point.period.complete,
    )


def _marks(metric: MetricReport) -> Marks:
    score = metric.whole.score
    values = [abs(point.value) for point in metric.points if point.value is not None]
    seconds, sign = unit_for(score.value if score.value is not None else max(values, default=0.0), score.unit)
    floor = _FLOORS.get(score.unit)
    lowest = min((low for low in (point.low for point in metric.points) if low is not None), default=0.0)
    return Marks(score.unit == "seconds", seconds, sign, None if floor is None or lowest < floor else floor)


def _quantity(value: float, metric: MetricReport, decimals: int) -> str:
    return quantity(value, metric.whole.score.unit, decimals, beside=metric.whole.score.value)


def _answers(metric: MetricReport, report: Report) -> Figure:
    columns = [
        Column(each.label, each.share, share(each.share, 0), (each.box or "").replace("_", " "))
        for each in metric.answers
    ]
    finding = f"{count(metric.whole.score.n)} answers in {period_words(report.period)}"
    drawing = answers_chart(f"Answers to {metric_title(metric.definition)}", finding, columns)
    return Figure(
        part=metric.definition.id.replace("_", "-"),
        title=metric_title(metric.definition),
        finding=finding,
        drawing=markup(drawing),
        events=(),
        table=answers_table(metric),
    )
