from math import nan

import pytest
from scipy import stats

from cxcli.scoring.interval import Interval, Undefined, checked_n, checked_share, tail, z_quantile


@pytest.mark.parametrize("confidence", [0.001, 0.5, 0.8, 0.9, 0.95, 0.99, 0.998, 1 - 1e-12])
def test_normal_quantile(confidence):
    """The normal quantile is that of an independent library, far out in the tail as well."""
    assert z_quantile(confidence) == pytest.approx(stats.norm.isf((1 - confidence) / 2), rel=1e-12)


def test_ninety_five_percent():
    """The two tails outside 95 % hold 2.5 % each."""
    assert tail(0.95) == pytest.approx(0.025, abs=1e-15)


@pytest.mark.parametrize("confidence", [0, 1, -0.5, 1.5, 95, nan])
def test_confidence_lies_between_zero_and_one(confidence):
    """A confidence of 0, of 1 or beyond is refused; 95 is not 0.95."""
    with pytest.raises(ValueError, match="a confidence lies between 0 and 1"):
        z_quantile(confidence)


def test_confidence_next_to_one():
    """The largest confidence below 1 still has a finite quantile."""
    assert 8 < z_quantile(1 - 2**-53) < 9


@pytest.mark.parametrize("n", [0, -1, nan])
def test_no_answers_no_interval(n):
    """An interval of no answers is refused."""
    with pytest.raises(ValueError, match="more than 0 answers"):
        checked_n(n)


@pytest.mark.parametrize("share", [-1e-9, 1 + 1e-9, 50, nan])
def test_shares_lie_between_zero_and_one(share):
    """A share in percent, or below 0, is refused."""
    with pytest.raises(ValueError, match="a share lies between 0 and 1"):
        checked_share(share)


def test_ends_are_allowed():
    """0 and 1 are shares, and any number of answers above 0 will do; both come back as floats."""
    assert [checked_share(0), checked_share(1), checked_n(1)] == [0.0, 1.0, 1.0]
    assert {type(checked_share(0)), type(checked_n(1))} == {float}


@pytest.mark.parametrize(("low", "high"), [(1, 0), (nan, 1), (0, nan)])
def test_limits_in_order(low, high):
    """Limits that are no numbers or the wrong way round are refused."""
    with pytest.raises(ValueError, match="from its low to its high limit"):
        Interval(low, high, "any")


def test_an_interval_may_be_a_point():
    """An interval may have no width."""
    assert Interval(0.5, 0.5, "any").low == 0.5


def test_an_interval_is_never_changed():
    """Neither an interval nor the reason why there is none can be changed in place."""
    with pytest.raises(AttributeError, match="immutable"):
        Interval(0.1, 0.5, "any").low = 0.2
    with pytest.raises(AttributeError, match="immutable"):
        Undefined("why").reason = "because"
