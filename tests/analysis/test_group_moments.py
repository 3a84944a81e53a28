from fractions import Fraction

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from cxcli.analysis.answer_points import answer_points
from cxcli.analysis.group_moments import Moments, moments_of
from cxcli.scoring.boxes import settle
from cxcli.scoring.catalogue import shipped
from cxcli.scoring.counts import CountsByValue
from cxcli.scoring.ratio_sums import RatioSums
from cxcli.scoring.together import Whole

POINTS = answer_points(settle(shipped()["nps"]))
pairs = st.lists(st.tuples(st.integers(1, 50), st.integers(0, 50)), min_size=1, max_size=20)


def test_the_moments_of_answers():
    """Two promoters, a passive and a detractor: 100, 100, 0 and -100."""
    found = moments_of(CountsByValue.of({10: 1, 9: 1, 7: 1, 0: 1}), POINTS)
    assert found == Moments(4, Fraction(4), Fraction(100), Fraction(4), Fraction(30_000), Fraction(100))
    assert found.value == 25


def test_the_moments_of_weighted_answers():
    """A promoter of weight 3 and a detractor of weight 1: (300 - 100) / 4, and the squares of the weights."""
    found = moments_of(CountsByValue.weighted({(10, 3): 1, (0, 1): 1}), POINTS)
    assert (found.n, found.x, found.value, found.xx) == (2, 4, 50, 10)
    assert found.yy == 300**2 + 100**2
    assert found.xy == 3 * 300 - 100


@given(pairs)
def test_the_moments_of_sums_times_a_factor(units):
    """A ratio in percent has y times 100; squared distances are those of a loop over the units."""
    x, y = (np.array(each, np.int64) for each in zip(*units, strict=True))
    found = moments_of(RatioSums.of(x, y), {}, factor=100)
    assert found.value == Fraction(100 * int(y.sum()), int(x.sum()))
    assert found.squares_around(Fraction(7)) == sum((100 * b - 7 * a) ** 2 for a, b in units)


@given(pairs, pairs)
def test_moments_add(first, second):
    """The moments of two lists together are their sum."""

    def of(units):
        x, y = (np.array(each, np.int64) for each in zip(*units, strict=True))
        return moments_of(RatioSums.of(x, y), {})

    assert of(first) + of(second) == of(first + second)
    assert of(first) + Moments() == of(first)


def test_other_statistics_and_answers_are_refused():
    """Only counts and sums have moments, and only answers on the scale get points."""
    with pytest.raises(ValueError, match="by counts or by sums"):
        moments_of(Whole(), POINTS)
    with pytest.raises(ValueError, match="on the scale"):
        moments_of(CountsByValue.of({11: 1}), POINTS)
