import json
from fractions import Fraction
from pathlib import Path

import numpy as np
import pytest

from cxcli.scoring.contract_value import Contracts, contract_value, long_watched
from cxcli.scoring.tenures import Tenures
from cxcli.scoring.value_terms import Terms

SAID = json.loads(
    (Path(__file__).resolve().parents[1] / "vectors" / "customer_value.json").read_text(encoding="utf-8")
)["sbg"]
YEARLY = 0.1


def contracts(survivors=SAID["survivors"], paid=20):
    return Contracts(tuple(survivors), None if paid is None else Fraction(paid), "2024-09-30")


def monthly_lifetime(survivors, discount):
    """The mean of the months that a customer pays for, each discounted, added up one by one to the 40,000th."""
    rate = (1 + discount) ** (1 / 12)
    left, total = 1.0, 0.0
    for month in range(40_000):
        total += left / rate**month
        left *= (survivors["beta"] + month) / (survivors["alpha"] + survivors["beta"] + month)
    return total


def test_the_published_model_of_renewals():
    """Of 1,000 customers 869, 743 and so on renewed: alpha is 0.668 and beta 3.806."""
    found = contract_value(contracts(), Terms(discount=YEARLY))
    assert found.parts["alpha"] == pytest.approx(SAID["alpha"], abs=SAID["tol"])
    assert found.parts["beta"] == pytest.approx(SAID["beta"], abs=SAID["tol"])
    assert found.parts["months watched"] == 7


def test_the_value_is_payment_times_margin_times_lifetime():
    """A customer pays 20 a month, of which 60 % are kept, for the discounted months of the model."""
    found = contract_value(contracts(), Terms(margin=0.6, discount=YEARLY))
    lifetime = monthly_lifetime(found.parts, YEARLY)
    assert found.parts["months expected"] == pytest.approx(lifetime, rel=1e-9)
    assert found.value == pytest.approx(20 * 0.6 * lifetime, rel=1e-9)
    assert (found.parts["paid by a customer"], found.reason) == (20, "no interval is known for it")


def test_the_holdout_is_the_last_third_of_the_months():
    """Fitted to the first two thirds of twelve known years, the model foretells the survivors of the last ones well."""
    survivors = [*SAID["survivors"], *SAID["holdout"]]
    found = contract_value(contracts(survivors), Terms(discount=YEARLY))
    assert found.parts["holdout actual"] == survivors[-1] == 394
    assert found.parts["holdout expected"] == pytest.approx(394, rel=0.03)
    assert "holdout actual" not in contract_value(contracts([10, 8, 7]), Terms(discount=YEARLY)).parts


def test_without_a_discount_a_lifetime_may_have_no_end():
    """Where many never leave, the value is undefined and the reason says what to do."""
    found = contract_value(contracts(), Terms())
    assert found.value is None
    assert found.reason.endswith("too many never leave; say a discount in the config")
    assert found.parts["alpha"] == pytest.approx(SAID["alpha"], abs=SAID["tol"])


@pytest.mark.parametrize(
    ("survivors", "reason"),
    [
        ((5,), "a cohort shows how retention rises with tenure only where two renewals or more were due"),
        ((5, 5, 5), "nobody left, so nothing tells how likely customers are to leave"),
    ],
)
def test_cohorts_that_tell_nothing(survivors, reason):
    """Where the model cannot be fitted the value is undefined, for its reason and of how many months."""
    found = contract_value(contracts(survivors), Terms(discount=YEARLY))
    assert (found.value, found.parts) == (None, {})
    assert found.reason == f"{reason}; all were watched for {len(survivors) - 1} months"


def test_where_nobody_pays_any_more_there_is_no_value():
    """The model is told, the payment is not known."""
    found = contract_value(contracts(paid=None), Terms(discount=YEARLY))
    assert (found.value, found.reason) == (None, "nobody pays any more")


def test_a_model_without_a_maximum_says_so():
    """A retention that does not rise is none of the model: the value has the reason beside it."""
    found = contract_value(contracts([1000, 900, 810, 729, 656]), Terms(discount=YEARLY))
    assert found.value > 0
    assert "retention has to rise" in found.reason


@pytest.mark.parametrize(
    ("watched", "months", "cohort"), [([3], 3, 1), ([1, 9], 9, 1), ([4, 2, 9, 9, 1], 4, 3), ([2, 2, 2, 7], 2, 4)]
)
def test_half_of_the_customers_were_watched_so_long(watched, months, cohort):
    """The model is fitted to the half, or more, that was watched longest, for as many months as all of it was."""
    size = len(watched)
    zeros = np.zeros(size, np.int64)
    made = Tenures(np.arange(size), zeros, zeros, zeros > 0, np.array(watched))
    found, members = long_watched(made)
    assert (found, int(members.sum())) == (months, cohort)
