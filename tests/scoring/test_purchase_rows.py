import pytest

from cxcli.errors import DataError
from tests.scoring.customer_files import overall, scored, skipped, table

HEADER = ("customer", "ordered_at", "revenue")


def clv(header, *rows, **asked):
    """What customers have brought so far."""
    return overall(table(header, rows), metrics="clv", **asked)


@pytest.mark.parametrize(
    ("row", "fate"),
    [
        (("", "2025-01-01", 1), "blank"),
        (("b", "", 1), "undated"),
        (("b", "soon", 1), "unreadable"),
        (("b", "2025-01-01", ""), "blank"),
        (("b", "2025-01-01", "much"), "unreadable"),
        (("b", "2025-01-01", -1), "contradictory"),
    ],
)
def test_what_is_wrong_with_a_purchase(row, fate):
    """Money below zero contradicts itself; what is missing or cannot be read is told as such."""
    score = clv(HEADER, ("a", "2025-01-01", 3), ("c", "2025-01-01", 5), row)
    assert (score.n, score.value, skipped(score)) == (2, 4, {fate: 1})


def test_only_revenue_must_be_there():
    """A blank refund or cost is none; one below zero contradicts itself."""
    header = (*HEADER, "refund", "cost", "acquisition_cost")
    score = clv(
        header, ("a", "2025-01-01", 9, "", "", ""), ("b", "2025-01-01", 9, 1, 2, 3), ("c", "2025-01-01", 9, -1, "", "")
    )
    assert (score.n, score.value, skipped(score)) == (2, 6, {"contradictory": 1})
    assert score.parts["revenue"] == 17


def test_line_items_without_customer_are_blank():
    """Where an export fills only the first row of an order, the others are blank, and the order counts once."""
    header = ("order_id", *HEADER, "quantity")
    rows = [
        ("1", "a", "2025-01-01", 30, 1),
        ("1", "", "", "", 2),
        ("1", "", "", "", 1),
        ("2", "a", "2025-02-01", 10, 1),
    ]
    score = clv(header, *rows)
    assert (score.value, score.n, skipped(score)) == (40, 1, {"blank": 2})
    assert score.parts["purchases of a customer"] == 2


@pytest.mark.parametrize(
    ("status", "value", "fate"),
    [
        ("paid", 10, None),
        ("failed", 20, "not_applicable"),
        ("voided", 20, "not_applicable"),
        ("pending", 20, "not_applicable"),
        ("refunded", 10, None),
        ("partially_refunded", 20, "blank"),
        ("", 10, None),
    ],
)
def test_what_was_not_paid_is_no_purchase(status, value, fate):
    """A payment that failed or is to come is none; one that was refunded brought nothing, or nobody knows how much."""
    score = clv((*HEADER, "payment_status"), ("a", "2025-01-01", 20, "paid"), ("b", "2025-01-01", 0, status))
    assert (score.value, skipped(score)) == (value, {fate: 1} if fate else {})
    paid = clv((*HEADER, "payment_status"), ("a", "2025-01-01", 20, "paid"), ("b", "2025-01-01", 8, "refunded"))
    assert paid.value == 10
    told = clv(
        (*HEADER, "payment_status", "refund"),
        ("a", "2025-01-01", 20, "paid", ""),
        ("b", "2025-01-01", 8, "partially_refunded", 3),
    )
    assert told.value == 12.5


def test_days_that_do_not_count_are_out_of_period():
    """Purchases before and after are left out, and a customer with none of the others is none."""
    rows = [("a", "2025-01-31", 1), ("a", "2025-02-01", 2), ("b", "2025-02-28", 4), ("c", "2025-03-01", 8)]
    score = clv(HEADER, *rows, since="2025-02-01", until="2025-02-28")
    assert (score.value, score.n, skipped(score)) == (3, 2, {"out_of_period": 2})


def test_a_rate_of_buyers_needs_no_money():
    """What was paid is not looked at, nor is its currency."""
    header = (*HEADER, "currency", "payment_status")
    rows = [
        ("a", "2025-01-01", "", "EUR", "paid"),
        ("a", "2025-01-02", -3, "USD", "partially_refunded"),
        ("b", "2025-01-02", 1, "", "failed"),
    ]
    score = overall(table(header, rows), metrics="repeat_purchase_rate")
    assert (score.value, score.n, skipped(score)) == (100, 1, {"not_applicable": 1})


@pytest.mark.parametrize("column", ["mrr", "billing_interval", "is_trial", "renewal_date"])
def test_subscriptions_are_refused_where_buyers_come_and_go(column):
    """A file with a field that only subscriptions have is none for BG/NBD; the error names metrics that are for it."""
    value = {"mrr": 5, "billing_interval": "month", "is_trial": "no", "renewal_date": "2025-01-01"}[column]
    text = table((*HEADER, column), [("a", "2025-01-01", 5, value)])
    with pytest.raises(DataError) as caught:
        scored(text, metrics="clv:bgnbd")
    (problem,) = caught.value.problems
    assert (problem.code, problem.file, problem.help) == (
        "contract",
        "0.csv",
        "for subscriptions: clv:sbg or clv:simple",
    )
    assert problem.message.startswith(
        "clv:bgnbd is for customers who come and go without a contract, but the file has "
    )
    assert overall(text, metrics="clv").value == 5


def test_orders_are_not_refused():
    """A file without any such field is one for BG/NBD; two buyers who never came back have no model."""
    text = table(HEADER, [("a", "2025-01-01", 5), ("b", "2025-02-01", 5)])
    assert overall(text, metrics="clv:bgnbd").reason.startswith("nobody bought a second time")
