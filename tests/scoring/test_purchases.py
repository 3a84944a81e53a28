from collections import defaultdict

import numpy as np
from hypothesis import given
from hypothesis import strategies as st

from cxcli.scoring.purchases import purchases_of
from cxcli.scoring.together import NEVER
from tests.scoring.purchase_lists import DAY, MONEY, bought, buy, gathered

row = st.fixed_dictionaries(
    {
        "customer": st.sampled_from("abc"),
        "order": st.sampled_from(["", "1", "2"]),
        "at": st.one_of(st.integers(-2 * DAY, 3 * DAY), st.sampled_from([0, DAY, DAY + 5, 2 * DAY + 7])),
        **{name: st.integers(0, 9) for name in MONEY},
        "fate": st.sampled_from([0, 0, 0, 8]),
    }
)


def order(number, row, *, orders):
    """What tells the purchase of a row from others of the customer: its order, else its moment, else itself."""
    if orders and row["order"]:
        return row["order"]
    return ("at", row["at"]) if row["at"] % DAY else ("row", number)


@given(st.lists(row, max_size=12), st.booleans())
def test_purchases_of_each_customer(rows, orders):
    """Orders, days, first purchase and money are those of each customer's own rows, added up one by one."""
    mine = defaultdict(list)
    for place, each in enumerate(rows):
        if each["fate"] == 0:
            mine[each["customer"]].append((place, each))
    found = bought(rows, orders=orders)
    assert found.keys.tolist() == sorted(mine)
    assert len(found) == len(mine)
    for place, name in enumerate(found.keys.tolist()):
        every = [each for _, each in mine[name]]
        first = min(each["at"] for each in every)
        assert found.first[place] == first
        assert found.orders[place] == len({order(number, each, orders=orders) for number, each in mine[name]})
        assert found.revenue[place] == sum(each["revenue"] - each["refund"] for each in every)
        later = [each for each in every if each["at"] // DAY > first // DAY]
        assert found.repeat_revenue[place] == sum(each["revenue"] - each["refund"] for each in later)
        won = max(each["acquisition_cost"] for each in every)
        assert found.cost[place] == sum(each["cost"] for each in every) + won
        assert found.days[found.buyers == place].tolist() == sorted({each["at"] // DAY for each in every})


def test_several_rows_of_an_order_are_one_purchase():
    """Line items of one order count once, and their money adds up; an order number belongs to one customer."""
    rows = [buy("a", 1, order="1"), buy("a", 1, order="1"), buy("b", 1, order="1"), buy("b", 2)]
    found = bought(rows)
    assert (found.orders.tolist(), found.revenue.tolist()) == ([1, 2], [2, 2])


def test_items_of_one_moment_are_one_purchase():
    """Where nothing names the order, its items have the same time; rows of a day without times are purchases each."""
    rows = [buy("a", 1 + 1 / 24), buy("a", 1 + 1 / 24), buy("a", 1 + 2 / 24), buy("b", 1), buy("b", 1)]
    found = bought([{**each, "at": round(each["at"])} for each in rows], orders=False)
    assert found.orders.tolist() == [2, 2]


def test_winning_a_customer_costs_once():
    """A cost of acquisition that stands in each row of a customer is one cost, not several."""
    rows = [buy("a", 1, acquisition_cost=7), buy("a", 2, acquisition_cost=7), buy("a", 3, cost=2)]
    assert bought(rows).cost.tolist() == [9]


def test_some_of_the_customers():
    """They keep their purchases; days of others go."""
    found = bought([buy("a", 1), buy("b", 1), buy("b", 5), buy("c", 2)]).only(np.array([1, 2, 2]))
    assert (found.keys.tolist(), found.customers.tolist()) == (["b", "c"], [1, 2])
    assert (found.buyers.tolist(), found.days.tolist(), found.end) == ([0, 0, 1], [1, 5, 2], 9)


def test_every_row_knows_the_first_purchase_of_its_customer():
    """A customer of whom no row counts has none."""
    rows = gathered([buy("a", 3), buy("b", 1, fate=8), buy("a", 2)])
    assert purchases_of(rows, rows.fates, 9).first_of(rows).tolist() == [2 * DAY, NEVER, 2 * DAY]
