"""The customers of a composite one by one: score, band, coverage, and what moved each most."""

from collections.abc import Mapping

from msgspec import Struct

from cxcli.analysis.composite_cells import CompositeCell
from cxcli.analysis.composite_change import Moved, most_of, moved
from cxcli.scoring.composite import Health
from cxcli.scoring.composite_definition import CompositeDefinition


class CompositeLine(Struct, frozen=True, kw_only=True):
    """One customer: what it has (`health`), its band, None without a score, and how it changed.

    `change` is None without a score in both periods; `moved` are the contributions of the parts to it, and `most` the
    part with the largest one.
    """

    key: str
    health: Health
    band: str | None
    change: float | None = None
    moved: Mapping[str, Moved]
    most: str | None = None


def composite_lines(
    definition: CompositeDefinition, cell: CompositeCell, before: CompositeCell | None
) -> list[CompositeLine]:
    """Return the customers of a cell, the lowest score first, those without one last, each beside the cell before."""
    earlier = before.members if before else {}
    lines = [_line(definition, key, each, earlier.get(key)) for key, each in cell.members.items()]
    return sorted(lines, key=_order)


def _line(definition: CompositeDefinition, key: str, now: Health, was: Health | None) -> CompositeLine:
    band = None if now.score is None else definition.band(now.score)
    if now.score is None or was is None or was.score is None:
        return CompositeLine(key=key, health=now, band=band, moved={})
    parts = moved(was, now)
    change = now.score - was.score
    return CompositeLine(key=key, health=now, band=band, change=change, moved=parts, most=most_of(parts))


def _order(line: CompositeLine) -> tuple[bool, float, str]:
    return line.health.score is None, line.health.score or 0.0, line.key
