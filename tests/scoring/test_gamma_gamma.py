import csv
import json
from importlib.metadata import PackageNotFoundError, distribution
from math import inf, nan
from pathlib import Path

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from scipy import integrate, stats

from cxcli.scoring.gamma_gamma import GammaGamma, correlation, fit, log_likelihoods
from cxcli.scoring.interval import Undefined

VECTORS = json.loads((Path(__file__).resolve().parents[1] / "vectors" / "clv.json").read_text(encoding="utf-8"))
PUBLISHED = VECTORS["gamma_gamma"]
models = st.builds(GammaGamma, st.floats(0.2, 20), st.floats(1.2, 20), st.floats(0.2, 50))
MEANING = (
    "p tells how the purchases of a customer differ in value, q and v how customers do; near q = 1 no mean is finite"
)


def cdnow():
    """Repeat purchases and their mean value in the CDNOW sample, of those who came back."""
    try:
        path = distribution("lifetimes").locate_file("lifetimes/datasets/cdnow_customers_summary_with_transactions.csv")
    except PackageNotFoundError:
        pytest.skip("the CDNOW sample comes with the package lifetimes")
    with Path(path).open(encoding="utf-8") as file:
        rows = [(float(row["x"]), float(row["zbar"])) for row in csv.DictReader(file)]
    return np.array([row for row in rows if row[0]]).T


def ones(column):
    return np.ones(len(column), int)


def test_published_fit():
    """The parameters from the CDNOW sample are the published ones."""
    x, mean = cdnow()
    found = fit(x, mean, ones(x))
    assert found.converged
    assert x.size == PUBLISHED["n"]
    for name in ("p", "q", "v"):
        assert getattr(found.model, name) == pytest.approx(PUBLISHED[name], abs=PUBLISHED["tol"], rel=0)
    exact = PUBLISHED["full_precision"]
    for name in ("p", "q", "v"):
        assert getattr(found.model, name) == pytest.approx(exact[name], rel=1e-5, abs=0)
    assert found.log_likelihood == pytest.approx(exact["LL"], abs=1e-6, rel=0)


def test_published_conditional_means():
    """The expected mean values of the first ten customers are the published ones, of those without repeats too."""
    case = PUBLISHED["conditional_mean"]
    model = GammaGamma(PUBLISHED["p"], PUBLISHED["q"], PUBLISHED["v"])
    assert model.conditional_mean(case["x"], case["m"]) == pytest.approx(case["value"], abs=case["tol"])


@given(models, st.integers(1, 30), st.floats(0.1, 100))
def test_the_conditional_mean_lies_between(model, x, mean):
    """It lies between the customer's own mean and that of all, and nears the own one with ever more purchases."""
    everybody = float(model.conditional_mean(0, nan))
    assert everybody == pytest.approx(model.p * model.v / (model.q - 1))
    low, high = sorted([everybody, mean])
    assert low * (1 - 1e-9) <= model.conditional_mean(x, mean) <= high * (1 + 1e-9)
    assert model.conditional_mean(1e12, mean) == pytest.approx(mean, rel=1e-6)


def test_the_likelihood_is_that_of_the_definition():
    """The density of a mean value is the mean, over customers' rates, of that of a gamma distribution."""
    model, x, mean = GammaGamma(2.0, 3.0, 10.0), 4, 6.5

    def density(rate):
        return stats.gamma.pdf(mean, model.p * x, scale=1 / (rate * x)) * stats.gamma.pdf(
            rate, model.q, scale=1 / model.v
        )

    found, _ = log_likelihoods(model, np.array([x], float), np.array([mean]))
    assert np.exp(found[0]) == pytest.approx(integrate.quad(density, 0, inf)[0], rel=1e-8)


@given(models, st.lists(st.tuples(st.integers(1, 40), st.floats(0.01, 500)), min_size=1, max_size=8))
def test_the_derivatives_are_those_of_small_steps(model, rows):
    """The derivatives of each customer's likelihood by p, q and v are those of small steps."""
    x, mean = np.array(rows, float).T
    _, scores = log_likelihoods(model, x, mean)
    for name, score in zip(("p", "q", "v"), scores, strict=True):
        fields = {field: getattr(model, field) for field in ("p", "q", "v")}
        step = 1e-5 * fields[name]
        up, down = (
            log_likelihoods(GammaGamma(**fields | {name: fields[name] + way * step}), x, mean)[0] for way in (1, -1)
        )
        assert score == pytest.approx((up - down) / (2 * step), rel=1e-4, abs=1e-4)


def test_the_model_that_made_the_data_is_found():
    """From many customers of a known model, its parameters come back within four standard errors."""
    random = np.random.default_rng(1)
    true = GammaGamma(3, 4, 30)
    x = random.geometric(0.3, 10_000)
    mean = random.gamma(true.p * x) / x / random.gamma(true.q, 1 / true.v, x.size)
    found = fit(x, mean, ones(x))
    assert found.converged
    for name, error in zip(("p", "q", "v"), found.standard_errors, strict=True):
        assert abs(getattr(found.model, name) - getattr(true, name)) < 4 * error < 0.5 * getattr(true, name)


@settings(max_examples=5)
@given(st.randoms())
def test_order_and_cut_of_the_rows_do_not_matter(random):
    """The fit is the same to the last bit for rows in another order, and for customers counted or one by one."""
    rows = [(1, 3.5, 3), (2, 20.1, 2), (5, 9.9, 1), (3, 1.25, 2), (1, 60.0, 1)]
    single = [row[:2] for row in rows for _ in range(row[2])]
    random.shuffle(single)
    x, mean = np.array(single).T
    columns = [[row[place] for row in rows] for place in range(3)]
    assert fit(*columns) == fit(x, mean, ones(x))
    assert correlation(*columns) == correlation(x, mean, ones(x))


@pytest.mark.parametrize(
    ("rows", "reason"),
    [
        ([], "fewer than two customers with purchases of value show no differences between customers"),
        ([(3, 4, 1)], "fewer than two customers with purchases of value show no differences between customers"),
        (
            [(3, 4, 5), (1, 4, 2)],
            "the mean values of all customers are alike, and show nothing of how customers differ",
        ),
    ],
)
def test_customers_that_tell_nothing_have_no_fit(rows, reason):
    """No customer, one, or values all alike: there is no fit, and the reason is said in words."""
    x, mean, counts = ([row[place] for row in rows] for place in range(3))
    assert fit(x, mean, np.array(counts, int)) == Undefined(reason)


def test_a_mean_without_end_is_told():
    """Where spending is so uneven that its mean is not finite, the fit says that q stays open and what that means."""
    mean = np.random.default_rng(2).pareto(0.7, 400) + 0.01
    found = fit(np.ones(400), mean, ones(mean))
    assert not found.converged
    assert found.standard_errors == Undefined(
        f"the search found no maximum of the likelihood, the data leave q open; {MEANING}"
    )
    assert np.isfinite(found.model.conditional_mean([0, 1], [0, 5])).all()


@pytest.mark.parametrize(
    ("rows", "why"), [([(0, 5)], "above 0"), ([(1, 0)], "above 0"), ([(1, -5)], "above 0"), ([(1, nan)], "finite")]
)
def test_customers_without_purchases_of_value_are_not_fitted(rows, why):
    """Customers without purchases, and values that are not above 0, are none of the model."""
    with pytest.raises(ValueError, match=why):
        fit(*np.array(rows * 2, float).T, [1, 1])


@pytest.mark.parametrize(("x", "mean"), [(-1, 5), (inf, 5), (1, 0), (1, -5), (1, nan), (1, inf)])
def test_values_that_cannot_be_are_refused(x, mean):
    """A conditional mean takes purchases of 0 or more, and of those that were made a value above 0."""
    with pytest.raises(ValueError, match="their mean value is above 0"):
        GammaGamma(6, 4, 15).conditional_mean(x, mean)


@pytest.mark.parametrize("parameters", [(0, 2, 1), (1, 1, 1), (1, 0.9, 1), (1, 2, -1), (nan, 2, 1), (1, inf, 1)])
def test_parameters_that_cannot_be_are_refused(parameters):
    """Of the parameters p and v are above 0, and q is above 1."""
    with pytest.raises(ValueError, match="gamma-gamma"):
        GammaGamma(*parameters)


@given(st.lists(st.tuples(st.integers(1, 9), st.floats(0.1, 100)), min_size=2, max_size=20))
def test_the_correlation_is_pearsons(rows):
    """How frequency and value go together agrees with an independent library."""
    x, mean = np.array(rows, float).T
    if np.ptp(x) == 0 or np.ptp(mean) < 1e-6:
        return
    assert correlation(x, mean, ones(x)) == pytest.approx(stats.pearsonr(x, mean).statistic, abs=1e-6)


def test_numbers_in_step_correlate_by_one():
    """Values that rise with frequency correlate by 1, those that fall by -1, and never by more."""
    x = np.arange(1, 8)
    assert correlation(x, x * 0.1, ones(x)) == pytest.approx(1, abs=1e-12)
    assert correlation(x, 9 - x * 0.1, ones(x)) == pytest.approx(-1, abs=1e-12)
    assert correlation(x, x * 0.1, ones(x)) <= 1


@pytest.mark.parametrize("rows", [[], [(1, 5)], [(1, 5), (1, 7)], [(1, 0.1), (2, 0.1), (7, 0.1)]])
def test_no_difference_no_correlation(rows):
    """Without customers who differ in both there is no correlation, and the reason is said."""
    x, mean = ([row[place] for row in rows] for place in range(2))
    assert correlation(x, mean, ones(x)) == Undefined(
        "a correlation needs customers who differ in both, how often they buy and what they spend"
    )
