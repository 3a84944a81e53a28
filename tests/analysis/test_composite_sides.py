"""Two groups of customers side by side; expected values are calculated by hand."""

from fractions import Fraction
from math import fsum

import pytest
from hypothesis import given
from hypothesis import strategies as st

from cxcli.analysis.composite_cells import CompositeCell
from cxcli.analysis.composite_change import CompositeChange
from cxcli.analysis.composite_sides import CompositeSides, apart
from cxcli.scoring.composite import Health, health
from cxcli.scoring.composite_definition import Part
from cxcli.scoring.interval import Interval, Undefined
from cxcli.scoring.score import Score

PARTS = [
    Part("use", "seats", Fraction(3), 0, 100, ("0", "100")),
    Part("said", "nps", Fraction(1), -100, 100, ("-100", "100")),
]
SIDES = st.dictionaries(
    st.sampled_from("abcdefg"),
    st.fixed_dictionaries({}, optional={"use": st.floats(0, 100), "said": st.floats(-100, 100)}).filter(bool),
    min_size=1,
)


def side(values, parts=PARTS):
    return {key: health(parts, each, 0) for key, each in values.items()}


def test_two_groups_by_hand():
    """Weights 3 and 1: a (80, 100) has 85, b (40) has 40; c (60, 0) has 57.5. What each part did adds up to -5.

    Before: use weighs (3/4 + 1) / 2 = 7/8 and has (60 + 40) / 2 / (7/8) = 400/7 points; said weighs 1/8 and has
    (25 / 2) / (1/8) = 100. After: 3/4 with 60, 1/4 with 50. The level is (62.5 + 57.5) / 2 = 60.
    """
    found = apart(side({"a": {"use": 80, "said": 100}, "b": {"use": 40}}), side({"c": {"use": 60, "said": 0}}), 0.95)
    assert found.difference == pytest.approx(-5)
    assert found.parts["use"].points == pytest.approx(13 / 16 * (60 - 400 / 7))
    assert found.parts["use"].weight == pytest.approx(-1 / 8 * ((60 + 400 / 7) / 2 - 60))
    assert found.parts["said"].points == pytest.approx(3 / 16 * -50)
    assert found.parts["said"].weight == pytest.approx(1 / 8 * (75 - 60))
    assert found.limits == Undefined("fewer than two customers show no spread")
    assert found.customers == 0


def test_the_limits_are_those_of_welch():
    """Two groups of other customers have Welch's limits: 20, 40 and 60 after 10 and 30 (scipy 1.14, ttest_ind)."""
    from scipy.stats import ttest_ind  # noqa: PLC0415 - the oracle

    before, after = ([{"use": value} for value in values] for values in ((10, 30), (20, 40, 60)))
    found = apart(side(dict(enumerate(before))), side({f"x{key}": each for key, each in enumerate(after)}), 0.9)
    low, high = ttest_ind([20, 40, 60], [10, 30], equal_var=False).confidence_interval(0.9)
    assert (found.limits.low, found.limits.high) == pytest.approx((low, high))


@given(SIDES, SIDES)
def test_contributions_add_up_and_know_no_order(before, after):
    """What the parts did is the difference; parts in another order do the same, to the last bit."""
    after = {f"{key}'": each for key, each in after.items()}
    found = apart(side(before), side(after), 0.95)
    assert fsum(each.total for each in found.parts.values()) == pytest.approx(found.difference, abs=1e-9)
    turned = apart(side(before, PARTS[::-1]), side(after, PARTS[::-1]), 0.95)
    assert (turned.difference, turned.parts, turned.limits) == (found.difference, dict(found.parts), found.limits)


@given(SIDES, SIDES)
def test_a_group_after_itself_the_other_way_round_is_the_negative(before, after):
    """The two sides exchanged contribute the same with the other sign."""
    after = {f"{key}'": each for key, each in after.items()}
    there, back = apart(side(before), side(after), 0.95), apart(side(after), side(before), 0.95)
    assert back.difference == -there.difference
    for name, each in there.parts.items():
        assert back.parts[name].total == pytest.approx(-each.total, abs=1e-9)


def test_a_side_without_scores_is_a_fault():
    """Who has no score is on no side."""
    with pytest.raises(ValueError, match="with a score"):
        apart({"a": Health(None, 0.1, {}, {}, {})}, side({"b": {"use": 1}}), 0.95)


@pytest.mark.parametrize(
    ("limits", "said"),
    [(Interval(1, 2, "t"), "up"), (Interval(-2, -1, "t"), "down"), (Interval(-1, 1, "t"), "unclear"),
     (Undefined("few"), None)],
)  # fmt: skip
def test_the_verdict_goes_by_the_limits(limits, said):
    """Up or down where the limits leave 0 out."""
    score = Score(
        metric="health", title="", definition="", parameters={}, group={}, period=None, status="ok", reason=None,
        value=1.0, low=None, high=None, unit="points", confidence=0.95, interval=None, n=1, parts={}, account=None,
    )  # fmt: skip
    cell = CompositeCell(score=score, members={}, parts=[])
    change = CompositeChange(1.0, limits, {})
    sides = CompositeSides(labels=("a", "b"), before=cell, after=cell, change=change, both=0, neither=0)
    assert sides.verdict == said
