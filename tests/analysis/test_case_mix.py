from fractions import Fraction
from math import sqrt

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from cxcli.analysis.case_mix import adjusted, alone, totals, with_rare_pooled
from cxcli.analysis.group_moments import Moments


def of(answers):
    """The moments of some answers by their points."""
    y = [Fraction(each) for each in answers]
    n, total = len(y), sum(y, start=Fraction(0))
    return Moments(n, Fraction(n), total, Fraction(n), sum((each**2 for each in y), start=Fraction(0)), total)


def cells_of(rows):
    """The cells of rows of (group, stratum, points)."""
    lists = {}
    for group, stratum, points in rows:
        lists.setdefault(group, {}).setdefault((stratum,), []).append(points)
    return {group: {stratum: of(each) for stratum, each in mine.items()} for group, mine in lists.items()}


# 20 hard and 20 easy cases; of the hard ones 10 count, of the easy ones 18.
HARD, EASY = [100, 0], [100] * 9 + [0]
CELLS = {
    "ann": {("hard",): of(HARD * 8), ("easy",): of(EASY * 0 + [100] * 4)},
    "bob": {("hard",): of(HARD * 2), ("easy",): of([100] * 14 + [0] * 2)},
}
rows = st.lists(
    st.tuples(st.sampled_from("abc"), st.sampled_from("xyz"), st.sampled_from([-100, 0, 100])), min_size=3, max_size=40
)


def test_expected_by_hand():
    """Ann has 16 hard cases of which 50 % count everywhere, and 4 easy ones of which 90 % do: 11.6 of 20, 58 %."""
    found = adjusted(CELLS, proportional=True)
    assert found["ann"].observed == 60
    assert found["ann"].expected == 58
    assert found["ann"].value == Fraction(70 * 60, 58)
    assert adjusted(CELLS, proportional=False)["ann"].value == 70 + 60 - 58


def test_the_variance_by_hand():
    """In a stratum with N answers, n of them hers, it is n (N - n) / (N - 1) p (1 - p): hypergeometric."""
    found = adjusted(CELLS, proportional=False)["ann"]
    hard, easy = 16 * 4 / 19 * 2500, 4 * 16 / 19 * 900
    assert found.test_error == pytest.approx(sqrt(hard + easy) / 20)
    assert found.error == pytest.approx(sqrt(16 * 2500 + 4 * 900) / 20)


@given(rows, st.booleans())
def test_all_groups_together_have_what_is_expected(given_rows, proportional):
    """Observed and expected values, weighed by answers, have the same sum."""
    found = adjusted(cells_of(given_rows), proportional=proportional).values()
    assert sum(each.observed * each.n for each in found) == sum(each.expected * each.n for each in found)


@given(rows, st.booleans())
def test_one_stratum_changes_nothing(given_rows, proportional):
    """Where all cases are alike, the adjusted value is the observed one, and so are its limits."""
    for each in adjusted(cells_of((g, "x", abs(y)) for g, _, y in given_rows), proportional=proportional).values():
        assert each.value == each.observed
        assert (each.factor, each.shift) == (1, 0)


@given(rows, st.randoms())
def test_the_order_of_rows_does_not_matter(given_rows, random):
    """Rows in another order give the same to the last bit."""
    mixed = random.sample(given_rows, len(given_rows))
    first, second = (adjusted(cells_of(each), proportional=False) for each in (given_rows, mixed))
    assert first == second


def test_the_own_error_is_that_of_a_loop():
    """The spread of a group's distances from the values of their strata, with n - 1, and that of the strata.

    Two of three answers of x are its own and one of three of y: its own variance counts 2/9 + 4/9, those of the strata
    4/9 and 2/9.
    """
    rows_of = [("a", "x", 100), ("a", "x", 0), ("a", "y", 100), ("b", "x", 0), ("b", "y", 0), ("b", "y", -100)]
    means = {"x": 100 / 3, "y": 0}
    distances = [points - means[stratum] for group, stratum, points in rows_of if group == "a"]
    found = adjusted(cells_of(rows_of), proportional=False)["a"]
    strata = 4 / 9 * np.var([100, 0, 0]) + 2 / 9 * np.var([100, 0, -100])
    assert found.own_error == pytest.approx(sqrt(6 / 9 * np.var(distances, ddof=1) + strata) / 3)


def test_one_answer_has_no_spread_of_its_own():
    """A group with one answer has no own error, and one that is everything cannot differ by chance."""
    assert adjusted(cells_of([("a", "x", 0), ("b", "x", 100)]), proportional=False)["a"].own_error is None
    assert adjusted(cells_of([("a", "x", 5)]), proportional=False)["a"].test_error == 0


def test_nothing_expected_is_no_multiple():
    """Where none of such cases counts anywhere, nothing is expected, and the group is on the overall value."""
    cells = cells_of([("a", "x", 0), ("b", "x", 0), ("b", "y", 100), ("c", "y", 0)])
    assert adjusted(cells, proportional=True)["a"].value == 25


def test_rare_strata_are_one():
    """Strata with fewer answers than that are one; a single rare one stays as it is."""
    cells = cells_of([("a", "x", 1)] * 5 + [("a", "y", 2), ("b", "z", 3), ("b", "x", 1)])
    pooled, rare = with_rare_pooled(cells, fewest=2)
    assert rare == 2
    assert {stratum: each.n for stratum, each in totals(pooled).items()} == {("x",): 6, (): 2}
    assert with_rare_pooled(cells_of([("a", "x", 1), ("b", "y", 1), ("b", "y", 1)]), fewest=2)[1] == 0


def test_answers_that_stand_alone():
    """Answers in a stratum that only one group has are counted."""
    assert alone(cells_of([("a", "x", 1), ("a", "x", 1), ("a", "y", 1), ("b", "y", 1)])) == 2
