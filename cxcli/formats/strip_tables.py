"""Values beside one another as a table of strips on one scale: groups of a breakdown, stages of a journey."""

from collections.abc import Iterator, Sequence

from markupsafe import Markup
from msgspec import Struct

from cxcli.charts.interval_strip import Strip, interval_strip, strip_marks, strip_scale
from cxcli.charts.scale import Scale
from cxcli.formats.figures import MOVED, change_size, limits_cell, target_text, value_cell
from cxcli.formats.markup import markup
from cxcli.report.content import Cell
from cxcli.reporting.number_format import count
from cxcli.reporting.quantities import unit_for
from cxcli.reporting.score_words import confidence_text
from cxcli.scoring.score import Score

MARKS = {"better": "▲", "worse": "▼", "same": "=", "unclear": "≈", "unknown": "·"}
"""A sign for each way that a value can go; the word stands beside it."""

_MOST_MARKS = 4


class StripRow(Struct, frozen=True, kw_only=True):
    """What a row of such a table is made of.

    `heard` is what the value is of, in words that tell it from all others of the page; `part` says that it is a part of
    the row above, `note` what is to be seen in it. Without a `cell` nothing is said of changes and targets.
    """

    name: str
    heard: str
    score: Score
    cell: Cell | None = None
    note: str = ""
    part: bool = False
    whole: bool = False


class StripLine(Struct, frozen=True, kw_only=True):
    """A row in words, beside its strip; `reason` is why there is no value."""

    name: str
    value: str
    reason: str
    limits: str
    n: str
    change: str
    moved: str
    mark: str
    target: str
    level: str
    note: str
    part: bool
    whole: bool
    strip: Markup


class StripTable(Struct, frozen=True, kw_only=True):
    """A table of strips: its title, what its rows are, how sure the limits are, its scale, and the columns it needs."""

    title: str
    rows: str
    confidence: str
    marks: Markup
    lines: Sequence[StripLine]
    has_changes: bool
    has_targets: bool
    has_notes: bool


def strip_table(title: str, named: str, rows: Sequence[StripRow], overall: Score | None, decimals: int) -> StripTable:
    """Return the rows on one scale; `overall` is the value of all, which is drawn through all strips."""
    beside = overall if overall is not None else rows[0].score
    centre = overall.value if overall is not None else None
    strips = [_strip(row, centre, decimals) for row in rows]
    scale = strip_scale(strips)
    drawn = [Markup("") if scale is None else markup(interval_strip(strip, scale)) for strip in strips]
    lines = [_line(row, strip, beside, decimals) for row, strip in zip(rows, drawn, strict=True)]
    return StripTable(
        title=title,
        rows=named,
        confidence=confidence_text(beside),
        marks=Markup("") if scale is None else _marks(scale, beside),
        lines=lines,
        has_changes=any(line.change for line in lines),
        has_targets=any(line.target for line in lines),
        has_notes=any(line.note for line in lines),
    )


def _strip(row: StripRow, overall: float | None, decimals: int) -> Strip:
    score, gate = row.score, row.cell.gate if row.cell is not None else None
    limits = limits_cell(score, decimals).text
    return Strip(
        name=row.heard,
        shown=f"{value_cell(score, decimals).text}{f', limits {limits}' if limits else ''}, n {count(score.n)}",
        value=score.value,
        low=score.low,
        high=score.high,
        overall=overall,
        target=gate.bounds.target if gate is not None else None,
    )


def _line(row: StripRow, strip: Markup, beside: Score, decimals: int) -> StripLine:
    score, cell = row.score, row.cell
    return StripLine(
        name=row.name,
        value=value_cell(score, decimals, beside=beside.value).text,
        reason=(score.reason or "") if score.value is None else "",
        limits=limits_cell(score, decimals, beside=beside.value).text,
        n=count(score.n),
        change=change_words(cell, decimals) if cell is not None else "",
        moved=cell.moved if cell is not None else "",
        mark=MARKS[cell.moved] if cell is not None and change_size(cell, decimals) else "",
        target=target_text(cell, decimals) if cell is not None else "",
        level=cell.gate.level if cell is not None and cell.gate is not None else "",
        note=row.note,
        part=row.part,
        whole=row.whole,
        strip=strip,
    )


def change_words(cell: Cell, decimals: int) -> str:
    """Return "+4.2, better", or why nothing can be said; nothing where there was no value before."""
    size = change_size(cell, decimals)
    if size:
        return f"{size}, {MOVED[cell.moved]}"
    return "" if cell.before is None else MOVED["unknown"]


def _marks(scale: Scale, beside: Score) -> Markup:
    return markup(strip_marks(scale, list(_round(scale, beside))))


def _round(scale: Scale, beside: Score) -> Iterator[tuple[float, str]]:
    unit, sign = unit_for(beside.value if beside.value is not None else scale.high, beside.unit)
    for value in scale.marks(_MOST_MARKS, seconds=beside.unit == "seconds"):
        yield value, f"{value / unit:,.6g}{sign}"
