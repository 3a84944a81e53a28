"""Rows of a ledger of points: what each says by itself, and what all of them say of signs and of days of joining."""

from typing import Final

import numpy as np
from msgspec import Struct

from cxcli.mapping.records import FateArray, IntArray
from cxcli.scoring.conditions import first_of
from cxcli.scoring.kept_fields import fate, kept_text, said, there, unread
from cxcli.scoring.retention_span import DAY
from cxcli.scoring.together import NEVER, Rows
from cxcli.scoring.together_metric import BLANK, CONTRADICTORY, NOT_APPLICABLE, Judged
from cxcli.scoring.worked_out import MetricFields, times

KINDS: Final = ("earn", "redeem", "expire", "adjust")
"""The kinds of movements; that of a row is an index into this tuple."""

EARNED, REDEEMED, EXPIRED, ADJUSTED = range(4)

_LAST: Final = int(np.iinfo(np.int64).max)


class PointsLedger(Struct, frozen=True, eq=False):
    """The rows of a ledger with their final `fates`.

    Each has its `member` as a code, its `kind`, and its `points` in millionths: what was earned, redeemed or expired is
    0 or more, what was adjusted has its sign. `joined` is when the member did, by the first movement where nothing says
    it; `unsaid` tells which rows have it so.
    """

    fates: FateArray
    members: IntArray
    kinds: IntArray
    points: IntArray
    joined: IntArray
    unsaid: FateArray


def judged_points(fields: MetricFields) -> Judged:
    """Return the fate of each row, and what is kept of it: moment, points, kind, the member and when that one joined.

    A row without member, points or kind is blank, one without a moment undated, one of a kind that nobody knows
    unreadable. What was earned is not below 0.
    """
    member, date, kind = (fields.field(name) for name in ("customer", "points_at", "points_kind"))
    points, found = fields.amounts("points")
    fates = first_of(np.where(there(member), 0, BLANK), fate(date), fate(kind), found)
    kinds = np.sum([number * said(kind, word) for number, word in enumerate(KINDS)], axis=0).astype(np.int64)
    fates[(fates == 0) & (kinds == EARNED) & (points < 0)] = CONTRADICTORY
    joined = np.full(len(fates), NEVER)
    if fields.has("joined_at"):
        fates = first_of(fates, unread(fields.field("joined_at")))
        joined = times(fields.field("joined_at")).astype(np.int64)
    columns = {"at": times(date).astype(np.int64), "points": points, "kind": kinds, "joined": joined}
    return fates, columns, {"customer": kept_text(member)}


def points_ledger(rows: Rows, now: int) -> PointsLedger:
    """Return the ledger that some rows make at a moment; there is one row or more.

    What is dated after `now` is not applicable. Points redeemed are written below 0 or above, and so are expired ones;
    rows with the sign that fewer of a kind have contradict the others. A movement of a day before the member joined is
    contradictory, too.
    """
    kinds, points, at = (rows.columns[name] for name in ("kind", "points", "at"))
    fates, members = rows.fates.copy(), rows.texts["customer"][0]
    fates[(fates == 0) & (at >= now)] = NOT_APPLICABLE
    for kind in (REDEEMED, EXPIRED):
        fates[_of_rarer_sign((fates == 0) & (kinds == kind), points)] = CONTRADICTORY
    joined, unsaid = _joined(fates == 0, members, rows.columns["joined"], at)
    fates[(fates == 0) & (at // DAY < joined // DAY)] = CONTRADICTORY
    points = np.where(kinds == ADJUSTED, points, np.abs(points))
    return PointsLedger(fates, members, kinds, points, joined, unsaid)


def _of_rarer_sign(of_kind: FateArray, points: IntArray) -> FateArray:
    """Return which rows of a kind have the sign that fewer of them have; of as many, those below 0."""
    below, above = of_kind & (points < 0), of_kind & (points > 0)
    return above if np.count_nonzero(above) < np.count_nonzero(below) else below


def _joined(scored: FateArray, members: IntArray, joined: IntArray, at: IntArray) -> tuple[IntArray, FateArray]:
    """Return when the member of each row joined, `NEVER` if nothing tells it, and whether a movement stands for it."""
    said_so = _first(scored & (joined != NEVER), members, joined)
    moved = _first(scored, members, at)
    unsaid = (said_so == _LAST) & (moved != _LAST)
    found = np.where(said_so == _LAST, np.where(moved == _LAST, NEVER, moved), said_so)
    return found[members], unsaid[members]


def _first(which: FateArray, members: IntArray, at: IntArray) -> IntArray:
    """Return the first moment of each member among some rows."""
    found = np.full(int(members.max()) + 1, _LAST)
    np.minimum.at(found, members[which], at[which])
    return found
