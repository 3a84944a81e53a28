"""Simple exponential smoothing: a level that follows the values, the newest counting most."""

import numpy as np
from msgspec import Struct

from cxcli.analysis.series import Numbers

GRID = 41
"""So many alphas are tried at once, from 0 to 1, and again around the best one."""

ROUNDS = 5


class Smoothing(Struct, frozen=True):
    """The fitted `alpha` (0: the mean for ever, 1: the last value), the level to `start` from, and the last `level`.

    The level is the forecast for every period ahead.
    """

    alpha: float
    start: float
    level: float


def smoothed(values: Numbers, alpha: float, start: float) -> Smoothing:
    """The smoothing of values, oldest first, with a given alpha and level to start from.

    Source: Brown, Statistical Forecasting for Inventory Control (1959); Hyndman and Athanasopoulos, Forecasting:
    Principles and Practice, 3rd edition (2021), 8.1.

    Raises:
        ValueError: alpha is not between 0 and 1.
    """
    if not 0 <= alpha <= 1:
        raise ValueError("alpha lies between 0 and 1")
    level = start
    for value in values:
        level += alpha * (float(value) - level)
    return Smoothing(alpha, start, level)


def fitted(values: Numbers) -> Smoothing:
    """The smoothing whose one-step errors have the least sum of squares, over alpha and the level to start from.

    Raises:
        ValueError: no values.
    """
    if not values.size:
        raise ValueError("smoothing needs a value")
    low, high = 0.0, 1.0
    for _ in range(ROUNDS):
        alphas = np.linspace(low, high, GRID)
        starts, squares = _least_squares(values, alphas)
        best = int(np.argmin(squares))
        low, high = float(alphas[max(best - 1, 0)]), float(alphas[min(best + 1, GRID - 1)])
    return smoothed(values, float(alphas[best]), float(starts[best]))


def _least_squares(values: Numbers, alphas: Numbers) -> tuple[Numbers, Numbers]:
    """For each alpha the best level to start from, and the sum of squared errors with it.

    The level is linear in its start: level = followed + remains * start, so the best start is a regression.
    """
    followed, remains = np.zeros_like(alphas), np.ones_like(alphas)
    ee, er, rr = np.zeros_like(alphas), np.zeros_like(alphas), np.zeros_like(alphas)
    centre = float(values.mean())
    for value in values - centre:
        error = value - followed
        ee, er, rr = ee + error * error, er + error * remains, rr + remains * remains
        followed, remains = followed + alphas * error, remains * (1 - alphas)
    starts = er / rr
    return starts + centre, ee - er * starts
