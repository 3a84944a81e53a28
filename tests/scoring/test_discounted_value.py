from math import inf, nan

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from cxcli.scoring.bg_nbd import BgNbd
from cxcli.scoring.discounted_value import Horizon, discounted_purchases, discounted_value
from cxcli.scoring.gamma_gamma import GammaGamma

MODEL = BgNbd(0.243, 4.414, 0.793, 2.426)
SPENDING = GammaGamma(6.25, 3.74, 15.44)
HISTORY = (2, 30.43, 38.86)


@given(st.integers(1, 30), st.floats(0.1, 20))
def test_without_discount_the_increments_add_up(periods, length):
    """With a rate of 0 the periods together hold what is expected by their end: increments, not running totals."""
    found = discounted_purchases(MODEL, *HISTORY, Horizon(periods, length, 0))
    assert found == pytest.approx(MODEL.conditional_expected_purchases(periods * length, *HISTORY), rel=1e-9)


def test_discounting_by_hand():
    """Three periods of 13 at 10 %: each period's own purchases are divided by 1.1, 1.21 and 1.331."""
    at = [float(MODEL.conditional_expected_purchases(13 * period, *HISTORY)) for period in range(4)]
    expected = (at[1] - at[0]) / 1.1 + (at[2] - at[1]) / 1.21 + (at[3] - at[2]) / 1.331
    assert discounted_purchases(MODEL, *HISTORY, Horizon(3, 13, 0.1)) == pytest.approx(expected, rel=1e-12)


@given(st.integers(1, 20), st.floats(0.001, 1))
def test_money_of_later_is_worth_less(periods, rate):
    """What is discounted is worth less, and no less than if all came at the very end."""
    plain = discounted_purchases(MODEL, *HISTORY, Horizon(periods, 4, 0))
    found = discounted_purchases(MODEL, *HISTORY, Horizon(periods, 4, rate))
    assert plain / (1 + rate) ** periods * (1 - 1e-9) <= found < plain


def test_the_value_of_customers():
    """The value is purchases x the expected value of one x margin, for each customer."""
    frequency, mean_value = np.array([2, 0]), np.array([22.35, 0])
    ahead = discounted_purchases(MODEL, frequency, [30.43, 0], [38.86, 38.86], Horizon(12, 4, 0.01))
    expected = ahead * SPENDING.conditional_mean(frequency, mean_value) * 0.3
    assert discounted_value(ahead, SPENDING, frequency, mean_value, 0.3) == pytest.approx(expected, rel=1e-12)


@pytest.mark.parametrize(
    ("terms", "why"),
    [
        ((0, 1, 0.1), "one period or more"),
        ((1, 0, 0.1), "longer than 0"),
        ((1, nan, 0.1), "longer than 0"),
        ((1, inf, 0.1), "longer than 0"),
        ((1, 1, -0.1), "a discount rate"),
        ((1, 1, inf), "a discount rate"),
    ],
)
def test_what_is_no_horizon_is_refused(terms, why):
    """A horizon has periods, of some length, and a rate of 0 or more."""
    with pytest.raises(ValueError, match=why):
        Horizon(*terms)


def test_a_margin_in_percent_is_refused():
    """A margin is a part of the revenue: 30 is none."""
    with pytest.raises(ValueError, match="between 0 and 1"):
        discounted_value(np.array([1.0]), SPENDING, [1], [5], 30)
