import csv
import json
from importlib.metadata import PackageNotFoundError, distribution
from itertools import pairwise
from pathlib import Path

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from scipy.special import betaln, gammaln

from cxcli.scoring.bg_nbd import BgNbd
from cxcli.scoring.bg_nbd_fit import fit, log_likelihoods
from cxcli.scoring.interval import Undefined

VECTORS = json.loads((Path(__file__).resolve().parents[1] / "vectors" / "clv.json").read_text(encoding="utf-8"))[
    "bg_nbd"
]
TRUE = BgNbd(0.8, 8, 0.7, 3)
MEANING = (
    "r and alpha tell how often customers buy and how much they differ in it, "
    "a and b how soon they stop and how much they differ in that"
)


def cdnow():
    """Frequency, recency and age of the CDNOW sample, which comes with a package of others and is not ours to copy."""
    try:
        path = distribution("lifetimes").locate_file("lifetimes/datasets/cdnow_customers_summary.csv")
    except PackageNotFoundError:
        pytest.skip("the CDNOW sample comes with the package lifetimes")
    with Path(path).open(encoding="utf-8") as file:
        rows = [[float(row[name]) for name in ("frequency", "recency", "T")] for row in csv.DictReader(file)]
    return np.array(rows).T


def bought(model, age, random):
    """Frequency and recency of customers who follow the model, purchase by purchase."""
    rate = random.gamma(model.r, 1 / model.alpha, age.size)
    chance = random.beta(model.a, model.b, age.size)
    x, t_x, time = np.zeros((3, age.size))
    active = np.arange(age.size)
    while active.size:
        time[active] += random.exponential(1 / rate[active])
        active = active[time[active] < age[active]]
        x[active] += 1
        t_x[active] = time[active]
        active = active[random.random(active.size) > chance[active]]
    return x, t_x


def plain_log_likelihood(model, x, t_x, age):
    """Equation 6 for one customer, as it is printed."""
    r, alpha, a, b = model.free
    still = np.exp(betaln(a, b + x) - betaln(a, b) - (r + x) * np.log(alpha + age))
    gone = np.exp(betaln(a + 1, b + x - 1) - betaln(a, b) - (r + x) * np.log(alpha + t_x)) if x else 0
    return gammaln(r + x) - gammaln(r) + r * np.log(alpha) + np.log(still + gone)


def test_published_fit():
    """The parameters and the log-likelihood of the CDNOW sample are the published ones."""
    x, t_x, age = cdnow()
    found = fit(x, t_x, age, np.ones(age.size, int))
    assert found.converged
    assert age.size == VECTORS["n"]
    for name in ("r", "alpha", "a", "b"):
        assert getattr(found.model, name) == pytest.approx(VECTORS[name], abs=VECTORS["tol_params"], rel=0)
    assert found.log_likelihood == pytest.approx(VECTORS["LL"], abs=VECTORS["tol_LL"], rel=0)
    exact = VECTORS["full_precision"]
    assert found.model.free == pytest.approx([exact[name] for name in ("r", "alpha", "a", "b")], rel=1e-5)
    assert found.log_likelihood == pytest.approx(exact["LL"], abs=1e-6, rel=0)
    prior = VECTORS["with_default_priors"]
    for name in ("a", "b"):
        assert getattr(found.model, name) != pytest.approx(prior[name], rel=0.1), "what priors make of the same data"


def test_the_model_that_made_the_data_is_found():
    """From many customers of a known model, its parameters come back within four standard errors, which are small."""
    random = np.random.default_rng(3)
    age = random.uniform(10, 60, 20_000)
    found = fit(*bought(TRUE, age, random), age, np.ones(age.size, int))
    assert found.converged
    for value, error, true in zip(found.model.free, found.standard_errors, TRUE.free, strict=True):
        assert abs(value - true) < 4 * error < 0.4 * true


@given(
    st.builds(BgNbd, *[st.floats(0.05, 20)] * 4),
    st.lists(st.tuples(st.integers(0, 40), st.floats(0.1, 30), st.floats(0, 30)), min_size=1, max_size=8),
)
def test_the_likelihood_is_the_printed_one(model, rows):
    """The likelihood of each history is equation 6, and its derivatives are those of small steps."""
    rows = [(x, t_x if x else 0.0, t_x + more) for x, t_x, more in rows]
    x, t_x, age = np.array(rows, float).T
    each, scores = log_likelihoods(model, x, t_x, age)
    assert each == pytest.approx([plain_log_likelihood(model, *row) for row in rows], rel=1e-9)
    for place, score in enumerate(scores):
        step = np.zeros(4)
        step[place] = 1e-5 * model.free[place]
        up, down = (log_likelihoods(BgNbd(*(model.free + way * step)), x, t_x, age)[0] for way in (1, -1))
        assert score == pytest.approx((up - down) / (2 * step[place]), rel=1e-4, abs=1e-5)


def test_no_neighbour_is_more_likely():
    """What is found is a maximum: a step of any parameter to either side makes the data less likely."""
    random = np.random.default_rng(4)
    age = random.uniform(10, 60, 500)
    x, t_x = bought(TRUE, age, random)
    found = fit(x, t_x, age, np.ones(500, int))
    for place in range(4):
        for way in (0.99, 1.01):
            near = list(found.model.free)
            near[place] *= way
            assert log_likelihoods(BgNbd(*near), x, t_x, age)[0].sum() < found.log_likelihood


@settings(max_examples=5)
@given(st.randoms())
def test_order_and_cut_of_the_rows_do_not_matter(random):
    """The fit is the same to the last bit for rows in another order, and for customers counted or one by one."""
    rows = [(0, 0, 9, 5), (1, 2, 9, 3), (2, 5, 8, 2), (7, 8, 9, 2), (0, 0, 4, 3), (3, 4, 7, 1), (1, 6, 7, 1)]
    single = [row[:3] for row in rows for _ in range(row[3])]
    random.shuffle(single)
    counted, one_by_one = fit(*np.array(rows).T), fit(*np.array(single).T, np.ones(len(single), int))
    assert counted == one_by_one


@pytest.mark.parametrize(
    ("rows", "reason"),
    [
        ([], "fewer than two customers show no differences between customers"),
        ([(3, 4, 9, 1)], "fewer than two customers show no differences between customers"),
        ([(3, 4, 9, 0)], "fewer than two customers show no differences between customers"),
        ([(0, 0, 0, 5)], "no time has passed since the first purchases, so nobody could come back yet"),
        (
            [(0, 0, 9, 5), (0, 0, 3, 2)],
            "nobody bought a second time, so nothing tells how often customers come back",
        ),
    ],
)
def test_customers_that_tell_nothing_have_no_fit(rows, reason):
    """One customer, no time, or nobody who came back: there is no fit, and the reason is said in words."""
    columns = np.array(rows, float).reshape(-1, 4).T
    assert fit(*columns[:3], columns[3].astype(int)) == Undefined(reason)


@pytest.mark.parametrize(
    ("rows", "names"),
    [
        ([(3, 4, 9, 1000)], "r, alpha, a, b"),
        ([(0, 0, 30, 1999), (1, 2, 30, 1)], "a, b"),
        ([(0, 0, 3, 1), (1, 2, 4, 1)], "r, alpha, a, b"),
    ],
    ids=["all alike", "one came back", "two customers"],
)
def test_customers_that_tell_little_say_what_stays_open(rows, names):
    """Where the likelihood has no maximum the fit has not converged, and says which parameters the data leave open."""
    found = fit(*np.array(rows).T)
    assert not found.converged
    assert found.standard_errors == Undefined(
        f"the search found no maximum of the likelihood, the data leave {names} open; {MEANING}"
    )
    assert np.isfinite([*found.model.free, found.log_likelihood]).all()
    assert np.isfinite(found.model.conditional_expected_purchases([1, 100], 1, 2, 9)).all()


def test_customers_who_never_stop_leave_the_chance_to_stop_open():
    """Where every customer is bound to be active the data do not say when they stop."""
    age = np.full(400, 20.0)
    x = np.random.default_rng(5).poisson(5, 400) + 1
    found = fit(x, age, age, np.ones(400, int))
    assert not found.converged
    assert "a, b open" in found.log_covariance.reason


@pytest.mark.parametrize(
    ("row", "why"),
    [
        ((1, 5, 4), "between the first one"),
        ((0, 1, 4), "they alone"),
        ((0.5, 1, 4), "whole"),
        ((1, 1, np.inf), "finite"),
    ],
)
def test_what_is_no_history_is_refused(row, why):
    """A last purchase after the end, or other impossible histories, are refused, not fitted."""
    with pytest.raises(ValueError, match=why):
        fit(*[[value, value] for value in row], [1, 1])


def test_more_customers_of_the_same_kinds_say_the_same_with_more_certainty():
    """Four times the customers leave the parameters as they are and halve their standard errors."""
    random = np.random.default_rng(6)
    age = random.uniform(10, 60, 1000)
    x, t_x = bought(TRUE, age, random)
    fits = [fit(x, t_x, age, np.full(age.size, times)) for times in (1, 4)]
    for once, fourfold in pairwise(fits):
        assert fourfold.model.free == pytest.approx(once.model.free, rel=1e-5)
        assert fourfold.standard_errors == pytest.approx([error / 2 for error in once.standard_errors], rel=1e-4)
