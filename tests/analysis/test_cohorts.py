from datetime import date

import pytest
from scipy import stats

from cxcli.analysis.cohorts import Cohort, cohort_table, seen_to_begin, tenure_curve
from cxcli.scoring.watched_customers import watched_customers
from tests.scoring.customer_files import rows_and_cut, table

SPANS = ("customer", "started_at", "ended_at")
ROWS = [
    ("a", "2025-01-05", "2025-02-20"),
    ("b", "2025-01-20", ""),
    ("b2", "2025-01-20", "2025-01-25"),
    ("c", "2025-01-31", "2025-04-30"),
    ("d", "2025-03-10", ""),
    ("e", "2025-03-31", "2025-05-10"),
]


def customers(header, rows, **asked):
    """The customers of some rows, and how they are cut."""
    found, cut = rows_and_cut(table(header, rows), metrics="churn_rate", **asked)
    return next(watched_customers("churn_rate", found, cut, paying=False))[2], cut


def test_cohorts_by_the_month_of_their_start():
    """How many are there after each month, as far as all of the cohort were watched, with Wilson limits in percent."""
    found = cohort_table(*customers(SPANS, ROWS, until="2025-05-15"), 0.9)
    assert (found.until, found.left_out) == (date(2025, 5, 15), 0)
    assert [(each.start, each.customers, [after.customers for after in each.after]) for each in found.cohorts] == [
        (date(2025, 1, 1), 4, [4, 3, 2, 1]),
        (date(2025, 3, 1), 2, [2, 2]),
    ]
    last = found.cohorts[0].after[2]
    limits = stats.binomtest(2, 4).proportion_ci(0.9, "wilson")
    assert (last.months, last.share) == (2, 50)
    assert (last.low, last.high) == (pytest.approx(100 * limits.low), pytest.approx(100 * limits.high))
    assert found.cohorts[0].after[0].high == 100


def test_the_survival_curve_by_months_of_tenure():
    """Kaplan-Meier by hand: one of six is gone after a month, one of four after two, of two after three.

    Who was last seen after a month and was there then is at risk in that month and in none after it.
    """
    found = tenure_curve(*customers(SPANS, ROWS, until="2025-05-15"))
    assert (found.customers, found.left, found.left_out, found.until) == (6, 3, 0, date(2025, 5, 15))
    assert [(step.months, step.at_risk, step.left) for step in found.steps] == [(1, 6, 1), (2, 4, 1), (3, 2, 1)]
    assert [step.staying for step in found.steps] == pytest.approx([500 / 6, 500 / 8, 500 / 16])
    assert all(step.low < step.staying < step.high for step in found.steps)
    assert found.median.value == 3


def test_where_nobody_stays_there_are_no_limits():
    """The curve falls to 0, and the last step has no log-log limits."""
    found = tenure_curve(*customers(SPANS, [("a", "2025-01-05", "2025-02-01")], until="2025-05-15"))
    assert [(step.staying, step.low, step.high) for step in found.steps] == [(0, None, None)]


def test_customers_of_the_first_snapshot_are_in_no_cohort():
    """Nobody knows since when they are there; they are counted."""
    there = {"old": (1, 2, 3, 4), "a": (2, 3, 4), "b": (2,)}
    rows = [(who, f"2025-{month:02}-01") for who, months in there.items() for month in months]
    found = customers(("customer", "month"), rows)
    table_ = cohort_table(*found)
    assert [(each.start, [after.customers for after in each.after]) for each in table_.cohorts] == [
        (date(2025, 2, 1), [2, 1, 1])
    ]
    assert (table_.trials, table_.left_out, tenure_curve(*found).left_out, table_.until) == (0, 1, 1, date(2025, 4, 1))


def test_days_that_count_are_those_of_beginnings():
    """Who began before them is in no cohort, and not counted as left out: that is what was asked for."""
    found = customers(SPANS, ROWS, since="2025-03-01", until="2025-05-15")
    table_ = cohort_table(*found)
    assert [(each.start, each.customers) for each in table_.cohorts] == [(date(2025, 3, 1), 2)]
    assert (table_.left_out, tenure_curve(*found).customers, len(seen_to_begin(*found)[0])) == (0, 2, 2)
    snapshots = [("old", "2025-01-01"), ("a", "2025-02-01"), ("b", "2025-03-01")]
    since, before = (customers(("customer", "month"), snapshots, since=day) for day in ("2025-03-01", "2024"))
    assert [[each.start for each in cohort_table(*each).cohorts] for each in (since, before)] == [
        [date(2025, 3, 1)],
        [date(2025, 2, 1), date(2025, 3, 1)],
    ]
    assert (cohort_table(*since).left_out, cohort_table(*before).left_out) == (0, 1)


def test_nobody_makes_no_cohort():
    """Where no beginning was seen the table is empty, and there is no curve."""
    found = customers(("customer", "month"), [("old", "2025-01-01"), ("old", "2025-02-01")])
    assert cohort_table(*found).cohorts == ()
    with pytest.raises(ValueError, match="no rows"):
        tenure_curve(*found)
    assert Cohort(date(2025, 1, 1), 0, ()).after == ()
