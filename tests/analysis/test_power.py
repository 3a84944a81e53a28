from math import inf, nan, sqrt

import pytest
from hypothesis import given
from hypothesis import strategies as st
from scipy import stats

from cxcli.analysis.power import (
    ADDED_TO_NET_SHARES,
    ADDED_TO_SHARES,
    Ends,
    SampleOfEnds,
    power_of_ends,
    power_of_means,
    smallest,
    smallest_either_way,
    spread_of,
)

parts = st.tuples(st.integers(0, 100), st.integers(0, 100)).filter(lambda x: sum(x) <= 100)


def test_answers_move_from_end_to_end():
    """50 % and 20 %: 10 points up are 5 % that cross over; 60 up take all detractors, and 20 % of the passives."""
    ends = Ends(0.5, 0.2)
    assert (ends.value, ends.variance) == pytest.approx((0.3, 0.61))
    assert (ends.room(1), ends.room(-1)) == pytest.approx((0.7, 1.3))
    for by, plus, minus in ((0.1, 0.55, 0.15), (-0.1, 0.45, 0.25), (0.6, 0.9, 0.0), (-1.3, 0.0, 1.0), (0, 0.5, 0.2)):
        moved = ends.moved(by)
        assert (moved.plus, moved.minus) == pytest.approx((plus, minus))


@given(parts, st.floats(-2, 2))
def test_what_is_moved_is_so_much_higher(shares, by):
    """As far as there is room, the value moves by just as much, and the shares stay shares."""
    ends = Ends(shares[0] / 100, shares[1] / 100)
    if -ends.room(-1) <= by <= ends.room(1):
        moved = ends.moved(by)
        assert moved.value == pytest.approx(ends.value + by)
        assert min(moved.plus, moved.minus) >= -1e-12
        assert moved.plus + moved.minus <= 1 + 1e-12


def test_large_samples_by_fleiss():
    """Of 50 and 60 % of 10,000 each: Fleiss's formula, z = (0.1 - 1.96 se0) / se1; the added answers do not matter."""
    p1, p2, n = 0.5, 0.52, 10_000
    se0, se1 = sqrt(2 * 0.51 * 0.49 / n), sqrt((p1 * (1 - p1) + p2 * (1 - p2)) / n)
    known = stats.norm.cdf((p2 - p1 - stats.norm.ppf(0.975) * se0) / se1)
    sides = (SampleOfEnds(Ends(p, 1 - p), n) for p in (p1, p2))
    assert power_of_ends(*sides, ADDED_TO_SHARES, 0.95) == pytest.approx(known, abs=0.005)


def test_a_census_on_one_side():
    """A census at 50 % beside 10,000 answers at 52 %: one standard error of its own, known from the census for null."""
    known = stats.norm.cdf((0.02 - stats.norm.ppf(0.975) * 0.005) / sqrt(0.52 * 0.48 / 10_000))
    census, sample = SampleOfEnds(Ends(0.5, 0.5), inf), SampleOfEnds(Ends(0.52, 0.48), 10_000)
    assert power_of_ends(census, sample, ADDED_TO_SHARES, 0.95) == pytest.approx(known, abs=0.005)
    assert power_of_ends(sample, census, ADDED_TO_SHARES, 0.95) == pytest.approx(known, abs=0.005)
    assert power_of_ends(census, SampleOfEnds(Ends(0.52, 0.48), inf), ADDED_TO_NET_SHARES, 0.95) == 1


def test_means_by_hand():
    """11 answers each with a variance of 1: the limits of both by t of 10 degrees, beside an error of t of 20."""
    half = stats.t.ppf(0.975, 10) * sqrt(2 / 11)
    known = stats.t.cdf((1.4 - half) / sqrt(2 / 11), 20)
    assert power_of_means(1.4, (1, 1), (11, 11)) == pytest.approx(known)
    assert power_of_means(0.7, (1, 1), (inf, 11)) == pytest.approx(
        stats.t.cdf(0.7 * sqrt(11) - stats.t.ppf(0.975, 10), 10)
    )
    assert [power_of_means(change, (0, 0), (inf, inf)) for change in (0.1, 0)] == [1, 0]


def test_samples_that_are_all_alike():
    """Two answers of half and half are alike in half of all cases; answers in between can be alike, too."""
    assert spread_of(Ends(0.5, 0.5), 2) == pytest.approx(0.5)
    assert spread_of(Ends(0.2, 0.3), 3) == pytest.approx(1 - 0.2**3 - 0.3**3 - 0.5**3)
    assert spread_of(Ends(1, 0), 50) == 0
    assert spread_of(Ends(0.5, 0.5), inf) == 1


def test_the_smallest_difference():
    """It is found where enough is shown; None where nothing is, or where there is no room; a hump with looks."""
    assert smallest(lambda by: by / 4, 4, 0.8) == pytest.approx(3.2)
    assert smallest(lambda by: by / 10, 4, 0.8) is None
    assert smallest(lambda by: 1 - by, 0, 0.8) is None

    def hump(by):
        return by / 2 if by < 2 else 0.0

    assert smallest(hump, 4, 0.8) is None
    assert smallest(hump, 4, 0.8, looks=64) == pytest.approx(1.6, abs=1e-5)


def test_either_way():
    """The larger of the two ways; a way in which nothing shows counts as far as it goes."""

    def shown(way, by):
        return by if way > 0 else by / 2

    assert smallest_either_way(shown, (2, 2), 0.8) == pytest.approx(1.6)
    assert smallest_either_way(shown, (0.1, 2), 0.8) == pytest.approx(0.8)
    assert smallest_either_way(shown, (1.2, 2), 0.8) == 1.2
    assert smallest_either_way(shown, (1.2, 1), 0.8) is None
    assert smallest_either_way(shown, (0.1, 0.5), 0.8) is None


@pytest.mark.parametrize("power", [0.49, 1, 0, nan])
def test_no_power(power):
    """A power is from 0.5 to below 1."""
    with pytest.raises(ValueError, match="a power lies between"):
        smallest(lambda by: by, 1, power)
