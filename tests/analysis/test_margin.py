from math import nan, sqrt

import pytest
from hypothesis import given
from hypothesis import strategies as st
from scipy import stats

from cxcli.analysis.expected_spread import Spread, expected_spread, known_spread, shares_spread, worst_spread
from cxcli.analysis.margin import answers_for_margin, effective, fewest
from cxcli.scoring.boxes import settle
from cxcli.scoring.catalogue import shipped
from cxcli.scoring.difference import score
from cxcli.scoring.proportion import wilson

NPS, CSAT, MEAN = (settle(shipped()[name]) for name in ("nps", "csat", "csat:mean"))


@pytest.mark.parametrize(
    ("metric", "margin", "answers"), [(CSAT, 3, 1068), (CSAT, 5, 385), (CSAT, 10, 97), (NPS, 5, 1537)]
)
def test_the_answers_of_textbooks(metric, margin, answers):
    """Nothing expected: 1,068 answers for 3 percentage points, 385 for 5, 97 for 10; four times as many for NPS."""
    assert answers_for_margin(metric, worst_spread(metric), margin) == answers


@pytest.mark.parametrize("margin", [3, 5, 10, 30])
def test_textbook_numbers_hold_for_every_share(margin):
    """With them no Wilson limit is further than the margin, whatever the share; with one fewer some limit is."""
    n = answers_for_margin(CSAT, worst_spread(CSAT), margin)
    shares = [step / 2000 for step in range(2001)]

    def furthest(size):
        return max(100 * max(p - wilson(p, size).low, wilson(p, size).high - p) for p in shares)

    assert furthest(n) <= margin + 1e-9
    assert furthest(n - 1) > margin


@pytest.mark.parametrize(("expected", "answers"), [(99, 87), (95, 139), (90, 196), (50, 381)])
def test_the_interval_the_other_way_round(expected, answers):
    """Wilson's interval by brute force: the first n of which both limits are within 5 points of the expected share."""
    p = expected / 100
    brute = next(n for n in range(1, 500) if max(p - wilson(p, n).low, wilson(p, n).high - p) <= 0.05)
    assert answers_for_margin(CSAT, expected_spread(CSAT, expected), 5) == brute == answers


@pytest.mark.parametrize(("plus", "minus", "margin"), [(50, 20, 10), (90, 2, 8), (5, 5, 12)])
def test_the_interval_of_nps_the_other_way_round(plus, minus, margin):
    """The same for NPS with the score interval."""

    def furthest(n):
        limits = score(plus / 100, minus / 100, n)
        return 100 * max((plus - minus) / 100 - limits.low, limits.high - (plus - minus) / 100)

    n = answers_for_margin(NPS, shares_spread(plus, minus), margin)
    assert furthest(n) <= margin < furthest(n - 1)


@pytest.mark.parametrize(("margin", "answers"), [(0.1, 468), (0.5, 22), (1, 8), (3, 3)])
def test_a_mean_by_t(margin, answers):
    """A deviation of 1.1: the first n, from 2 on, whose t quantile times 1.1 / sqrt(n) is at most the margin."""
    brute = next(n for n in range(2, 1000) if stats.t.ppf(0.975, n - 1) * 1.1 / sqrt(n) <= margin)
    assert answers_for_margin(MEAN, known_spread(1.1), margin) == brute == answers


def test_a_small_population():
    """384.15 answers from an endless population are 384.15 / 1.38415 = 277.5 of 1,000; a census is enough for all."""
    assert answers_for_margin(CSAT, worst_spread(CSAT), 5, population=1000) == 278
    for metric, spread in ((CSAT, worst_spread(CSAT)), (CSAT, expected_spread(CSAT, 90)), (MEAN, known_spread(1.1))):
        assert answers_for_margin(metric, spread, 1e-6, population=7) == 7
        assert answers_for_margin(metric, spread, 0.5, population=1) == 1


@given(st.integers(2, 2000), st.floats(0.05, 1.5))
def test_means_of_a_small_population(population, margin):
    """The half-width shrinks by the square root of the part that is not asked; the degrees of freedom stay n - 1."""
    n = answers_for_margin(MEAN, known_spread(1.1), margin, population=population)

    def half(size):
        return stats.t.ppf(0.975, size - 1) * 1.1 / sqrt(size) * sqrt(1 - size / population) if size > 1 else 9.0

    assert half(n) <= margin + 1e-9
    assert n == min(2, population) or half(n - 1) > margin - 1e-9


def test_the_fewest_that_are_enough():
    """By bisection the first number that is enough, from the least on; in a population at most all."""
    assert [fewest(lambda n: n >= 7, None, 1), fewest(lambda n: n >= 0, None, 2), fewest(lambda _: False, 9, 1)] == [
        7,
        2,
        9,
    ]
    assert effective(10, None) == 10


@pytest.mark.parametrize("margin", [0, -1, nan])
def test_nonsense_is_refused(margin):
    """A margin is above 0, and the limits of a share need shares."""
    with pytest.raises(ValueError, match="above 0"):
        answers_for_margin(NPS, worst_spread(NPS), margin)
    with pytest.raises(ValueError, match="by their ends"):
        answers_for_margin(NPS, Spread(4, "x"), 5)
