"""The interval of a ratio of sums, with the customer or the contact as the unit."""

from collections.abc import Callable, Mapping
from math import inf, isinf, sqrt
from types import MappingProxyType
from typing import Final

import numpy as np
import numpy.typing as npt

from cxcli.mapping.records import IntArray
from cxcli.scoring.interval import Interval, Undefined, tail
from cxcli.scoring.ratio_sums import FEW, RatioSums
from cxcli.scoring.student_t import t_quantile

Distances = tuple[float, float]
"""How many standard errors the limits are below and above the ratio; infinite where a limit cannot be told."""


def ratio_interval(
    sums: RatioSums,
    confidence: float = 0.95,
    method: str | None = None,
    *,
    possible: tuple[float, float] = (-inf, inf),
) -> Interval | Undefined:
    """Return the limits of sum y / sum x, cut to the values that are `possible`, or the reason why one cannot say.

    The default is the bootstrap below 50 units, where it holds the true ratio more often, and linearised from there.

    Raises:
        ValueError: a confidence not between 0 and 1.
    """
    half, method = tail(confidence), method or default_method(sums)
    reason = _unknowable(sums, method)
    if reason is not None:
        return Undefined(reason)
    ratio, error = float(sums.ratio), sqrt(sums.variance)
    below, above = METHODS[method](sums, half)
    low, high = max(ratio - below * error, possible[0]), min(ratio + above * error, possible[1])
    if isinf(low) or isinf(high):
        return Undefined("the bootstrap finds no limits: too few differ from the others for this confidence")
    return Interval(min(low, ratio), max(high, ratio), method)


def default_method(sums: RatioSums) -> str:
    """Return the method that is used if none is asked for."""
    return "bootstrap" if sums.n < FEW else "linearised"


def linearised(sums: RatioSums, half: float) -> Distances:
    """The t quantile with n - 1 degrees, on both sides.

    Source: Cochran, Sampling Techniques (3rd edition, 1977), 6.4; it is what svyratio of R's survey package gives.
    """
    distance = -t_quantile(sums.n - 1, half)
    return distance, distance


def bootstrap(sums: RatioSums, half: float) -> Distances:
    """The quantiles of the distances, in its own standard errors, of the ratio of a resample from that of the sample.

    Units are drawn with replacement 9,999 times, always the same way, from the sorted pairs: the same units give the
    same limits. A resample without any base is left out.

    Source: Efron and Tibshirani, An Introduction to the Bootstrap (1993), 12.5 (the bootstrap-t interval).
    """
    distances = _resampled(sums)
    rank = round((len(distances) + 1) * half)
    if rank < 1:
        return inf, inf  # a limit further out than the furthest resample
    return float(distances[-rank]), -float(distances[rank - 1])


METHODS: Mapping[str, Callable[[RatioSums, float], Distances]] = MappingProxyType(
    {"linearised": linearised, "bootstrap": bootstrap}
)
"""The ways to make the interval of a ratio, by name."""

_RESAMPLES: Final = 9_999
_SEED: Final = 1
_NOTHING: Final = 1e-9  # of the standard error: what is smaller is rounding


def _unknowable(sums: RatioSums, method: str) -> str | None:
    if sums.x == 0:
        return "there is nothing to divide by, so there is no ratio"
    if sums.n < 2:  # noqa: PLR2004 - two is the fewest that can differ
        return "one alone shows no spread, so the interval of the ratio is unknown"
    if sums.variance == 0:
        return "the ratio is the same for all, which shows no spread, so its interval is unknown"
    if method == "bootstrap" and sums.n >= FEW:
        return f"the bootstrap is for fewer than {FEW}; the linearised interval is for any number"
    return None


def _resampled(sums: RatioSums) -> npt.NDArray[np.float64]:
    """Return the distances of the resamples in ascending order; infinite ones are of resamples without spread."""
    n, error, drawn = sums.n, sqrt(sums.variance), _drawn(sums.n)
    # Distances of the units from the ratio are exact before they are rounded, so those of like units stay alike.
    x = np.array([x for x, _ in sums.pairs], np.float64)[drawn]
    residual = np.array([float(y - sums.ratio * x) for x, y in sums.pairs])[drawn]
    base = x.sum(axis=0)
    x, residual, base = x[:, base > 0], residual[:, base > 0], base[base > 0]
    distance = residual.sum(axis=0) / base
    spread = np.sqrt(n / (n - 1) * ((residual - distance * x) ** 2).sum(axis=0)) / base
    distance[np.abs(distance) <= _NOTHING * error] = 0
    flat = spread <= _NOTHING * error
    spread[flat] = np.where(distance[flat] == 0, error, 0)
    with np.errstate(divide="ignore"):
        return np.sort(distance / spread)


def _drawn(n: int) -> IntArray:
    """Return which unit is drawn: a row for each draw, a column for each resample."""
    # Whole numbers straight from the generator: what numpy makes of them may differ from version to version.
    bits = np.random.PCG64(_SEED).random_raw(n * _RESAMPLES)
    return ((bits >> np.uint64(32)) * np.uint64(n) >> np.uint64(32)).astype(np.int64).reshape(n, _RESAMPLES)
