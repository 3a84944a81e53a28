"""Lines of orders: exports of shops name the order, and say what became of it, in the first of its rows alone."""

import numpy as np
from msgspec.structs import replace

from cxcli.mapping.records import IntArray
from cxcli.scoring.retention_span import DAY
from cxcli.scoring.together import NEVER, Rows
from cxcli.scoring.together_metric import NOT_APPLICABLE


def with_their_orders(rows: Rows) -> Rows:
    """Return the rows, of which those that name no order are of the one that their customer placed at that moment.

    They do not apply where that one does not. Of several orders of one moment it is the first by its name. Where only
    the day is known, nobody knows which order a row is of.
    """
    if not len(rows) or "order" not in rows.texts:
        return rows
    codes, names = rows.texts["order"]
    named = np.array([bool(name) for name in names], np.bool_)[codes]
    at = rows.columns["at"]
    timed = (at != NEVER) & (at % DAY != 0)
    lines = np.flatnonzero(~named & timed & (rows.fates == 0))
    known = np.flatnonzero(named & timed)
    if not len(lines) or not len(known):
        return rows
    heads = _heads(rows, known, lines)
    lines, heads = lines[heads >= 0], heads[heads >= 0]
    orders, fates = codes.copy(), rows.fates.copy()
    orders[lines] = codes[heads]
    fates[lines] = np.where(rows.fates[heads] == NOT_APPLICABLE, NOT_APPLICABLE, 0)
    return replace(rows, fates=fates, texts={**rows.texts, "order": (orders, names)})


def _heads(rows: Rows, known: IntArray, lines: IntArray) -> IntArray:
    """Return for each of the `lines` the first of the `known` orders of its customer and moment, -1 without one."""
    codes, names = rows.texts["order"]
    rank = np.argsort(np.argsort(np.array(names, object)))
    both = np.concatenate([known, lines])
    _, moments = np.unique(rows.columns["at"][both], return_inverse=True)
    keys = rows.texts["customer"][0][both] * (int(moments.max()) + 1) + moments
    mine, wanted = keys[: len(known)], keys[len(known) :]
    order = np.lexsort((known, rank[codes[known]], mine))
    kinds, places = np.unique(mine[order], return_index=True)
    found = np.searchsorted(kinds, wanted).clip(max=len(kinds) - 1)
    return np.where(kinds[found] == wanted, known[order][places[found]], -1)
