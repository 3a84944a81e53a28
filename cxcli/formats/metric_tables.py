"""The tables of a report about its metrics: the scorecard, periods, groups and answers."""

from collections.abc import Iterator

from cxcli.formats.figures import change_text, decimals_of, limits_cell, target_text, value_cell
from cxcli.report.content import Cell as ReportCell
from cxcli.report.content import MetricReport, Point, Report
from cxcli.reporting.number_format import count, share
from cxcli.reporting.period_words import period_words
from cxcli.reporting.score_words import confidence_text
from cxcli.reporting.table import Cell, ColumnSpec, Figure, Table


def scorecard(report: Report) -> Table:
    """Return a row for each metric: value, limits, n, change, target."""
    columns = (
        ColumnSpec("metric", "metric"),
        ColumnSpec("value", period_words(report.period), "right"),
        ColumnSpec("limits", _confidence(report), "right"),
        ColumnSpec("n", "n", "right"),
        ColumnSpec("change", f"since {period_words(report.before)}"),
        ColumnSpec("target", "target"),
    )
    rows = tuple((each.definition.id, *_cells(each.whole, report)) for each in report.metrics)
    return Table(columns, rows)


def periods_table(metric: MetricReport, report: Report) -> Table:
    """Return a row for each period of the chart."""
    columns = (
        ColumnSpec("period", str(report.grain)),
        ColumnSpec("value", "value", "right"),
        ColumnSpec("limits", confidence_text(metric.whole.score), "right"),
        ColumnSpec("n", "n", "right"),
        ColumnSpec("note", "note"),
    )
    return Table(columns, tuple(_point(point, metric, report) for point in metric.points))


def groups_table(metric: MetricReport, columns: tuple[str, ...], report: Report) -> Table:
    """Return a row for each group of a breakdown, and one for all rows."""
    names = tuple(ColumnSpec(name, name) for name in columns)
    figures = (
        ColumnSpec("value", "value", "right"),
        ColumnSpec("limits", confidence_text(metric.whole.score), "right"),
        ColumnSpec("n", "n", "right"),
        ColumnSpec("change", f"since {period_words(report.before)}"),
        ColumnSpec("target", "target"),
    )
    rows = [(*(key for _, key in cell.group), *_cells(cell, report)) for cell in metric.breakdown(columns)]
    everything = ("all", *[""] * (len(columns) - 1), *_cells(metric.whole, report))
    return Table((*names, *figures), (*rows, everything))


def answers_table(metric: MetricReport) -> Table:
    """Return a row for each answer of the scale."""
    columns = (
        ColumnSpec("answer", "answer"),
        ColumnSpec("class", "counts as"),
        ColumnSpec("count", "n", "right"),
        ColumnSpec("share", "share", "right"),
    )
    rows = tuple(
        (
            each.label,
            (each.box or "").replace("_", " "),
            Figure(count(each.count), each.count),
            Figure(share(each.share), each.share),
        )
        for each in metric.answers
    )
    return Table(columns, rows)


def _confidence(report: Report) -> str:
    return confidence_text(report.metrics[0].whole.score) if report.metrics else ""


def _cells(cell: ReportCell, report: Report) -> tuple[Cell, ...]:
    """Return value, limits, n, change and target of a cell."""
    decimals = decimals_of(cell.score, report)
    return (
        value_cell(cell.score, decimals),
        limits_cell(cell.score, decimals),
        Figure(count(cell.score.n), cell.score.n),
        change_text(cell, decimals),
        target_text(cell, decimals),
    )


def _point(point: Point, metric: MetricReport, report: Report) -> tuple[Cell, ...]:
    decimals = decimals_of(metric.whole.score, report)
    beside = metric.whole.score
    value = value_cell(point, decimals, unit=beside.unit, beside=beside.value)
    limits = limits_cell(point, decimals, unit=beside.unit, beside=beside.value)
    notes = "; ".join(point_notes(point, metric))
    return period_words(point.period), value, limits, Figure(count(point.n), point.n), notes


def point_notes(point: Point, metric: MetricReport) -> Iterator[str]:
    """Yield what must be known of a period: signals, that it is not over, and what happened in it."""
    yield from point.signals
    if not point.period.complete:
        yield "not over yet"
    if point.kept:
        yield "from the history"
    if point.restated is not None:
        yield "restated"
    for event in metric.events:
        if point.period.start <= event.on <= point.period.end:
            yield f"{event.on}: {event.title}"
