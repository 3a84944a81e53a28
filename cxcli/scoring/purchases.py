"""What each customer has bought: how often, when first and last, and for how much."""

import numpy as np
from msgspec import Struct
from msgspec.structs import replace

from cxcli.mapping.records import FateArray, IntArray
from cxcli.scoring.customer_sums import customer_sums
from cxcli.scoring.retention_span import DAY
from cxcli.scoring.together import NEVER, Rows
from cxcli.scoring.votes import KeyArray


class Purchases(Struct, frozen=True, eq=False):
    """Customers with their purchases, in the order of their keys, an array entry each.

    `customers` are places among all keys. `orders` counts purchases, `first` is the moment of the first one, in
    microseconds since 1970. Money is in millionths: `revenue` less refunds, of all purchases, `repeat_revenue` of those
    after the first day, `cost` to serve and to acquire. `buyers` and `days` are each day on which each customer bought,
    once: the customer as a place in these arrays, and the day since 1970, both ascending. `end` is the last day that
    was watched.
    """

    keys: KeyArray
    customers: IntArray
    orders: IntArray
    first: IntArray
    revenue: IntArray
    repeat_revenue: IntArray
    cost: IntArray
    buyers: IntArray
    days: IntArray
    end: int

    def __len__(self) -> int:
        return len(self.customers)

    def only(self, chosen: IntArray) -> "Purchases":
        """Return some of the customers, given as places among all keys."""
        kept = np.isin(self.customers, chosen)
        numbers, days = np.cumsum(kept) - 1, kept[self.buyers]
        each = {name: getattr(self, name)[kept] for name in _EACH}
        return replace(self, **each, buyers=numbers[self.buyers[days]], days=self.days[days])

    def first_of(self, rows: Rows) -> IntArray:
        """Return, for each row, the first purchase of its customer; `NEVER` where the customer has none."""
        codes, names = rows.texts["customer"]
        first = np.full(len(names), NEVER)
        first[self.customers] = self.first
        return first[codes]


_EACH = ("keys", "customers", "orders", "first", "revenue", "repeat_revenue", "cost")


def purchases_of(rows: Rows, fates: FateArray, end: int) -> Purchases:
    """Return the purchases of the rows that count, watched as far as the day `end`.

    Rows of one order of a customer are one purchase. Where the order is not known, those of one moment are, since they
    are the items of one; where only the day is known, each row is one. What it cost to win a customer counts once,
    however many rows repeat it: the largest amount that any has.

    Raises:
        DataError: the amounts of a customer are too large to be added up.
    """
    scored = np.flatnonzero(fates == 0)
    codes, names = rows.texts["customer"]
    customers, who = np.unique(codes[scored], return_inverse=True)
    size, at = len(customers), rows.columns["at"][scored]
    first = np.full(size, np.iinfo(np.int64).max)
    np.minimum.at(first, who, at)
    acquired = np.zeros(size, np.int64)
    np.maximum.at(acquired, who, rows.columns["acquisition_cost"][scored])
    revenue = rows.columns["revenue"][scored] - rows.columns["refund"][scored]
    later = at // DAY > (first // DAY)[who]
    buyers, days = _distinct(who, at // DAY)
    return Purchases(
        keys=np.array(names, object)[customers],
        customers=customers,
        orders=np.bincount(_distinct(who, _orders(rows, scored))[0], minlength=size),
        first=first,
        revenue=customer_sums(who, revenue, size),
        repeat_revenue=customer_sums(who, np.where(later, revenue, 0), size),
        cost=customer_sums(who, rows.columns["cost"][scored], size) + acquired,
        buyers=buyers,
        days=days,
        end=end,
    )


def _orders(rows: Rows, scored: IntArray) -> IntArray:
    """Return numbers of the orders of rows; rows of one customer with the same number are one purchase."""
    at = rows.columns["at"][scored]
    moments, moment = np.unique(at, return_inverse=True)
    unknown = np.where(at % DAY != 0, moment, len(moments) + np.arange(len(at)))
    codes, names = rows.texts.get("order", (np.zeros(len(rows), np.int64), ("",)))
    blank = np.array([not name for name in names], np.bool_)[codes[scored]]
    return np.where(blank, len(names) + unknown, codes[scored])


def _distinct(groups: IntArray, values: IntArray) -> tuple[IntArray, IntArray]:
    """Return the different pairs of a group and a value, in order."""
    if not len(groups):
        return groups, values
    # As one whole number, a pair is sorted many times faster; days and rows are few enough for that.
    low, size = int(values.min()), int(values.max() - values.min()) + 1
    pairs = np.sort(groups * size + (values - low))
    pairs = pairs[np.flatnonzero(np.diff(pairs, prepend=-1))]
    return pairs // size, pairs % size + low
