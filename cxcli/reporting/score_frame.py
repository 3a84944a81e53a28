"""Scores as a data frame, one a row: the table of the CSV format with numbers as numbers."""

from collections.abc import Sequence
from typing import Any

import pandas as pd

from cxcli.analysis.changes import Changes
from cxcli.reporting.score_table import flat_table
from cxcli.reporting.table import Cell, Figure, shown
from cxcli.scoring.score import Score
from cxcli.sources.flatten import unused_name

_DAYS = ("start", "end")
_TEXTS = ("period", "reason", "interval")
"""Columns that are texts even where no score has one."""


def score_frame(scores: Sequence[Score], changes: Changes | None = None) -> pd.DataFrame:
    """Return the scores with the columns of `flat_table`; what a score does not have is missing.

    Counts are int64, other numbers float64, `start` and `end` datetime64[s], `complete` is boolean. Where a group is
    called like one of the other columns, it carries `#2`.
    """
    table = flat_table(scores, changes)
    columns = [[row[place] for row in table.rows] for place in range(len(table.columns))]
    names = _unique([spec.name for spec in table.columns], [_is_group(cells) for cells in columns])
    return pd.DataFrame({name: _series(name, cells) for name, cells in zip(names, columns, strict=True)})


def _is_group(cells: Sequence[Cell]) -> bool:
    """Whether the cells may come from data: all others are figures."""
    return not any(isinstance(cell, Figure) for cell in cells)


def _unique(names: Sequence[str], groups: Sequence[bool]) -> list[str]:
    """Return the names, each once; a group gives way to what is no group."""
    unique: dict[int, str] = {}
    taken: set[str] = set()
    numbers: dict[str, int] = {}
    for place in sorted(range(len(names)), key=lambda place: groups[place]):
        unique[place] = unused_name(names[place], taken, numbers)
        taken.add(unique[place])
    return [unique[place] for place in range(len(names))]


def _series(name: str, cells: Sequence[Cell]) -> "pd.Series[Any]":
    texts = [shown(cell) or None for cell in cells]
    if _is_group(cells):
        return pd.Series(texts, dtype="str")
    if name in _DAYS:
        return pd.Series(texts, dtype="datetime64[s]")
    if name == "complete":
        return pd.Series([None if text is None else text == "true" for text in texts], dtype="boolean")
    values = [cell.value if isinstance(cell, Figure) else None for cell in cells]
    if name in _TEXTS or any(text and value is None for text, value in zip(texts, values, strict=True)):
        return pd.Series(texts, dtype="str")
    whole = all(isinstance(value, int) for value in values)
    return pd.Series(values, dtype="int64" if whole else "float64")
