"""A composite as tables: its parts, its periods, its customers; and flat, for programs."""

from collections.abc import Iterator, Mapping, Sequence

from cxcli.analysis.composite_cells import CompositeCell, CompositeGroup, PartFound
from cxcli.analysis.composite_change import Moved
from cxcli.analysis.composite_lines import CompositeLine
from cxcli.reporting.change_words import signed
from cxcli.reporting.number_format import count, number, share
from cxcli.reporting.score_words import confidence_text, decimals_for, limits_text, value_text
from cxcli.reporting.table import Cell, ColumnSpec, Figure, Table
from cxcli.scoring.composite_definition import CompositeDefinition
from cxcli.scoring.interval import Interval

_NONE = Figure("")
_GROUP = "by:"
"""What sets the column of a group apart from one of a figure with the same name."""


def parts_table(definition: CompositeDefinition, cell: CompositeCell, decimals: int | None) -> Table:
    """Return a row for each part: metric, share of the weight, its value, and the mean of its points."""
    per = definition.per
    titles = {"weight": "weight", "value": "value", "points": "points"}
    titles |= {"customers": f"{per}s"} if per else {}
    titles |= {"clipped": "beyond its ends"}
    columns = (ColumnSpec("part", "part"), ColumnSpec("metric", "metric"), *_right(titles))
    return Table(columns, tuple(_part_row(each, titles, decimals) for each in cell.parts))


def periods_table(definition: CompositeDefinition, cells: Sequence[CompositeCell], decimals: int | None) -> Table:
    """Return a row for each period: score, limits, customers, the shares of the bands, and the change."""
    places = decimals_for(cells[0].score, decimals)
    bands = [band.name for band in definition.bands] if definition.per else []
    titles = {"value": definition.id, "limits": confidence_text(cells[0].score), "n": f"{definition.per or 'part'}s"}
    titles |= {name: name for name in bands} | {"change": "change"}
    rows = []
    for cell in cells:
        score, period = cell.score, cell.score.period
        label = "" if period is None else period.label + ("" if period.complete else " (incomplete)")
        shares = [Figure(share(score.parts[name])) if name in score.parts else _NONE for name in bands]
        moved = Figure(signed(cell.change.difference, places)) if cell.change else _NONE
        figures = (Figure(value_text(score, places)), Figure(limits_text(score, places)), Figure(count(score.shown_n)))
        rows.append((Figure(label), *figures, *shares, moved))
    return Table((ColumnSpec("period", "period"), *_right(titles)), tuple(rows))


def groups_table(
    definition: CompositeDefinition,
    groups: Sequence[CompositeGroup],
    decimals: int,
    *,
    breakdown: Sequence[str],
) -> Table:
    """Return a row for each group of a breakdown, over all time and then by period: score, limits, customers.

    There are the shares of the bands, too, where no periods make it wide.
    """
    mine = [group for group in groups if tuple(group.group) == tuple(breakdown)]
    timed = any(len(group.cells) > 1 for group in mine)
    bands = [band.name for band in definition.bands] if definition.per and not timed else []
    titles = {"value": definition.id, "limits": "", "n": f"{definition.per or 'part'}s"}
    titles |= {name: name for name in bands} | ({"change": "change"} if timed else {})
    rows: list[tuple[Cell, ...]] = []
    for cell in (cell for group in mine for cell in group.cells):
        score = cell.score
        titles["limits"] = confidence_text(score)
        label = "" if score.period is None else score.period.label + ("" if score.period.complete else " (incomplete)")
        figures = {
            "value": Figure(value_text(score, decimals), score.value),
            "limits": Figure(limits_text(score, decimals)),
            "n": Figure(count(score.n), score.n),
            "change": Figure(signed(cell.change.difference, decimals)) if cell.change else _NONE,
        }
        figures |= {name: Figure(share(score.parts[name])) if name in score.parts else _NONE for name in bands}
        rows.append((*score.group.values(), *([Figure(label)] if timed else []), *(figures[name] for name in titles)))
    head = [*breakdown, *(["period"] if timed else [])]
    columns = (*(ColumnSpec(name, name) for name in head), *_right(titles))
    return Table(columns, tuple(rows))


def lines_table(
    definition: CompositeDefinition,
    lines: Sequence[CompositeLine],
    decimals: int,
    *,
    in_words: bool = True,
    notes: Sequence[str] = (),
) -> Table:
    """Return a row for each customer: score, band, coverage, the points of each part, and what changed.

    `in_words` says how much the part that moved it most did.
    """
    names = [part.name for part in definition.parts if any(part.name in line.health.points for line in lines)]
    titles = {"coverage": "coverage"} | {name: name for name in names} | {"change": "change"}
    per = definition.per or ""
    head = (ColumnSpec(per, per), ColumnSpec("score", "score", "right"), ColumnSpec("band", "band"))
    columns = (*head, *_right(titles), ColumnSpec("most", "moved most by"))
    return Table(columns, tuple(_line_row(line, names, decimals, in_words=in_words) for line in lines), tuple(notes))


def flat_table(definition: CompositeDefinition, cells: Sequence[CompositeCell]) -> Table:
    """Return a row for the score of each cell, and one for each of its parts, with what it contributed to a change."""
    bands = [band.name for band in definition.bands]
    groups = dict.fromkeys(f"{_GROUP}{name}" for cell in cells for name in cell.score.group)
    texts = ("metric", *groups, "period", "start", "end", "complete", "part", "status", "reason")
    numbers = ("value", "low", "high", "n", "weight", "points", "customers", "clipped", "rows_read", "rows_scored")
    moves = ("change", "change_low", "change_high", "change_points", "change_weight", "change_customers")
    names = (*texts, *numbers, *moves, *bands)
    columns = tuple(ColumnSpec(name.removeprefix(_GROUP), name.removeprefix(_GROUP)) for name in names)
    rows = [row for cell in cells for row in _flat_rows(definition, cell)]
    return Table(columns, tuple(tuple(row.get(name, _NONE) for name in names) for row in rows))


def _right(titles: Mapping[str, str]) -> list[ColumnSpec]:
    return [ColumnSpec(name, title, "right") for name, title in titles.items()]


def _part_row(each: PartFound, titles: Mapping[str, str], decimals: int | None) -> tuple[Cell, ...]:
    score = each.score
    figures = {
        "weight": Figure(share(100 * each.share), each.share),
        "value": Figure(value_text(score, decimals_for(score, decimals)), score.value) if score else _NONE,
        "points": _figure(each.points, 1),
        "customers": Figure(count(each.customers), each.customers),
        "clipped": Figure(count(each.clipped), each.clipped),
    }
    return each.part.name, each.part.metric, *(figures[name] for name in titles)


def _line_row(line: CompositeLine, names: Sequence[str], decimals: int, *, in_words: bool) -> tuple[Cell, ...]:
    points = [_figure(line.health.points.get(name), decimals) for name in names]
    moved = _NONE if line.change is None else Figure(signed(line.change, decimals), line.change)
    coverage = Figure(share(100 * line.health.coverage, 0), line.health.coverage)
    by = f" {signed(line.moved[line.most].total, decimals)}" if line.most and in_words else ""
    most = f"{line.most or ''}{by}"
    return line.key, _figure(line.health.score, decimals), line.band or "", coverage, *points, moved, most


def _figure(value: float | None, decimals: int) -> Figure:
    return _NONE if value is None else Figure(number(value, "", decimals), value)


def _flat_rows(definition: CompositeDefinition, cell: CompositeCell) -> Iterator[dict[str, Cell]]:
    score, change, period = cell.score, cell.change, cell.score.period
    when = {} if period is None else {"period": period.label, "start": str(period.start), "end": str(period.end)}
    place: dict[str, Cell] = {"metric": definition.id, **when}
    place |= {f"{_GROUP}{name}": key for name, key in score.group.items()}
    place |= {"complete": "yes" if period.complete else "no"} if period else {}
    limits = change.limits if change and isinstance(change.limits, Interval) else None
    yield {
        **place,
        "status": score.status,
        "reason": score.reason or "",
        "n": Figure("", score.shown_n),
        **_values({"value": score.value, "low": score.low, "high": score.high}),
        **(_values({"change": change.difference, "change_customers": change.customers}) if change else {}),
        **(_values({"change_low": limits.low, "change_high": limits.high}) if limits else {}),
        **_values(dict(score.parts)),
    }
    for each in cell.parts:
        moved = change.parts.get(each.part.name) if change else None
        yield {**place, "part": each.part.name, **_flat_part(each), **_moved(moved)}


def _flat_part(each: PartFound) -> dict[str, Cell]:
    score = each.score
    said: dict[str, Cell] = {"status": score.status, "reason": score.reason or ""} if score else {}
    known = {"value": score.value, "low": score.low, "high": score.high, "n": score.shown_n} if score else {}
    rows = {"rows_read": score.account.read, "rows_scored": score.account.scored} if score and not score.private else {}
    own = {"weight": each.share, "points": each.points, "customers": each.customers, "clipped": each.clipped}
    return said | _values({**known, **own, **rows})


def _moved(moved: Moved | None) -> dict[str, Cell]:
    return _values({"change_points": moved.points, "change_weight": moved.weight}) if moved else {}


def _values(values: Mapping[str, float | None]) -> dict[str, Cell]:
    return {name: Figure("", value) for name, value in values.items() if value is not None}
