import pytest

from cxcli.scoring.repeated_rows import without_repeats
from tests.scoring.customer_files import by_label, overall, rows_and_cut, scored, skipped, table

SPANS = ("customer", "started_at", "ended_at", "mrr")
MARCH = {"during": "2025-03"}
SAME = ("a", "2025-01-01", "2025-03-05", 10)
OTHERS = [("b", "2025-01-01", "", 5), ("b", "2025-01-01", "", 6), ("c", "2025-01-01", "", 5)]


def notices(made):
    return [notice.message for notice in made.notices if notice.code == "repeated-rows"]


def test_spans_that_are_alike_all_count_and_are_told():
    """A second licence looks like that: without an id both count, and it is said how to say that they are one."""
    made = scored(table(SPANS, [SAME, SAME, *OTHERS]), metrics="revenue_churn", **MARCH)
    (score,) = made.overall
    assert (score.value, score.account.scored) == (pytest.approx(100 * 20 / 36), 5)
    (said,) = notices(made)
    assert said == (
        "revenue_churn: 1 scored row is the same as another one, in customer, dates and amount, and counts as well, as "
        "a second licence does; if it is the same one, name the column with the ids of subscriptions, "
        "--map subscription=COLUMN, or take it away"
    )
    thrice = scored(table(SPANS, [SAME, SAME, SAME, *OTHERS]), metrics="nrr", **MARCH)
    assert notices(thrice)[0].startswith("nrr: 2 scored rows are the same as another one")


def test_the_id_of_a_subscription_tells_which_are_one():
    """One id twice is one subscription, the second row a duplicate; two ids are two, and nothing is to be said."""
    header = (*SPANS, "subscription_id")
    rows = [(*row, f"s{number}") for number, row in enumerate([SAME, SAME, *OTHERS])]
    made = scored(table(header, [*rows, rows[0], (*SAME, ""), (*SAME, "")]), metrics="revenue_churn", **MARCH)
    (score,) = made.overall
    assert (score.value, skipped(score)) == (pytest.approx(100 * 40 / 56), {"duplicate": 1})
    assert notices(made)[0].startswith("revenue_churn: 1 scored row is")
    assert notices(scored(table(header, rows), metrics="nrr", **MARCH)) == []


def test_what_several_customers_have_is_no_id():
    """A product in the place of an id does not make one licence of two."""
    header = (*SPANS, "subscription_id")
    rows = [(*row, "pro") for row in [SAME, SAME, *OTHERS]]
    made = scored(table(header, rows), metrics="revenue_churn", **MARCH)
    assert made.overall[0].value == pytest.approx(100 * 20 / 36)
    assert len(notices(made)) == 1


def test_rows_that_differ_in_anything_that_is_read_are_not_alike():
    """Another start, end, amount, currency or group makes another row; one that does not count is like none."""
    header = (*SPANS, "currency", "plan")
    rows = [
        (*SAME, "EUR", "pro"),
        (*SAME, "EUR", "free"),
        ("a", "2025-01-02", "2025-03-05", 10, "EUR", "pro"),
        ("a", "2025-01-01", "", 10, "EUR", "pro"),
        ("a", "2025-01-01", "2025-03-05", 11, "EUR", "pro"),
        *[("", "2025-01-01", "2025-03-05", 10, "EUR", "pro")] * 2,
    ]
    made = scored(table(header, rows), metrics="nrr", by=["plan"], **MARCH)
    assert notices(made) == []
    assert len(notices(scored(table(header, rows), metrics="nrr", **MARCH))) == 1


def test_a_duplicate_is_one_in_every_group_and_period():
    """Cells agree on which row counts, so that groups add up to all."""
    header = (*SPANS, "subscription_id", "plan")
    rows = [
        (*SAME, "s1", "pro"),
        (*SAME, "s1", "pro"),
        (*SAME, "s1", "free"),
        ("b", "2025-01-01", "", 10, "s2", "free"),
    ]
    made = scored(table(header, rows), metrics="revenue_churn", by=["plan"], period="month")
    assert by_label(made)["2025-03"].value == pytest.approx(100 * 20 / 30)
    assert (by_label(made, plan="pro")["2025-03"].value, by_label(made, plan="free")["2025-03"].value) == (100, 50)
    assert [skipped(score)["duplicate"] for score in made.scores if not score.group][:1] == [1]


def test_movements_that_are_alike_all_count_whatever_their_ids():
    """One subscription may move twice on a day, by the same amount."""
    header = ("customer", "moved_at", "movement", "mrr", "subscription_id")
    rows = [("a", "2025-01-01", "new", 10, "s"), *[("a", "2025-03-01", "expansion", 5, "s")] * 2]
    made = scored(table(header, rows), metrics="nrr", **MARCH)
    assert made.overall[0].value == 200
    (said,) = notices(made)
    assert said == (
        "nrr: 1 scored row is the same as another one, in customer, dates and amount, and counts as well; if a "
        "movement stands there twice, take one away"
    )


def test_nothing_is_said_where_nothing_is_added_up():
    """Churn counts customers once, snapshots have a rule of their own, and no rows have no repeats."""
    text = table(SPANS, [SAME, SAME, *OTHERS])
    assert notices(scored(text, metrics="churn_rate", **MARCH)) == []
    assert overall(text, metrics="churn_rate", **MARCH).account.scored == 5
    snapshots = table(
        ("customer", "month", "mrr"), [("a", "2025-01-01", 1), ("a", "2025-01-01", 1), ("b", "2025-02-01", 1)]
    )
    assert notices(scored(snapshots, metrics="nrr", period="month")) == []
    assert notices(scored("customer,started_at,ended_at,mrr\n", metrics="nrr")) == []
    rows, _ = rows_and_cut(table(SPANS, OTHERS), metrics="nrr")
    assert without_repeats(rows) is rows
