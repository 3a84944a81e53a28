"""The sheets of a workbook about its metrics: summary, periods, groups and answers, a row for each number."""

from collections.abc import Iterator

from cxcli.formats.figures import MOVED, metric_title
from cxcli.formats.metric_tables import point_notes
from cxcli.formats.sheet import COUNT, PERCENT, Amount, Block, SheetCell, amount
from cxcli.formats.sheet_units import SheetUnit, unit_of
from cxcli.report.content import Cell, MetricReport, Point, Report
from cxcli.reporting.score_words import confidence_text
from cxcli.scoring.score import Status

_STATUS = {"no_data": "no data", "undefined": "no value", "suppressed": "not shown"}


def summary_block(report: Report) -> Block:
    """Return a row for each metric: all rows of the reported period."""
    rows = [(*_names(each), *_figures(each.whole, each, report)) for each in report.metrics]
    return Block(("metric", "title", *_columns(report)), tuple(rows))


def groups_block(report: Report) -> Block:
    """Return a row for each group of each breakdown; a column that a breakdown does not have is empty."""
    columns = list(dict.fromkeys(name for crossed in report.by for name in crossed))
    rows = [
        (*_names(each), *(dict(cell.group).get(name) for name in columns), *_figures(cell, each, report))
        for each in report.metrics
        for crossed in report.by
        for cell in each.breakdown(crossed)
    ]
    return Block(("metric", "title", *columns, *_columns(report)), tuple(rows))


def periods_block(report: Report) -> Block:
    """Return a row for each period of each metric, metric by metric."""
    low, high = _limits(report)
    rows = [row for each in report.metrics for row in _periods(each, unit_of(each, report.decimals))]
    return Block(
        ("metric", "title", str(report.grain), "from", "to", "value", "unit", low, high, "n", "note"), tuple(rows)
    )


def answers_block(report: Report) -> Block:
    """Return a row for each answer of the scale of each metric."""
    rows = [
        (
            *_names(each),
            answer.label,
            (answer.box or "").replace("_", " "),
            Amount(answer.count, COUNT),
            _share(answer.share),
        )
        for each in report.metrics
        for answer in each.answers
    ]
    return Block(("metric", "title", "answer", "counts as", "n", "share"), tuple(rows))


def no_value_note(status: Status, reason: str | None) -> str:
    """Return why a value is not there: "not shown: fewer than 30 answers"; nothing where it is."""
    return "" if status == "ok" else f"{_STATUS[status]}{f': {reason}' if reason else ''}"


def _columns(report: Report) -> tuple[str, ...]:
    low, high = _limits(report)
    moves = (f"since {report.before.label}", "change low", "change high", "moved")
    return ("value", "unit", low, high, "n", *moves, "target", "target is", "note")


def _limits(report: Report) -> tuple[str, str]:
    confidence = confidence_text(report.metrics[0].whole.score) if report.metrics else f"{100 * report.confidence:g} %"
    return f"{confidence} low", f"{confidence} high"


def _names(metric: MetricReport) -> tuple[str, str]:
    return metric.definition.id, metric_title(metric.definition)


def _figures(cell: Cell, metric: MetricReport, report: Report) -> tuple[SheetCell, ...]:
    """Return value, unit, limits, n, change with its limits, what it means, target, how it stands, note."""
    score, change, gate = cell.score, cell.change, cell.gate
    unit = unit_of(metric, report.decimals)
    hidden = score.status == "suppressed"
    moves = (None, None, None) if change is None else (change.value, change.low, change.high)
    return (
        *(unit.value(score.value), unit.name, unit.value(score.low), unit.value(score.high)),
        None if hidden else amount(score.n, COUNT),
        *map(unit.change, moves),
        MOVED[cell.moved] if cell.before is not None else None,
        unit.value(gate.bounds.target) if gate is not None else None,
        gate.level if gate is not None else None,
        no_value_note(score.status, score.reason) or (f"change: {change.reason}" if change and change.reason else None),
    )


def _periods(metric: MetricReport, unit: SheetUnit) -> Iterator[tuple[SheetCell, ...]]:
    for point in metric.points:
        span = point.period
        yield (
            *(*_names(metric), span.label, span.start, span.end),
            *(unit.value(point.value), unit.name, unit.value(point.low), unit.value(point.high)),
            None if point.status == "suppressed" else amount(point.n, COUNT),
            "; ".join(_notes(point, metric)),
        )


def _notes(point: Point, metric: MetricReport) -> Iterator[str]:
    if point.status != "ok":
        yield no_value_note(point.status, None)
    yield from point_notes(point, metric)


def _share(value: float) -> Amount:
    return Amount(value, PERCENT)
