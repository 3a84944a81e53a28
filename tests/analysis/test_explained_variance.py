import json
from itertools import permutations
from pathlib import Path

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st
from sklearn.linear_model import LinearRegression

from cxcli.analysis.explained_variance import (
    all_orders,
    coefficients,
    r_squared_of_subsets,
    relative_weights,
    variance_inflation,
)

VECTORS = json.loads((Path(__file__).parents[1] / "vectors" / "drivers.json").read_text(encoding="utf-8"))


def correlated(seed, predictors, n=60):
    """An outcome (first) and predictors that hang together, as rows."""
    chance = np.random.default_rng(seed)
    halo = chance.normal(size=(n, 1))
    drivers = halo * chance.uniform(0, 1.5, predictors) + chance.normal(size=(n, predictors))
    outcome = drivers @ chance.normal(size=predictors) + 2 * chance.normal(size=n)
    return np.column_stack([outcome, drivers])


def correlations(rows):
    return np.corrcoef(rows.T)[None]


def r_squared(rows, chosen):
    """R² of a regression by scikit-learn."""
    if not chosen:
        return 0.0
    drivers = rows[:, [1 + place for place in chosen]]
    return LinearRegression().fit(drivers, rows[:, 0]).score(drivers, rows[:, 0])


def by_all_orders(rows):
    """The mean over all orders of what each predictor adds, order by order."""
    predictors = rows.shape[1] - 1
    added = np.zeros(predictors)
    orders = list(permutations(range(predictors)))
    for order in orders:
        for place in range(predictors):
            added[order[place]] += r_squared(rows, order[: place + 1]) - r_squared(rows, order[:place])
    return added / len(orders)


def vector(name):
    found = VECTORS[name]
    first = found["columns"].index(found["outcome"])
    others = [place for place in range(len(found["columns"])) if place != first]
    rows = np.array(found["rows"])[:, [first, *others]]
    return found, [found["columns"][place] for place in others], correlations(rows)


def test_the_published_shares_by_all_orders():
    """The shares of the swiss data are those of relaimpo, to all of its digits, and sum to R²."""
    found, names, given_ = vector("swiss_lmg")
    shares = all_orders(given_)[0]
    assert dict(zip(names, shares, strict=True)) == pytest.approx(found["lmg"], abs=found["tol"])
    assert shares.sum() == pytest.approx(found["r2"], abs=found["tol"])


def test_the_published_first_and_last():
    """What each predictor explains alone, and what it adds to all others, are those of relaimpo, too."""
    found, names, given_ = vector("swiss_lmg")
    explained = r_squared_of_subsets(given_)[:, 0]
    whole = len(explained) - 1
    alone = {name: explained[1 << place] for place, name in enumerate(names)}
    last = {name: explained[whole] - explained[whole ^ (1 << place)] for place, name in enumerate(names)}
    assert alone == pytest.approx(found["first"], abs=found["tol"])
    assert last == pytest.approx(found["last"], abs=found["tol"])


def test_the_published_relative_weights():
    """Johnson's weights of the mtcars data are the published ones, in R² and in percent of it, with their signs."""
    found, names, given_ = vector("mtcars_relative_weights")
    weights = relative_weights(given_)[0]
    assert dict(zip(names, weights, strict=True)) == pytest.approx(found["raw"], abs=found["tol"])
    percent = dict(zip(names, 100 * weights / weights.sum(), strict=True))
    assert percent == pytest.approx(found["rescaled_pct"], abs=100 * found["tol"])
    assert weights.sum() == pytest.approx(found["r2"], abs=found["tol"])
    assert dict(zip(names, np.sign(given_[0, 0, 1:]), strict=True)) == found["sign"]


@pytest.mark.parametrize("predictors", [1, 2, 3, 4])
def test_shares_are_the_mean_over_all_orders(predictors):
    """The shares are those of regressions in every order, worked out one by one with scikit-learn."""
    rows = correlated(predictors, predictors)
    assert all_orders(correlations(rows))[0] == pytest.approx(by_all_orders(rows), abs=1e-10)


SEEDS = st.integers(0, 2**32 - 1)
EITHER = pytest.mark.parametrize("shares_of", [all_orders, relative_weights])


@EITHER
@given(SEEDS, st.integers(2, 6))
def test_shares_sum_to_r_squared(shares_of, seed, predictors):
    """The shares are never below 0 and sum to the R² of all."""
    rows = correlated(seed, predictors)
    shares = shares_of(correlations(rows))[0]
    assert shares.min() >= -1e-12
    assert shares.sum() == pytest.approx(r_squared(rows, range(predictors)), abs=1e-9)


@EITHER
@given(SEEDS, st.permutations(range(4)))
def test_the_order_of_predictors_does_not_matter(shares_of, seed, order):
    """Predictors in another order have the same shares."""
    rows = correlated(seed, 4)
    turned = rows[:, [0, *(1 + place for place in order)]]
    assert shares_of(correlations(turned))[0] == pytest.approx(shares_of(correlations(rows))[0][list(order)], abs=1e-9)


@EITHER
@given(SEEDS)
def test_a_duplicate_splits_its_share(shares_of, seed):
    """A predictor that is there twice has the same share both times, and R² stays what it was."""
    rows = correlated(seed, 3)
    twice = shares_of(correlations(np.column_stack([rows, rows[:, 1]])))[0]
    assert twice[0] == pytest.approx(twice[3], abs=1e-7)
    assert twice.sum() == pytest.approx(shares_of(correlations(rows))[0].sum(), abs=1e-7)


def test_draws_are_worked_on_together():
    """Each of several draws has the shares that it has alone."""
    several = np.concatenate([correlations(correlated(seed, 5)) for seed in range(4)])
    for function in (all_orders, relative_weights, coefficients):
        alone = np.concatenate([function(each[None]) for each in several])
        assert function(several) == pytest.approx(alone, abs=1e-12)


def test_coefficients_are_those_of_a_regression_of_standardised_columns():
    """The coefficients are those of scikit-learn on columns with mean 0 and variance 1."""
    rows = correlated(8, 4)
    standard = (rows - rows.mean(axis=0)) / rows.std(axis=0)
    expected = LinearRegression().fit(standard[:, 1:], standard[:, 0]).coef_
    assert coefficients(correlations(rows))[0] == pytest.approx(expected, abs=1e-10)


def test_variance_inflation_is_that_of_regressions_on_the_others():
    """The factor is 1 / (1 - R²) of each predictor on the others, and None where it follows from them."""
    rows = correlated(9, 3)
    turned = [r_squared(rows[:, [1 + place, *(1 + other for other in range(3) if other != place)]], (0, 1))
              for place in range(3)]  # fmt: skip
    expected = [1 / (1 - each) for each in turned]
    full = np.column_stack([rows[:, 0], rows[:, 1:4]])
    assert variance_inflation(correlations(full)[0]) == pytest.approx(expected)
    follows = np.column_stack([rows, rows[:, 1] + rows[:, 2]])
    assert variance_inflation(correlations(follows)[0])[0] is None
    assert variance_inflation(correlations(follows)[0])[2] is not None
