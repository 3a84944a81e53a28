"""The cells of a run: which group and period a row belongs to, and how rows are placed into them."""

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np
import numpy.typing as npt

from cxcli.mapping.records import Field, IntArray, Records
from cxcli.scoring.periods import Grain, bucket

BLANK_KEY = "(blank)"


@dataclass(frozen=True, slots=True, order=True)
class CellKey:
    """One cell: `group` as (column, key) pairs, empty overall, and the `period`'s code, -1 for all time.

    `breakdown` is the number of the breakdown the cell belongs to, 0 for overall, so that cells sort as asked for.
    """

    breakdown: int
    group: tuple[tuple[str, str], ...]
    period: int


OVERALL = CellKey(0, (), -1)


@dataclass(frozen=True, slots=True)
class Layer:
    """One way to cut rows into cells: by the columns of a breakdown, by period, or both."""

    breakdown: int
    columns: tuple[str, ...]
    grain: Grain | None


@dataclass(frozen=True, slots=True)
class Placement:
    """Rows put into cells: entry by entry a row number and an index into `keys`. A row may occur never or many times."""

    rows: IntArray
    cells: IntArray
    keys: Sequence[CellKey]

    def only(self, entries: npt.NDArray[np.bool_]) -> "Placement":
        """Return the placement with some of its entries."""
        return Placement(self.rows[entries], self.cells[entries], self.keys)


def layers(by: Sequence[tuple[str, ...]], grain: Grain | None) -> list[Layer]:
    """Return the layers of a run: each breakdown over all time and, if asked for, by period."""
    breakdowns = list(enumerate([(), *by]))
    grains = [None] if grain is None else [None, grain]
    return [Layer(number, columns, each) for number, columns in breakdowns for each in grains]


def place(records: Records, layer: Layer, *, dated: IntArray) -> Placement:
    """Return each row's one cell in `layer`; rows without a date (`dated` holds the others) are in no period."""
    rows = dated if layer.grain is not None else np.arange(len(records), dtype=np.int64)
    codes = np.zeros(len(rows), np.int64)
    groups: list[tuple[tuple[str, str], ...]] = [()]
    for column in layer.columns:
        field = records.fields[group_field(column)]
        names = [str(value) or BLANK_KEY for value in field.values]
        codes, groups = _crossed(codes, groups, field.codes[rows], column, names)
    periods = _period_codes(records, rows, layer.grain)
    return _numbered(rows, codes, groups, periods, layer.breakdown)


def group_field(column: str) -> str:
    """Return the name under which the records hold the keys of a breakdown column."""
    return f"by:{column}"


def times_of(field: Field) -> np.ndarray[tuple[int], np.dtype[np.datetime64]]:
    """Return the distinct times of a date field, NaT where there is none."""
    return np.asarray(field.values, "datetime64[us]")


def _crossed(
    codes: IntArray, groups: list[tuple[tuple[str, str], ...]], more: IntArray, column: str, names: Sequence[str]
) -> tuple[IntArray, list[tuple[tuple[str, str], ...]]]:
    pairs = codes * len(names) + more
    distinct, numbered = np.unique(pairs, return_inverse=True)
    crossed = [(*groups[pair // len(names)], (column, names[pair % len(names)])) for pair in distinct.tolist()]
    return numbered.astype(np.int64), crossed


def _period_codes(records: Records, rows: IntArray, grain: Grain | None) -> IntArray:
    if grain is None:
        return np.full(len(rows), -1, np.int64)
    field = records.fields["at"]
    return bucket(times_of(field), grain)[field.codes[rows]]


def _numbered(
    rows: IntArray, codes: IntArray, groups: list[tuple[tuple[str, str], ...]], periods: IntArray, breakdown: int
) -> Placement:
    if len(rows) == 0:
        return Placement(rows, codes, [])
    low = int(periods.min())
    span = int(periods.max()) - low + 1
    distinct, cells = np.unique(codes * span + (periods - low), return_inverse=True)
    keys = [CellKey(breakdown, groups[pair // span], pair % span + low) for pair in distinct.tolist()]
    return Placement(rows, cells.astype(np.int64), keys)
