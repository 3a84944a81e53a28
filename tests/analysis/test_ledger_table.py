from dataclasses import replace
from datetime import date

import pytest

from cxcli.analysis.ledger_table import GAINS, LOSSES, ledger_table
from cxcli.scoring.movements import Movement
from cxcli.scoring.watched_customers import watched_customers
from tests.scoring.customer_files import rows_and_cut, table

SPANS = ("customer", "started_at", "ended_at", "mrr")
ROWS = [
    ("a", "2025-01-05", "2025-02-20", 10.01),
    ("b", "2025-01-05", "2025-03-05", 20),
    ("b", "2025-03-05", "", 12.5),
    ("c", "2025-02-05", "", 30),
    ("a", "2025-03-07", "", 11),
    ("c", "2025-03-09", "", 0.02),
]


def lines(header, rows, **asked):
    found, cut = rows_and_cut(table(header, rows), metrics="nrr", **asked)
    return ledger_table(next(watched_customers("nrr", found, cut, paying=True))[2], cut)


def test_each_period_has_a_line_that_balances():
    """Amounts are exact, in millionths; customers balance too."""
    february, march = lines(SPANS, ROWS, period="month")
    assert (february.period.label, february.start, february.end) == ("2025-02", 30_010_000, 50_000_000)
    assert february.amounts == {
        Movement.NEW: 30_000_000,
        Movement.REACTIVATION: 0,
        Movement.EXPANSION: 0,
        Movement.CONTRACTION: 0,
        Movement.CHURN: 10_010_000,
    }
    assert march.start == february.end
    assert march.amounts == {
        Movement.NEW: 0,
        Movement.REACTIVATION: 11_000_000,
        Movement.EXPANSION: 20_000,
        Movement.CONTRACTION: 7_500_000,
        Movement.CHURN: 0,
    }
    assert march.end == 53_520_000
    assert (march.start_customers, march.end_customers, march.customers[Movement.REACTIVATION]) == (2, 3, 1)
    assert all(line.whole and not line.below_zero for line in (february, march))


def test_all_days_that_count_have_a_line():
    """It is the first, where both ends are known; a period that they cut is not whole."""
    whole, *months = lines(SPANS, ROWS, since="2025-02-01", until="2025-03-08", period="month")
    assert (whole.period, whole.whole, whole.start, whole.end) == (None, True, 30_010_000, 53_500_000)
    assert [(line.period.start, line.whole, line.period.complete) for line in months] == [
        (date(2025, 2, 1), True, True),
        (date(2025, 3, 1), False, False),
    ]
    assert lines(SPANS, ROWS) == []


def test_customers_below_zero_are_told():
    """They are in no other figure of the line."""
    rows = [("a", "2025-01-05", 5, "new"), ("b", "2025-01-05", 5, "churn"), ("a", "2025-02-05", 5, "expansion")]
    (line,) = lines(("customer", "moved_at", "mrr", "movement"), rows, period="month")
    assert (line.start, line.end, line.below_zero) == (5_000_000, 10_000_000, 1)


def test_a_line_that_does_not_balance_is_a_fault():
    """Whatever is wrong, amounts or customers."""
    line = lines(SPANS, ROWS, period="month")[0]
    for wrong in ({"end": line.end + 1}, {"end_customers": line.end_customers + 1}):
        with pytest.raises(ValueError, match="does not balance"):
            replace(line, **wrong)
    assert set(line.amounts) == {*GAINS, *LOSSES}
