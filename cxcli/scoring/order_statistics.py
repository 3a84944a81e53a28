"""The interval of a quantile, from the ranks of the values around it."""

from fractions import Fraction
from functools import lru_cache
from itertools import count
from math import ceil, floor, log, log1p, sqrt

import numpy as np
import numpy.typing as npt

from cxcli.scoring.duration_table import DurationTable
from cxcli.scoring.interval import Interval, Undefined, tail
from cxcli.scoring.quantile import at_rank, inner, position, spoken

_FAR, _FEW = 12, 50
"""So many standard deviations, and so many values more, from the likeliest number lies less than 1 in 10**30."""


def quantile_limits(table: DurationTable, p: float, confidence: float = 0.95) -> Interval | Undefined:
    """The limits of the p quantile of the ended durations, in microseconds, or the reason why one cannot say.

    They are durations that occur, at the ranks of `quantile_interval`, and hold the quantile of type 7.

    Raises:
        ValueError: as in `quantile_interval`.
    """
    ranks = quantile_interval(table.n, p, confidence)
    if isinstance(ranks, Undefined):
        return ranks
    low, high = (float(at_rank(table, rank)) for rank in ranks)
    return Interval(low, high, "order-statistics")


@lru_cache(maxsize=4096)
def quantile_interval(n: int, p: float, confidence: float = 0.95) -> tuple[int, int] | Undefined:
    """The ranks, 1 to n, of the values that are the limits of the p quantile, or the reason why there are none.

    How many of `n` values lie below the quantile is binomial, whatever their distribution is. The ranks are the
    innermost ones that leave out at most (1 - confidence) / 2 of its probability on either side; equal values make the
    interval surer, not less sure. With a confidence below a half they may lie inside the two ranks that type 7 stands
    between (from a half on, none of p in steps of 0.005 and n below 200 does); these are then taken. Values that count
    differently (weights) have no such ranks. What was found is kept: groups are often as large as others.

    Source: Thompson, Annals of Mathematical Statistics 7 (1936) 122-128; David and Nagaraja, Order Statistics (2003),
    7.1.

    Raises:
        ValueError: n is negative, p or confidence not between 0 and 1, both excluded.
    """
    if n < 0:
        raise ValueError("the number of values is never negative")
    below, above = inner(p), 1 - inner(p)
    half = tail(confidence)
    low, high = _rank(n, below, half), n + 1 - _rank(n, above, half)
    if low < 1 or high > n:
        open_ends = [part for part, missing in ((below, low < 1), (above, high > n)) if missing]
        side = "" if len(open_ends) > 1 else " from below" if low < 1 else " from above"
        fewest = max(_fewest(part, half) for part in open_ends)
        few = f"fewer than {fewest:,} finished ones do not bound a {spoken(p)}"
        return Undefined(f"{few}{side} at {100 * confidence:g} %")
    return min(low, floor(position(n, p))), max(high, ceil(position(n, p)))


def _rank(n: int, p: Fraction, half: float) -> int:
    """Return the highest rank below which at most `half` of the probability lies, 0 where there is none."""
    first, chances = _chances(n, float(p), float(1 - p))
    return first + int(np.searchsorted(np.cumsum(chances), half * chances.sum(), side="right"))


def _chances(n: int, p: float, q: float) -> tuple[int, npt.NDArray[np.float64]]:
    """Return how often 0 to n values lie below the p quantile, as shares of how often the likeliest number does.

    They begin with the first number that counts at all: what lies farther out is nothing beside any confidence.
    """
    likeliest, far = min(n, floor((n + 1) * p)), ceil(_FAR * sqrt(n * p * q)) + _FEW
    # Each is the one beside it times a simple factor, so that no logarithms or powers of large numbers are needed.
    down = np.arange(likeliest, max(0, likeliest - far), -1)
    up = np.arange(likeliest, min(n, likeliest + far))
    fewer = np.cumprod(down * q / ((n - down + 1) * p))
    more = np.cumprod((n - up) * p / ((up + 1) * q))
    return likeliest - len(down), np.concatenate((fewer[::-1], [1.0], more))


def _fewest(p: Fraction, half: float) -> int:
    """Return the fewest values of which the first is a lower limit of the p quantile: all others lie above it."""
    fewest = max(1, floor(log(half) / log1p(-float(p))))
    return next(n for n in count(fewest) if float(1 - p) ** n <= half)
