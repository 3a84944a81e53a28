"""How wide each column of a table may be, so that it fits and no figure is cut."""

from rich.cells import cell_len

from cxcli.reporting.table import Cell, Figure, Table, shown

GAP = 2
"""Cells between two columns."""

_TITLE_WORD = 12
_TEXT = 8


def column_widths(table: Table, width: int) -> tuple[int, ...] | None:
    """Return each column's width in cells, at most `width` together with the gaps, or None where that cannot be.

    A column starts as wide as its widest cell; the widest one gives way first. None becomes narrower than its widest
    figure, and titles and texts, which may be folded, keep 12 and 8 cells if they need them. The table's texts must
    be safe already.
    """
    columns = [_cells(table, position) for position in range(len(table.columns))]
    titles = [column.title for column in table.columns]
    widths = [max(1, *map(_width, (title, *cells))) for title, cells in zip(titles, columns, strict=True)]
    least = [_least(title, cells) for title, cells in zip(titles, columns, strict=True)]
    room = width - GAP * (len(widths) - 1)
    if sum(least) > room:
        return None
    while sum(widths) > room:
        widest = max(range(len(widths)), key=lambda position: (widths[position] > least[position], widths[position]))
        widths[widest] -= 1
    return tuple(widths)


def _cells(table: Table, position: int) -> list[Cell]:
    return [row[position] for row in table.rows]


def _width(cell: Cell) -> int:
    return cell_len(shown(cell))


def _least(title: str, cells: list[Cell]) -> int:
    figures = max((_width(cell) for cell in cells if isinstance(cell, Figure)), default=0)
    texts = max((_width(cell) for cell in cells if isinstance(cell, str)), default=0)
    words = max(map(cell_len, title.split()), default=0)
    return max(figures, min(texts, _TEXT), min(words, _TITLE_WORD), 1)
