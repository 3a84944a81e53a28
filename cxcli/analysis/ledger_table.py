"""The ledger of movements, period by period: what customers paid, what was gained and lost, and what they pay then.

The law: start + new + reactivation + expansion - contraction - churn = end, in each line, to the millionth.
"""

from collections.abc import Mapping
from dataclasses import dataclass

from cxcli.scoring.movements import Movement, Movements, movements
from cxcli.scoring.retention_span import Span, overall_span, spans
from cxcli.scoring.score import PeriodSpan
from cxcli.scoring.together_metric import Cut
from cxcli.scoring.watched_customers import WatchedCustomers

GAINS = (Movement.NEW, Movement.REACTIVATION, Movement.EXPANSION)
LOSSES = (Movement.CONTRACTION, Movement.CHURN)


@dataclass(frozen=True, slots=True)
class LedgerLine:
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


def ledger_table(customers: WatchedCustomers, cut: Cut) -> list[LedgerLine]:
    """Return the line of all days that count, if it was said which, then a line for each period, or window."""
    overall = overall_span(cut)
    lines = [] if overall is None else [_line(customers, None, overall)]
    for code, span in spans(customers.rows, cut, customers.seen.last):
        assert cut.periods is not None  # noqa: S101 - spans are of periods
        until = cut.window.until
        period = cut.periods.span(code, first=cut.window.since, last=until, now=cut.as_of)
        lines.append(_line(customers, period, span))
    return lines


def _line(customers: WatchedCustomers, period: PeriodSpan | None, span: Span) -> LedgerLine:
    moved = movements(customers.events, span.start, span.end)
    return LedgerLine(
        period=period,
        start=moved.start_total,
        end=moved.end_total,
        amounts={each: moved.amount(each) for each in (*GAINS, *LOSSES)},
        start_customers=moved.active_customers,
        end_customers=_paying(moved),
        customers={each: moved.customers(each) for each in (*GAINS, *LOSSES)},
        below_zero=moved.below_zero,
        whole=span.whole,
    )


def _paying(moved: Movements) -> int:
    """Return how many customers pay at the end."""
    return int((moved.end > 0).sum())
