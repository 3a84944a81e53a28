"""The ledger of movements, period by period: what customers paid, what was gained and lost, and what they pay then.

The law: start + new + reactivation + expansion - contraction - churn = end, in each line, to the millionth.
"""

from collections.abc import Mapping, Sequence
from datetime import date

import numpy as np
from msgspec import Struct

from cxcli.scoring.movements import Movement, Movements, movements
from cxcli.scoring.retention_span import Span, counted_span, overall_span, spans_from_the_first
from cxcli.scoring.score import PeriodSpan
from cxcli.scoring.together_metric import Cut
from cxcli.scoring.watched_customers import WatchedCustomers

GAINS = (Movement.NEW, Movement.REACTIVATION, Movement.EXPANSION)
LOSSES = (Movement.CONTRACTION, Movement.CHURN)


class LedgerLine(Struct, frozen=True):
    """One period, or all days that count (`period` None): amounts in whole millionths, and customers.

    `amounts` and `customers` have an entry for each movement, amounts of losses without a sign. `start` and `end` are
    what is paid then, by `start_customers` and `end_customers`. `below_zero` customers with a balance below 0 at the
    start or at the end are in none of them. `whole` is whether all of the period counts and is over.

    Raises:
        ValueError: the line does not balance: a fault in cx.
    """

    period: PeriodSpan | None
    start: int
    end: int
    amounts: Mapping[Movement, int]
    start_customers: int
    end_customers: int
    customers: Mapping[Movement, int]
    below_zero: int
    whole: bool

    def __post_init__(self) -> None:
        gained = sum(self.amounts[each] for each in GAINS) - sum(self.amounts[each] for each in LOSSES)
        came = self.customers[Movement.NEW] + self.customers[Movement.REACTIVATION] - self.customers[Movement.CHURN]
        if self.start + gained != self.end or self.start_customers + came != self.end_customers:
            raise ValueError("the ledger does not balance")


class LedgerTable(Struct, frozen=True):
    """The lines of a ledger, first that of all days that count, where it was said which, then those of periods.

    `opening` is the day of the first snapshot, which says what was paid but not since when, where the ledger begins
    with it. `unseen` are periods without a snapshot, which have no line: what happened then stands in the next one.
    `trials` is how many rows are left out since they are of trials.
    """

    lines: Sequence[LedgerLine]
    opening: date | None
    unseen: Sequence[PeriodSpan]
    trials: int


def ledger_table(customers: WatchedCustomers, cut: Cut) -> LedgerTable:
    """Return the ledger of customers over all days that count, and for each period, or window.

    It begins with the period of the first change, when nothing was paid before; that of snapshots with the first one.
    """
    overall = overall_span(cut)
    lines = [] if overall is None else [_line(customers, None, overall)]
    unseen = []
    for code, span in spans_from_the_first(customers.rows, cut, customers.seen.last):
        assert cut.periods is not None  # noqa: S101 - spans are of periods
        period = cut.periods.span(code, first=cut.window.since, last=cut.window.until, now=cut.as_of)
        if customers.seen_in(_known(customers, span)):
            lines.append(_line(customers, period, span))
        elif span.start >= customers.opened:
            unseen.append(period)
    return LedgerTable(lines, _opening(customers, cut), unseen, customers.trials)


def _opening(customers: WatchedCustomers, cut: Cut) -> date | None:
    if customers.snapshots is None or counted_span(cut).start >= customers.opened:
        return None
    found: date = np.datetime64(customers.seen.first, "us").astype("datetime64[D]").item()
    return found


def _line(customers: WatchedCustomers, period: PeriodSpan | None, span: Span) -> LedgerLine:
    known = _known(customers, span)
    moved = movements(customers.events, known.start, known.end)
    return LedgerLine(
        period=period,
        start=moved.start_total,
        end=moved.end_total,
        amounts={each: moved.amount(each) for each in (*GAINS, *LOSSES)},
        start_customers=moved.active_customers,
        end_customers=_paying(moved),
        customers={each: moved.customers(each) for each in (*GAINS, *LOSSES)},
        below_zero=moved.below_zero,
        whole=known.whole,
    )


def _known(customers: WatchedCustomers, span: Span) -> Span:
    """Return the part of a span in which it is seen who begins, of one moment where there is none."""
    if span.start >= customers.opened:
        return span
    return Span(min(customers.opened, span.end - 1), span.end, whole=False)


def _paying(moved: Movements) -> int:
    """Return how many customers pay at the end."""
    return int((moved.end > 0).sum())
