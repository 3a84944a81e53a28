"""Logistic regression by Newton's method, with a light ridge so that it always ends.

Sources: McCullagh and Nelder, Generalized Linear Models (1989), chapter 4; le Cessie and van Houwelingen, Ridge
Estimators in Logistic Regression (Applied Statistics 41(1), 1992).
"""

import numpy as np
import numpy.typing as npt
from msgspec import Struct

FloatArray = npt.NDArray[np.float64]
BoolArray = npt.NDArray[np.bool_]

RIDGE = 0.01
"""Half of this times the squared standardised coefficients is taken off the log-likelihood."""

_STEPS = 50
_SMALL = 1e-10


class LogisticModel(Struct, frozen=True):
    """A fitted model: `intercept` and `coefficients` of standardised predictors, and how those were standardised.

    `separated`: some weighting of the predictors tells the two classes apart without a fault, so that without the
    ridge the coefficients would have no bounds.
    """

    intercept: float
    coefficients: FloatArray
    means: FloatArray
    spreads: FloatArray
    separated: bool

    def logits(self, predictors: FloatArray) -> FloatArray:
        """Return the log odds for rows (n by p)."""
        return np.asarray(self.intercept + ((predictors - self.means) / self.spreads) @ self.coefficients)


def logistic_model(predictors: FloatArray, happened: BoolArray) -> LogisticModel:
    """Return the model of rows (n by p) with both classes among them; a constant predictor has the coefficient 0."""
    means, spreads = predictors.mean(axis=0), predictors.std(axis=0)
    spreads = np.where(spreads > 0, spreads, 1)
    design = np.column_stack([np.ones(len(happened)), (predictors - means) / spreads])
    penalty = np.diag([0.0, *[RIDGE] * predictors.shape[1]])
    found = np.zeros(design.shape[1])
    for _ in range(_STEPS):
        step = _step(design, happened, found, penalty)
        found = found + step
        if np.abs(step).max() < _SMALL:
            break
    logits = design @ found
    separated = bool(logits[happened].min() > logits[~happened].max())
    return LogisticModel(float(found[0]), found[1:], means, spreads, separated)


def probabilities(logits: FloatArray) -> FloatArray:
    """Return the probabilities of log odds."""
    return np.asarray(0.5 * (1 + np.tanh(logits / 2)))


def _step(design: FloatArray, happened: BoolArray, found: FloatArray, penalty: FloatArray) -> FloatArray:
    """Return a step of Newton's, halved until the penalised log-likelihood does not fall."""
    expected = probabilities(design @ found)
    slope = design.T @ (happened - expected) - penalty @ found
    weights = np.maximum(expected * (1 - expected), 1e-12)
    step = np.linalg.solve((design * weights[:, None]).T @ design + penalty, slope)
    now = _likelihood(design, happened, found, penalty)
    while _likelihood(design, happened, found + step, penalty) < now - _SMALL and np.abs(step).max() > _SMALL:
        step = step / 2
    return np.asarray(step)


def _likelihood(design: FloatArray, happened: BoolArray, found: FloatArray, penalty: FloatArray) -> float:
    signed = np.where(happened, 1, -1) * (design @ found)
    return float(-np.logaddexp(0, -signed).sum() - found @ penalty @ found / 2)
