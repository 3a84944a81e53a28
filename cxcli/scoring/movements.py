"""What became of the customers in a period: new, back again, paying more, paying less, lost."""

from collections.abc import Iterator, Sequence
from enum import StrEnum
from fractions import Fraction
from itertools import pairwise

import numpy as np
import numpy.typing as npt
from msgspec import Struct

from cxcli.mapping.records import IntArray
from cxcli.scoring.customer_events import CustomerEvents, Entries, changed
from cxcli.scoring.ratio_sums import exact_total
from cxcli.scoring.votes import KeyArray


class Movement(StrEnum):
    """What a customer did between the start and the end of a period."""

    NEW = "new"
    REACTIVATION = "reactivation"
    EXPANSION = "expansion"
    CONTRACTION = "contraction"
    CHURN = "churn"
    UNCHANGED = "unchanged"


MOVEMENTS: tuple[Movement, ...] = tuple(Movement)
"""Every movement; one in an array of small integers is an index into this tuple."""


class Movements(Struct, frozen=True, eq=False):
    """The customers who pay at the start or the end of a period, in the order of their keys, and what they did.

    `places` are theirs in the `pool` of all keys. `start` and `end` are what each pays, in millionths; `moved` is an
    index into `MOVEMENTS`. Customers whose balance is
    below 0 at the start or at the end (credits, ends of what never began) are left out; `below_zero` is how many.

    The law: start + new + reactivation + expansion - contraction - churn = end.
    """

    pool: KeyArray
    places: IntArray
    start: IntArray
    end: IntArray
    moved: npt.NDArray[np.int8]
    below_zero: int

    @property
    def keys(self) -> KeyArray:
        """Who the customers are."""
        keys: KeyArray = self.pool[self.places]
        return keys

    @property
    def active(self) -> npt.NDArray[np.bool_]:
        """Who pays at the start."""
        return self.start > 0

    @property
    def active_customers(self) -> int:
        """How many customers pay at the start."""
        return int(np.count_nonzero(self.active))

    @property
    def start_total(self) -> int:
        """What all pay at the start."""
        return exact_total(self.start)

    @property
    def end_total(self) -> int:
        """What all pay at the end."""
        return exact_total(self.end)

    def amount(self, movement: Movement) -> int:
        """By how much what all pay grew or, for a contraction or churn, shrank by a movement."""
        return abs(exact_total((self.end - self.start)[self.moved == MOVEMENTS.index(movement)]))

    def customers(self, movement: Movement) -> int:
        """How many customers moved so."""
        return int(np.count_nonzero(self.moved == MOVEMENTS.index(movement)))

    @property
    def top_share(self) -> Fraction | None:
        """The part of the start that the largest customer pays; None where nobody pays."""
        total = self.start_total
        return Fraction(int(self.start.max()), total) if total else None


def movements(events: CustomerEvents, start: int, end: int) -> Movements:
    """Return the movements of the period from `start` to just before `end`, in microseconds since 1970.

    What counts at an instant is all that happened before it: who begins at the start is new in the period, and who ends
    at the end is still there. Who joins and leaves within the period is in neither. A customer who pays nothing at the
    start and did before, at any time, is a reactivation and not new.

    Raises:
        ValueError: the end is not after the start, or as in `CustomerEvents.changes`.
    """
    return next(consecutive_movements(events, (start, end)))


def consecutive_movements(events: CustomerEvents, instants: Sequence[int]) -> Iterator[Movements]:
    """Return the movements from each instant to the next, as `movements` does for one period, but faster.

    Raises:
        ValueError: the instants do not ascend, or as in `CustomerEvents.changes`.
    """
    if any(end <= start for start, end in pairwise(instants)):
        raise ValueError("a period ends after its start")
    changes = events.changes()
    first_paid = _first_paid(changes)
    balances = zip(instants, _balances(changes, np.array(instants, np.int64)), strict=True)
    for (instant, start), (_, end) in pairwise(balances):
        yield _movements(changes.pool, start, end, first_paid < instant)


def _first_paid(changes: Entries) -> IntArray:
    """Return when each customer first had a balance above 0; of those who never had, the end of all time."""
    # The sums run on from customer to customer and may pass 64 bits and come round; differences are right all the same.
    sums = np.cumsum(changes.numbers[0])
    firsts = np.flatnonzero(changed(changes.customers))
    balances = sums - (sums - changes.numbers[0])[firsts][changes.customers]
    paying = balances > 0
    first = np.full(len(changes.pool), np.iinfo(np.int64).max)
    np.minimum.at(first, changes.customers[paying], changes.times[paying])
    return first


def _balances(changes: Entries, instants: IntArray) -> Iterator[IntArray]:
    """Yield the balance of each customer at each instant: the sum of all changes before it."""
    # How many instants have a change behind them is a small number, so sorting by it takes no time.
    later = np.searchsorted(instants, changes.times, side="right").astype(np.min_scalar_type(len(instants)))
    order = np.argsort(later, kind="stable")
    balance = np.zeros(len(changes.pool), np.int64)
    for some in np.split(order, np.searchsorted(later[order], np.arange(1, len(instants) + 1)))[:-1]:
        np.add.at(balance, changes.customers[some], changes.numbers[0][some])
        yield balance.copy()


def _movements(pool: KeyArray, start: IntArray, end: IntArray, paid_before: npt.NDArray[np.bool_]) -> Movements:
    below = (start < 0) | (end < 0)
    here = np.flatnonzero(~below & ((start > 0) | (end > 0)))
    start, end = start[here], end[here]
    conditions = {
        Movement.NEW: (start == 0) & ~paid_before[here],
        Movement.REACTIVATION: start == 0,
        Movement.CHURN: end == 0,
        Movement.EXPANSION: end > start,
        Movement.CONTRACTION: end < start,
    }
    codes = [np.int8(MOVEMENTS.index(movement)) for movement in conditions]
    moved = np.select(list(conditions.values()), codes, np.int8(MOVEMENTS.index(Movement.UNCHANGED)))
    return Movements(pool, here, start, end, moved, int(np.count_nonzero(below)))
