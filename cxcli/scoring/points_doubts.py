"""What the rows of a ledger of points say against its figures."""

from collections.abc import Iterator, Sequence
from typing import Final

import numpy as np

from cxcli.errors import Notice
from cxcli.mapping.records import IntArray
from cxcli.scoring.points_rows import ADJUSTED, EARNED, EXPIRED, REDEEMED, PointsLedger, points_ledger
from cxcli.scoring.retention_span import DAY
from cxcli.scoring.together import NEVER, Gathered, Rows

_ALWAYS: Final = int(np.iinfo(np.int64).max)


def points_doubts(metric: str, gathered: Gathered) -> Sequence[Notice]:
    """Return the doubts about a ledger: signs, days of joining, members who spent more than they had."""
    rows = gathered.rows()
    if not len(rows.scored()):
        return ()
    ledger = points_ledger(rows, _ALWAYS)
    return [*_signs(metric, rows), *_joining(metric, rows, ledger), *_overdrawn(metric, rows, ledger)]


def _signs(metric: str, rows: Rows) -> Iterator[Notice]:
    kinds, points = rows.columns["kind"], rows.columns["points"]
    for kind, name in ((REDEEMED, "points redeemed"), (EXPIRED, "points expired")):
        mine = points[(rows.fates == 0) & (kinds == kind)]
        below, above = int(np.count_nonzero(mine < 0)), int(np.count_nonzero(mine > 0))
        if below and above:
            message = (
                f"{metric}: {name} are below 0 in {below:,} rows and above 0 in {above:,}; the fewer are "
                "contradictory: if they take the others back, say that they are adjustments"
            )
            yield Notice(code="points-of-both-signs", message=message)


def _joining(metric: str, rows: Rows, ledger: PointsLedger) -> Iterator[Notice]:
    """Yield how many members have no day of joining, and how many have several."""
    scored = ledger.fates == 0
    unsaid = len(np.unique(ledger.members[scored & ledger.unsaid]))
    if unsaid:
        have = "1 member has" if unsaid == 1 else f"{unsaid:,} members have"
        message = f"{metric}: {have} no day of joining; the first movement stands for it: --map joined_at=COLUMN"
        yield Notice(code="no-joining-day", message=message)
    days = rows.columns["joined"] // DAY
    told = (rows.fates == 0) & (rows.columns["joined"] != NEVER) & (days != ledger.joined // DAY)
    several = len(np.unique(ledger.members[told]))
    if several:
        have = "1 member has" if several == 1 else f"{several:,} members have"
        yield Notice(
            code="several-joining-days", message=f"{metric}: {have} several days of joining; the first one counts"
        )


def _overdrawn(metric: str, rows: Rows, ledger: PointsLedger) -> Iterator[Notice]:
    """Yield how many members had fewer than no points at the end of some day."""
    scored = np.flatnonzero(ledger.fates == 0)
    least = _least_balances(ledger, scored, rows.columns["at"][scored] // DAY)
    below = int(np.count_nonzero(least < 0))
    if below:
        have = "1 member has" if below == 1 else f"{below:,} members have"
        message = f"{metric}: {have} spent or lost more points than were issued until then; does the ledger begin late?"
        yield Notice(code="points-overdrawn", message=message)


def _least_balances(ledger: PointsLedger, scored: IntArray, days: IntArray) -> IntArray:
    """Return the least balance of each member at the end of a day."""
    signs = np.zeros(4, np.int64)
    signs[[EARNED, ADJUSTED]], signs[[REDEEMED, EXPIRED]] = 1, -1
    order = np.lexsort((days, ledger.members[scored]))
    members, days = ledger.members[scored][order], days[order]
    running = np.cumsum((signs[ledger.kinds] * ledger.points)[scored][order])
    changes = np.diff(members) != 0
    ends = np.flatnonzero(np.append(changes | (np.diff(days) != 0), values=True))
    last = np.flatnonzero(np.append(changes, values=True))
    before = np.concatenate(([0], running[last[:-1]]))
    of_member = np.searchsorted(last, ends)
    # What ran up before the member's first row is taken away: 64 bits may overflow, and the differences do not.
    balances = running[ends] - before[of_member]
    return np.minimum.reduceat(balances, np.searchsorted(of_member, np.arange(len(last))))
