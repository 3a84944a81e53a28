"""Whether a series rises or falls: the Mann-Kendall test, plain and corrected for autocorrelation."""

from math import erfc, sqrt

import numpy as np
from msgspec import Struct

from cxcli.analysis.series import Numbers, Series
from cxcli.analysis.theil_sen import line
from cxcli.scoring.interval import z_quantile

PLAIN = "Mann-Kendall, no correction for autocorrelation"
LAGS = 3
"""As many lags as Hamed and Rao's correction looks at where this program chooses it."""

SIGNIFICANT = 0.95
"""A rank autocorrelation counts when it is significant at this confidence."""

ROUNDING = 1e-12
"""What is smaller than this part of the range of the values is rounding, of a series that is a straight line, say."""


class MannKendall(Struct, frozen=True, kw_only=True):
    """The test of no trend, `variant` naming how the variance was made.

    `s` is the number of pairs that rise less those that fall, `variance` its variance if there were no trend, `z` the
    normal score with continuity correction, `p` two-sided, `tau` Kendall's tau a: s over the number of pairs, `n` the
    points.
    """

    variant: str
    n: int
    s: int
    variance: float
    z: float
    p: float
    tau: float


def mann_kendall(series: Series) -> MannKendall:
    """The test for points that do not hang together; the variance takes ties into account.

    Source: Mann, Econometrica 13 (1945) 245-259; Kendall, Rank Correlation Methods (1975).

    Raises:
        ValueError: fewer than two points.
    """
    n = series.values.size
    if n < 2:  # noqa: PLR2004 - a pair
        raise ValueError("a trend needs two points")
    _, ties = np.unique(series.values, return_counts=True)
    spread = n * (n - 1) * (2 * n + 5) - int(np.sum(ties * (ties - 1) * (2 * ties + 5)))
    return _tested(PLAIN, n, _s(series.values), spread / 18)


def hamed_rao(series: Series, lags: int | None = None) -> MannKendall:
    """The test with its variance multiplied by what the autocorrelation of the ranks adds (or takes away).

    The ranks are those of the series less its Theil-Sen line, missing periods closed up; only autocorrelations that
    are significant at 5 % count, of the first `lags`, or of all.

    Source: Hamed and Rao, Journal of Hydrology 204 (1998) 182-196.

    Raises:
        ValueError: fewer than three points; a series so regular that the corrected variance is negative.
    """
    plain = mann_kendall(series)
    most = plain.n - 1 if lags is None else min(lags, plain.n - 1)
    factor = _factor(rank_autocorrelation(series, most), plain.n)
    if factor < 0:
        raise ValueError("the autocorrelation leaves no variance")
    words = "all lags" if lags is None else f"first {lags} lags"
    variant = f"Mann-Kendall, variance corrected for autocorrelation (Hamed and Rao 1998, {words})"
    return _tested(variant, plain.n, plain.s, plain.variance * factor)


def trend_test(series: Series) -> MannKendall:
    """The plain test, or Hamed and Rao's with three lags where neighbours are significantly alike and it is stricter.

    A correction that makes the test less strict is never taken: seasons and other swings make autocorrelations that
    are below 0, and the corrected test then finds trends where there are none.

    Raises:
        ValueError: fewer than three points.
    """
    plain = mann_kendall(series)
    alike = rank_autocorrelation(series, min(LAGS, plain.n - 1))
    if alike[0] > _threshold(plain.n) and _factor(alike, plain.n) > 1:
        return hamed_rao(series, LAGS)
    return plain


def rank_autocorrelation(series: Series, lags: int) -> Numbers:
    """The autocorrelations at lags 1 to `lags` of the ranks of the series less its line; 0 for ranks all alike."""
    slope, _ = line(series)
    ranks = _ranks(
        series.values - slope * np.arange(1, series.values.size + 1), ROUNDING * float(np.ptp(series.values))
    )
    centred = ranks - ranks.mean()
    whole = float(centred @ centred)
    found = [float(centred[lag:] @ centred[:-lag]) / whole if whole else 0.0 for lag in range(1, lags + 1)]
    return np.array(found)


def _s(values: Numbers) -> int:
    """Pairs that rise less pairs that fall."""
    return int(sum(np.sign(values[place + 1 :] - value).sum() for place, value in enumerate(values)))


def _tested(variant: str, n: int, s: int, variance: float) -> MannKendall:
    z = (s - np.sign(s)) / sqrt(variance) if variance else 0.0
    p = erfc(abs(z) / sqrt(2))
    return MannKendall(variant=variant, n=n, s=s, variance=variance, z=float(z), p=p, tau=s / (n * (n - 1) / 2))


def _ranks(values: Numbers, rounding: float) -> Numbers:
    """Ranks from 1, the mean rank for ties; what differs by rounding alone is a tie."""
    _, place, count = np.unique(np.rint(values / (rounding or 1.0)), return_inverse=True, return_counts=True)
    return np.asarray((np.cumsum(count) - (count - 1) / 2)[place])


def _threshold(n: int) -> float:
    return z_quantile(SIGNIFICANT) / sqrt(n)


def _factor(autocorrelations: Numbers, n: int) -> float:
    lags = np.arange(1, autocorrelations.size + 1)
    weights = (n - lags) * (n - lags - 1) * (n - lags - 2)
    counted = np.abs(autocorrelations) > _threshold(n)
    return 1 + 2 * float(np.sum((weights * autocorrelations)[counted])) / (n * (n - 1) * (n - 2))
