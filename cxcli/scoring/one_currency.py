"""Amounts of one currency add up; those of several do not."""

from collections.abc import Collection, Sequence

import numpy as np

from cxcli.errors import DataError, Problem
from cxcli.mapping.records import FateArray, IntArray
from cxcli.scoring.interval import Undefined
from cxcli.scoring.together import Rows

_MOST_NAMED = 5
_SEVERAL = 2


def one_currency(metric: str, rows: Rows, fates: FateArray, by: Sequence[tuple[str, ...]]) -> Undefined | None:
    """Return None where all rows that count are of one currency, or why there is no figure of all of them.

    There is none where each group has one currency, but not all groups the same. Capitals make no difference, and a row
    that names no currency is of that of the others.

    Raises:
        DataError: the rows of a group, or all of them where there are no groups, are of several currencies.
    """
    if "currency" not in rows.texts:
        return None
    found, *groups = (_currencies(rows, mine[fates[mine] == 0]) for _, _, mine in rows.breakdowns(by))
    if len(found) < _SEVERAL:
        return None
    problem = mixed_currencies(metric, found, groups)
    if problem is not None:
        raise DataError(problem)
    return Undefined(not_added_up(found))


def mixed_currencies(metric: str, found: Sequence[str], groups: Sequence[Collection[str]]) -> Problem | None:
    """Return what is wrong with amounts in the currencies `found`, where groups do not have one currency each."""
    if len(found) < _SEVERAL or (groups and all(len(group) < _SEVERAL for group in groups)):
        return None
    return Problem(
        code="currencies",
        message=f"{metric}: the amounts are in {len(found)} currencies, which do not add up: {_named(found)}",
        help=f"take one: --where \"currency == '{found[0]}'\"; or of a score, each by itself: --by currency",
    )


def not_added_up(found: Sequence[str]) -> str:
    """Return why groups of one currency each have a figure, and all of them together have none."""
    return f"amounts in {_named(found)} do not add up; each group is of one currency"


def _named(found: Sequence[str]) -> str:
    return ", ".join(found[:_MOST_NAMED]) + (", …" if len(found) > _MOST_NAMED else "")


def _currencies(rows: Rows, chosen: IntArray) -> list[str]:
    """Return the currencies of some rows, in order."""
    codes, texts = rows.texts["currency"]
    return sorted({texts[code].upper() for code in np.unique(codes[chosen]).tolist()} - {""})
