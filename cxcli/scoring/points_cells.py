"""The cells of figures of points: of members who joined in the days, or in the period, of the cell."""

from collections.abc import Iterator

import numpy as np
from msgspec import Struct

from cxcli.mapping.records import FateArray, IntArray
from cxcli.rows import FATE_CODE, Disposition
from cxcli.scoring.cells import BLANK_KEY, CellKey
from cxcli.scoring.counts import CountsByValue
from cxcli.scoring.interval import Undefined
from cxcli.scoring.points_figures import POINTS_FIGURES
from cxcli.scoring.points_rows import ADJUSTED, EARNED, EXPIRED, REDEEMED, PointsLedger, points_ledger
from cxcli.scoring.ratio_sums import RatioSums, exact_total
from cxcli.scoring.together import NEVER, Rows, Whole, by_period
from cxcli.scoring.together_metric import Cells, Cut

_TOO_RECENT = FATE_CODE[Disposition.TOO_RECENT]
_OUT_OF_PERIOD = FATE_CODE[Disposition.OUT_OF_PERIOD]
_ALL_REDEEMED = Undefined("all points redeemed are in it: see the part of each group with --by=COLUMN")
_OF_NO_REWARD = Undefined("only points that were redeemed are of one: break it down by what members are")


class PointsMoved(Struct, frozen=True):
    """What a figure is made of: `said`, sums or a count over members; and the points of the cell, in millionths.

    What is `issued` is that of all members whom the cell is beside, the rest that of its own rows.
    """

    said: RatioSums | CountsByValue
    issued: int
    redeemed: int
    expired: int
    adjusted: int


class _Base(Struct, frozen=True, eq=False):
    """The `members` whom a cell is beside, as codes in order, with the points `issued` to and `redeemed` by each."""

    members: IntArray
    issued: IntArray
    redeemed: IntArray


def points_cells(rows: Rows, cut: Cut, figure: str, within: int | None) -> Cells:
    """Yield each group over the days that count, and cohort by cohort; `within` is in microseconds.

    Members belong to the day on which they joined. A column in which no row that issues points says anything tells of
    redemptions alone, such as the type of a reward: its groups are beside the points issued to all members.
    """
    ledger, found = points_ledger(rows, cut.here), POINTS_FIGURES[figure]
    fates = _of_members_that_count(ledger, cut, within)
    issuing = np.flatnonzero((fates == 0) & (ledger.kinds == EARNED))
    said = {column: not found.pooled and _says(column, rows, issuing) for by in cut.by for column in by}
    beside = {tuple(column for column in by if said[column]) for by in cut.by} - {()}
    bases = {
        (group, code): _base(ledger, here[fates[here] == 0])
        for _, group, mine in rows.breakdowns(sorted(beside))
        for code, here in _cohorts(mine, ledger, cut)
    }
    for number, group, mine in rows.breakdowns(cut.by):
        key = tuple((column, name) for column, name in group if said[column])
        untold = _ALL_REDEEMED if found.pooled and not number else _OF_NO_REWARD if key != group else None
        for code, here in _cohorts(mine, ledger, cut):
            base, scored = bases[key, code], here[fates[here] == 0]
            of = untold if untold and not (found.of_rewards and number) else _moved(figure, base, ledger, scored)
            yield CellKey(number, group, code), fates[here], Whole(len(scored), len(base.members), of)


def _of_members_that_count(ledger: PointsLedger, cut: Cut, within: int | None) -> FateArray:
    """Return the fates of rows: out of period, or too recent, by the day on which the member joined."""
    fates, there = ledger.fates.copy(), ledger.joined != NEVER
    outside = np.zeros(len(fates), np.bool_)
    outside[there] = cut.window.leaves_out(ledger.joined[there].astype("datetime64[us]"))
    fates[(fates == 0) & outside] = _OUT_OF_PERIOD
    if within is not None:
        fates[(fates == 0) & (ledger.joined >= cut.here - within)] = _TOO_RECENT
    return fates


def _says(column: str, rows: Rows, issuing: IntArray) -> bool:
    """Whether any of the rows that issue points is in a group of a column that has a name."""
    codes, keys = rows.groups[column]
    return any(keys[code] != BLANK_KEY for code in np.unique(codes[issuing]).tolist())


def _cohorts(mine: IntArray, ledger: PointsLedger, cut: Cut) -> Iterator[tuple[int | None, IntArray]]:
    """Yield some rows with None, for all time, and those of each cohort with the code of its period."""
    yield None, mine
    if cut.periods is not None:
        yield from by_period(mine, ledger.joined, cut.periods, cut.window)


def _base(ledger: PointsLedger, scored: IntArray) -> _Base:
    members = np.unique(ledger.members[scored])
    return _Base(members, _of_each(members, ledger, scored, EARNED), _of_each(members, ledger, scored, REDEEMED))


def _of_each(members: IntArray, ledger: PointsLedger, scored: IntArray, kind: int) -> IntArray:
    """Return the points of a kind that some rows move for each of the members."""
    rows, found = scored[ledger.kinds[scored] == kind], np.zeros(len(members), np.int64)
    np.add.at(found, np.searchsorted(members, ledger.members[rows]), ledger.points[rows])
    return found


def _moved(figure: str, base: _Base, ledger: PointsLedger, scored: IntArray) -> PointsMoved:
    kinds = ledger.kinds[scored]
    sums = (exact_total(ledger.points[scored[kinds == kind]]) for kind in (REDEEMED, EXPIRED, ADJUSTED))
    return PointsMoved(_said(figure, base, ledger, scored), exact_total(base.issued), *sums)


def _said(figure: str, base: _Base, ledger: PointsLedger, scored: IntArray) -> RatioSums | CountsByValue:
    """Return the sums over members, or how many of them redeemed something."""
    kind = EXPIRED if figure == "expired" else REDEEMED
    moved = _of_each(base.members, ledger, scored, kind)
    match figure:
        case "members":
            some = int(np.count_nonzero(moved))
            return CountsByValue.of({1: some, 0: len(moved) - some})
        case "breakage":
            return RatioSums.of(base.issued, base.issued - moved)
        case "rewards":
            return RatioSums.of(base.redeemed, moved)
    return RatioSums.of(base.issued, moved)
