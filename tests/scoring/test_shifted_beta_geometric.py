import json
from itertools import pairwise
from math import inf, nan
from pathlib import Path

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from scipy import special

from cxcli.scoring.interval import Undefined
from cxcli.scoring.shifted_beta_geometric import ShiftedBetaGeometric, fit

VECTORS = json.loads((Path(__file__).resolve().parents[1] / "vectors" / "clv.json").read_text(encoding="utf-8"))
PUBLISHED = VECTORS["shifted_beta_geometric"]
COHORTS = [PUBLISHED["highend"], PUBLISHED["regular"]]
models = st.builds(ShiftedBetaGeometric, st.floats(0.05, 50), st.floats(0.05, 50))
MEANING = "alpha and beta tell how likely customers are to leave and how much they differ in it; retention has to rise"


@pytest.mark.parametrize("cohort", COHORTS, ids=["high end", "regular"])
def test_published_fits(cohort):
    """Both cohorts of the paper have the published parameters, and the mean chance of leaving that is printed."""
    found = fit(cohort["survivors"])
    assert found.converged
    assert found.model.alpha == pytest.approx(cohort["alpha"], abs=PUBLISHED["tol"]["params"], rel=0)
    assert found.model.beta == pytest.approx(cohort["beta"], abs=PUBLISHED["tol"]["params"], rel=0)
    assert 1 - found.model.retention(1) == pytest.approx(cohort["mean_theta"], abs=0.005)
    if "LL" in cohort:
        assert found.log_likelihood == pytest.approx(cohort["LL"], abs=PUBLISHED["tol"]["LL"], rel=0)


@pytest.mark.parametrize(
    ("parameters", "printed"), [((1, 1), "LL_at_1_1"), ((0.01, 0.01), "LL_at_0.01_0.01"), ((0.668, 3.806), "LL")]
)
def test_published_likelihoods(parameters, printed):
    """At the parameters of the paper's spreadsheet the cohort is as likely as printed there."""
    survivors = np.array(COHORTS[0]["survivors"])
    shares = ShiftedBetaGeometric(*parameters).survival(np.arange(survivors.size))
    found = -np.diff(survivors) @ np.log(-np.diff(shares)) + survivors[-1] * np.log(shares[-1])
    assert found == pytest.approx(COHORTS[0][printed], abs=PUBLISHED["tol"]["LL"], rel=0)


def test_the_misprinted_parameter_is_not_found():
    """The text of the paper has alpha = 0.688 where its tables, and the fit, have 0.668."""
    assert fit(COHORTS[0]["survivors"]).model.alpha != pytest.approx(0.688, abs=0.01)


@pytest.mark.parametrize("cohort", COHORTS, ids=["high end", "regular"])
def test_the_years_that_were_held_out(cohort):
    """Fitted to seven renewals, the model foretells the survivors of the next five to within 5 percent of them."""
    found = fit(cohort["survivors"]).model
    known = len(cohort["survivors"])
    ahead = cohort["survivors"][0] * found.survival(np.arange(known, known + len(cohort["holdout"])))
    assert ahead == pytest.approx(cohort["holdout"], rel=0.05)


@given(models)
def test_survival_is_the_product_of_retentions(model):
    """Survival after t renewals is the product of the first t retentions, and retention rises with tenure."""
    retention = model.retention(np.arange(1, 30))
    assert (np.diff(retention) > 0).all()
    assert model.survival(np.arange(30)) == pytest.approx(np.concatenate(([1], np.cumprod(retention))), rel=1e-9)


@settings(max_examples=30)
@given(models, st.integers(0, 20), st.floats(0.05, 1))
def test_discounted_lifetimes_are_sums(model, renewals, rate):
    """DEL and DERL are the sums of survival, from the start or from a decision on, each period discounted to it."""
    times = np.arange(2000)
    worth = (1 + rate) ** -times.astype(float)
    new = (model.survival(times) * worth).sum()
    assert model.discounted_lifetime(rate) == pytest.approx(new, rel=1e-8)
    later = (model.survival(renewals + 1 + times) / model.survival(renewals) * worth).sum()
    assert model.discounted_residual_lifetime(renewals, rate) == pytest.approx(later, rel=1e-8)


@settings(max_examples=30)
@given(models, st.integers(0, 20), st.floats(0.05, 1))
def test_discounted_lifetimes_are_the_papers_functions(model, renewals, rate):
    """DEL and DERL agree with the hypergeometric functions of the paper, where floats can give them."""
    z, both = 1 / (1 + rate), model.alpha + model.beta
    assert model.discounted_lifetime(rate) == pytest.approx(special.hyp2f1(1, model.beta, both, z), rel=1e-8)
    n = renewals + 1
    expected = (model.beta + n - 1) / (both + n - 1) * special.hyp2f1(1, model.beta + n, both + n, z)
    assert model.discounted_residual_lifetime(renewals, rate) == pytest.approx(expected, rel=1e-8)


def test_lifetimes_by_hand():
    """With alpha 2 and beta 1: survival 2 / ((t + 1) (t + 2)) adds up to 2, and (t + 1) / (t + 3) renew."""
    model = ShiftedBetaGeometric(2, 1)
    assert model.survival([0, 1, 2]) == pytest.approx([1, 1 / 3, 1 / 6])
    assert model.retention([1, 2]) == pytest.approx([1 / 3, 1 / 2])
    assert model.discounted_lifetime(0) == 2
    assert model.discounted_residual_lifetime(0, 0) == pytest.approx(1)


def test_long_lifetimes_do_not_overflow():
    """Where customers hardly leave and nearly nothing is discounted the lifetime is finite, below (1 + d) / d."""
    for model in (ShiftedBetaGeometric(3.8, 4500), ShiftedBetaGeometric(0.002, 180), ShiftedBetaGeometric(1.5, 172)):
        assert 1 < model.discounted_lifetime(1e-5) < 1.00001e5
        assert model.discounted_lifetime(1e-5) > model.discounted_lifetime(1e-3)


def test_a_lifetime_without_end_is_undefined():
    """Without a discount and with alpha up to 1, the expected lifetime is not finite: it has no value but a reason."""
    reason = Undefined("without a discount the expected lifetime has no finite value: too many never leave")
    assert ShiftedBetaGeometric(1, 3).discounted_lifetime(0) == reason
    assert ShiftedBetaGeometric(0.7, 3).discounted_residual_lifetime(2, 0) == reason


@pytest.mark.parametrize(
    ("survivors", "reason"),
    [
        ([], "a cohort shows how retention rises with tenure only where two renewals or more were due"),
        ([10], "a cohort shows how retention rises with tenure only where two renewals or more were due"),
        ([10, 5], "a cohort shows how retention rises with tenure only where two renewals or more were due"),
        ([10, 0, 0], "a cohort shows how retention rises with tenure only where two renewals or more were due"),
        ([0, 0, 0, 0], "a cohort shows how retention rises with tenure only where two renewals or more were due"),
        ([10, 10, 10], "nobody left, so nothing tells how likely customers are to leave"),
    ],
)
def test_cohorts_that_tell_nothing_have_no_fit(survivors, reason):
    """Too few renewals, or nobody who left: there is no fit, and the reason is said in words."""
    assert fit(survivors) == Undefined(reason)


@pytest.mark.parametrize(
    "survivors", [[1000, 900, 810, 729], [1000, 900, 700, 400], [100, 50, 0]], ids=["even", "falls", "all gone"]
)
def test_retention_that_does_not_rise_is_told(survivors):
    """Where retention stays or falls with tenure the likelihood has no maximum, and the fit says so."""
    found = fit(survivors)
    assert not found.converged
    assert found.standard_errors == Undefined(
        f"the search found no maximum of the likelihood, the data leave alpha, beta open; {MEANING}"
    )
    assert np.isfinite(found.model.survival([1, 10])).all()


def test_larger_cohorts_are_surer():
    """A hundredfold cohort has the same parameters and a tenth of their standard errors."""
    survivors = COHORTS[0]["survivors"]
    for small, large in pairwise([fit(survivors), fit([number * 100 for number in survivors])]):
        assert large.model.free == pytest.approx(small.model.free, rel=1e-5)
        assert large.standard_errors == pytest.approx([error / 10 for error in small.standard_errors], rel=1e-4)


@pytest.mark.parametrize(
    ("call", "why"),
    [
        (lambda _: fit([10, 11]), "never become more"),
        (lambda _: fit([10, 5, -1]), "never become more"),
        (lambda model: model.retention(0), "not below 1"),
        (lambda model: model.retention(1.5), "not below 1"),
        (lambda model: model.survival(-1), "not below 0"),
        (lambda model: model.survival(nan), "not below 0"),
        (lambda model: model.discounted_lifetime(-0.1), "a discount rate"),
        (lambda model: model.discounted_lifetime(inf), "a discount rate"),
        (lambda model: model.discounted_residual_lifetime(-1, 0.1), "not below 1"),
        (lambda _: ShiftedBetaGeometric(0, 1), "above 0"),
        (lambda _: ShiftedBetaGeometric(1, nan), "above 0"),
    ],
)
def test_nonsense_is_refused(call, why):
    """Cohorts that grow, periods that are none, negative rates and impossible parameters are refused."""
    with pytest.raises(ValueError, match=why):
        call(ShiftedBetaGeometric(1, 2))
