"""Two sides of a composite: in sentences, as a table of its parts, flat for programs, and as JSON."""

from collections.abc import Iterator, Mapping

from cxcli.analysis.composite_cells import CompositeCell, PartFound
from cxcli.analysis.composite_sides import CompositeSides
from cxcli.analysis.difference_of_scores import Difference
from cxcli.reporting.change_words import signed, verdict_text
from cxcli.reporting.composite_json import cell_json, change_json
from cxcli.reporting.composite_words import plural
from cxcli.reporting.number_format import number
from cxcli.reporting.score_json import Json
from cxcli.reporting.score_words import confidence_text, limits_text, value_text
from cxcli.reporting.table import Cell, ColumnSpec, Figure, Table
from cxcli.scoring.composite_definition import CompositeDefinition
from cxcli.scoring.interval import Interval, Undefined

_NONE = Figure("")
_SIDES = ("before", "after")


def sides_texts(definition: CompositeDefinition, sides: CompositeSides, decimals: int) -> list[list[str]]:
    """Return the two scores, the difference, and who is on the sides, line by line."""
    cells = (sides.before, sides.after)
    lines = [
        [_side(definition, each, name, label, decimals)]
        for each, name, label in zip(cells, _SIDES, sides.labels, strict=True)
    ]
    lines.append([_difference(sides, decimals)])
    if definition.per is not None:
        together = "" if sides.before.score.group else f"{plural(definition.per, sides.both)} on both sides"
        lines.append([each for each in (together, f"{plural(definition.per, sides.neither)} on neither side") if each])
        lines.append([f"limits of the difference: t interval, each {definition.per} being a unit"])
    else:
        lines.append(["limits of the difference: as wide as they can be, each index being at its worse or better end"])
    return lines


def moved_table(definition: CompositeDefinition, sides: CompositeSides, decimals: int) -> Table:
    """Return a row for each part: its points on both sides, and what it contributed; the rows add up to the change."""
    titles = {"before": "points before", "after": "points after", "moved": "moved by points", "weight": "by weight"}
    columns = (ColumnSpec("part", "part"), *(ColumnSpec(name, title, "right") for name, title in titles.items()))
    moved = sides.change.parts if sides.change else {}
    rows: list[tuple[Cell, ...]] = []
    for before, after in _parts(sides):
        name = before.part.name
        figures = [_figure(each.points, decimals) for each in (before, after)]
        own = moved.get(name)
        figures += [_signed(own.points, decimals), _signed(own.weight, decimals)] if own else [_NONE, _NONE]
        rows.append((name, *figures))
    if sides.change is not None and sides.change.customers:
        who = f"{definition.per}s that came or went"
        rows.append((who, _NONE, _NONE, _signed(sides.change.customers, decimals), _NONE))
    return Table(columns, tuple(rows))


def sides_table(definition: CompositeDefinition, sides: CompositeSides) -> Table:
    """Return a row for the difference, one for each part, and one for customers who came or went, every figure full."""
    names = (
        *("metric", "part", "before", "after", "value_before", "low_before", "high_before", "n_before"),
        *("value_after", "low_after", "high_after", "n_after", "points_before", "points_after"),
        *("difference", "low", "high", "verdict", "moved_by_points", "moved_by_weight", "reason"),
    )
    rows = tuple(tuple(row.get(name, _NONE) for name in names) for row in _flat(definition, sides))
    return Table(tuple(ColumnSpec(name, name) for name in names), rows)


def sides_json(definition: CompositeDefinition, sides: CompositeSides) -> Json:
    """Return the two sides by the contract of docs/cx.health-compare.schema.json."""
    cells = zip(_SIDES, sides.labels, (sides.before, sides.after), strict=True)
    return {
        **{name: {"label": label, "score": cell_json(definition, cell)} for name, label, cell in cells},
        "difference": None if sides.change is None else change_json(sides.change, sides.labels[0]),
        "verdict": sides.verdict,
        "both": sides.both if definition.per else None,
        "neither": sides.neither if definition.per else None,
    }


def _side(definition: CompositeDefinition, cell: CompositeCell, name: str, label: str, decimals: int) -> str:
    score = cell.score
    limits = limits_text(score, decimals)
    known = [f"{confidence_text(score)} {limits}"] if limits else [score.reason] if score.reason else []
    running = "" if score.period is None or score.period.complete else " (incomplete)"
    about = ", ".join([*known, plural(definition.per or "part", score.n)])
    return f"{definition.id} {name} {value_text(score, decimals)} ({about}): {label}{running}"


def _difference(sides: CompositeSides, decimals: int) -> str:
    change = sides.change
    if change is None:
        return "difference: not comparable, since a side has no score"
    said = f"difference {signed(change.difference, decimals)}"
    if isinstance(change.limits, Undefined):
        return f"{said}; its limits are not known: {change.limits.reason}"
    low, high = change.limits.low, change.limits.high
    score = sides.before.score
    found = Difference(
        unit="points", confidence=score.confidence, value=change.difference, low=low, high=high, verdict=sides.verdict
    )
    ends = f"{number(low, '', decimals)} to {number(high, '', decimals)}"
    return f"{said} ({confidence_text(score)} {ends}): {verdict_text(found, decimals)}"


def _parts(sides: CompositeSides) -> Iterator[tuple[PartFound, PartFound]]:
    return zip(sides.before.parts, sides.after.parts, strict=True)


def _flat(definition: CompositeDefinition, sides: CompositeSides) -> Iterator[Mapping[str, Cell]]:
    change = sides.change
    place: dict[str, Cell] = {"metric": definition.id, **dict(zip(_SIDES, sides.labels, strict=True))}
    limits = change.limits if change and isinstance(change.limits, Interval) else None
    values: dict[str, float | None] = {}
    for name, cell in zip(_SIDES, (sides.before, sides.after), strict=True):
        score = cell.score
        values |= {f"value_{name}": score.value, f"low_{name}": score.low, f"high_{name}": score.high}
        values |= {f"n_{name}": score.n}
    values |= {"difference": change.difference} if change else {}
    values |= {"low": limits.low, "high": limits.high} if limits else {}
    reason = change.limits.reason if change and isinstance(change.limits, Undefined) else ""
    yield {**place, **_values(values), "verdict": sides.verdict or "", "reason": reason}
    for before, after in _parts(sides):
        moved = change.parts.get(before.part.name) if change else None
        own = {"moved_by_points": moved.points, "moved_by_weight": moved.weight} if moved else {}
        points = {"points_before": before.points, "points_after": after.points}
        yield {**place, "part": before.part.name, **_values({**points, **own})}
    if change is not None and definition.per is not None:
        yield {**place, "part": f"({definition.per}s)", **_values({"moved_by_points": change.customers})}


def _values(values: Mapping[str, float | None]) -> dict[str, Cell]:
    return {name: Figure("", value) for name, value in values.items() if value is not None}


def _figure(value: float | None, decimals: int) -> Figure:
    return _NONE if value is None else Figure(number(value, "", decimals), value)


def _signed(value: float, decimals: int) -> Figure:
    return Figure(signed(value, decimals), value)
