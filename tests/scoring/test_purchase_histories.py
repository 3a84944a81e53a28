import numpy as np
import pytest

from cxcli.scoring.purchase_histories import buyers_of, histories, mean_values
from cxcli.scoring.worked_out import MILLION
from tests.scoring.purchase_lists import bought, buy

ROWS = [
    *(buy("a", 0, 10 * MILLION), buy("a", 0, 2 * MILLION), buy("a", 7, 30 * MILLION), buy("a", 21, 50 * MILLION)),
    buy("b", 14, 5 * MILLION),
]


def test_histories_as_the_models_count_them():
    """Repeat days, the weeks from the first day to the last one with purchases, and to the end of watching."""
    found = histories(bought(ROWS, end=28), 28)
    assert found.customers.tolist() == [0, 1]
    assert found.frequency.tolist() == [2, 0]
    assert found.recency.tolist() == [3, 0]
    assert found.age.tolist() == [4, 2]


def test_histories_as_far_as_a_day():
    """Only customers who had bought by then are in them, with what they had bought; that day is included."""
    found = histories(bought(ROWS, end=28), 7)
    assert (found.customers.tolist(), found.frequency.tolist()) == ([0], [1])
    assert (found.recency.tolist(), found.age.tolist()) == ([1], [1])
    assert histories(bought(ROWS, end=28), -1).customers.tolist() == []


def test_the_value_of_repeat_days():
    """The first day is left out, with all that was bought on it; who never came back has none."""
    assert mean_values(bought(ROWS)).tolist() == [40, 0]


def test_the_buyers_of_a_model_do_not_depend_on_order():
    """Customers with the same history are one row that stands for several."""
    rows = [buy(name, day, 7 * MILLION) for name in "abc" for day in (0, 7)]
    found, turned = (buyers_of(bought(some, end=14)) for some in (rows, rows[::-1]))
    assert (found.counts.tolist(), found.mean_value.tolist(), found.n) == ([3], [7], 3)
    for name in ("frequency", "recency", "age", "mean_value", "counts"):
        assert np.array_equal(getattr(found, name), getattr(turned, name))
    assert found.age[0] == pytest.approx(2)
