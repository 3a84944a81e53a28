from itertools import product

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st
from sklearn.metrics import roc_auc_score

from cxcli.analysis.roc import area, difference

MARKS = st.lists(st.tuples(st.integers(0, 6), st.booleans()), min_size=6, max_size=40)


def split(cases):
    marks = np.array([mark for mark, _ in cases], float)
    return marks, np.array([happened for _, happened in cases])


@given(MARKS)
def test_the_area_is_that_of_scikit_learn(cases):
    """Ties count half."""
    marks, happened = split(cases)
    if 2 <= happened.sum() <= len(cases) - 2:
        assert area(marks, happened, 0.95).value == pytest.approx(roc_auc_score(happened, marks))


def kernel(event, other):
    return float(event > other) + 0.5 * float(event == other)


def test_the_limits_are_those_of_delong():
    """The variance is that of the structural components (DeLong 1988, equation 5), worked out pair by pair."""
    events, others = [3.0, 5.0, 4.0, 6.0], [1.0, 4.0, 2.0, 5.0, 3.0]
    value = sum(kernel(x, y) for x, y in product(events, others)) / 20
    ten = [sum(kernel(x, y) for y in others) / 5 for x in events]
    one = [sum(kernel(x, y) for x in events) / 4 for y in others]
    variance = np.var(ten, ddof=1) / 4 + np.var(one, ddof=1) / 5
    found = area(np.array(events + others), np.array([True] * 4 + [False] * 5), 0.95)
    assert found.value == pytest.approx(value)
    assert found.low == pytest.approx(value - 1.959963985 * np.sqrt(variance))
    assert found.high == pytest.approx(min(1, value + 1.959963985 * np.sqrt(variance)))


def test_a_faultless_forecast_has_no_limits():
    """Where all events stand above all others there is no spread, and no limits are claimed."""
    found = area(np.arange(10.0), np.arange(10) > 5, 0.95)
    assert (found.value, found.low, found.high) == (1, None, None)


def test_a_difference_of_two_areas_of_the_same_rows():
    """A forecast differs from itself by nothing, with no spread; from its opposite clearly."""
    chance = np.random.default_rng(1)
    happened = chance.random(200) < 0.4
    marks = happened + chance.normal(size=200)
    mine, turned = area(marks, happened, 0.95), area(-marks, happened, 0.95)
    assert difference(mine, mine, 0.95) == (0, 0, 0)
    value, low, high = difference(mine, turned, 0.95)
    assert value == pytest.approx(2 * mine.value - 1)
    assert 0 < low < value < high
