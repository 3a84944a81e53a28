"""Amounts of one currency add up; those of several do not."""

from collections.abc import Sequence

import numpy as np

from cxcli.errors import DataError, Problem
from cxcli.mapping.records import FateArray, IntArray
from cxcli.scoring.interval import Undefined
from cxcli.scoring.together import Rows

_MOST_NAMED = 5


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
    if len(found) < 2:  # noqa: PLR2004 - one is enough
        return None
    named = ", ".join(found[:_MOST_NAMED]) + (", …" if len(found) > _MOST_NAMED else "")
    if groups and all(len(group) < 2 for group in groups):  # noqa: PLR2004 - as above
        return Undefined(f"amounts in {named} do not add up; each group is of one currency")
    raise DataError(
        Problem(
            code="currencies",
            message=f"{metric}: the amounts are in {len(found)} currencies, which do not add up: {named}",
            help=f"score one: --where \"currency == '{found[0]}'\"; or each by itself: --by currency",
        )
    )


def _currencies(rows: Rows, chosen: IntArray) -> list[str]:
    """Return the currencies of some rows, in order."""
    codes, texts = rows.texts["currency"]
    return sorted({texts[code].upper() for code in np.unique(codes[chosen]).tolist()} - {""})
