"""The cards and the groups of a report: figures in words, each beside its limits on a line."""

from collections.abc import Sequence

from markupsafe import Markup
from msgspec import Struct

from cxcli.charts.interval_strip import Strip, interval_strip, strip_scale
from cxcli.formats.figures import MOVED, change_size, decimals_of, group_text, limits_cell, target_text, value_cell
from cxcli.formats.markup import markup
from cxcli.report.content import Cell, MetricReport, Report
from cxcli.reporting.number_format import count
from cxcli.reporting.score_words import confidence_text

_MARKS = {"better": "▲", "worse": "▼", "same": "=", "unclear": "≈", "unknown": "·"}


class Card(Struct, frozen=True, kw_only=True):
    """One metric of the scorecard: its figures in words, which way it moved, and how it stands to its target."""

    metric: str
    title: str
    value: str
    limits: str
    confidence: str
    n: str
    change: str
    moved: str
    mark: str
    target: str
    level: str
    strip: Markup


class GroupLine(Struct, frozen=True, kw_only=True):
    """One group of a breakdown."""

    name: str
    value: str
    limits: str
    n: str
    change: str
    moved: str
    mark: str
    target: str
    level: str
    strip: Markup


class GroupBlock(Struct, frozen=True):
    """A metric broken down: its title, and a line for each group, the last one of all rows."""

    title: str
    columns: str
    lines: Sequence[GroupLine]


def cards(report: Report) -> list[Card]:
    """Return the cards of the scorecard."""
    return [_card(metric, report) for metric in report.metrics]


def group_blocks(report: Report) -> list[GroupBlock]:
    """Return the groups of each breakdown, metric by metric."""
    return [
        GroupBlock(metric.definition.title, " and ".join(columns), _lines(metric, columns, report))
        for columns in report.by
        for metric in report.metrics
        if metric.breakdown(columns)
    ]


def _card(metric: MetricReport, report: Report) -> Card:
    cell = metric.whole
    line = _line("", cell, metric, report, [cell])
    return Card(
        metric=metric.definition.id,
        title=metric.definition.title,
        value=line.value,
        limits=line.limits,
        confidence=confidence_text(cell.score),
        n=line.n,
        change=line.change,
        moved=line.moved,
        mark=line.mark,
        target=line.target,
        level=line.level,
        strip=_spark(metric, report),
    )


def _spark(metric: MetricReport, report: Report) -> Markup:
    """Return the limits of this period and the one before, on one scale."""
    before = metric.whole.before
    cell = metric.whole
    target = cell.gate.bounds.target if cell.gate is not None else None
    strip = Strip(
        name=f"{metric.definition.title}, {report.period.label}",
        shown=f"{value_cell(cell.score, decimals_of(cell.score, report)).text}; the line is {report.before.label}",
        value=cell.score.value,
        low=cell.score.low,
        high=cell.score.high,
        overall=None if before is None else before.value,
        target=target,
    )
    scale = strip_scale([strip])
    return Markup("") if scale is None else markup(interval_strip(strip, scale))


def _lines(metric: MetricReport, columns: Sequence[str], report: Report) -> list[GroupLine]:
    cells = metric.breakdown(columns)
    named = [(" · ".join(key for _, key in cell.group), cell) for cell in cells]
    return [_line(name, cell, metric, report, [metric.whole, *cells]) for name, cell in [*named, ("All", metric.whole)]]


def _line(name: str, cell: Cell, metric: MetricReport, report: Report, beside: Sequence[Cell]) -> GroupLine:
    decimals = decimals_of(metric.whole.score, report)
    strips = [_strip(each, metric, report) for each in beside]
    scale = strip_scale(strips)
    drawn = Markup("") if scale is None else markup(interval_strip(_strip(cell, metric, report), scale))
    size = change_size(cell, decimals)
    return GroupLine(
        name=name,
        value=value_cell(cell.score, decimals, beside=metric.whole.score.value).text,
        limits=limits_cell(cell.score, decimals, beside=metric.whole.score.value).text,
        n=count(cell.score.shown_n),
        change=f"{size}, {MOVED[cell.moved]}" if size else "" if cell.before is None else MOVED["unknown"],
        moved=cell.moved,
        mark=_MARKS[cell.moved] if size else "",
        target=target_text(cell, decimals),
        level=cell.gate.level if cell.gate is not None else "",
        strip=drawn,
    )


def _strip(cell: Cell, metric: MetricReport, report: Report) -> Strip:
    decimals = decimals_of(metric.whole.score, report)
    limits, n = limits_cell(cell.score, decimals).text, count(cell.score.shown_n)
    return Strip(
        name=group_text(cell) or "all",
        shown=f"{value_cell(cell.score, decimals).text}{f', {limits}' if limits else ''}, n {n}",
        value=cell.score.value,
        low=cell.score.low,
        high=cell.score.high,
        overall=metric.whole.score.value,
        target=cell.gate.bounds.target if cell.gate is not None else None,
    )
