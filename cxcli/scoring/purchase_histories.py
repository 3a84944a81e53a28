"""Purchases as the models take them: how often each customer came back, how lately, since when, and for how much."""

from typing import Final

import numpy as np
from msgspec import Struct

from cxcli.mapping.records import IntArray
from cxcli.scoring.buyers import Buyers
from cxcli.scoring.distinct_rows import FloatArray
from cxcli.scoring.purchases import Purchases
from cxcli.scoring.worked_out import MILLION

WEEK: Final = 7
"""The models count time in weeks, of so many days; purchases of one day are one."""


class Histories(Struct, frozen=True, eq=False):
    """An array entry for each customer known on a day, who are places in some purchases.

    `frequency` counts the days with purchases after the first one, `recency` and `age` are the weeks from the first day
    to the last one with purchases and to the day in question.
    """

    customers: IntArray
    frequency: IntArray
    recency: FloatArray
    age: FloatArray


def histories(bought: Purchases, day: int) -> Histories:
    """Return the histories as far as a day, that day included, of the customers who had bought by then."""
    known = bought.days <= day
    customers, first, count = np.unique(bought.buyers[known], return_index=True, return_counts=True)
    days = bought.days[known]
    begun, last = days[first], days[first + count - 1]
    return Histories(customers, count - 1, (last - begun) / WEEK, (day - begun) / WEEK)


def mean_values(bought: Purchases) -> FloatArray:
    """Return, for each customer, what the purchases of a day brought on average, the first day left out; else 0."""
    again = np.bincount(bought.buyers, minlength=len(bought)) - 1
    return np.divide(bought.repeat_revenue / MILLION, again, out=np.zeros(len(again)), where=again > 0)


def buyers_of(bought: Purchases) -> Buyers:
    """Return the customers as the models are fitted to them."""
    found = histories(bought, bought.end)
    ones = np.ones(len(bought), np.int64)
    return Buyers.of(found.frequency, found.recency, found.age, mean_values(bought), ones)
