"""Rows of customers that say the same as another one: the same subscription once more, or perhaps a second licence.

Which of these it is, the id of the subscription tells. Without one nobody knows: all of them count, and their number is
to be said. Movements have no ids: one subscription may move twice on a day, by the same amount.
"""

from collections.abc import Sequence

import numpy as np
import numpy.typing as npt
from msgspec.structs import replace

from cxcli.errors import Notice
from cxcli.mapping.records import IntArray
from cxcli.rows import FATE_CODE, Disposition
from cxcli.scoring.customer_rows import MOVES, SNAPSHOTS, SPANS
from cxcli.scoring.together import Gathered, Rows

BoolArray = npt.NDArray[np.bool_]

_MIXING = 6_364_136_223_846_793_005
"""An odd number with many digits."""
_DUPLICATE = FATE_CODE[Disposition.DUPLICATE]


def without_repeats(rows: Rows) -> Rows:
    """Return the rows, of which those are duplicates that tell of a subscription what one before them told."""
    told = _repeats(rows) & _of_a_subscription(rows)
    return replace(rows, fates=np.where(told, _DUPLICATE, rows.fates).astype(np.int8)) if told.any() else rows


def repeats_told(metric: str, gathered: Gathered) -> Sequence[Notice]:
    """Return the notice of rows that are like another one and count all the same, since nothing tells them apart."""
    rows = gathered.rows()
    repeats = int(np.count_nonzero(_repeats(rows) & ~_of_a_subscription(rows)))
    if not repeats:
        return ()
    said = f"{repeats:,} scored row{' is' if repeats == 1 else 's are'} the same as another one, in customer, dates and"
    if _is_of(rows, MOVES):
        message = f"{metric}: {said} amount, and counts as well; if a movement stands there twice, take one away"
    else:
        message = (
            f"{metric}: {said} amount, and counts as well, as a second licence does; if it is the same one, name the "
            "column with the ids of subscriptions, --map subscription=COLUMN, or take it away"
        )
    return [Notice(code="repeated-rows", message=message)]


def _repeats(rows: Rows) -> BoolArray:
    """Return which scored rows have one before them that is the same in all that is read, groups included."""
    found = np.zeros(len(rows), np.bool_)
    scored = rows.scored()
    if not len(scored) or _is_of(rows, SNAPSHOTS):
        return found
    codes = [codes for codes, _ in (*rows.texts.values(), *rows.groups.values())]
    columns = [*codes, *(rows.columns[name] for name in ("begun", "ended", "amount"))]
    some = scored[_perhaps_repeated([column[scored] for column in columns])]
    order = some[np.lexsort([column[some] for column in columns])]
    found[order[1:]] = np.all([_alike(column[order]) for column in columns], axis=0)
    return found


def _perhaps_repeated(columns: Sequence[IntArray]) -> BoolArray:
    """Return which rows may be like another one: one number is made of each, and that is there twice."""
    made = np.zeros(len(columns[0]), np.int64)
    for column in columns:
        made = _MIXING * made + column  # what passes 64 bits comes round
    order = np.argsort(made, kind="stable")
    alike = _alike(made[order])
    found = np.zeros(len(made), np.bool_)
    found[order[1:][alike]] = found[order[:-1][alike]] = True
    return found


def _of_a_subscription(rows: Rows) -> BoolArray:
    """Return which rows of spans have the id of a subscription; what several customers have is none."""
    if not len(rows) or "subscription" not in rows.texts or not _is_of(rows, SPANS):
        return np.zeros(len(rows), np.bool_)
    codes, texts = rows.texts["subscription"]
    named = np.array([bool(text) for text in texts], np.bool_)[codes]
    pairs = np.unique(np.stack([codes, rows.texts["customer"][0]])[:, named], axis=1)[0]
    shared = len(pairs) > len(np.unique(pairs))
    return named & (not shared)


def _is_of(rows: Rows, kind: int) -> bool:
    return bool((rows.columns["kind"] == kind).any())


def _alike(column: IntArray) -> BoolArray:
    return np.asarray(column[1:] == column[:-1])
