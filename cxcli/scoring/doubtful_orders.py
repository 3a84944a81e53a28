"""Doubts about lists of orders: whether rows are of the customers named, and whether amounts are of rows or orders."""

from collections.abc import Sequence

import numpy as np

from cxcli.errors import Notice
from cxcli.mapping.records import IntArray
from cxcli.scoring.together import Gathered, Rows

_FEW = 20
"""Among so few customers it says nothing that none came back."""
_MOST = 2
"""What is so of one in so many is so of most."""


def no_returns(metric: str, gathered: Gathered) -> Sequence[Notice]:
    """Return the notice that no customer stands in a second row: ids may be of orders, or rows of customers."""
    rows = gathered.rows()
    scored = rows.scored()
    if len(scored) < _FEW or len(np.unique(rows.texts["customer"][0][scored])) < len(scored):
        return ()
    message = (
        f"{metric}: each of the {len(scored):,} scored rows has a customer of its own, so nobody has bought twice: if "
        "the ids are those of orders, name another column, --map customer=COLUMN; if the rows are customers and not "
        "orders, it says nothing"
    )
    return [Notice(code="no-returns", message=message)]


def totals_repeated(metric: str, gathered: Gathered) -> Sequence[Notice]:
    """Return the notice that in most orders of several rows each row has the same amount: it may be the order's.

    Where nobody knows the orders, a customer may have the same amount several times at one moment: the rows may be the
    same.
    """
    rows = gathered.rows()
    if not len(rows):
        return ()
    several, alike = _orders_of_several(rows)
    if not alike or _MOST * alike < several:
        return ()
    if "order" not in rows.texts:
        return [_told_twice(metric, several, alike)]
    message = (
        f"{metric}: in {alike:,} of the {several:,} orders with several scored rows all have the same amount, and it "
        "is added up: if it is the total of the order, keep one row of each, or name a column with amounts of rows: "
        "--map revenue=COLUMN"
    )
    return [Notice(code="repeated-totals", message=message)]


def _orders_of_several(rows: Rows) -> tuple[int, int]:
    """Return how many orders have several scored rows with an amount, and in how many of them all have the same one."""
    codes, names = rows.texts["order"] if "order" in rows.texts else _moments(rows)
    named = np.array([bool(name) for name in names], np.bool_)[codes]
    amounts = rows.columns["revenue"]
    scored = np.flatnonzero((rows.fates == 0) & named & (amounts > 0))
    _, orders = np.unique(codes[scored], return_inverse=True)
    counts = np.bincount(orders)
    least, most = np.full(len(counts), np.iinfo(np.int64).max), np.zeros(len(counts), np.int64)
    np.minimum.at(least, orders, amounts[scored])
    np.maximum.at(most, orders, amounts[scored])
    several = counts > 1
    return int(several.sum()), int((several & (least == most)).sum())


def _moments(rows: Rows) -> tuple[IntArray, list[bool]]:
    """Return the number of the customer and the moment of each row; rows with the same one may be of one purchase."""
    pairs, codes = np.unique(np.stack([rows.texts["customer"][0], rows.columns["at"]]), axis=1, return_inverse=True)
    return np.asarray(codes, np.int64).reshape(-1), [True] * pairs.shape[1]


def _told_twice(metric: str, several: int, alike: int) -> Notice:
    message = (
        f"{metric}: of the {several:,} times at which a customer has several scored rows, all have the same amount in "
        f"{alike:,}, and it is added up: if a purchase stands there more than once, keep one row of it"
    )
    return Notice(code="repeated-rows", message=message)
