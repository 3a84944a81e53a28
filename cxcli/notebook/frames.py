"""Data frames of what was found, with the same kinds of columns however much was."""

from collections.abc import Iterable, Mapping, Sequence
from typing import Any

import pandas as pd

from cxcli.reporting.table import Cell, Figure, Table, shown
from cxcli.sources.flatten import unused_name

Kinds = Mapping[str, str]
"""The kind of each column: float64, int64, boolean, datetime64[s], object; all others are texts."""

_NUMBERS = ("float64", "int64")


def frame_of(rows: Iterable[Mapping[str, object]], columns: Sequence[str], kinds: Kinds) -> pd.DataFrame:
    """Return the rows, each a value by column; what a row does not have is missing."""
    listed = list(rows)
    return pd.DataFrame(
        {name: pd.Series([row.get(name) for row in listed], dtype=kinds.get(name, "str")) for name in columns}
    )


def table_frame(table: Table, kinds: Kinds, data: Sequence[int] = ()) -> pd.DataFrame:
    """Return a table; the columns at the places `data` hold texts of the data, whatever they are called.

    So does each column with a cell that is no figure. Of columns of one name, the later ones carry `#2` and so on.
    """
    names = _unique([column.name for column in table.columns], data)
    found = {}
    for place, name in enumerate(names):
        cells = [row[place] for row in table.rows]
        of_data = place in data or any(isinstance(cell, str) for cell in cells)
        found[name] = _series(cells, "str" if of_data else kinds.get(name.partition("#")[0], "str"))
    return pd.DataFrame(found)


def _unique(names: Sequence[str], data: Sequence[int]) -> list[str]:
    """Return the names, each once; one of the data gives way to one that is ours."""
    unique: dict[int, str] = {}
    taken: set[str] = set()
    numbers: dict[str, int] = {}
    for place in sorted(range(len(names)), key=lambda place: place in data):
        unique[place] = unused_name(names[place], taken, numbers)
        taken.add(unique[place])
    return [unique[place] for place in range(len(names))]


def _series(cells: Sequence[Cell], kind: str) -> "pd.Series[Any]":
    said = [shown(cell) or None for cell in cells]
    if kind == "boolean":
        return pd.Series([None if text is None else text == "true" for text in said], dtype=kind)
    if kind not in _NUMBERS:
        return pd.Series(said, dtype=kind)
    values = [cell.value if isinstance(cell, Figure) else None for cell in cells]
    if any(text and value is None for text, value in zip(said, values, strict=True)):
        return pd.Series(said, dtype="str")
    return pd.Series(values, dtype="float64" if None in values else kind)
