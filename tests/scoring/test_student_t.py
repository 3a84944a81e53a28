"""The t distribution, against its closed forms and scipy."""

from math import atan, inf, pi, sqrt

import pytest
from hypothesis import given
from hypothesis import strategies as st
from scipy import stats
from scipy.special import stdtr, stdtrit

from cxcli.scoring.student_t import t_below, t_quantile

DEGREES = st.floats(0.3, 1e4)


@pytest.mark.parametrize("value", [-1e6, -30, -2, -0.7, -1e-9, 0, 1e-9, 0.7, 2, 30, 1e6])
def test_one_and_two_degrees_have_closed_forms(value):
    """One is Cauchy's distribution; of two the chance is 1/2 + t / (2 sqrt(2 + t²))."""
    # Written for the lower tail, so that nothing cancels there.
    low = -abs(value)
    one, two = atan(-1 / low) / pi if low else 0.5, 1 / (sqrt(2 + low * low) * (sqrt(2 + low * low) - low))
    assert t_below(1, low) == pytest.approx(one, rel=1e-13)
    assert t_below(2, low) == pytest.approx(two, rel=1e-13)
    assert t_below(1, -low) == pytest.approx(1 - one, rel=1e-13)


@given(DEGREES, st.floats(-100, 100))
def test_chances_are_those_of_scipy(degrees, value):
    """Near the middle and in the tails; degrees need not be whole, as Welch's are not."""
    expected = float(stdtr(degrees, value))
    assert t_below(degrees, value) == pytest.approx(expected, rel=1e-11 if expected > 1e-15 else 1e-4, abs=1e-100)


@given(DEGREES, st.floats(1e-9, 1 - 1e-9))
def test_quantiles_are_those_of_scipy(degrees, probability):
    """For few degrees they are far out."""
    expected = float(stdtrit(degrees, probability))
    assert t_quantile(degrees, probability) == pytest.approx(expected, rel=1e-11, abs=1e-12)


@given(DEGREES, st.floats(1e-6, 1 - 1e-6))
def test_a_quantile_has_its_chance_below(degrees, probability):
    """One turns the other round."""
    assert t_below(degrees, t_quantile(degrees, probability)) == pytest.approx(probability, rel=1e-10)


@pytest.mark.parametrize("degrees", [1e5, 1e7, 1e9, 1e15, inf])
def test_many_degrees_come_to_the_normal_distribution(degrees):
    """The difference is a part in the degrees; in between nothing goes astray."""
    assert t_quantile(degrees, 0.025) == pytest.approx(stats.norm.ppf(0.025), rel=3 / degrees + 1e-12)
    assert t_below(degrees, -1.96) == pytest.approx(stats.norm.cdf(-1.96), rel=9 / degrees + 1e-12)


def test_infinite_values_and_degrees():
    """Nothing is beyond infinity, and infinite degrees are the normal distribution itself."""
    assert (t_below(5, -inf), t_below(5, inf), t_below(5, 0)) == (0, 1, 0.5)
    assert t_below(inf, -1.2) == pytest.approx(stats.norm.cdf(-1.2), rel=1e-14)


@pytest.mark.parametrize("degrees", [0, -1, float("nan")])
def test_degrees_are_above_0(degrees):
    """There is no such distribution else."""
    with pytest.raises(ValueError, match="degrees"):
        t_below(degrees, 1)
    with pytest.raises(ValueError, match="degrees"):
        t_quantile(degrees, 0.3)


def test_far_out():
    """Values may be as large as they like; a quantile that is beyond all numbers is refused."""
    for degrees in (5, 500):
        assert (t_below(degrees, 1e200), t_below(degrees, -1e200), t_below(degrees, -inf)) == (1, 0, 0)
    assert t_quantile(1, 1e-100) == pytest.approx(-1e100 / pi, rel=1e-12)
    assert t_quantile(0.5, 1e-9) == pytest.approx(float(stdtrit(0.5, 1e-9)), rel=1e-10)
    for degrees, probability in ((1, 1e-300), (0.02, 1e-9)):
        with pytest.raises(ValueError, match="farther out"):
            t_quantile(degrees, probability)


@pytest.mark.parametrize("probability", [0, 1, -0.1, 1.1])
def test_a_quantile_is_of_a_probability(probability):
    """The ends are infinitely far out."""
    with pytest.raises(ValueError, match="between 0 and 1"):
        t_quantile(5, probability)
