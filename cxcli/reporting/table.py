"""The neutral table that every writer takes: columns, rows of cells, and notes beneath."""

import math
from typing import Literal

from msgspec import Struct

Align = Literal["left", "right"]


class Figure(Struct, frozen=True):
    """A cell that the program made, never data: no layout may cut or break it.

    `text` is for people ("1,225", "37.8 to 46.2"); `value`, where there is one, is what files for programs get.

    Raises:
        ValueError: a value that is not finite.
    """

    text: str
    value: float | None = None

    def __post_init__(self) -> None:
        if self.value is not None and not math.isfinite(self.value):
            raise ValueError("only a finite number is a figure")


Cell = str | Figure
"""A text, which may come from data and is treated so, or a figure."""


class ColumnSpec(Struct, frozen=True):
    """A column: its `name` in files for programs, its `title` for people, and the side its cells keep to."""

    name: str
    title: str
    align: Align = "left"


class Table(Struct, frozen=True):
    """Rows of cells under columns, with the notes that belong beneath (files for programs leave the notes out).

    Raises:
        ValueError: a row with more or fewer cells than there are columns.
    """

    columns: tuple[ColumnSpec, ...]
    rows: tuple[tuple[Cell, ...], ...] = ()
    notes: tuple[str, ...] = ()

    def __post_init__(self) -> None:
        if any(len(row) != len(self.columns) for row in self.rows):
            raise ValueError("every row of a table has one cell a column")


def shown(cell: Cell) -> str:
    """Return a cell's text for people, as it is: the writer makes it safe."""
    return cell.text if isinstance(cell, Figure) else cell


def shown_limit(cell: Cell) -> int:
    """Return how many cells wide a writer may show a cell: a text from data 200, a figure as wide as it is."""
    return max(200, len(cell.text)) if isinstance(cell, Figure) else 200
