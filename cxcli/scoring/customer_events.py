"""What each customer pays, as the changes of it: a ledger that adds."""

from collections.abc import Mapping, Sequence
from itertools import pairwise
from typing import Final

import numpy as np
import numpy.typing as npt
from msgspec import Struct

from cxcli.mapping.records import IntArray
from cxcli.rows import Disposition
from cxcli.scoring.votes import KeyArray

MILLIONTHS: Final = 1_000_000
"""The amount that one unit of currency is; one customer, where people are counted and not what they pay."""

OPEN: Final = int(np.iinfo(np.int64).min)
"""The end of a span that has none; it is what NaT is as a whole number."""


class Entries(Struct, frozen=True, eq=False):
    """Whole numbers by customer and time.

    `pool` has the distinct keys, `customers` an index into it for each entry, `times` when the entry is. `numbers` has
    a row for each thing that is counted and a column for each entry. Once they are `merged`, keys and then times
    ascend, and no entry is there twice or has nothing but zeros.
    """

    pool: KeyArray
    customers: IntArray
    times: IntArray
    numbers: IntArray
    merged: bool = False

    @classmethod
    def of(cls, keys: KeyArray, times: IntArray, *numbers: IntArray) -> "Entries":
        """The entries of some rows.

        Raises:
            ValueError: a number is beyond 4.6 trillion units, or a key is missing or blank.
        """
        table = np.array(numbers, np.int64).reshape(len(numbers), len(keys))
        if ((table > _LARGEST) | (table < -_LARGEST)).any():
            raise ValueError("an amount is beyond 4.6 trillion")
        from pandas import factorize  # noqa: PLC0415 - loading pandas takes long, and most runs have no customers

        customers, pool = factorize(keys)
        if (customers < 0).any() or (pool == "").any():
            raise ValueError("rows without a customer are left out before they are counted")
        return cls(pool, customers, times, table)

    @classmethod
    def none(cls, columns: int) -> "Entries":
        """No entries, of so many numbers each."""
        nothing = np.zeros(0, np.int64)
        return cls(np.zeros(0, object), nothing, nothing, np.zeros((columns, 0), np.int64), merged=True)

    def __len__(self) -> int:
        return len(self.times)

    def to_json(self) -> dict[str, list[list[int]]]:
        """`{key: [[time, number, ...], ...]}`, of merged entries."""
        rows = np.vstack((self.times, self.numbers)).T.tolist()
        bounds = np.searchsorted(self.customers, np.arange(len(self.pool) + 1)).tolist()
        return {key: rows[low:high] for key, (low, high) in zip(self.pool.tolist(), pairwise(bounds), strict=True)}

    @classmethod
    def from_json(cls, data: Mapping[object, object], columns: int) -> "Entries":
        """What `to_json` wrote, with so many numbers to an entry.

        Raises:
            ValueError: the data is something else.
        """
        rows = [(key, _read(entry, columns)) for key, entries in data.items() for entry in _listed(entries)]
        times, *numbers = np.array([entry for _, entry in rows], np.int64).reshape(len(rows), columns + 1).T
        return cls.of(np.array([key for key, _ in rows], object), times, *numbers)


class CustomerEvents(Struct, frozen=True, eq=False):
    """When what each customer pays changes, and by how much. Events add; `rows` is how many rows they came from.

    Customers are known by a text. Times are microseconds since 1970 in the zone of the report; amounts are millionths,
    so that cents are exact. Parts wait side by side and are merged once, at the end.

    Raises:
        ValueError: events without rows.
    """

    parts: tuple[Entries, ...] = ()
    rows: int = 0

    def __post_init__(self) -> None:
        if self.rows < 0 or (not self.rows and any(map(len, self.parts))):
            raise ValueError("events come from rows")

    @classmethod
    def empty(cls) -> "CustomerEvents":
        """The events of no rows."""
        return cls()

    @classmethod
    def of_spans(cls, keys: KeyArray, starts: IntArray, ends: IntArray, amounts: IntArray) -> "CustomerEvents":
        """The events of customers who pay an amount from a start to an end, which is `OPEN` where there is none.

        At its start a span counts, at its end it does not any more. Spans of one customer may overlap: they add.

        Raises:
            ValueError: a span without start or one that ends before it starts (contradictory rows are left out before),
                or as in `Entries.of`.
        """
        over = ends != OPEN
        if (starts == OPEN).any() or (ends < starts)[over].any():
            raise ValueError("a span has a start, and no end before it")
        begun = Entries.of(keys, starts, amounts)
        customers = np.concatenate([begun.customers, begun.customers[over]])
        deltas = np.concatenate([begun.numbers, -begun.numbers[:, over]], axis=1)
        return cls((Entries(begun.pool, customers, np.concatenate([starts, ends[over]]), deltas),), len(keys))

    @classmethod
    def of_movements(cls, keys: KeyArray, times: IntArray, deltas: IntArray) -> "CustomerEvents":
        """The events of rows that each say by how much a payment changes.

        Raises:
            ValueError: as in `Entries.of`.
        """
        return cls((Entries.of(keys, times, deltas),), len(keys))

    def __add__(self, other: "CustomerEvents") -> "CustomerEvents":
        return CustomerEvents(self.parts + other.parts, self.rows + other.rows)

    def __eq__(self, other: object) -> bool:
        return isinstance(other, CustomerEvents) and self.to_json() == other.to_json()

    __hash__ = None  # type: ignore[assignment]  # as of all that holds arrays

    @property
    def n(self) -> int:
        """The rows."""
        return self.rows

    def changes(self) -> Entries:
        """The changes of what each customer pays, all parts merged; at once where that was done before.

        Raises:
            ValueError: as in `merged`.
        """
        return merged(self.parts or (Entries.none(1),))

    def settled(self) -> tuple["CustomerEvents", Mapping[Disposition, int]]:
        """The same events, merged: every row counts."""
        return CustomerEvents((self.changes(),), self.rows), {}

    def to_json(self) -> dict[str, object]:
        """`{"customers": {key: [[time, change], ...]}, "rows": rows}`, sorted."""
        return {"customers": self.changes().to_json(), "rows": self.rows}

    @classmethod
    def from_json(cls, data: object) -> "CustomerEvents":
        """What `to_json` wrote.

        Raises:
            ValueError: the data is something else.
        """
        match data:
            case {"customers": dict(customers), "rows": int(rows), **rest} if not rest:
                return cls((Entries.from_json(customers, 1),), rows)
        raise ValueError('the events of customers are an object with "customers" and "rows"')


def merged(parts: Sequence[Entries]) -> Entries:
    """Return some entries as one, in order; what stands at the same customer and time is added up.

    Raises:
        ValueError: the numbers of a customer add up to more than 4.6 trillion units, whatever their signs.
    """
    if len(parts) == 1 and parts[0].merged:
        return parts[0]
    pool, customers = _one_pool(parts)
    times = np.concatenate([part.times for part in parts])
    numbers = np.concatenate([part.numbers for part in parts], axis=1)
    _refuse_vast(customers, numbers)
    order = np.lexsort((times, customers))
    return _summed(pool, customers[order], times[order], numbers[:, order])


def changed(numbers: IntArray) -> npt.NDArray[np.bool_]:
    """Return where a number is not the one before it; the first one never is."""
    found = np.ones(len(numbers), np.bool_)
    np.not_equal(numbers[1:], numbers[:-1], out=found[1:])
    return found


_LARGEST = 2**62


def _listed(entries: object) -> list[object]:
    if not isinstance(entries, list):
        raise ValueError("a customer has a list of entries")  # noqa: TRY004 - the data is wrong, not its type
    return entries


def _read(entry: object, columns: int) -> list[int]:
    if isinstance(entry, list) and len(entry) == columns + 1 and all(map(_whole, entry)):
        return entry
    raise ValueError("an entry is a time and whole numbers")


def _whole(number: object) -> bool:
    return type(number) is int and abs(number) <= _LARGEST


def _one_pool(parts: Sequence[Entries]) -> tuple[KeyArray, IntArray]:
    """Return the sorted keys of all parts, and the customer of each entry as a place among them."""
    from pandas import factorize  # noqa: PLC0415 - as above

    codes, pool = factorize(np.concatenate([part.pool for part in parts]), sort=True)
    offsets = np.cumsum([0, *(len(part.pool) for part in parts)])
    return pool, codes[np.concatenate([part.customers + offset for part, offset in zip(parts, offsets, strict=False)])]


def _refuse_vast(customers: IntArray, numbers: IntArray) -> None:
    # In units of 2**24 the sums are small enough for floats, which are whole and exact as far as the limit.
    for column in numbers:
        if (np.bincount(customers, np.abs(column) >> 24) >= _LARGEST >> 24).any():
            raise ValueError("the amounts of one customer add up to more than 4.6 trillion")


def _summed(pool: KeyArray, customers: IntArray, times: IntArray, numbers: IntArray) -> Entries:
    """Return sorted entries with those of the same customer and time added up, without those that come to nothing."""
    heads = np.flatnonzero(changed(customers) | changed(times))
    sums = np.add.reduceat(numbers, heads, axis=1)
    kept = sums.any(axis=0)
    customers, times = customers[heads[kept]], times[heads[kept]]
    first = changed(customers)
    return Entries(pool[customers[first]], np.cumsum(first) - 1, times, sums[:, kept], merged=True)
