"""How many answers it takes for limits that are near enough: the interval itself, the other way round."""

from collections.abc import Callable
from math import ceil, inf, sqrt

from cxcli.analysis.expected_spread import Spread
from cxcli.analysis.two_samples import quantile
from cxcli.scoring.box_score import BoxScore
from cxcli.scoring.interval import z_quantile
from cxcli.scoring.intervals import (
    DEFAULT_DIFFERENCE_METHOD,
    DEFAULT_SHARE_METHOD,
    DIFFERENCE_METHODS,
    SHARE_METHODS,
)
from cxcli.scoring.population import effective_n

_MOST = 10**15
_ROUNDING = 1e-9  # a number of answers that is whole but for the last bits is taken as that number


def answers_for_margin(
    metric: BoxScore, spread: Spread, margin: float, *, confidence: float = 0.95, population: int | None = None
) -> int:
    """Return the fewest answers of which both limits are at most `margin` from the value, as the metric makes them.

    For a share or a difference of two these are the limits of its default interval at the expected shares. Where
    nothing is expected, whatever the shares: no limit of a score interval (Wilson's, Tango's) is further than z times
    the largest standard error, so it takes z squared variance / margin squared. For a mean the limits are those of t,
    at the expected deviation.

    Source: Wilson, JASA 22 (1927) 209-212; Tango, Statistics in Medicine 17 (1998) 891-908; Student, Biometrika 6
    (1908) 1-25; the population: Cochran, Sampling Techniques (1977), 2.6 and 4.6.

    Raises:
        ValueError: a margin that is not above 0.
    """
    if not 0 < margin < inf:
        raise ValueError("a margin is above 0")
    if not is_of_ends(metric):
        return fewest(lambda n: _of_mean(spread, n, population, confidence) <= margin, population, 2)
    if spread.worst:
        needed = z_quantile(confidence) ** 2 * spread.variance / margin**2
        return max(ceil((needed if population is None else needed / (1 + needed / population)) - _ROUNDING), 1)
    return fewest(lambda n: _of_shares(metric, spread, effective(n, population), confidence) <= margin, population, 1)


def is_of_ends(metric: BoxScore) -> bool:
    """Return whether a metric is a share, or a difference of two, and no mean."""
    return metric.source.value.plus is not None or metric.source.value.share is not None


def effective(n: float, population: int | None) -> float:
    """Return how many answers of an endless population would tell as much.

    Raises:
        ValueError: n is not above 0, or more than the population.
    """
    return n if population is None else effective_n(n, population)


def fewest(enough: Callable[[int], bool], population: int | None, least: int) -> int:
    """Return the smallest number from `least` on that is enough, by bisection; a census is."""
    most = _MOST if population is None else population
    low, high = least - 1, least
    while high < most and not enough(high):
        low, high = high, 2 * high
    high = min(high, most)
    while high - low > 1:
        middle = (low + high) // 2
        low, high = (low, middle) if enough(middle) else (middle, high)
    return high


def _of_shares(metric: BoxScore, spread: Spread, n: float, confidence: float) -> float:
    """Return how far the further limit is from the value, in the metric's unit."""
    if spread.ends is None:
        raise ValueError("shares are known by their ends")
    plus, minus = spread.ends.plus, spread.ends.minus
    if metric.source.value.plus is not None:
        limits, value = DIFFERENCE_METHODS[DEFAULT_DIFFERENCE_METHOD](plus, minus, n, confidence), plus - minus
    else:
        limits, value = SHARE_METHODS[DEFAULT_SHARE_METHOD](plus, n, confidence), plus
    return 100 * max(value - limits.low, limits.high - value)


def _of_mean(spread: Spread, n: int, population: int | None, confidence: float) -> float:
    left = 1.0 if population is None else 1 - n / population
    return quantile(confidence, n - 1) * sqrt(left * spread.variance / n) if left else 0.0
