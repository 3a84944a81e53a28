"""The cards and the groups of a report: figures in words, each beside its limits on a line."""

from collections.abc import Sequence

from markupsafe import Markup
from msgspec import Struct

from cxcli.charts.interval_strip import Strip, interval_strip, strip_scale
from cxcli.formats.figures import (
    change_size,
    decimals_of,
    group_text,
    limits_cell,
    metric_title,
    target_text,
    value_cell,
)
from cxcli.formats.markup import markup
from cxcli.formats.strip_tables import MARKS, StripRow, StripTable, change_words, strip_table
from cxcli.report.content import MetricReport, Report
from cxcli.reporting.number_format import count
from cxcli.reporting.period_words import period_words
from cxcli.reporting.score_words import confidence_text

_WIDEST = 5


class Card(Struct, frozen=True, kw_only=True):
    """One metric of the scorecard: its figures in words, which way it moved, and how it stands to its target."""

    title: str
    value: str
    reason: str
    limits: str
    confidence: str
    n: str
    change: str
    moved: str
    mark: str
    target: str
    level: str
    strip: Markup


def cards(report: Report) -> list[Card]:
    """Return the cards of the scorecard."""
    return [_card(metric, report) for metric in report.metrics]


def card_columns(cards: int) -> int:
    """Return in how many columns so many cards stand on a wide page, so that the last row is as full as can be."""
    if cards <= _WIDEST:
        return max(cards, 1)
    return min((4, 5, 3), key=lambda columns: -cards % columns)


def group_blocks(report: Report) -> list[StripTable]:
    """Return the groups of each breakdown, metric by metric."""
    return [
        _block(metric, columns, report)
        for columns in report.by
        for metric in report.metrics
        if metric.breakdown(columns)
    ]


def _card(metric: MetricReport, report: Report) -> Card:
    cell = metric.whole
    decimals = decimals_of(cell.score, report)
    return Card(
        title=metric_title(metric.definition),
        value=value_cell(cell.score, decimals).text,
        reason=(cell.score.reason or "") if cell.score.value is None else "",
        limits=limits_cell(cell.score, decimals).text,
        confidence=confidence_text(cell.score),
        n=count(cell.score.n),
        change=change_words(cell, decimals),
        moved=cell.moved,
        mark=MARKS[cell.moved] if change_size(cell, decimals) else "",
        target=target_text(cell, decimals),
        level=cell.gate.level if cell.gate is not None else "",
        strip=_limits(metric, report),
    )


def _limits(metric: MetricReport, report: Report) -> Markup:
    """Return the value with its limits, beside that of the period before."""
    cell = metric.whole
    decimals = decimals_of(cell.score, report)
    past = None if cell.before is None else cell.before.value
    before = "" if cell.before is None else f"; {period_words(report.before)}: {value_cell(cell.before, decimals).text}"
    strip = Strip(
        name=f"{metric_title(metric.definition)}, {period_words(report.period)}",
        shown=f"{value_cell(cell.score, decimals).text}, limits {limits_cell(cell.score, decimals).text}{before}",
        value=cell.score.value,
        low=cell.score.low,
        high=cell.score.high,
        overall=past,
        target=cell.gate.bounds.target if cell.gate is not None else None,
    )
    scale = strip_scale([strip])
    return Markup("") if scale is None else markup(interval_strip(strip, scale))


def _block(metric: MetricReport, columns: Sequence[str], report: Report) -> StripTable:
    title = metric_title(metric.definition)
    rows = [
        StripRow(
            name=" · ".join(key for _, key in cell.group),
            heard=f"{title}, {group_text(cell)}",
            score=cell.score,
            cell=cell,
        )
        for cell in metric.breakdown(columns)
    ]
    named = " and ".join(columns)
    rows.append(
        StripRow(name="All", heard=f"{title}, all by {named}", score=metric.whole.score, cell=metric.whole, whole=True)
    )
    decimals = decimals_of(metric.whole.score, report)
    return strip_table(f"{title}, by {named}", named, rows, metric.whole.score, decimals)
