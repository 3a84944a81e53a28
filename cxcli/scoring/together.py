"""Metrics whose rows can only be judged together: contacts of a customer, subscriptions, orders.

Their rows are gathered as they come, with what the metric needs of each, and made into cells when all have been seen.
"""

from collections.abc import Iterator, Mapping, Sequence
from typing import NoReturn, Self

import numpy as np
from msgspec import Struct, field

from cxcli.mapping.numbered_texts import numbered_texts
from cxcli.mapping.records import FateArray, IntArray
from cxcli.rows import FATES, Disposition, RowAccount
from cxcli.scoring.cells import Group, Window, distinct_codes, rows_by_code
from cxcli.scoring.periods import Periods

NEVER = int(np.iinfo(np.int64).min)
"""A moment that is not there; it is what NaT is as a whole number."""

Texts = tuple[IntArray, Sequence[str]]
"""Texts on distinct values: a code a row, and the text of each code."""


class GatheredPart(Struct, frozen=True, eq=False):
    """Some rows of one file: numbers and fates, `columns` of whole numbers and `texts` by name, `groups` by column."""

    file: str
    numbers: IntArray
    fates: FateArray
    columns: Mapping[str, IntArray]
    texts: Mapping[str, Texts]
    groups: Mapping[str, Texts]


class Gathered(Struct, frozen=True, eq=False):
    """Rows as they have come. Gathered rows add; `Gathered()` is neutral, and order and cut do not matter.

    What is put together of them is kept in `known`, as score and doubts both ask for it.
    """

    parts: tuple[GatheredPart, ...] = ()
    known: list["Rows"] = field(default_factory=list)

    def __add__(self, other: "Gathered") -> "Gathered":
        return Gathered(self.parts + other.parts)

    @property
    def scored(self) -> int:
        """How many rows count so far."""
        return sum(int(np.count_nonzero(part.fates == 0)) for part in self.parts)

    def rows(self) -> "Rows":
        """Return all rows in the order of their files' names and of their places in them."""
        if not self.known:
            self.known.append(Rows.of(self.parts) if self.parts else Rows())
        return self.known[0]


def _none() -> IntArray:
    return np.zeros(0, np.int64)


class Rows(Struct, frozen=True, eq=False):
    """All rows of a metric, or some of them, in an order that does not depend on how they came.

    `fates` are those that can be told row by row, `columns` whole numbers and `texts` by name, `groups` the keys of
    groups by column. `files` holds, for each row, the place of its file in `names`.
    """

    fates: FateArray = field(default_factory=lambda: np.zeros(0, np.int8))
    columns: Mapping[str, IntArray] = field(default_factory=dict)
    texts: Mapping[str, Texts] = field(default_factory=dict)
    groups: Mapping[str, Texts] = field(default_factory=dict)
    files: IntArray = field(default_factory=_none)
    names: Sequence[str] = ()

    @classmethod
    def of(cls, parts: Sequence[GatheredPart]) -> "Rows":
        """Return the rows of one or more parts. A text that a file does not have is empty in its rows."""
        names = sorted({part.file for part in parts})
        files = np.concatenate([np.full(len(part.numbers), names.index(part.file)) for part in parts])
        order = _in_order(files, np.concatenate([part.numbers for part in parts]))
        texts = sorted({name for part in parts for name in part.texts})
        return cls(
            np.concatenate([part.fates for part in parts])[order],
            {name: np.concatenate([part.columns[name] for part in parts])[order] for name in parts[0].columns},
            {name: _joined([_texts_of(part, name) for part in parts], order) for name in texts},
            {name: _joined([part.groups[name] for part in parts], order) for name in parts[0].groups},
            files[order],
            names,
        )

    def __len__(self) -> int:
        return len(self.fates)

    def only(self, rows: IntArray) -> "Rows":
        """Return some of the rows, without their groups."""
        return Rows(
            self.fates[rows],
            {name: values[rows] for name, values in self.columns.items()},
            {name: (codes[rows], texts) for name, (codes, texts) in self.texts.items()},
            {},
            self.files[rows],
            self.names,
        )

    def scored(self) -> IntArray:
        """Return the numbers of the rows that count so far."""
        return np.flatnonzero(self.fates == 0)

    def breakdowns(self, by: Sequence[tuple[str, ...]]) -> Iterator[tuple[int, Group, IntArray]]:
        """Yield number of the breakdown, group, and its rows; first all rows. There is one row or more."""
        yield 0, (), np.arange(len(self))
        for number, columns in enumerate(by, start=1):
            codes = np.zeros(len(self), np.int64)
            groups: list[Group] = [()]
            for column in columns:
                more, keys = self.groups[column]
                pairs, codes = distinct_codes(codes * len(keys) + more, len(groups) * len(keys))
                groups = [(*groups[pair // len(keys)], (column, keys[pair % len(keys)])) for pair in pairs]
            for group, rows in zip(groups, rows_by_code(codes, len(groups)), strict=True):
                yield number, group, rows


def by_period(rows: IntArray, at: IntArray, periods: Periods, days: Window) -> Iterator[tuple[int, IntArray]]:
    """Yield the code of each period, or window, of which some day counts and that has some of the `rows`, with those.

    `at` is the moment of every row, in microseconds since 1970; a row without one is in no period. Windows end with a
    period from the first to the last that has rows.
    """
    dated = rows[at[rows] != NEVER]
    codes = periods.bucket(at[dated].view("datetime64[us]"))
    if periods.rolling == 1 and len(codes):
        first = int(codes.min())
        found, places = distinct_codes(codes - first, int(codes.max()) - first + 1)
        for code, here in zip(found, rows_by_code(places, len(found)), strict=True):
            if days.meets(first + code, periods):
                yield first + code, dated[here]
        return
    ends = np.unique(np.add.outer(np.unique(codes), np.arange(periods.rolling)))
    for end in ends[ends <= codes.max(initial=NEVER)].tolist():
        if days.meets(end, periods):
            yield end, dated[(codes <= end) & (codes > end - periods.rolling)]


def account(fates: FateArray) -> RowAccount:
    """Return the account of some rows."""
    counts = np.bincount(fates, minlength=len(FATES)).tolist()
    return RowAccount(len(fates), {FATES[code]: count for code, count in enumerate(counts) if code})


class Whole(Struct, frozen=True):
    """What all rows of a cell say together: `rows` and `n` that it rests on, and what a metric found (`of`)."""

    rows: int = 0
    n: int = 0
    of: object = None

    @classmethod
    def empty(cls) -> Self:
        """What no rows say."""
        return cls()

    def __add__(self, other: "Whole") -> "Whole":
        if self.rows and other.rows:
            raise ValueError("what all rows say together does not add up: the rows are gathered instead")
        return self if self.rows else other

    def settled(self) -> tuple["Whole", Mapping[Disposition, int]]:
        """Itself: it is final."""
        return self, {}

    def to_json(self) -> NoReturn:
        """Refuse: the rows are kept, not what they say."""
        raise NotImplementedError("the rows are kept, not what they say together")

    @classmethod
    def from_json(cls, data: object) -> NoReturn:
        """Refuse, as `to_json`."""
        raise NotImplementedError("the rows are kept, not what they say together")


def _in_order(files: IntArray, numbers: IntArray) -> IntArray | slice:
    """Return which order puts rows in that of their files and numbers; mostly they have it."""
    same, later = np.diff(files) == 0, np.diff(files) > 0
    return slice(None) if (later | (same & (np.diff(numbers) > 0))).all() else np.lexsort((numbers, files))


def _texts_of(part: GatheredPart, name: str) -> Texts:
    return part.texts.get(name, (np.zeros(len(part.numbers), np.int64), ("",)))


def _joined(parts: Sequence[Texts], order: IntArray | slice) -> Texts:
    """Return texts of several parts on common codes, in the order of the texts."""
    distinct, numbers = numbered_texts([texts for _, texts in parts])
    ends = np.cumsum([len(texts) for _, texts in parts]).tolist()
    starts = [0, *ends[:-1]]
    codes = [numbers[start:end][codes] for start, end, (codes, _) in zip(starts, ends, parts, strict=True)]
    return np.concatenate(codes)[order], distinct
