"""A composite as JSON, by the contract of docs/cx.health.schema.json."""

from collections.abc import Mapping, Sequence

from cxcli.analysis.composite_cells import CompositeCell, PartFound
from cxcli.analysis.composite_change import CompositeChange, Moved
from cxcli.analysis.composite_lines import CompositeLine
from cxcli.reporting.score_json import Json, score_json
from cxcli.scoring.composite_definition import CompositeDefinition, Part
from cxcli.scoring.interval import Interval, Undefined


def composite_json(definition: CompositeDefinition, cells: Sequence[CompositeCell], left_out: Sequence[Part]) -> Json:
    """Return a composite: overall first, then the periods."""
    return {
        "metric": definition.id,
        "title": definition.title,
        "definition": cells[0].score.definition,
        "parameters": dict(cells[0].score.parameters),
        "per": definition.per,
        "left_out": [{"part": part.name, "metric": part.metric} for part in left_out],
        "scores": [_cell(definition, cell) for cell in cells],
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


def _cell(definition: CompositeDefinition, cell: CompositeCell) -> Json:
    own = score_json(cell.score)
    kept = ("period", "status", "reason", "value", "low", "high", "unit", "confidence", "interval", "n")
    index = definition.per is None and cell.score.value is not None
    return {
        **{name: own[name] for name in kept},
        "members": len(cell.members),
        "bands": dict(cell.score.parts),
        "band": definition.band(cell.score.value or 0.0) if index else None,
        "parts": [_part(each) for each in cell.parts],
        "change": None if cell.change is None or cell.since is None else _change(cell.change, cell.since.label),
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


def _change(change: CompositeChange, since: str) -> Json:
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
