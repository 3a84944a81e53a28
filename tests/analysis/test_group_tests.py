from itertools import combinations

import pytest
from hypothesis import given
from hypothesis import strategies as st
from scipy.stats import hypergeom, norm, t

from cxcli.analysis.group_tests import cautious_p, exact_p, normal_p, z_of


@given(st.integers(1, 60), st.integers(0, 60), st.integers(0, 60), st.data())
def test_one_stratum_is_a_hypergeometric_count(n, other, counting, data):
    """The doubled smaller side of scipy's distribution, with the count seen taken by half."""
    everything, counting = n + other, min(counting, n + other)
    law = hypergeom(everything, counting, n)
    seen = data.draw(st.integers(max(0, n - (everything - counting)), min(n, counting)))
    sides = law.cdf(seen) - law.pmf(seen) / 2, law.sf(seen) + law.pmf(seen) / 2
    assert exact_p(seen, [(n, everything, counting)]) == pytest.approx(min(1, 2 * min(sides)), rel=1e-6, abs=1e-12)


def test_two_strata_are_every_way_to_deal_the_answers():
    """All ways in which 3 of 6 and 2 of 5 answers may fall to the group, one by one."""
    first, second = [1, 1, 0, 0, 0, 0], [1, 1, 1, 0, 0]
    dealt = [sum(a) + sum(b) for a in combinations(first, 3) for b in combinations(second, 2)]
    for seen in set(dealt):
        below, here = sum(each < seen for each in dealt), dealt.count(seen)
        above = len(dealt) - below - here
        expected = min(1.0, 2 * min(below + here / 2, above + here / 2) / len(dealt))
        assert exact_p(seen, [(3, 6, 2), (2, 5, 3)]) == pytest.approx(expected)


def test_a_count_that_could_be_no_other_says_nothing():
    """A group that has all answers, or where all are alike, has p 1."""
    assert exact_p(3, [(5, 5, 3)]) == 1
    assert exact_p(5, [(5, 20, 20)]) == 1
    assert exact_p(0, [(5, 20, 0)]) == 1


@given(st.floats(-8, 8).filter(bool))
def test_p_and_z_go_back_and_forth(z):
    """A distance has the p value of the normal distribution, which has that distance."""
    assert normal_p(z) == pytest.approx(2 * norm.sf(abs(z)))
    assert z_of(normal_p(z), z) == pytest.approx(z, abs=1e-6)


def test_a_p_value_too_small_for_a_float_has_a_distance():
    """0 is taken for the smallest that has one; p 1 has none."""
    assert z_of(0.0, -1) == pytest.approx(-37, abs=0.2)
    assert z_of(1.0, 1) == 0


def test_both_tests_must_call():
    """The larger p counts: that of the normal one, or that of t with n - 1 degrees of freedom."""
    assert cautious_p(3, 2, 10) == pytest.approx(2 * t.sf(2, 9))
    assert cautious_p(1, -9, 10) == pytest.approx(2 * norm.sf(1))
    assert cautious_p(2, float("inf"), 10) == pytest.approx(2 * norm.sf(2))
    assert cautious_p(9, None, 1) == 1
