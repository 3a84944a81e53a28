import csv
from collections import Counter
from decimal import Decimal
from pathlib import Path
from statistics import fmean

import pytest

ORDERS = "customer,ordered_at,revenue,order_id\nann,2025-01-01,10,1\nann,2025-02-01,20,2\nbob,2025-01-05,5,3\n"
SAMPLE = str(Path(__file__).resolve().parents[2] / "sample_data" / "orders.csv")


@pytest.fixture
def orders(folder):
    (folder / "orders.csv").write_text(ORDERS)
    return "orders.csv"


def test_customers_are_listed_by_what_they_brought(cx, orders):
    """Each customer stands by id, with purchases, first and last day, revenue and value, the largest first."""
    out = cx("score", "clv", orders, "--per", "customer", "--format", "csv").out
    assert out.splitlines() == [
        "customer,purchases,first,last,revenue,value",
        "ann,2,2025-01-01,2025-02-01,30.0,30.0",
        "bob,1,2025-01-05,2025-01-05,5.0,5.0",
    ]


def test_a_list_on_the_screen_has_the_score_and_its_length(cx, orders):
    """The score that the customers are behind stands over them, and how many there are beneath."""
    ended = cx("score", "clv", orders, "--per", "customer", "--limit", "1")
    assert (ended.code, ended.err) == (0, "")
    assert ended.out.startswith("CLV 17.50 ")
    assert ended.out.endswith("the first 1 of 2 customers\n")
    assert "bob" not in ended.out


def test_the_expected_values_are_those_of_the_score(cx):
    """The mean of the customers' values is the score; chances are between 0 and 100 %."""
    data = cx("score", "clv:bgnbd", SAMPLE, "--per", "customer", "--format", "json").data
    assert data["customers"] == len(data["listed"]) == 700
    assert fmean(each["value"] for each in data["listed"]) == pytest.approx(data["score"]["value"], rel=1e-9)
    assert all(0 <= each["alive"] <= 100 and each["expected"] >= 0 for each in data["listed"])
    values = [each["value"] for each in data["listed"]]
    assert values == sorted(values, reverse=True)
    table = cx("score", "clv:bgnbd", SAMPLE, "--per", "customer").out
    assert "the first 50 of 700 customers" in table


def test_what_is_to_come_is_told_from_days_whatever_orders_they_had(cx, folder):
    """The models count days with purchases: each one parted into two orders of the day changes nothing."""
    with Path(SAMPLE).open(encoding="utf-8", newline="") as file:
        rows = list(csv.DictReader(file))
    (folder / "parted.csv").write_text(
        "customer_id,ordered_at,revenue,order_id\n"
        + "".join(
            f"{row['customer_id']},{row['ordered_at']},{Decimal(row['revenue']) / 2},{row['order_id']}{part}\n"
            for row in rows
            for part in "ab"
        )
    )
    whole, parted = (
        cx("score", "clv:bgnbd", path, "--per", "customer", "--format", "json").data["listed"]
        for path in (SAMPLE, "parted.csv")
    )
    assert parted == whole
    days = Counter(customer for customer, _ in {(row["customer_id"], row["ordered_at"][:10]) for row in rows})
    assert {each["customer"]: each["purchases"] for each in whole} == days


def test_what_has_no_list_of_customers_is_refused(cx, orders, responses):
    """Other metrics, groups, periods and formats without rows have none; nor do orders that nobody made."""
    for more in (
        ("repeat_purchase_rate", orders),
        ("clv,clv:bgnbd", orders),
        ("nps", responses),
        ("clv", orders, "--by", "customer"),
        ("clv", orders, "--format", "sentence"),
    ):
        assert cx("score", *more, "--per", "customer").code == 2
    assert cx("score", "clv", orders, "--limit", "3").code == 2
    ended = cx("score", "clv", orders, "--per", "customer", "--where", "revenue > 99")
    assert (ended.code, ended.out) == (65, "")
    once = cx("score", "clv:bgnbd", orders, "--per", "customer")
    assert once.code == 65
    assert once.errors[0].startswith("clv:bgnbd: ")
