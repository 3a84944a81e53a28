import json
from math import inf, log, sqrt
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st
from scipy.stats import chi2

from cxcli.analysis.funnel import between_variance, dispersion, limits, shrunken, winsorised, with_between

CASES = json.loads((Path(__file__).resolve().parents[1] / "vectors" / "funnel.json").read_text(encoding="utf-8"))
numbers = st.lists(st.floats(-9, 9), min_size=2, max_size=40)


@pytest.mark.parametrize("case", CASES["funnel_proportion"], ids=lambda case: f"n={case['n']}")
def test_published_limits_of_a_share(case):
    """The lower limits of UKHSA's test data, at 95 % and 99.8 %."""
    error = sqrt(case["p0"] * (1 - case["p0"]) / case["n"])
    found = [100 * limits(case["p0"], error, confidence, (0.0, 1.0)).low for confidence in (0.95, 0.998)]
    assert found == pytest.approx([case["lo2s"], case["lo3s"]], abs=case["tol_pct"])


@pytest.mark.parametrize("case", CASES["overdispersion_phi"], ids=lambda case: case["source"][:20])
def test_published_phi(case):
    """FunnelPlotR's overdispersion of six units, from their distances log(O/E) sqrt(E)."""
    z = [log(observed / expected) * sqrt(expected) for observed, expected in zip(case["num"], case["den"], strict=True)]
    found = dispersion(z, [1.0] * len(z))
    assert found.phi == pytest.approx(case["phi"], abs=5e-7)
    assert found.significant
    assert not found.applied


def test_limits_are_cut_at_what_is_possible():
    """A share is never below 0 nor above 100, a ratio never below 0."""
    found = limits(50.0, 40.0, 0.95, (0.0, 100.0))
    assert (found.low, found.high) == (0.0, 100.0)
    assert limits(5.0, 40.0, 0.95, (0.0, inf)).high == pytest.approx(5 + 1.959964 * 40)


def test_the_outermost_tenth_is_drawn_in():
    """Of ten values the lowest and the highest become those next to them; of nine none does; the order stays."""
    assert winsorised([5, 1, 2, 3, 4, 6, 7, 8, 9, 100]) == [5, 2, 2, 3, 4, 6, 7, 8, 9, 9]
    assert winsorised([1, 2, 3, 4, 5, 6, 7, 8, 100]) == [1, 2, 3, 4, 5, 6, 7, 8, 100]
    assert winsorised([]) == []


def test_spread_beyond_chance_widens_by_what_is_usual():
    """Twenty groups at z of 3 and -3, with errors of 1: phi is 9, and by hand (180 - 19) / 19 is between them."""
    found = dispersion([3.0, -3.0] * 10, [1.0] * 20)
    assert (found.phi, found.applied) == (9, True)
    assert found.between == pytest.approx((180 - 19) / (20 - 1))
    assert found.p == pytest.approx(chi2.sf(180, 19))


def test_a_few_far_apart_do_not_widen():
    """Two of twenty groups at z of 9 are drawn in, and chance explains the rest."""
    found = dispersion([9.0, 9.0, *[0.5, -0.5] * 9], [1.0] * 20)
    assert found.phi < 1
    assert found.between == 0


def test_nine_groups_do_not_show_what_is_usual():
    """Below ten groups none is drawn in, so that one may be all of the spread: nothing is widened."""
    found = dispersion([9.0] * 9, [1.0] * 9)
    assert (found.significant, found.applied) == (True, False)
    assert dispersion([9.0] * 10, [1.0] * 10).applied


@given(numbers, st.randoms())
def test_the_order_of_groups_does_not_matter(z, random):
    """Groups in another order have the same spread to the last bit."""
    errors = [1 + abs(each) for each in z]
    order = random.sample(range(len(z)), len(z))
    assert dispersion(z, errors) == dispersion([z[i] for i in order], [errors[i] for i in order])


def test_the_variance_between_by_hand():
    """Errors 1 and 2 have the weights 1 and 0.25: (10 - 1) / (1.25 - 1.0625 / 1.25); never below 0."""
    assert between_variance(10, [1, 2]) == pytest.approx(9 / (1.25 - 1.0625 / 1.25))
    assert between_variance(0.5, [1, 2]) == 0


def test_shrinking_by_hand():
    """A distance of 10 with as much variance by chance as between groups is halved; without any between it is gone."""
    assert shrunken(80, 70, 2, 4) == 75
    assert shrunken(80, 70, 2, 0) == 70
    assert shrunken(80, 70, 0, 0) == 80


@given(st.floats(0, 100), st.floats(0, 100), st.floats(0.01, 50), st.floats(0, 500))
def test_shrinking_stays_between(value, overall, error, between):
    """A shrunken value lies between the value and the overall one."""
    found = shrunken(value, overall, error, between)
    assert min(value, overall) - 1e-9 <= found <= max(value, overall) + 1e-9


def test_variances_add():
    """An error of 3 and a variance of 16 between make 5."""
    assert with_between(3, 16) == 5


def test_a_spread_is_of_two_groups_or_more():
    """One group has none, nor have groups without their errors."""
    for z, errors in (([1.0], [1.0]), ([1.0, 2.0], [1.0])):
        with pytest.raises(ValueError, match="two or more"):
            dispersion(z, errors)
