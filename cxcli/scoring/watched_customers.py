"""The customers of rows, group by group, as they were watched: what each pays, as changes, and from when to when."""

from collections.abc import Iterator

import numpy as np
from msgspec import Struct
from msgspec.structs import replace

from cxcli.mapping.records import FateArray, IntArray
from cxcli.scoring.cells import Group
from cxcli.scoring.customer_changes import changes_of, kind_of
from cxcli.scoring.customer_events import CustomerEvents
from cxcli.scoring.customer_rows import SNAPSHOTS
from cxcli.scoring.interval import Undefined
from cxcli.scoring.movements import Movements
from cxcli.scoring.one_currency import one_currency
from cxcli.scoring.repeated_rows import without_repeats
from cxcli.scoring.retention_span import Span, Watched, watched
from cxcli.scoring.snapshot_rows import comparable, snapshot_dates
from cxcli.scoring.together import NEVER, Rows
from cxcli.scoring.together_metric import NOT_APPLICABLE, Cut


class WatchedCustomers(Struct, frozen=True, eq=False, kw_only=True):
    """The customers of one group: the `rows` and their final `fates`, the `events` by code of the customer's text.

    `seen` is when all customers were watched, `opened` the first moment from which on it is seen who begins.
    `snapshots` are the dates of all of them, None where the rows are no snapshots. `mixed` says why amounts do not add
    up; None where they do.
    """

    rows: Rows
    fates: FateArray
    events: CustomerEvents
    seen: Watched
    opened: int
    snapshots: IntArray | None
    mixed: Undefined | None

    def seen_in(self, span: Span) -> bool:
        """Whether it is seen what changes in a span: of snapshots, one has to be in it."""
        if self.snapshots is None:
            return True
        start, end = np.searchsorted(self.snapshots, (span.start, span.end)).tolist()
        return bool(start < end)

    def unseen(self, span: Span, since: int) -> Undefined | None:
        """Return why it is not known what happened in a span; None where it is.

        Of snapshots, one has to be in it, and one before its start, but not before the moment `since`: else changes of
        a longer time would pass for those of the span.
        """
        if not self.seen_in(span):
            return Undefined("no snapshot is in the period")
        if not self.seen_in(Span(since, span.start)):
            return Undefined("no snapshot is in the time just before, so nobody knows who was there at the start")
        return None

    @property
    def trials(self) -> int:
        """How many rows are left out since they are of trials."""
        return int(np.count_nonzero((self.rows.columns["trial"] == 1) & (self.rows.fates == NOT_APPLICABLE)))

    def left_out(self, moved: Movements) -> dict[str, int]:
        """Return how many are in no figure of some movements and are not to vanish without a word.

        They are customers who pay less than nothing, and rows of trials.
        """
        return {"customers below zero": moved.below_zero, "trials left out": self.trials}

    def fates_of(self, counted: IntArray) -> FateArray:
        """Return the fates of the rows where only some customers, given by their codes, are counted."""
        codes, names = self.rows.texts["customer"]
        here = np.zeros(len(names), np.bool_)
        here[counted] = True
        return np.where((self.fates == 0) & ~here[codes], NOT_APPLICABLE, self.fates).astype(np.int8)


def watched_customers(
    metric: str, rows: Rows, cut: Cut, *, paying: bool
) -> Iterator[tuple[int, Group, WatchedCustomers]]:
    """Yield number of the breakdown, group and its customers; first all customers. There is one row or more.

    Raises:
        DataError: the rows are not all of one kind; where it is of interest what customers are `paying`, a group has
            amounts in several currencies; or the amounts of a customer are too large to be added up.
    """
    snapshots = kind_of(rows) == SNAPSHOTS
    rows = _begun(rows, cut)
    rows = comparable(rows) if snapshots else without_repeats(rows) if paying else rows
    dates, seen = snapshot_dates(rows), watched(rows, cut)
    # Nobody knows since when those are there whom the first snapshot has.
    opened = seen.first + 1 if snapshots else NEVER
    mixed = one_currency(metric, rows, rows.fates, cut.by) if paying else None
    for number, group, mine in rows.breakdowns(cut.by):
        here = rows.only(mine)
        events, fates = changes_of(here, dates, paying=paying)
        yield (
            number,
            group,
            WatchedCustomers(
                rows=here,
                fates=fates,
                events=events.settled()[0],
                seen=seen,
                opened=opened,
                snapshots=dates if snapshots else None,
                mixed=None if number else mixed,
            ),
        )


def _begun(rows: Rows, cut: Cut) -> Rows:
    """Return the rows, of which those that begin later than now do not apply."""
    later = (rows.fates == 0) & (rows.columns["begun"] >= cut.here)
    return replace(rows, fates=np.where(later, NOT_APPLICABLE, rows.fates).astype(np.int8)) if later.any() else rows
