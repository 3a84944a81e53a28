"""Durations counted by length: the statistic of how long things took, and of how long those still running have run."""

from collections.abc import Mapping, Sequence
from fractions import Fraction
from operator import mul

import numpy as np
import numpy.typing as npt
from msgspec import Struct, field

from cxcli.rows import Disposition
from cxcli.scoring.ratio_sums import exact_product, exact_total

IntArray = npt.NDArray[np.int64]
BoolArray = npt.NDArray[np.bool_]

_FEW = 262_144
"""So many durations may always wait before they are merged: sorting many small parts one by one takes longest."""
_WAIT = 4
"""Durations that may wait for each column that is merged: a waiting one takes a third of the memory of a column."""
_MOST_ROWS = 2**53
_FULL = 2**63

_HALF = 28
_LOW = (1 << _HALF) - 1


class DurationTable(Struct, frozen=True, eq=False):  # noqa: PLW1641 - nothing keeps a million counts by their hash
    """How many ended after each time, and how many were still running after it, in whole microseconds.

    A row is a duration, ended or still running: a running one is scored too, it says that the end came later. So
    `rows` counts both; `n`, what mean, median and quantiles rest on, counts the ended ones. Tables add;
    `DurationTable()` is neutral.

    `merged` has three rows (durations, ended, running) and a column for each time, sorted, each time once. Further
    durations wait as they came, `waiting` those that ended and `still` those that run, until they are a few times as
    many as what is merged: sorting plain numbers now and then takes the least time. `known` keeps what all of them come
    to, once somebody asks: a mean does not. Tables are equal where their columns are.
    """

    merged: IntArray = field(default_factory=lambda: _fixed(np.zeros((3, 0), np.int64)))
    waiting: tuple[IntArray, ...] = ()
    still: tuple[IntArray, ...] = ()
    backlog: int = 0
    known: list[IntArray] = field(default_factory=list)

    @classmethod
    def empty(cls) -> "DurationTable":
        """The table of no rows."""
        return cls()

    @classmethod
    def of(cls, durations: IntArray, ended: BoolArray) -> "DurationTable":
        """The table of some rows: how long each took, or has run so far where `ended` is false.

        Raises:
            ValueError: durations that are not int64 or below 0, `ended` not as many booleans.
        """
        if durations.dtype != np.int64 or ended.dtype != np.bool_:
            raise ValueError("durations are whole microseconds in int64, and whether they ended is a boolean")
        if durations.ndim != 1 or durations.shape != ended.shape:
            raise ValueError("each duration has ended or not: two columns of the same length")
        if len(durations) and durations.min() < 0:
            raise ValueError("a duration is never negative")
        running = durations[~ended]
        return _grown(cls(), (_fixed(durations[ended] if len(running) else durations.copy()),), (_fixed(running),))

    def __add__(self, other: "DurationTable") -> "DurationTable":
        long, short = (self, other) if self.merged.shape[1] >= other.merged.shape[1] else (other, self)
        if short.merged.shape[1]:
            return DurationTable(_together([long.columns, short.columns]))
        return _grown(long, short.waiting, short.still)

    def __eq__(self, other: object) -> bool:
        return isinstance(other, DurationTable) and np.array_equal(self.columns, other.columns)

    @property
    def columns(self) -> IntArray:
        """Durations, ended and running ones of all parts, as in `merged`."""
        if not self.backlog:
            return self.merged
        if not self.known:
            counted = [_counted(parts, row) for row, parts in ((1, self.waiting), (2, self.still)) if parts]
            self.known.append(_together([self.merged, *counted]))
        return self.known[0]

    @property
    def durations(self) -> IntArray:
        """The times after which some ended or were still running: sorted, each once."""
        return _column(self.columns, 0)

    @property
    def events(self) -> IntArray:
        """How many ended after each of the `durations`."""
        return _column(self.columns, 1)

    @property
    def censored(self) -> IntArray:
        """How many were still running after each of the `durations`, when they were last seen."""
        return _column(self.columns, 2)

    @property
    def rows(self) -> int:
        """Ended and running ones."""
        return self.n + self.running

    @property
    def n(self) -> int:
        """Ended ones."""
        return int(self.merged[1].sum()) + sum(map(len, self.waiting))

    @property
    def running(self) -> int:
        """Ones that were still running."""
        return int(self.merged[2].sum()) + sum(map(len, self.still))

    @property
    def total(self) -> int:
        """The exact sum of the durations that ended."""
        # Each part of a duration times a count has room in 64 bits, and so have a few thousand million of them.
        durations, events, _ = self.merged
        high, low = durations >> _HALF, durations & _LOW
        merged = (exact_total(high * events) << _HALF) + exact_total(low * events)
        return merged + sum(map(exact_total, self.waiting))

    @property
    def squares(self) -> int:
        """The exact sum of the squares of the durations that ended."""
        durations, events, _ = self.merged
        waiting = sum(exact_product(part, part) for part in self.waiting)
        if int(durations.max(initial=0)) * int(events.max(initial=0)) < _FULL:
            return waiting + exact_product(durations, durations * events)
        times = durations.tolist()
        merged: int = sum(map(mul, map(mul, times, times), events.tolist()))
        return waiting + merged

    def mean(self) -> Fraction:
        """The mean of the durations that ended.

        Raises:
            ValueError: none has ended.
        """
        return Fraction(self.total, self._known_n())

    def variance(self) -> Fraction:
        """The mean of their squared distances from the mean: divided by n, not by n - 1.

        Raises:
            ValueError: none has ended.
        """
        return Fraction(self.squares, self._known_n()) - self.mean() ** 2

    def settled(self) -> tuple["DurationTable", Mapping[Disposition, int]]:
        """Itself: every row counts."""
        return self, {}

    def to_json(self) -> dict[str, object]:
        """`{"durations": […], "events": […], "censored": […]}`, lists of whole numbers of the same length."""
        durations, events, censored = self.columns.tolist()
        return {"durations": durations, "events": events, "censored": censored}

    @classmethod
    def from_json(cls, data: object) -> "DurationTable":
        """What `to_json` wrote.

        Raises:
            ValueError: the data is something else.
        """
        match data:
            case {"durations": list(times), "events": list(events), "censored": list(censored), **rest} if not rest:
                return cls(_read(times, events, censored))
        raise ValueError('a table of durations is an object of three lists, "durations", "events" and "censored"')

    def _known_n(self) -> int:
        if not self.n:
            raise ValueError("none has ended: there is nothing to take a mean of")
        return self.n


def _grown(table: DurationTable, ended: Sequence[IntArray], running: Sequence[IntArray]) -> DurationTable:
    """Return the table with more durations, merged once so many wait that it is worth it."""
    waiting = (*table.waiting, *(part for part in ended if len(part)))
    still = (*table.still, *(part for part in running if len(part)))
    backlog = table.backlog + sum(map(len, ended)) + sum(map(len, running))
    grown = DurationTable(table.merged, waiting, still, backlog)
    return DurationTable(grown.columns) if backlog >= max(_WAIT * table.merged.shape[1], _FEW) else grown


def _counted(parts: Sequence[IntArray], row: int) -> IntArray:
    """Return how often each duration occurs, in the `row` of a table for it."""
    durations = np.sort(np.concatenate(parts))
    starts = np.flatnonzero(np.concatenate(([True], durations[1:] != durations[:-1])))
    columns = np.zeros((3, len(starts)), np.int64)
    columns[0], columns[row] = durations[starts], np.diff(np.append(starts, len(durations)))
    return columns


def _together(parts: Sequence[IntArray]) -> IntArray:
    """Return the columns of some tables, not all of them empty, as one; equal durations are added up."""
    filled = [part for part in parts if part.shape[1]]
    if len(filled) == 1:
        return _fixed(filled[0])
    columns = np.concatenate(filled, axis=1)
    columns = columns[:, np.argsort(columns[0], kind="stable")]
    durations = columns[0]
    starts = np.flatnonzero(np.concatenate(([True], durations[1:] != durations[:-1])))
    return _fixed(np.concatenate((durations[np.newaxis, starts], np.add.reduceat(columns[1:], starts, axis=1))))


def _fixed(columns: IntArray) -> IntArray:
    """Return the array itself, made read-only, since tables share it."""
    columns.flags.writeable = False
    return columns


def _column(columns: IntArray, number: int) -> IntArray:
    column: IntArray = columns[number]
    return column


def _read(*lists: Sequence[object]) -> IntArray:
    if any(type(number) is not int for numbers in lists for number in numbers) or len(set(map(len, lists))) > 1:
        raise ValueError("a table of durations is made of whole numbers, as many in each list")
    try:
        columns = np.array(lists, np.int64)
    except OverflowError as cause:
        raise ValueError("a duration or a count has at most 63 bits") from cause
    if (columns < 0).any() or (np.diff(columns[0]) <= 0).any() or (columns[1:].sum(axis=0) < 1).any():
        raise ValueError("durations rise from 0, and each belongs to one row at least")
    if columns[1:].sum(dtype=np.float64) > _MOST_ROWS:
        raise ValueError("a table of durations has at most 2**53 rows, which a float still counts")
    return _fixed(columns)
