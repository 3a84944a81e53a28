"""A composite as JSON, by the contract of docs/cx.health.schema.json."""

from collections.abc import Mapping, Sequence

from cxcli.analysis.composite_cells import CompositeCell, CompositeGroup, PartFound
from cxcli.analysis.composite_change import CompositeChange, Moved
from cxcli.analysis.composite_lines import CompositeLine
from cxcli.reporting.score_json import Json, score_json
from cxcli.scoring.composite_definition import CompositeDefinition, Part
from cxcli.scoring.interval import Interval, Undefined


def composite_json(
    definition: CompositeDefinition,
    cells: Sequence[CompositeCell],
    left_out: Sequence[Part],
    groups: Sequence[CompositeGroup] = (),
    files: Mapping[str, Sequence[str]] | None = None,
) -> Json:
    """Return a composite: overall first, then the periods; and so for each group, with the `files` of their columns."""
    return {
        "metric": definition.id,
        "title": definition.title,
        "definition": cells[0].score.definition,
        "parameters": dict(cells[0].score.parameters),
        "per": definition.per,
        "left_out": [{"part": part.name, "metric": part.metric} for part in left_out],
        "scores": [cell_json(definition, cell) for cell in cells],
        "grouped": [{"column": name, "files": list(some)} for name, some in (files or {}).items()],
        "groups": [
            {"group": dict(each.group), "scores": [cell_json(definition, cell) for cell in each.cells]}
            for each in groups
        ],
    }


def line_json(line: CompositeLine) -> Json:
    """Return one customer."""
    health = line.health
    parts = [
        {"part": name, "value": health.values[name], "points": health.points[name], "weight": health.weights[name]}
        for name in health.points
    ]
    return {
        "key": line.key,
        "score": health.score,
        "band": line.band,
        "coverage": health.coverage,
        "parts": parts,
        "change": line.change,
        "moved": _moved(line.moved),
        "most": line.most,
    }


def cell_json(definition: CompositeDefinition, cell: CompositeCell) -> Json:
    """Return a composite in one cell."""
    own = score_json(cell.score)
    kept = ("period", "status", "reason", "value", "low", "high", "unit", "confidence", "interval", "n")
    index = definition.per is None and cell.score.value is not None
    return {
        **{name: own[name] for name in kept},
        "members": None if cell.score.private else len(cell.members),
        "bands": dict(cell.score.parts),
        "band": definition.band(cell.score.value or 0.0) if index else None,
        "parts": [_part(each) for each in cell.parts],
        "change": None if cell.change is None or cell.since is None else change_json(cell.change, cell.since.label),
    }


def _part(each: PartFound) -> Json:
    return {
        "part": each.part.name,
        "metric": each.part.metric,
        "worst": each.part.worst,
        "best": each.part.best,
        "weight": each.share,
        "points": each.points,
        "members": each.customers,
        "clipped": each.clipped,
        "unnamed_rows": each.unnamed,
        "score": each.score and score_json(each.score),
    }


def change_json(change: CompositeChange, since: str) -> Json:
    """Return a change since the side or period of that name, and what contributed to it."""
    limits = change.limits if isinstance(change.limits, Interval) else None
    return {
        "since": since,
        "difference": change.difference,
        "low": limits and limits.low,
        "high": limits and limits.high,
        "reason": change.limits.reason if isinstance(change.limits, Undefined) else None,
        "parts": _moved(change.parts),
        "members": change.customers,
    }


def _moved(parts: Mapping[str, Moved]) -> list[Json]:
    return [{"part": name, "points": each.points, "weight": each.weight} for name, each in parts.items()]
