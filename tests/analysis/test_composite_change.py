from fractions import Fraction
from math import fsum

import pytest
from hypothesis import given
from hypothesis import strategies as st
from msgspec.structs import replace
from scipy import stats

from cxcli.analysis.composite_change import Moved, change, index_change, most_of, moved, overlapping
from cxcli.rows import RowAccount
from cxcli.scoring.composite import health
from cxcli.scoring.composite_definition import Part
from cxcli.scoring.interval import Undefined
from cxcli.scoring.score import Score

PARTS = [
    Part(name, name, Fraction(weight), 0.0, 100.0, ("0", "100")) for name, weight in (("a", 3), ("b", 2), ("c", 1))
]
VALUES = st.dictionaries(st.sampled_from("abc"), st.floats(0, 100), min_size=1)
MANY = st.dictionaries(st.integers(0, 12).map(str), VALUES, min_size=1)


def scored(values):
    return health(PARTS, values, 0)


@given(VALUES, VALUES)
def test_the_contributions_of_one_customer_add_up(before, after):
    """What points and weights of all parts did is the change of the score, whatever parts came and went."""
    was, now = scored(before), scored(after)
    parts = moved(was, now).values()
    assert fsum(each.total for each in parts) == pytest.approx(now.score - was.score, abs=1e-9)


@given(MANY, MANY)
def test_the_contributions_to_a_mean_add_up(before, after):
    """Those of the parts and of customers who came or went make the change of the mean."""
    was, now = ({key: scored(each) for key, each in some.items()} for some in (before, after))
    found = change(was, now, 0.95)
    means = [fsum(each.score for each in some.values()) / len(some) for some in (was, now)]
    assert found.difference == pytest.approx(means[1] - means[0], abs=1e-9)
    told = fsum([*(each.total for each in found.parts.values()), found.customers])
    assert told == pytest.approx(found.difference, abs=1e-9)


@given(VALUES, VALUES)
def test_backwards_every_contribution_has_the_other_sign(before, after):
    """From the later period to the earlier one, each part did the opposite."""
    there, back = moved(scored(before), scored(after)), moved(scored(after), scored(before))
    assert set(there) == set(back)
    for name, each in there.items():
        assert (each.points, each.weight) == (pytest.approx(-back[name].points), pytest.approx(-back[name].weight))


def test_contributions_by_hand():
    """With weights 3, 2 and 1, ten points more of the first are five of the score, and nothing else moved."""
    was, now = scored({"a": 50.0, "b": 70.0, "c": 20.0}), scored({"a": 60.0, "b": 70.0, "c": 20.0})
    found = moved(was, now)
    assert found["a"].points == pytest.approx(5)
    assert [found[name].total for name in "bc"] == [0, 0]
    assert most_of(found) == "a"
    assert most_of(moved(was, was)) is None


def test_a_part_that_comes_in_at_the_level_of_the_score_moves_nothing():
    """The score stays, and so does every part's contribution: at 0."""
    found = moved(scored({"a": 60.0}), scored({"a": 60.0, "b": 60.0}))
    assert [each.total for each in found.values()] == [pytest.approx(0), pytest.approx(0)]


def test_limits_of_the_same_customers_are_those_of_pairs():
    """Where all are in both periods, it is the paired t interval, here of scipy."""
    first, second = [50.0, 60.0, 80.0, 90.0, 20.0], [55.0, 52.0, 90.0, 95.0, 40.0]
    found = overlapping(dict(enumerate(first)), dict(enumerate(second)), 0.95)
    expected = stats.ttest_rel(second, first).confidence_interval(0.95)
    assert (found.low, found.high) == (pytest.approx(expected.low), pytest.approx(expected.high))


def test_limits_of_other_customers_are_those_of_welch():
    """Where nobody is in both periods, it is the interval of two samples of unequal spread, here of scipy."""
    first, second = [50.0, 60.0, 80.0, 90.0, 20.0], [55.0, 52.0, 90.0]
    found = overlapping(dict(enumerate(first)), {f"b{n}": each for n, each in enumerate(second)}, 0.95)
    expected = stats.ttest_ind(second, first, equal_var=False).confidence_interval(0.95)
    assert (found.low, found.high) == (pytest.approx(expected.low), pytest.approx(expected.high))


def test_without_spread_there_are_no_limits():
    """One customer, or customers who all moved alike, show none."""
    assert isinstance(overlapping({"a": 1.0}, {"a": 2.0, "b": 3.0}, 0.95), Undefined)
    assert isinstance(overlapping({"a": 1.0, "b": 1.0}, {"a": 2.0, "b": 2.0}, 0.95), Undefined)
    assert isinstance(overlapping({"a": 1.0, "b": 3.0}, {"a": 2.0, "b": 4.0}, 0.95), Undefined)


def index(value, low, high):
    return Score(
        metric="i", title="i", definition="", parameters={}, group={}, period=None, status="ok", reason=None,
        value=value, low=low, high=high, unit="points", confidence=0.95, interval=None, n=1, parts={},
        account=RowAccount(),
    )  # fmt: skip


def test_the_limits_of_the_change_of_an_index_are_the_widest():
    """From 50 (45 to 60) to 70 (66 to 75) it is 20, from 66 - 60 to 75 - 45; without limits it has none."""
    before, after = index(50.0, 45.0, 60.0), index(70.0, 66.0, 75.0)
    was, now = scored({"a": 50.0}), scored({"a": 70.0})
    found = index_change(before, after, was, now)
    assert (found.difference, found.limits.low, found.limits.high) == (20.0, 6.0, 30.0)
    assert found.parts == {"a": Moved(20.0, 0.0)}
    assert isinstance(index_change(replace(before, low=None), after, was, now).limits, Undefined)


def test_a_change_is_one_of_scores():
    """Customers without a score have no change."""
    with pytest.raises(ValueError, match="scores that there are"):
        moved(health(PARTS, {"c": 1.0}, 1), scored({"a": 1.0}))
