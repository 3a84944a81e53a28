"""Doubts about lists of orders."""

from tests.scoring.customer_files import scored, table


def told(code, header, rows, metrics="clv"):
    """The notices of a kind."""
    made = scored(table(header, rows), metrics=metrics)
    return [notice.message for notice in made.notices if notice.code == code]


def test_customers_of_one_row_each_are_told():
    """Ids of orders in place of customers make a rate of 0, which looks like a finding; so do lists of customers."""
    header = ("customer", "ordered_at", "revenue")
    rows = [(f"c{number}", "2025-01-01", 5) for number in range(20)]
    for metric in ("clv", "repeat_purchase_rate"):
        (message,) = told("no-returns", header, rows, metric)
        assert message.startswith(f"{metric}: each of the 20 scored rows has a customer of its own")
    assert told("no-returns", header, rows[:-1]) == []
    assert told("no-returns", header, [*rows, ("c1", "2025-01-02", 5)]) == []


def test_the_same_amount_in_each_row_of_an_order_is_told():
    """It may be the total of the order, written into each of its lines."""
    header = ("order_id", "customer", "ordered_at", "revenue")
    rows = [("1", "a", "2025-01-01", 50), ("1", "a", "2025-01-01", 50), ("2", "a", "2025-01-02", 7)]
    (message,) = told("repeated-totals", header, rows)
    assert message.startswith("clv: in 1 of the 1 orders with several scored rows all have the same amount")
    other = [("3", "b", "2025-01-01", 1), ("3", "b", "2025-01-01", 2)]
    assert len(told("repeated-totals", header, [*rows, *other])) == 1
    more = [("4", "b", "2025-01-03", 1), ("4", "b", "2025-01-03", 2)]
    assert told("repeated-totals", header, [*rows, *other, *more]) == []
    assert told("repeated-totals", header, [*rows, *other], "repeat_purchase_rate") == []
    free = [("5", "a", "2025-01-01", 0), ("5", "a", "2025-01-01", 0), ("", "a", "2025-01-01", 9)]
    assert told("repeated-totals", header, free) == []
    assert told("repeated-totals", header[1:], [row[1:] for row in rows]) == []


def test_a_purchase_that_may_stand_there_twice_is_told():
    """Without ids of orders, rows of one customer, moment and amount may be the same one."""
    header = ("customer", "ordered_at", "revenue")
    rows = [("a", "2025-01-01 10:00", 50), ("a", "2025-01-01 10:00", 50), ("b", "2025-01-01 10:00", 50)]
    (message,) = told("repeated-rows", header, rows)
    assert message.startswith("clv: of the 1 times at which a customer has several scored rows, all have the same")
    items = [("b", "2025-01-01 10:00", 7), ("c", "2025-01-02 09:00", 1), ("c", "2025-01-02 09:00", 2)]
    assert told("repeated-rows", header, [*rows, *items]) == []
    assert told("repeated-rows", header, rows[1:]) == []
    assert told("repeated-rows", header, []) == []
