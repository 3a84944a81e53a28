"""A sheet of a workbook before it is written: blocks of columns and rows, with lines above and beneath."""

from collections.abc import Sequence
from datetime import date

from msgspec import Struct

from cxcli.reporting.table import Cell, Figure, Table, shown


class Amount(Struct, frozen=True):
    """A number, and the pattern that a spreadsheet shows it by."""

    value: float
    pattern: str


SheetCell = str | Amount | date | None
"""A text, which may come from data; a number; a day; or nothing."""

COUNT = "#,##0"
PERCENT = '#,##0.0" %"'
_PLAIN = "#,##0.0##"


class Block(Struct, frozen=True):
    """Rows under columns, with a title where there are several blocks on a sheet."""

    columns: tuple[str, ...]
    rows: tuple[tuple[SheetCell, ...], ...]
    title: str = ""


class Sheet(Struct, frozen=True, kw_only=True):
    """A sheet: its `name` on the tab, its title, lines that stand above its blocks, and lines beneath."""

    name: str
    title: str
    blocks: tuple[Block, ...]
    above: Sequence[str] = ()
    beneath: Sequence[str] = ()


def amount(value: float | None, pattern: str) -> Amount | None:
    """Return a number as a cell, an empty one where there is none."""
    return None if value is None else Amount(value, pattern)


def block_of(table: Table, title: str = "") -> Block:
    """Return a table as a block: figures with a value are numbers; columns without anything in them are left out."""
    rows = [tuple(map(_cell, row)) for row in table.rows]
    kept = [place for place in range(len(table.columns)) if any(row[place] is not None for row in rows)]
    columns = tuple(table.columns[place].title.replace("_", " ") for place in kept)
    return Block(columns, tuple(tuple(row[place] for place in kept) for row in rows), title)


def _cell(cell: Cell) -> SheetCell:
    if isinstance(cell, Figure) and cell.value is not None:
        return Amount(cell.value, COUNT if isinstance(cell.value, int) else _PLAIN)
    return shown(cell) or None
