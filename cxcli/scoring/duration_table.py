"""Durations counted by length: the statistic of how long things took, and of how long those still running have run."""

from collections.abc import Mapping, Sequence
from fractions import Fraction
from operator import mul

import numpy as np
import numpy.typing as npt
from msgspec import Struct, field

from cxcli.rows import Disposition
from cxcli.scoring.duration_columns import counted, fixed, read_columns, together
from cxcli.scoring.ratio_sums import exact_product, exact_total

IntArray = npt.NDArray[np.int64]
BoolArray = npt.NDArray[np.bool_]

_FEW = 262_144
"""So many durations may always wait before they are merged: sorting many small parts one by one takes longest."""
_WAIT = 4
"""Durations that may wait for each column that is merged: a waiting one takes a third of the memory of a column."""
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
    to, `ranked` what stands at some ranks, once somebody asks. Tables are equal where their columns are.
    """

    merged: IntArray = field(default_factory=lambda: fixed(np.zeros((3, 0), np.int64)))
    waiting: tuple[IntArray, ...] = ()
    still: tuple[IntArray, ...] = ()
    backlog: int = 0
    known: list[IntArray] = field(default_factory=list)
    ranked: dict[int, int] = field(default_factory=dict)

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
        return _grown(cls(), (fixed(durations[ended] if len(running) else durations.copy()),), (fixed(running),))

    def __add__(self, other: "DurationTable") -> "DurationTable":
        long, short = (self, other) if self.merged.shape[1] >= other.merged.shape[1] else (other, self)
        if short.merged.shape[1]:
            return DurationTable(together([long.columns, short.columns]))
        return _grown(long, short.waiting, short.still)

    def __eq__(self, other: object) -> bool:
        return isinstance(other, DurationTable) and np.array_equal(self.columns, other.columns)

    @property
    def columns(self) -> IntArray:
        """Durations, ended and running ones of all parts, as in `merged`."""
        if not self.backlog:
            return self.merged
        if not self.known:
            found = [counted(parts, row) for row, parts in ((1, self.waiting), (2, self.still)) if parts]
            self.known.append(together([self.merged, *found]))
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

    @property
    def zeros(self) -> int:
        """How many ended after no time at all."""
        durations, events, _ = self.merged
        waiting = sum(len(part) - int(np.count_nonzero(part)) for part in self.waiting)
        return waiting + int(events[durations == 0].sum())

    def at_ranks(self, ranks: Sequence[int]) -> list[int]:
        """The ended durations at some ranks from 1, the shortest, to n; it takes least time to ask for all at once."""
        asked = np.array([rank for rank in ranks if rank not in self.ranked], np.int64)
        if len(asked):
            self.ranked.update(zip(asked.tolist(), self._found_at(asked).tolist(), strict=True))
        return [self.ranked[rank] for rank in ranks]

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
                return cls(read_columns(times, events, censored))
        raise ValueError('a table of durations is an object of three lists, "durations", "events" and "censored"')

    def _found_at(self, ranks: IntArray) -> IntArray:
        durations, events, _ = self.merged
        if self.known or not self.waiting or int(events.sum()) > _WAIT * len(durations):
            return self.durations[np.searchsorted(np.cumsum(self.events), ranks)]
        # To put a few of them in their places takes an eighth of the time of sorting all.
        every = np.concatenate([np.repeat(durations, events), *self.waiting])
        every.partition(ranks - 1)
        return every[ranks - 1]

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


def _column(columns: IntArray, number: int) -> IntArray:
    column: IntArray = columns[number]
    return column
