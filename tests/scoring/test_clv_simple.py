import json
from decimal import Decimal
from fractions import Fraction
from math import nan
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from cxcli.scoring.clv_simple import discounted_value, lifetime, lifetime_value, net_value, value_within
from cxcli.scoring.interval import Undefined

CASES = json.loads((Path(__file__).resolve().parents[1] / "vectors" / "clv.json").read_text(encoding="utf-8"))["simple"]
churns = st.floats(1e-4, 1, exclude_max=True)
rates = st.floats(0, 1)


@pytest.mark.parametrize("case", [case for case in CASES if case["metric"] == "simple"])
def test_published_simple_values(case):
    """Revenue x margin / churn of one period gives the published values."""
    found = lifetime_value(case["arpa"], Decimal(str(case["margin"])), Decimal(str(case["churn"])))
    assert found == pytest.approx(case["value"], abs=case.get("tol", 0))
    if "lifespan" in case:
        assert lifetime(case["churn"]) == pytest.approx(case["lifespan"], abs=0.05)


@pytest.mark.parametrize("case", [case for case in CASES if case["metric"] == "historic_net"])
def test_published_net_value(case):
    """What was earned, less the cost to acquire, is the published value."""
    assert net_value(case["annual_profit"] * case["years"], 0, case["cac"]) == case["value"]


def test_net_value_is_rounded_once():
    """Revenue less both costs: 0.3 less 0.1 and 0.2 in decimals is 0, not a rest in the last bit."""
    assert net_value(Decimal("0.3"), Decimal("0.1"), Decimal("0.2")) == 0
    assert net_value(100, 30, 90) == -20


def test_values_by_hand():
    """100 at a margin of 1/2 and a churn of 1/5: 250 for life, 90 in two periods, 200 / 1.5 discounted by 1/10."""
    terms = (100, Fraction(1, 2), Fraction(1, 5))
    assert lifetime(terms[2]) == 5
    assert lifetime_value(*terms) == 250
    assert value_within(*terms, 1) == pytest.approx(50)
    assert value_within(*terms, 2) == pytest.approx(90)
    assert discounted_value(*terms, Fraction(1, 10)) == pytest.approx(40 / 0.3)


def test_no_churn_has_no_lifetime():
    """Where nobody left a lifetime and its value are undefined, not infinite and not 0; the reason is said."""
    reason = "nobody left in the period, so a lifetime has no end that could be seen"
    assert lifetime(0) == lifetime_value(10, 1, 0) == Undefined(reason)
    assert discounted_value(10, 1, 0, 0) == Undefined(f"{reason}, and nothing is discounted")


def test_a_horizon_or_a_discount_gives_a_value_without_churn():
    """Without churn, twelve periods of 10 are worth 120, and all discounted by 5 % are worth 200."""
    assert value_within(10, 1, 0, 12) == 120
    assert discounted_value(10, 1, 0, Fraction(1, 20)) == 200


def test_when_everybody_leaves():
    """With a churn of 1 the first period is all there is."""
    assert lifetime(1) == 1
    assert lifetime_value(10, 1, 1) == value_within(10, 1, 1, 7) == 10
    assert discounted_value(10, 1, 1, Fraction(1, 20)) == 0


@given(churns, st.integers(1, 60))
def test_a_horizon_is_a_geometric_partial_sum(churn, periods):
    """The value within n periods is the sum of the first n terms profit x (1 - churn)^t."""
    expected = sum(30 * (1 - churn) ** t for t in range(periods))
    assert value_within(60, 0.5, churn, periods) == pytest.approx(expected, rel=1e-9)


@given(churns)
def test_a_long_horizon_is_a_lifetime(churn):
    """With ever more periods the value within them becomes that of a lifetime, and never more."""
    whole = lifetime_value(60, 0.5, churn)
    assert value_within(60, 0.5, churn, 10**6) == pytest.approx(whole)
    assert value_within(60, 0.5, churn, 10) <= whole * (1 + 1e-12)


@given(churns, rates)
def test_the_discounted_value_is_a_sum_of_discounted_incomes(churn, rate):
    """The payments after the first are discounted; with the first, and d = 0, they are the lifetime value."""
    kept = (1 - churn) / (1 + rate)
    head = sum(30 * kept**t for t in range(1, 200))
    assert discounted_value(60, 0.5, churn, rate) == pytest.approx(head + 30 * kept**200 / (1 - kept), rel=1e-9)
    assert discounted_value(60, 0.5, churn, 0) + 30 == pytest.approx(lifetime_value(60, 0.5, churn), rel=1e-12)


@pytest.mark.parametrize(
    ("call", "why"),
    [
        (lambda: lifetime_value(10, 60, 0.1), "a margin is a part"),
        (lambda: value_within(10, -0.1, 0.1, 2), "a margin is a part"),
        (lambda: lifetime_value(10, 0.6, 5), "a churn lies"),
        (lambda: lifetime(-0.1), "a churn lies"),
        (lambda: discounted_value(10, 0.6, 0.1, -0.1), "a discount rate"),
        (lambda: value_within(10, 0.6, 0.1, 0), "one period or more"),
        (lambda: net_value(nan, 0, 0), "finite"),
    ],
)
def test_nonsense_is_refused(call, why):
    """Percent for parts, a negative rate, no period, or what is no number are refused."""
    with pytest.raises(ValueError, match=why):
        call()
