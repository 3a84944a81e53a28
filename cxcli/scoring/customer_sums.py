"""Amounts of customers, added up."""

import numpy as np

from cxcli.errors import DataError, Problem
from cxcli.mapping.records import IntArray

_LARGEST = 2**62


def customer_sums(customers: IntArray, amounts: IntArray, size: int) -> IntArray:
    """Return the sum of the amounts, in millionths, of each of `size` customers.

    Raises:
        DataError: as in `refuse_vast`.
    """
    refuse_vast(customers, amounts)
    sums = np.zeros(size, np.int64)
    np.add.at(sums, customers, amounts)
    return sums


def refuse_vast(customers: IntArray, amounts: IntArray) -> None:
    """Refuse amounts of which nobody can say the sum: 64 bits do not hold it.

    Raises:
        DataError: those of one customer add up to more than 4.6 trillion, whatever their signs.
    """
    # In units of 2**24 the sums are small enough for floats, which are whole and exact as far as the limit.
    if (np.bincount(customers, np.abs(amounts >> 24)) >= _LARGEST >> 24).any():
        message = "the amounts of one customer add up to more than 4,600,000,000,000"
        raise DataError(
            Problem(code="vast-amount", message=message, help="name the column of amounts: --map FIELD=COLUMN")
        )
