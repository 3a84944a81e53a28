"""For how many months each customer has been one, counted on the monthly anniversaries of the first day.

A customer is there on an anniversary who pays then; whoever leaves on that day is gone. The first anniversary without
the customer ends the tenure: gaps between two anniversaries are none, and a later return is not looked at. So the
tenures fit what is billed by the month, and the survivors of a cohort never become more.
"""

import numpy as np
import numpy.typing as npt
from msgspec import Struct

from cxcli.mapping.records import IntArray
from cxcli.scoring.customer_events import CustomerEvents, Entries, changed

BoolArray = npt.NDArray[np.bool_]
MonthArray = npt.NDArray[np.datetime64]

_LATER = int(np.iinfo(np.int64).max)
"""The moment of what has not happened."""


class Tenures(Struct, frozen=True, eq=False):
    """Customers who have ever paid, in the order of their keys, an array entry each.

    `customers` are their keys, `begun` is when each first paid, in microseconds since 1970. `months` are those after
    which the customer was gone (`left`), else the whole months in which the customer was watched and did not leave;
    `watched` are the whole months from the beginning to the end of watching.
    """

    customers: IntArray
    begun: IntArray
    months: IntArray
    left: BoolArray
    watched: IntArray

    def __len__(self) -> int:
        return len(self.customers)

    def only(self, chosen: BoolArray) -> "Tenures":
        """Return some of the customers."""
        customers, begun, months = self.customers[chosen], self.begun[chosen], self.months[chosen]
        return Tenures(customers, begun, months, self.left[chosen], self.watched[chosen])

    def survivors(self, months: int) -> tuple[int, ...]:
        """Return how many are there at the beginning, after one month, and so on; all were watched so many months."""
        gone = np.bincount(self.months[self.left & (self.months <= months)], minlength=months + 1)
        return tuple((len(self) - np.cumsum(gone)).tolist())


def tenures(events: CustomerEvents, until: int) -> Tenures:
    """Return the tenures as far as `until`, the first moment of which nothing is known, in microseconds since 1970.

    Raises:
        ValueError: as in `CustomerEvents.changes`.
    """
    changes = events.changes()
    who, times, paying = _turns(changes, until)
    first = changed(who)
    begun, place = times[first], np.cumsum(first) - 1
    stops = np.flatnonzero(~paying)
    again = np.append(times, _LATER)[stops + 1]
    again[np.append(place, -1)[stops + 1] != place[stops]] = _LATER
    months = _months_until(begun[place[stops]], times[stops])
    missed = _anniversaries(begun[place[stops]], months) < np.minimum(again, until)
    gone = np.full(len(begun), _LATER)
    np.minimum.at(gone, place[stops[missed]], months[missed])
    watched = _months_until(begun, np.full(len(begun), until)) - 1
    left = gone <= watched
    keys = changes.pool.astype(np.int64)[who[first]]
    return Tenures(keys, begun, np.where(left, gone, watched), left, watched)


def _turns(changes: Entries, until: int) -> tuple[IntArray, IntArray, BoolArray]:
    """Return who begins or ends to pay, when, and which of it; of each customer, both by turns, a beginning first."""
    known = changes.times < until
    who, times = changes.customers[known], changes.times[known]
    paying = _balances(who, changes.numbers[0][known]) > 0
    turn = changed(who) | (paying != np.concatenate([paying[:1], paying[:-1]]))
    turn &= paying | ~changed(who)
    return who[turn], times[turn], paying[turn]


def _balances(customers: IntArray, changes: IntArray) -> IntArray:
    """Return what each customer pays after each change; those of a customer stand together, in order."""
    # The sums run on from customer to customer and may pass 64 bits and come round; differences are right all the same.
    sums = np.cumsum(changes)
    first = changed(customers)
    before = (sums - changes)[first]
    return np.asarray(sums - before[np.cumsum(first) - 1]) if len(sums) else sums


def _months_until(begun: IntArray, moments: IntArray) -> IntArray:
    """Return the number of the first anniversary that is not before a moment, which is later than the beginning."""
    months = (_month(moments) - _month(begun)).astype(np.int64)
    return np.asarray(months + (_anniversaries(begun, months) < moments))


def _anniversaries(begun: IntArray, months: IntArray) -> IntArray:
    """Return the moment so many months after a beginning; after the last day of a month comes the last day of others.

    Of a month that is too short for the day, its last day is taken.
    """
    day = begun.astype("datetime64[us]").astype("datetime64[D]")
    month = _month(begun)
    last = (day + 1).astype("datetime64[M]") != month
    target = month + months
    length = ((target + 1).astype("datetime64[D]") - target.astype("datetime64[D]")).astype(np.int64)
    number = (day - month.astype("datetime64[D]")).astype(np.int64)
    days = target.astype("datetime64[D]") + np.where(last, length - 1, np.minimum(number, length - 1))
    time = begun - day.astype("datetime64[us]").astype(np.int64)
    return np.asarray(days.astype("datetime64[us]").astype(np.int64) + time)


def _month(moments: IntArray) -> MonthArray:
    return moments.astype("datetime64[us]").astype("datetime64[M]")
