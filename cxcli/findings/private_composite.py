"""Cells of a composite of which nothing may be told."""

from collections.abc import Iterator, Mapping, Sequence

from msgspec.structs import replace

from cxcli.analysis.composite_cells import CompositeCell, CompositeGroup
from cxcli.scoring.cells import CellKey
from cxcli.scoring.privacy import hidden_in_any
from cxcli.scoring.score import kept_private

_Cells = Mapping[CellKey, CompositeCell]


def cells_told(
    cells: Sequence[CompositeCell], groups: Sequence[CompositeGroup], least: int
) -> tuple[list[CompositeCell], list[CompositeGroup]]:
    """Return the cells of all customers, and those of groups, nothing being told of cells of few customers.

    So many are few: fewer than `least` with a score, or with a value of one of the parts.
    """
    keyed = {_key(0, cell): cell for cell in cells}
    of_groups = [{_key(1, cell): cell for cell in group.cells} for group in groups]
    everything: _Cells = {key: cell for some in (keyed, *of_groups) for key, cell in some.items()}
    hidden = hidden_in_any(_people(everything), least)
    told = [_told(some, hidden, least) for some in (keyed, *of_groups)]
    return told[0], [replace(group, cells=mine) for group, mine in zip(groups, told[1:], strict=True)]


def few_on_a_side(before: CompositeCell, after: CompositeCell, neither: int, least: int) -> bool:
    """Whether two sides are of few customers, or tell of few: on both, on one alone, or on none of them."""
    sides = set(before.scored), set(after.scored)
    people = [*map(len, (*sides, sides[0] & sides[1], sides[0] - sides[1], sides[1] - sides[0])), neither]
    return any(0 < each < least for each in [*people, *(part.customers for part in (*before.parts, *after.parts))])


def _key(breakdown: int, cell: CompositeCell) -> CellKey:
    period = cell.score.period
    return CellKey(breakdown, tuple(cell.score.group.items()), None if period is None else period.start.toordinal())


def _people(cells: _Cells) -> Iterator[dict[CellKey, int]]:
    """Yield how many customers of each cell have a score, and a value of each part."""
    yield {key: cell.score.n for key, cell in cells.items()}
    yield {key: len(cell.members) for key, cell in cells.items()}
    names = dict.fromkeys(each.part.name for cell in cells.values() for each in cell.parts)
    for name in names:
        mine = {key: [each for each in cell.parts if each.part.name == name] for key, cell in cells.items()}
        yield {key: sum(each.customers for each in parts) for key, parts in mine.items()}
        yield {key: sum(each.score.n for each in parts if each.score) for key, parts in mine.items()}


def _told(cells: _Cells, hidden: frozenset[CellKey], least: int) -> list[CompositeCell]:
    ends = {cell.score.period: key in hidden for key, cell in cells.items() if cell.score.period}
    made = []
    for key, cell in cells.items():
        if key in hidden:
            score = kept_private(cell.score, least, cell.score.parameters)
            made.append(CompositeCell(score=score, members={}, parts=()))
        elif cell.change is not None and cell.since is not None and ends.get(cell.since):
            made.append(replace(cell, since=None, change=None))
        else:
            made.append(cell)
    return made
