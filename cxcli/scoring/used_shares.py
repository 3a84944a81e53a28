"""The cells of shares of users: who used something, of all who were active, or of all members, in the same span."""

import numpy as np
from msgspec import Struct
from msgspec.structs import replace

from cxcli.mapping.records import FateArray, IntArray
from cxcli.scoring.cells import CellKey
from cxcli.scoring.counts import CountsByValue
from cxcli.scoring.event_days import OUT_OF_PERIOD, on_days_that_count, period_span, whole_and_parts
from cxcli.scoring.interval import Undefined
from cxcli.scoring.log_days import LogDays, log_days
from cxcli.scoring.members import BoolArray, Members, members
from cxcli.scoring.retention_span import Span, counted_span
from cxcli.scoring.span_to_ask import span_to_ask
from cxcli.scoring.together import NEVER, Rows, Whole
from cxcli.scoring.together_metric import CONTRADICTORY, NOT_APPLICABLE, Cells, Cut

_ALL_NAMED = Undefined(
    "every event is one of those that count, so all active users have one: see each with --by=COLUMN"
)
_FIRST_SEEN = Undefined("all who were seen until then were first seen in it: members of before are not known")


class UserShare(Struct, frozen=True):
    """How many users `used` something and how many did not, as 1 and 0, in a span of which so many `days` are known."""

    used: CountsByValue
    days: int


def utilisation_cells(rows: Rows, cut: Cut) -> Cells:
    """Yield each group over the days that count, and period by period.

    All users who were active in the span are the base of every group: a feature is used by some of them, and the users
    of a feature are no base for it.
    """
    fates, users, used = on_days_that_count(rows, cut), rows.texts["user"][0], rows.columns["used"] == 1
    covered = log_days(rows.columns["at"][rows.fates == 0], cut)
    all_named = bool(used[fates == 0].all())
    bases: dict[int | None, int] = {}
    for number, group, mine in rows.breakdowns(cut.by):
        for code, here in whole_and_parts(mine, rows, cut):
            scored = here[fates[here] == 0]
            if number == 0:
                bases[code] = _distinct(users[scored])
            share = _share(_distinct(users[scored[used[scored]]]), bases[code], covered, _span(code, cut))
            said = _ALL_NAMED if number == 0 and all_named else share
            yield CellKey(number, group, code), fates[here], Whole(len(scored), bases[code], said)


def member_cells(metric: str, rows: Rows, cut: Cut, *, all_count: bool) -> Cells:
    """Yield each group over the days that count, or over all time, and period by period.

    Without a list of members, those are members who were seen by then. Where `all_count`, that is no base for a span in
    which everybody was seen for the first time.
    """
    events = _events(rows)
    covered = log_days(events.columns["begun"][events.fates == 0], cut)
    base = _Base.of(rows, members(rows), covered, all_count=all_count)
    to_ask = _FIRST_SEEN if cut.window.since else span_to_ask(metric, events, cut)
    periods = [code for code, _ in whole_and_parts(np.arange(len(rows)), rows, cut)]
    for number, group, mine in rows.breakdowns(cut.by):
        for code in periods:
            fates, said = base.cell(mine, _span(code, cut), to_ask if code is None else _FIRST_SEEN)
            if code is None or said.rows:
                yield CellKey(number, group, code), fates, said


class _Base(Struct, frozen=True, eq=False):
    """Rows of events and of lists, the members that they tell of, and the fates that do not depend on the span.

    `covered` are the days that the log covers. `seen`: members are those who were seen, and all their events count, so
    that the first span has nobody else.
    """

    rows: Rows
    known: Members
    fates: FateArray
    covered: LogDays | None
    seen: bool

    @classmethod
    def of(cls, rows: Rows, known: Members, covered: LogDays | None, *, all_count: bool) -> "_Base":
        """The base of some rows. What a user did on days before joining contradicts the list."""
        users, at = rows.texts["user"][0], rows.columns["at"]
        early = (rows.fates == 0) & (at != NEVER) & known.early(users, at)
        fates = np.where(early, CONTRADICTORY, rows.fates).astype(np.int8)
        return cls(rows, known, fates, covered, all_count and not known.listed)

    def cell(self, mine: IntArray, span: Span, unseen: Undefined) -> tuple[FateArray, Whole]:
        """Return what becomes of some rows in a span, and how many of its members have an event that counts.

        `unseen` is why there is no value if its members were all seen in it for the first time.
        """
        users, at, fates = self.rows.texts["user"][0][mine], self.rows.columns["at"][mine], self.fates[mine]
        # Without a list, an event before the span tells that its user is a member.
        listed, before = at == NEVER, (at < span.start) & (not self.known.listed)
        here = (at >= span.start) & (at < span.end) & ~listed
        counted = self._members(users[listed], span)[users] & (listed | before | here)
        outside = np.where(listed | here, NOT_APPLICABLE, OUT_OF_PERIOD)
        fates = np.where((fates == 0) & ~counted, outside, fates).astype(np.int8)
        scored = fates == 0
        n = _distinct(users[scored])
        active = _distinct(users[scored & here & (self.rows.columns["used"][mine] == 1)])
        share = _share(active, n, self.covered, span)
        first_seen = self.seen and not (scored & before).any()
        return fates, Whole(int(np.count_nonzero(scored)), n, unseen if first_seen else share)

    def _members(self, listed: IntArray, span: Span) -> BoolArray:
        """Return who is a member in a span; where there is a list, of the users who stand in this part of it."""
        found = self.known.within(span)
        if self.known.listed:
            found &= np.bincount(listed, minlength=len(found)) > 0
        return found


def _events(rows: Rows) -> Rows:
    """Return the rows that are events, as spans that begin with them."""
    event = np.flatnonzero(rows.columns["at"] != NEVER)
    found = rows.only(event)
    return replace(found, columns={"begun": found.columns["at"], "ended": np.full(len(event), NEVER)})


def _distinct(users: IntArray) -> int:
    return len(np.unique(users))


def _span(code: int | None, cut: Cut) -> Span:
    return counted_span(cut) if code is None else period_span(code, cut)


def _share(active: int, n: int, covered: LogDays | None, span: Span) -> UserShare:
    return UserShare(CountsByValue.of({1: active, 0: n - active}), covered.within(span) if covered else 0)
