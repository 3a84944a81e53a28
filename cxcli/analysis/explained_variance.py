"""How the variance that a regression explains is shared out among its predictors.

Sources: Lindeman, Merenda and Gold, Introduction to Bivariate and Multivariate Analysis (1980), p. 119: the mean over
all orders of what a predictor adds, the Shapley value of R²; Grömping, Relative Importance for Linear Regression in R
(Journal of Statistical Software 17(1), 2006). Johnson, A Heuristic Method for Estimating the Relative Weight of
Predictor Variables in Multiple Regression (Multivariate Behavioral Research 35(1), 2000).

Every function takes correlations of shape (draws, 1 + p, 1 + p), the outcome first, and works on all draws at once.
"""

from math import factorial

import numpy as np
import numpy.typing as npt

FloatArray = npt.NDArray[np.float64]

MOST_BY_ALL_ORDERS = 12
"""So many predictors have 4,096 subsets; each one more doubles them."""

SINGULAR = 1e-9
"""Of a predictor of which less than this share is its own, nothing is left once the others are known."""


def all_orders(correlations: FloatArray) -> FloatArray:
    """Return the share of R² of each predictor by all orders (LMG), of shape (draws, p); they sum to R²."""
    explained = r_squared_of_subsets(correlations)
    predictors = correlations.shape[1] - 1
    subsets = np.arange(2**predictors)
    sizes = np.array([subset.bit_count() for subset in subsets.tolist()])
    orders = np.array([factorial(k) * factorial(max(predictors - k - 1, 0)) for k in range(predictors + 1)], np.float64)
    weights = orders / factorial(predictors)
    shares = []
    for place in range(predictors):
        without = subsets[(subsets >> place) & 1 == 0]
        added = explained[without | (1 << place)] - explained[without]
        shares.append(weights[sizes[without]] @ added)
    return np.stack(shares, axis=1)


def r_squared_of_subsets(correlations: FloatArray) -> FloatArray:
    """Return R² of each subset of the predictors, of shape (2 ** p, draws); bit k of a subset's number is predictor k.

    Each subset is reached once, by sweeping out one predictor after the other from what is left of those after it.
    """
    left = np.ascontiguousarray(np.moveaxis(correlations, 0, -1))
    explained = np.zeros((2 ** (len(left) - 1), left.shape[-1]))
    _sweep(explained, left, subset=0, first=0)
    return explained


def relative_weights(correlations: FloatArray) -> FloatArray:
    """Return Johnson's relative weight of each predictor, of shape (draws, p); they sum to R²."""
    values, vectors = np.linalg.eigh(correlations[:, 1:, 1:])
    roots = np.sqrt(np.maximum(values, 0))
    inverse = np.divide(1, roots, out=np.zeros_like(roots), where=values > SINGULAR)
    back = np.swapaxes(vectors, 1, 2)
    loadings = (vectors * roots[:, None, :]) @ back
    weights = (vectors * inverse[:, None, :]) @ back @ correlations[:, 1:, :1]
    return np.asarray((loadings**2 @ weights**2)[:, :, 0])


def coefficients(correlations: FloatArray) -> FloatArray:
    """Return the standardised regression coefficients, of shape (draws, p); of predictors that are one, the same."""
    values, vectors = np.linalg.eigh(correlations[:, 1:, 1:])
    inverse = np.divide(1, values, out=np.zeros_like(values), where=values > SINGULAR)
    return np.asarray(((vectors * inverse[:, None, :]) @ np.swapaxes(vectors, 1, 2) @ correlations[:, 1:, :1])[:, :, 0])


def variance_inflation(correlations: FloatArray) -> list[float | None]:
    """Return the variance inflation factor of each predictor, for correlations (1 + p, 1 + p); None where infinite."""
    found: list[float | None] = []
    for place in range(1, len(correlations)):
        others = [place, *(other for other in range(1, len(correlations)) if other != place)]
        among = correlations[np.ix_(others, others)]
        own = 1 - float(among[0, 1:] @ coefficients(among[None])[0])
        found.append(1 / own if own > SINGULAR else None)
    return found


def _sweep(explained: FloatArray, left: FloatArray, *, subset: int, first: int) -> None:
    for place in range(1, len(left)):
        pivot = left[place, place]
        inverse = np.divide(1, pivot, out=np.zeros_like(pivot), where=pivot > SINGULAR)
        larger = subset | (1 << (first + place - 1))
        explained[larger] = explained[subset] + left[place, 0] ** 2 * inverse
        if place + 1 < len(left):
            kept = [0, *range(place + 1, len(left))]
            beside = left[kept, place]
            after = left[np.ix_(kept, kept)] - beside[:, None] * beside[None, :] * inverse
            _sweep(explained, after, subset=larger, first=first + place)
