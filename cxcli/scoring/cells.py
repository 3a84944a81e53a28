"""The cells of a run: which group and period a row belongs to, and how rows are placed into them."""

from collections.abc import Sequence
from datetime import date

import numpy as np
import numpy.typing as npt
from msgspec import Struct

from cxcli.mapping.records import FateArray, Field, IntArray, Records
from cxcli.rows import FATE_CODE, Disposition
from cxcli.scoring.periods import Periods

BLANK_KEY = "(blank)"
DATE_FIELD = "at"

Group = tuple[tuple[str, str], ...]
"""(column, key) pairs; empty overall."""


class CellKey(Struct, frozen=True, cache_hash=True):
    """One cell: its `group`, and the code of its `period`, None for all time.

    `breakdown` is the number of the breakdown the cell belongs to, 0 for overall, so that cells sort as asked for.
    """

    breakdown: int
    group: Group
    period: int | None


OVERALL = CellKey(0, (), None)


class Layer(Struct, frozen=True):
    """One way to cut rows into cells: by the columns of a breakdown, by period, or both."""

    breakdown: int
    columns: tuple[str, ...]
    periods: Periods | None


class Window(Struct, frozen=True):
    """The days that count, from `since` to `until`, both in it; None: without a bound."""

    since: date | None = None
    until: date | None = None

    def fates(self, field: Field) -> FateArray:
        """Return each row's fate by its date: as it was read, and out of period where the day does not count."""
        fates = field.fates.copy()
        fates[(fates == 0) & self.leaves_out(_times(field))] = FATE_CODE[Disposition.OUT_OF_PERIOD]
        return fates[field.codes]

    def leaves_out(self, times: npt.NDArray[np.datetime64]) -> npt.NDArray[np.bool_]:
        """Return which times are of days that do not count."""
        days, outside = times.astype("datetime64[D]"), np.zeros(len(times), np.bool_)
        if self.since is not None:
            outside |= days < np.datetime64(self.since)
        if self.until is not None:
            outside |= days > np.datetime64(self.until)
        return outside

    @property
    def bounded(self) -> bool:
        """Whether it leaves any day out."""
        return self.since is not None or self.until is not None

    def meets(self, period: int, periods: Periods) -> bool:
        """Whether some day of a period counts; of a window, some day of its last period."""
        since = None if self.since is None else periods.code(self.since)
        until = None if self.until is None else periods.code(self.until)
        return (since is None or since <= period) and (until is None or period <= until)


class Placement(Struct, frozen=True):
    """Rows put into cells: entry by entry a row number and an index into `keys`. A row may occur never or many times.

    Raises:
        ValueError: two keys are the same, so that one cell would be counted in two halves.
    """

    rows: IntArray
    cells: IntArray
    keys: Sequence[CellKey]

    def __post_init__(self) -> None:
        if len(set(self.keys)) != len(self.keys):
            raise ValueError("a placement has each cell once")

    def only(self, entries: npt.NDArray[np.bool_]) -> "Placement":
        """Return the placement with some of its entries."""
        if entries.all():
            return self
        return Placement(self.rows[entries], self.cells[entries], self.keys)

    def within(self, window: Window, periods: Periods) -> "Placement":
        """Return the placement without the periods of which no day counts.

        Windows all stay: which of them are shown is known when all rows are seen.
        """
        if periods.rolling > 1:
            return self
        met = {each: each is None or window.meets(each, periods) for each in {key.period for key in self.keys}}
        kept = np.array([met[key.period] for key in self.keys], np.bool_)
        if kept.all():
            return self
        numbers, entries = np.cumsum(kept) - 1, kept[self.cells]
        keys = [key for key, stays in zip(self.keys, kept.tolist(), strict=True) if stays]
        return Placement(self.rows[entries], numbers[self.cells[entries]], keys)


def layers(by: Sequence[tuple[str, ...]], periods: Periods | None) -> list[Layer]:
    """Return the layers of a run: each breakdown over all time and, if asked for, by period."""
    breakdowns = list(enumerate([(), *by]))
    cuts = [None] if periods is None else [None, periods]
    return [Layer(number, columns, each) for number, columns in breakdowns for each in cuts]


def place(records: Records, layer: Layer, date_field: str = DATE_FIELD) -> Placement:
    """Return each row's cell in `layer` by its date in `date_field`; a row without a date is in no period.

    Where windows roll, a row is in one cell for each window that holds its period.
    """
    rows = np.arange(len(records), dtype=np.int64) if layer.periods is None else _dated(records, date_field)
    codes: IntArray = np.zeros(len(rows), np.int64)
    groups: list[Group] = [()]
    for column in layer.columns:
        field = records.fields[group_field(column)]
        codes, groups = _crossed(codes, groups, column, field, rows)
    if len(rows) == 0:
        return Placement(rows, codes, [])
    if layer.periods is None:
        return Placement(rows, codes, [CellKey(layer.breakdown, group, None) for group in groups])
    field = records.fields[date_field]
    periods = layer.periods.bucket(_times(field))[field.codes[rows]]
    first = int(periods.min())
    length = int(periods.max()) - first + layer.periods.rolling
    pairs, cells = distinct_codes(codes * length + (periods - first), len(groups) * length)
    rows, cells, pairs = _rolled(rows, cells, pairs, layer.periods.rolling)
    return Placement(
        rows, cells, [CellKey(layer.breakdown, groups[pair // length], pair % length + first) for pair in pairs]
    )


def group_field(column: str) -> str:
    """Return the name under which the records hold the keys of a breakdown column."""
    return f"by:{column}"


def _times(field: Field) -> npt.NDArray[np.datetime64]:
    """Return the distinct times of a date field, NaT where there is none."""
    return np.asarray(field.values, "datetime64[us]")


def _dated(records: Records, date_field: str) -> IntArray:
    """Return the rows with a date; none where the records have no such field and a metric places its rows itself."""
    field = records.fields.get(date_field)
    return np.zeros(0, np.int64) if field is None else np.flatnonzero(field.row_fates == 0)


def _rolled(rows: IntArray, cells: IntArray, pairs: list[int], rolling: int) -> tuple[IntArray, IntArray, list[int]]:
    """Return the entries of rows that are in the cell of their own period and in those of the next windows."""
    if rolling == 1:
        return rows, cells, pairs
    windows, numbers = np.unique(np.add.outer(np.array(pairs, np.int64), np.arange(rolling)), return_inverse=True)
    entries = numbers.reshape(len(pairs), rolling).astype(np.int64)[cells]
    return np.repeat(rows, rolling), entries.ravel(), windows.tolist()


def _crossed(
    codes: IntArray, groups: list[Group], column: str, field: Field, rows: IntArray
) -> tuple[IntArray, list[Group]]:
    """Return the groups split by the keys of one more column. Texts that were read as one key are one group."""
    texts = [str(value) or BLANK_KEY for value in field.values]
    keys = list(dict.fromkeys(texts))
    numbers = {key: number for number, key in enumerate(keys)}
    more = np.array([numbers[text] for text in texts], np.int64)[field.codes[rows]]
    pairs, split = distinct_codes(codes * len(keys) + more, len(groups) * len(keys))
    return split, [(*groups[pair // len(keys)], (column, keys[pair % len(keys)])) for pair in pairs]


_DENSE = 1_000_000
"""Up to so many possible codes, a table of them is quicker than sorting the rows."""


def rows_by_code(codes: IntArray, size: int) -> list[IntArray]:
    """Return the rows of each of the codes 0 to `size` - 1, in order."""
    # Small numbers are sorted by their digits, which takes a quarter of the time.
    order = np.argsort(codes.astype(np.min_scalar_type(size)), kind="stable")
    return np.split(order, np.cumsum(np.bincount(codes, minlength=size))[:-1])


def distinct_codes(codes: IntArray, size: int) -> tuple[list[int], IntArray]:
    """Return which of the codes 0 to `size` - 1 occur, in order, and for each row the index of its own."""
    if size > _DENSE:
        occurring, index = np.unique(codes, return_inverse=True)
        return occurring.tolist(), index.astype(np.int64)
    occurs = np.bincount(codes, minlength=size) > 0
    return np.flatnonzero(occurs).tolist(), (np.cumsum(occurs) - 1)[codes]
