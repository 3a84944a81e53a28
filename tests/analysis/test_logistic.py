import numpy as np
import pytest
from sklearn.linear_model import LogisticRegression

from cxcli.analysis import logistic
from cxcli.analysis.logistic import RIDGE, logistic_model, probabilities


def cases(seed=1, n=400):
    chance = np.random.default_rng(seed)
    rows = chance.normal(size=(n, 3)) * [1, 5, 0.2] + [0, 100, 3]
    logits = rows[:, 0] - 0.3 * (rows[:, 1] - 100) - 0.5
    return rows, chance.random(n) < 1 / (1 + np.exp(-logits))


def test_the_model_is_that_of_scikit_learn():
    """Intercept and coefficients are those of scikit-learn with the same ridge on standardised columns."""
    rows, happened = cases()
    standard = (rows - rows.mean(axis=0)) / rows.std(axis=0)
    other = LogisticRegression(C=1 / RIDGE, tol=1e-12, max_iter=10_000).fit(standard, happened)
    model = logistic_model(rows, happened)
    assert model.intercept == pytest.approx(other.intercept_[0], abs=1e-5)
    assert model.coefficients == pytest.approx(other.coef_[0], abs=1e-5)
    assert probabilities(model.logits(rows)) == pytest.approx(other.predict_proba(standard)[:, 1], abs=1e-5)
    assert not model.separated


def test_a_separated_model_ends_and_says_so():
    """Where a predictor tells the classes apart without a fault, the ridge keeps the coefficients within bounds."""
    rows = np.arange(40.0)[:, None]
    model = logistic_model(rows, rows[:, 0] > 25)
    assert model.separated
    assert np.isfinite(model.coefficients).all()


def test_a_constant_predictor_does_nothing():
    """A predictor that is constant here has the coefficient 0."""
    rows, happened = cases()
    model = logistic_model(np.column_stack([rows, np.full(len(rows), 4.0)]), happened)
    assert model.coefficients[3] == 0


def test_a_step_that_overshoots_is_halved():
    """From a place where both classes are all but certain, Newton's full step would leave the valley."""
    design = np.column_stack([np.ones(20), np.linspace(-1, 1, 20)])
    happened = np.arange(20) % 3 == 0
    start, penalty = np.array([6.0, 6.0]), np.diag([0.0, RIDGE])
    expected = probabilities(design @ start)
    slope = design.T @ (happened - expected) - penalty @ start
    full = np.linalg.solve((design * (expected * (1 - expected))[:, None]).T @ design + penalty, slope)
    step = logistic._step(design, happened, start, penalty)
    ratio = full / step
    assert ratio[0] > 1
    assert ratio == pytest.approx([2 ** round(np.log2(ratio[0]))] * 2)


def test_far_outliers_do_not_throw_the_model_off():
    """A model of heavy tails has slopes of 0: no place is better."""
    chance = np.random.default_rng(2)
    rows = np.concatenate([chance.standard_t(1, size=200), [1e6, -1e6]])[:, None]
    happened = np.concatenate([chance.random(200) < 0.1, [True, False]])
    model = logistic_model(rows, happened)
    standard = (rows[:, 0] - rows.mean()) / rows.std()
    left = happened - probabilities(model.logits(rows))
    assert left.sum() == pytest.approx(0, abs=1e-8)
    assert left @ standard == pytest.approx(RIDGE * model.coefficients[0], abs=1e-8)
