import json
from datetime import date
from pathlib import Path

import pytest
from msgspec.structs import replace

from cxcli.analysis.ledger_table import GAINS, LOSSES, ledger_table
from cxcli.scoring.movements import Movement
from cxcli.scoring.watched_customers import watched_customers
from tests.scoring.customer_files import rows_and_cut, table

PUBLISHED = Path(__file__).resolve().parents[1] / "vectors" / "retention.json"
SPANS = ("customer", "started_at", "ended_at", "mrr")
ROWS = [
    ("a", "2025-01-05", "2025-02-20", 10.01),
    ("b", "2025-01-05", "2025-03-05", 20),
    ("b", "2025-03-05", "", 12.5),
    ("c", "2025-02-05", "", 30),
    ("a", "2025-03-07", "", 11),
    ("c", "2025-03-09", "", 0.02),
]


def ledger(header, rows, **asked):
    found, cut = rows_and_cut(table(header, rows), metrics="nrr", **asked)
    return ledger_table(next(watched_customers("nrr", found, cut, paying=True))[2], cut)


def lines(header, rows, **asked):
    return ledger(header, rows, **asked).lines


def test_each_period_has_a_line_that_balances():
    """Amounts are exact, in millionths; customers balance too. In the first month all are new, of nobody before."""
    january, february, march = lines(SPANS, ROWS, period="month")
    assert (january.period.label, january.start, january.amounts[Movement.NEW]) == ("2025-01", 0, 30_010_000)
    assert (january.start_customers, january.customers[Movement.NEW], january.end) == (0, 2, 30_010_000)
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
    assert all(line.whole and not line.below_zero for line in (january, february, march))


def test_the_published_net_new_revenue():
    """40,000 new and 5,000 of expansion, less 32,000 lost and 8,000 of contraction: 5,000 more than before."""
    (said,) = (each for each in json.loads(PUBLISHED.read_text(encoding="utf-8"))["cases"] if "net_new_mrr" in each)
    rows = [
        ("new", "2025-02-05", "", said["new"]),
        ("more", "2025-01-05", "2025-02-05", 100),
        ("more", "2025-02-05", "", 100 + said["expansion"]),
        ("lost", "2025-01-05", "2025-02-05", said["churn"]),
        ("less", "2025-01-05", "2025-02-05", 100 + said["contraction"]),
        ("less", "2025-02-05", "", 100),
    ]
    _, line = lines(SPANS, rows, period="month")
    assert line.end - line.start == said["net_new_mrr"] * 10**6
    names = {Movement.NEW: "new", Movement.EXPANSION: "expansion"}
    names |= {Movement.CHURN: "churn", Movement.CONTRACTION: "contraction", Movement.REACTIVATION: None}
    assert line.amounts == {each: said[name] * 10**6 if name else 0 for each, name in names.items()}


def test_all_days_that_count_have_a_line():
    """It is the first, where both ends are known; a period that they cut is not whole."""
    whole, *months = lines(SPANS, ROWS, since="2025-02-01", until="2025-03-08", period="month")
    assert (whole.period, whole.whole, whole.start, whole.end) == (None, True, 30_010_000, 53_500_000)
    assert [(line.period.start, line.whole, line.period.complete) for line in months] == [
        (date(2025, 2, 1), True, True),
        (date(2025, 3, 1), False, False),
    ]
    assert lines(SPANS, ROWS) == []


SNAPSHOTS = [("a", "2025-01-15", 10), ("b", "2025-01-15", 5), ("a", "2025-02-15", 12), ("c", "2025-02-15", 7)]


def test_the_first_snapshot_is_where_the_ledger_begins():
    """Nobody is new in it: its month has no line, and what is paid in it is the start of the next one."""
    rows = [*SNAPSHOTS, ("a", "2025-04-15", 12), ("c", "2025-04-15", 9), ("a", "2025-05-15", 12)]
    found = ledger(("customer", "month", "mrr"), rows, period="month")
    assert [(line.period.label, line.start, line.end, line.whole) for line in found.lines] == [
        ("2025-02", 15_000_000, 19_000_000, True),
        ("2025-04", 19_000_000, 21_000_000, True),
        ("2025-05", 21_000_000, 12_000_000, True),
    ]
    assert found.lines[0].amounts == {
        Movement.NEW: 7_000_000,
        Movement.REACTIVATION: 0,
        Movement.EXPANSION: 2_000_000,
        Movement.CONTRACTION: 0,
        Movement.CHURN: 5_000_000,
    }
    assert (found.opening, [period.label for period in found.unseen]) == (date(2025, 1, 15), ["2025-03"])


def test_a_period_that_the_first_snapshot_parts_is_in_part():
    """Of its quarter only what came after it is known; so it is of all days where they begin before it."""
    quarter, year = (
        ledger(("customer", "month", "mrr"), SNAPSHOTS, **asked) for asked in ({"period": "quarter"}, {"since": "2024"})
    )
    for found in (quarter, year):
        (line,) = found.lines
        assert (line.start, line.amounts[Movement.NEW], line.end, line.whole) == (
            15_000_000,
            7_000_000,
            19_000_000,
            False,
        )
    later = ledger(("customer", "month", "mrr"), SNAPSHOTS, since="2025-02", period="month")
    assert (later.opening, later.lines[0].whole, later.lines[0].start) == (None, True, 15_000_000)
    before = ledger(("customer", "month", "mrr"), SNAPSHOTS, during="2024")
    assert [(line.start, line.end, line.whole) for line in before.lines] == [(0, 0, False)]


def test_trials_are_told():
    """Rows of trials are in no line, and it is known how many they are."""
    rows = [("a", "2025-01-05", "", 10, "no"), ("b", "2025-01-05", "", 9, "yes"), ("c", "2025-01-09", "", 9, "yes")]
    found = ledger((*SPANS, "is_trial"), rows, period="month")
    assert (found.trials, found.lines[0].end, found.lines[0].end_customers) == (2, 10_000_000, 1)
    assert ledger(SPANS, ROWS, period="month").trials == 0


def test_customers_below_zero_are_told():
    """They are in no other figure of the line."""
    rows = [("a", "2025-01-05", 5, "new"), ("b", "2025-01-05", 5, "churn"), ("a", "2025-02-05", 5, "expansion")]
    january, line = lines(("customer", "moved_at", "mrr", "movement"), rows, period="month")
    assert (january.start, january.end, january.below_zero) == (0, 5_000_000, 1)
    assert (line.start, line.end, line.below_zero) == (5_000_000, 10_000_000, 1)


def test_a_line_that_does_not_balance_is_a_fault():
    """Whatever is wrong, amounts or customers."""
    line = lines(SPANS, ROWS, period="month")[0]
    for wrong in ({"end": line.end + 1}, {"end_customers": line.end_customers + 1}):
        with pytest.raises(ValueError, match="does not balance"):
            replace(line, **wrong)
    assert set(line.amounts) == {*GAINS, *LOSSES}
