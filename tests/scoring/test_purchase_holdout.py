import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from cxcli.scoring.bg_nbd import BgNbd
from cxcli.scoring.interval import Undefined
from cxcli.scoring.purchase_holdout import holdout

MODEL = BgNbd(0.8, 8, 0.7, 3)


def test_by_hand():
    """Totals, the ratio and the mean absolute error, and those of everybody going on at the past rate."""
    expected = MODEL.conditional_expected_purchases(10, [4, 0, 0], [18, 0, 0], [20, 20, 0])
    found = holdout(MODEL, [4, 0, 0], [18, 0, 0], [20, 20, 0], [1, 0, 2], 10)
    assert (found.customers, found.actual) == (3, 3)
    assert found.model.expected == pytest.approx(expected.sum(), rel=1e-12)
    assert found.ratio == pytest.approx(expected.sum() / 3, rel=1e-12)
    assert found.model.mean_absolute_error == pytest.approx(np.abs(expected - [1, 0, 2]).mean(), rel=1e-12)
    assert found.naive.expected == 2
    assert found.naive.mean_absolute_error == 1


def test_a_true_model_beats_the_past_rate():
    """Of 20,000 customers of a known model, the model foretells purchases to 5 %, the past rate half too many."""
    random = np.random.default_rng(1)
    n, age, span = 20_000, 30.0, 30.0
    rate, chance = random.gamma(MODEL.r, 1 / MODEL.alpha, n), random.beta(MODEL.a, MODEL.b, n)
    x, t_x, later, time = np.zeros((4, n))
    active = np.arange(n)
    while active.size:
        time[active] += random.exponential(1 / rate[active])
        active = active[time[active] < age + span]
        before = active[time[active] < age]
        x[before] += 1
        t_x[before] = time[before]
        later[active[time[active] >= age]] += 1
        active = active[random.random(active.size) > chance[active]]
    found = holdout(MODEL, x, t_x, np.full(n, age), later, span)
    assert found.ratio == pytest.approx(1, abs=0.05)
    assert found.naive.expected > 1.5 * found.actual
    assert found.model.mean_absolute_error < found.naive.mean_absolute_error


@given(st.randoms())
def test_the_order_of_customers_does_not_matter(random):
    """Customers in another order give the same numbers, to the last bit."""
    rows = [(0, 0, 9.5, 0), (1, 2, 9, 1), (2, 5, 8.1, 0), (7, 8.3, 9, 4), (3, 4, 7, 1), (1, 6, 7, 0)]
    other = random.sample(rows, len(rows))
    assert holdout(MODEL, *np.array(rows).T, 5.5) == holdout(MODEL, *np.array(other).T, 5.5)


def test_where_nobody_bought_there_is_no_ratio():
    """Without purchases in the time held out the ratio is undefined; without customers there is nothing to compare."""
    found = holdout(MODEL, [4, 0], [18, 0], [20, 20], [0, 0], 10)
    assert found.actual == 0
    assert found.ratio == Undefined("nobody bought in the time that was held out")
    assert holdout(MODEL, [], [], [], [], 10) == Undefined("no customer was known before the time that was held out")


@pytest.mark.parametrize(
    ("columns", "why"),
    [
        (([1], [1], [2], [1, 2]), "one entry"),
        ((1, 1, 2, 1), "one entry"),
        (([1], [1], [2], [0.5]), "whole numbers"),
        (([1], [1], [2], [-1]), "whole numbers"),
        (([1], [3], [2], [1]), "between the first one"),
    ],
)
def test_nonsense_is_refused(columns, why):
    """Columns of different lengths, and purchases or histories that cannot be, are refused."""
    with pytest.raises(ValueError, match=why):
        holdout(MODEL, *columns, 10)
