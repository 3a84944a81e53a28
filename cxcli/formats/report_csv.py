"""A report as CSV for other programs: a row for each value, of periods and of groups."""

from collections.abc import Iterator, Sequence

from cxcli.formats.rendered import Rendered
from cxcli.report.content import Cell as ReportCell
from cxcli.report.content import MetricReport, Point, Report
from cxcli.reporting.csv_table import csv_table
from cxcli.reporting.table import Cell, ColumnSpec, Figure, Table
from cxcli.scoring.score import PeriodSpan

_NAMES = (
    *("metric", "unit", "direction", "group", "period", "start", "end", "complete", "status", "value", "low", "high"),
    *("confidence", "n", "change", "change_low", "change_high", "moved", "target", "level"),
)


def write(report: Report) -> Sequence[Rendered]:
    """Return the one file."""
    rows = tuple(row for metric in report.metrics for row in _rows(metric, report))
    table = Table(tuple(ColumnSpec(name, name) for name in _NAMES), rows)
    return [Rendered(csv_table(table).encode())]


def _rows(metric: MetricReport, report: Report) -> Iterator[tuple[Cell, ...]]:
    """Yield the periods before the reported one, then this one: all rows, and each group."""
    for point in metric.points:
        if point.period.label != report.period.label:
            yield _row(metric, report, "", point.period, point, None)
    for cell in (metric.whole, *metric.groups):
        group = "+".join(f"{name}={key}" for name, key in cell.group)
        yield _row(metric, report, group, report.period, _point(cell, report.period), cell)


def _point(cell: ReportCell, period: PeriodSpan) -> Point:
    score = cell.score
    return Point(period=period, value=score.value, low=score.low, high=score.high, n=score.shown_n, status=score.status)


def _row(
    metric: MetricReport, report: Report, group: str, period: PeriodSpan, point: Point, cell: ReportCell | None
) -> tuple[Cell, ...]:
    change = cell.change if cell is not None else None
    moves = (change.value, change.low, change.high) if change is not None else (None, None, None)
    gate = cell.gate if cell is not None else None
    definition = metric.definition
    return (
        *(definition.id, definition.unit, definition.direction, group, period.label),
        *(str(period.start), str(period.end), str(period.complete).lower(), point.status),
        *map(_figure, (point.value, point.low, point.high, report.confidence, point.n)),
        *map(_figure, moves),
        "" if cell is None else cell.moved,
        _figure(None if gate is None else gate.bounds.target),
        "" if gate is None else gate.level,
    )


def _figure(value: float | None) -> Figure:
    return Figure("", value)
