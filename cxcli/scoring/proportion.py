"""Intervals for a share.

Each function takes the share (0 to 1), the number of answers `n` it rests on, and the confidence, and returns limits
within 0 and 1. `n` may be an effective number (weights, small populations), so it need not be whole; with an infinite
one, a census, the limits are the share itself.

Raises (all functions):
    ValueError: a share outside 0 to 1, n not above 0, a confidence not between 0 and 1.
"""

from collections.abc import Callable
from math import inf, sqrt

from cxcli.scoring.crossing import crossing
from cxcli.scoring.interval import Interval, checked_n, checked_share, tail, z_quantile


def wilson(share: float, n: float, confidence: float = 0.95) -> Interval:
    """The score interval: all shares that a normal test with their own variance would not reject.

    Source: Wilson, JASA 22 (1927) 209-212.
    """
    z2n = z_quantile(confidence) ** 2 / checked_n(n)
    value = checked_share(share)
    centre = (value + z2n / 2) / (1 + z2n)
    half = sqrt(z2n * (value * (1 - value) + z2n / 4)) / (1 + z2n)
    # The interval holds its share in exact arithmetic; the last bit of a float may say otherwise.
    return Interval(min(max(centre - half, 0.0), value), max(min(centre + half, 1.0), value), "wilson")


def wald(share: float, n: float, confidence: float = 0.95) -> Interval:
    """Share plus or minus z standard errors, cut at 0 and 1. Too short for small n, of no width at 0 and 1."""
    return _normal(checked_share(share), checked_n(n), confidence, "wald")


def agresti_coull(share: float, n: float, confidence: float = 0.95) -> Interval:
    """The Wald interval after adding z squared answers, half of them successes; cut at 0 and 1.

    Source: Agresti and Coull, The American Statistician 52 (1998) 119-126. The variant that adds 4 answers whatever
    the confidence is another one.
    """
    z2n = z_quantile(confidence) ** 2 / checked_n(n)
    return _normal((checked_share(share) + z2n / 2) / (1 + z2n), n * (1 + z2n), confidence, "agresti-coull")


def clopper_pearson(share: float, n: float, confidence: float = 0.95) -> Interval:
    """The "exact" interval: covers at least as often as stated, usually more often.

    Source: Clopper and Pearson, Biometrika 26 (1934) 404-413; with an effective n, Korn and Graubard, Survey
    Methodology 24 (1998) 193-201.
    """
    return _mirrored(_clopper_pearson_low, share, n, confidence, "clopper-pearson")


def mid_p(share: float, n: float, confidence: float = 0.95) -> Interval:
    """The Clopper-Pearson interval that counts the observed result by half, so it covers about as often as stated.

    Source: Lancaster, JASA 56 (1961) 223-234; method 6 of Newcombe, Statistics in Medicine 17 (1998) 857-872.
    """
    return _mirrored(_mid_p_low, share, n, confidence, "mid-p")


def jeffreys(share: float, n: float, confidence: float = 0.95) -> Interval:
    """The equal-tailed interval of the Beta(k + 1/2, n - k + 1/2) distribution; its end is 0 at 0 and 1 at 1.

    Source: Brown, Cai and DasGupta, Statistical Science 16 (2001) 101-133.
    """
    return _mirrored(_jeffreys_low, share, n, confidence, "jeffreys")


def _normal(centre: float, n: float, confidence: float, method: str) -> Interval:
    half = z_quantile(confidence) * sqrt(centre * (1 - centre) / n)
    return Interval(max(centre - half, 0.0), min(centre + half, 1.0), method)


def _mirrored(
    lower: Callable[[float, float, float], float], share: float, n: float, confidence: float, method: str
) -> Interval:
    """Both limits from the lower one of (share, n, tail): failures are successes seen from the other side."""
    value, size, half = checked_share(share), checked_n(n), tail(confidence)
    if size == inf:
        return Interval(value, value, method)
    low, high = lower(value, size, half), 1 - lower(1 - value, size, half)
    return Interval(min(low, value), max(high, value), method)


def _clopper_pearson_low(share: float, n: float, half: float) -> float:
    from scipy.special import betaincinv  # noqa: PLC0415 - scipy costs start-up time that the default does not need

    # A share so small that its count is 0 in floating point counts as none.
    if share * n == 0:
        return 0.0
    return float(betaincinv(share * n, n - share * n + 1, half))


def _mid_p_low(share: float, n: float, half: float) -> float:
    from scipy.special import betainc  # noqa: PLC0415 - as above

    if share * n == 0:
        return 0.0
    if share == 1:
        return float((2 * half) ** (1 / n))
    k = share * n
    return crossing(lambda p: bool(betainc(k, n - k + 1, p) + betainc(k + 1, n - k, p) >= 2 * half), share, 0.0)


def _jeffreys_low(share: float, n: float, half: float) -> float:
    from scipy.special import betaincinv  # noqa: PLC0415 - as above

    if share == 0:
        return 0.0
    return float(betaincinv(share * n + 0.5, n - share * n + 0.5, half))
