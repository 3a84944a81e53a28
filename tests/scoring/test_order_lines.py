"""Lines of orders of which only the first row says which order it is."""

import numpy as np
import pytest

from cxcli.scoring.order_lines import with_their_orders
from cxcli.scoring.together_metric import BLANK, NOT_APPLICABLE
from tests.scoring.customer_files import overall, skipped, table
from tests.scoring.purchase_lists import DAY, buy, gathered

NOON = DAY // 2


def orders(rows):
    """The order and the fate of each row."""
    found = with_their_orders(gathered(rows))
    codes, names = found.texts["order"]
    return [(names[code], fate) for code, fate in zip(codes.tolist(), found.fates.tolist(), strict=True)]


def line(customer, at, order="", fate=0):
    return buy(customer, 0, order=order, fate=fate) | {"at": at}


def test_a_line_is_of_the_order_of_its_customer_and_moment():
    """One of another customer, or of another moment, is not."""
    rows = [line("a", NOON, "1"), line("a", NOON), line("b", NOON), line("a", NOON + 1)]
    assert orders(rows) == [("1", 0), ("1", 0), ("", 0), ("", 0)]
    assert orders(rows[::-1]) == [("", 0), ("", 0), ("1", 0), ("1", 0)]


def test_a_line_of_an_order_that_does_not_count_does_not():
    """What was cancelled is no purchase, with all of its lines; what is wrong with a line stays."""
    rows = [line("a", NOON, "1", NOT_APPLICABLE), line("a", NOON), line("a", NOON, fate=BLANK)]
    assert orders(rows) == [("1", NOT_APPLICABLE), ("1", NOT_APPLICABLE), ("", BLANK)]


def test_of_two_orders_of_a_moment_it_is_the_first_by_name():
    """So that the order of the rows does not decide."""
    rows = [line("a", NOON, "2"), line("a", NOON), line("a", NOON, "1")]
    assert orders(rows)[1] == orders(rows[::-1])[1] == ("1", 0)


@pytest.mark.parametrize("rows", [[], [line("a", 0, "1"), line("a", 0)], [line("a", NOON)], [line("a", NOON, "1")]])
def test_where_nothing_tells_rows_stay_as_they_are(rows):
    """Of a day nobody knows which order a row is of; and there may be no such rows, or no orders."""
    made = gathered(rows)
    assert with_their_orders(made) is made
    without = gathered([line("a", NOON)], orders=False)
    assert with_their_orders(without) is without


def test_lines_of_an_order_of_a_shop_are_one_purchase():
    """A shop that fills only the first row of an order does not make buyers of two lines come back."""
    header = ("order_id", "customer", "ordered_at", "payment_status")
    rows = [
        ("1", "a", "2025-01-01 10:00", "paid"),
        ("", "a", "2025-01-01 10:00", ""),
        ("2", "b", "2025-01-01 11:00", "voided"),
        ("", "b", "2025-01-01 11:00", ""),
        ("3", "c", "2025-01-01 12:00", "paid"),
        ("4", "c", "2025-01-02 12:00", "paid"),
    ]
    score = overall(table(header, rows), metrics="repeat_purchase_rate")
    assert (score.value, score.n, skipped(score)) == (50, 2, {"not_applicable": 2})


def test_what_was_given_back_is_no_purchase():
    """Fewer than no units are a return, which makes nobody come back; a state that nobody knows is told."""
    header = ("order_id", "customer", "ordered_at", "quantity", "payment_status")
    rows = [
        ("1", "a", "2025-01-01", 2, "paid"),
        ("C2", "a", "2025-01-05", -2, "paid"),
        ("3", "b", "2025-01-01", 1, "paid"),
        ("4", "b", "2025-01-02", 1, "paid"),
        ("5", "b", "2025-01-02", 1, "in limbo"),
    ]
    score = overall(table(header, rows), metrics="repeat_purchase_rate")
    assert (score.value, score.n, skipped(score)) == (50, 2, {"not_applicable": 1, "unreadable": 1})


def test_many_lines_of_many_orders():
    """Each line has the order of its own customer and moment."""
    random = np.random.default_rng(1)
    rows = [line(f"c{k % 7}", NOON + k // 7, f"o{k}") for k in range(50)]
    pairs = [(each["customer"], each["at"]) for each in rows]
    more = [line(*pairs[k]) for k in random.integers(0, 50, 200)]
    known = dict(zip(pairs, (each["order"] for each in rows), strict=True))
    assert [order for order, _ in orders([*more, *rows])[:200]] == [
        known[each["customer"], each["at"]] for each in more
    ]
