"""Data frames of what was found, with the same kinds of columns however much was."""

from collections.abc import Collection, Iterable, Mapping, Sequence
from typing import Any

import pandas as pd

from cxcli.reporting.table import Cell, Figure, Table, shown
from cxcli.sources.flatten import unused_name

Kinds = Mapping[str, str]
"""The kind of each column: float64, int64 (where all are whole), boolean, datetime64[s]; all others are texts."""

_NUMBERS = ("float64", "int64")


def frame_of(
    names: Sequence[str], rows: Iterable[Sequence[object]], kinds: Kinds, data: Collection[int] = ()
) -> pd.DataFrame:
    """Return the rows under these names, None where something is missing.

    The columns at the places `data` hold texts of the data, whatever they are called. Of columns of one name, the
    later ones carry `#2` and so on, those of the data after ours.
    """
    columns = list(zip(*rows, strict=True)) or [()] * len(names)
    kept = [kinds.get(name, "str") if place not in data else "str" for place, name in enumerate(names)]
    found = [pd.Series(values, dtype=_kept(kind, values)) for values, kind in zip(columns, kept, strict=True)]
    return pd.DataFrame(dict(zip(_unique(names, data), found, strict=True)))


def table_frame(table: Table, kinds: Kinds, data: Collection[int] = ()) -> pd.DataFrame:
    """Return a table as `frame_of` does; a column with a cell that is no figure holds texts of the data, too.

    A column of numbers in which something else stands holds texts.
    """
    names = _unique([str(column.name) for column in table.columns], data)
    found = {}
    for place, name in enumerate(names):
        cells = [row[place] for row in table.rows]
        of_data = place in data or any(isinstance(cell, str) for cell in cells)
        found[name] = _series(cells, "str" if of_data else kinds.get(name.partition("#")[0], "str"))
    return pd.DataFrame(found)


def _unique(names: Sequence[str], data: Collection[int]) -> list[str]:
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
    return pd.Series(values, dtype=_kept(kind, values))


def _kept(kind: str, values: Sequence[object]) -> str:
    """Return the kind of a column: whole numbers of which some are missing or not whole are float64."""
    return "float64" if kind == "int64" and not all(isinstance(value, int) for value in values) else kind
