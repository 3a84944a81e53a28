"""Intervals for the difference of two shares of one sample: promoters minus detractors, positive minus negative.

Each function takes the two shares (`plus`, `minus`; what is in neither counts in the base), the number of answers `n`
they rest on, and the confidence, and returns limits for `plus - minus`, within -1 and 1. `n` may be an effective number
(weights, small populations), so it need not be whole; with an infinite one, a census, the limits are the value itself.

Raises (all functions):
    ValueError: a share outside 0 to 1, shares that add to more than 1, n not above 0, a confidence not between 0 and 1.
"""

from math import inf, sqrt

from cxcli.scoring.crossing import crossing
from cxcli.scoring.interval import Interval, checked_n, checked_share, z_quantile

ADDED_ANSWERS = (0.75, 1.5, 0.75)
"""What the adjusted Wald interval adds to plus, neither and minus: 3 answers, spread like a triangle."""


def score(plus: float, minus: float, n: float, confidence: float = 0.95) -> Interval:
    """The score interval: all differences that a normal test with their own variance would not reject.

    It always holds the value, never leaves -1 to 1, and has a width even when all answers are alike.

    Source: Tango, Statistics in Medicine 17 (1998) 891-908 (paired proportions, which are the same table).
    """
    _check(plus, minus)
    z2n, value = z_quantile(confidence) ** 2 / checked_n(n), plus - minus
    if n == inf:
        return Interval(value, value, "score")

    def accepted(delta: float) -> bool:
        return (value - delta) ** 2 <= z2n * _variance_given(plus, minus, delta)

    return Interval(crossing(accepted, value, -1.0), crossing(accepted, value, 1.0), "score")


def adjusted_wald(
    plus: float,
    minus: float,
    n: float,
    confidence: float = 0.95,
    added: tuple[float, float, float] = ADDED_ANSWERS,
) -> Interval:
    """The Wald interval after adding a few answers (plus, neither, minus), cut at -1 and 1.

    It is centred nearer to 0 than the value and may, with a handful of answers that are all alike, not hold it.

    Source: variant (3, T) of Rocks, The American Statistician 70 (2016) 365-372. With `added` (0.5, 1, 0.5) it is the
    interval of Agresti and Min, Statistics in Medicine 24 (2005) 729-740; with (1, 0, 1) that of Bonett and Price,
    Journal of Educational and Behavioral Statistics 37 (2012) 479-488.
    """
    _check(plus, minus)
    if checked_n(n) == inf:
        return _normal(plus, minus, n, confidence, "adjusted-wald")
    total = n + sum(added)
    return _normal((plus * n + added[0]) / total, (minus * n + added[2]) / total, total, confidence, "adjusted-wald")


def wald(plus: float, minus: float, n: float, confidence: float = 0.95) -> Interval:
    """The value plus or minus z standard errors, cut at -1 and 1. Too short for small n; no width if all are alike."""
    _check(plus, minus)
    return _normal(plus, minus, checked_n(n), confidence, "wald")


# Shares come from divisions, each of which may be off in its last bit.
_ROUNDING = 1e-12


def _check(plus: float, minus: float) -> None:
    if checked_share(plus) + checked_share(minus) > 1 + _ROUNDING:
        raise ValueError("two shares of one sample add to at most 1")


def _normal(plus: float, minus: float, n: float, confidence: float, method: str) -> Interval:
    value = plus - minus
    half = z_quantile(confidence) * sqrt(max(plus + minus - value**2, 0.0) / n)
    return Interval(max(value - half, -1.0), min(value + half, 1.0), method)


def _variance_given(plus: float, minus: float, delta: float) -> float:
    """The variance of one answer (1, 0 or -1) if the true difference were `delta`, the shares being fitted to that."""
    if delta < 0:
        return _variance_given(minus, plus, -delta)
    minus_given = _minus_given(plus, minus, delta)
    return 2 * minus_given + delta * (1 - delta)


def _minus_given(plus: float, minus: float, delta: float) -> float:
    """The likeliest share of `minus` if `plus` were larger by `delta` (0 to 1): the root of 2 q^2 + b q - c = 0.

    Both ways to write the root are used, since each loses its digits where the other keeps them.
    """
    b = (2 - plus + minus) * delta - plus - minus
    c = minus * delta * (1 - delta)
    root = sqrt(b * b + 8 * c)
    return 2 * c / (b + root) if b > 0 else (root - b) / 4
