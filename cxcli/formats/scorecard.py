"""The scorecard: each metric with its limits, its change in words, and how it stands to its target."""

from collections.abc import Sequence

from cxcli.report.content import Cell, MetricReport, Report
from cxcli.reporting.change_words import signed
from cxcli.reporting.number_format import count
from cxcli.reporting.quantities import quantity
from cxcli.reporting.score_words import confidence_text, decimals_for, limits_text, value_text
from cxcli.reporting.table import Cell as TableCell
from cxcli.reporting.table import ColumnSpec, Figure, Table

MOVED = {
    "better": "better",
    "worse": "worse",
    "same": "the same",
    "unclear": "no clear change",
    "unknown": "not comparable",
}
"""Which way a value went, in words."""


def scorecard(report: Report) -> Table:
    """Return a row for each metric."""
    columns = (
        ColumnSpec("metric", "metric"),
        ColumnSpec("value", report.period.label, "right"),
        ColumnSpec("limits", _confidence(report), "right"),
        ColumnSpec("n", "n", "right"),
        ColumnSpec("change", f"since {report.before.label}"),
        ColumnSpec("target", "target"),
    )
    return Table(columns, tuple(_row(each, report.decimals) for each in report.metrics))


def _confidence(report: Report) -> str:
    return confidence_text(report.metrics[0].whole.score) if report.metrics else ""


def _row(metric: MetricReport, asked: int | None) -> tuple[TableCell, ...]:
    cell = metric.whole
    decimals = decimals_for(cell.score, asked)
    return (
        metric.definition.id,
        Figure(value_text(cell.score, decimals), cell.score.value),
        Figure(limits_text(cell.score, decimals)),
        Figure(count(cell.score.n), cell.score.n),
        change_text(cell, decimals),
        target_text(cell, decimals),
    )


def change_text(cell: Cell, decimals: int) -> str:
    """Return "+4.2, better", or why nothing can be said."""
    change = cell.change
    if change is None or change.value is None:
        return "" if cell.before is None else MOVED["unknown"]
    return f"{_signed(change.value, cell, decimals)}, {MOVED[cell.moved]}"


def _signed(value: float, cell: Cell, decimals: int) -> str:
    if cell.score.unit in ("percent", "points", "score"):
        return signed(value, decimals)
    text = quantity(abs(value), cell.score.unit, decimals, beside=cell.score.value)
    return f"{'-' if value < 0 else '+'}{text}"


def target_text(cell: Cell, decimals: int) -> str:
    """Return "met (45.0)", "failed (under 35.0)", or nothing where there is no target."""
    if cell.gate is None:
        return ""
    bounds = cell.gate.bounds
    bound = {"failed": bounds.fail, "warned": bounds.warn}.get(cell.gate.level, bounds.target)
    if bound is None:
        return cell.gate.level
    return f"{cell.gate.level} ({quantity(bound, cell.score.unit, decimals, beside=cell.score.value)})"


def gate_lines(reports: Sequence[Report]) -> list[str]:
    """Return a line for each value that fails its bound, each once."""
    lines = [_gate_line(metric, cell, report) for report in reports for metric, cell in report.failed]
    return list(dict.fromkeys(lines))


def _gate_line(metric: MetricReport, cell: Cell, report: Report) -> str:
    decimals = decimals_for(cell.score, report.decimals)
    group = "".join(f" {name}={value}" for name, value in cell.group)
    if cell.score.value is None:
        return f"{metric.definition.id}{group} has no value: {cell.score.reason}"
    value = value_text(cell.score, decimals)
    return f"{metric.definition.id}{group} {value}: {target_text(cell, decimals)}"
