"""How often chance alone would move a group as far from the others as it is."""

from collections.abc import Sequence
from math import erfc, sqrt
from statistics import NormalDist
from typing import Final

import numpy as np
import numpy.typing as npt

from cxcli.scoring.student_t import t_below

EXACT_UP_TO: Final = 2_000
"""Answers of a group up to which its count is tested exactly; beyond, a count is near enough to normal."""

_LEAST: Final = 1e-300  # a p value that still has a z

Share = tuple[int, int, int]
"""Of a stratum: answers of the group, answers of all, and how many of those count."""


def normal_p(z: float) -> float:
    """Return the two-sided p value of a distance in standard errors."""
    return erfc(abs(z) / sqrt(2))


def z_of(p: float, sign: float) -> float:
    """Return the distance in standard errors that has this two-sided p value, on the side of `sign`."""
    distance = -NormalDist().inv_cdf(max(p, _LEAST) / 2)
    return distance if sign >= 0 else -distance


def exact_p(count: int, strata: Sequence[Share]) -> float:
    """Return the two-sided mid-P value of how many answers of a group count, given all answers of each stratum.

    The answers of a stratum fall to the group by chance: a sum of hypergeometric counts, one for each stratum. The
    count that was seen is taken by half, and the smaller side doubled.

    Source: Lancaster, JASA 56 (1961) 223-234 (mid-P); Gart, Biometrika 57 (1970) 471-475 (the sum over strata).
    """
    chances = np.ones(1)
    for n, everything, counting in strata:
        chances = np.convolve(chances, _hypergeometric(n, everything, counting))
    chances /= chances.sum()
    here = chances[count] / 2
    return min(1.0, 2 * float(min(chances[:count].sum() + here, chances[count + 1 :].sum() + here)))


def cautious_p(z: float, own_t: float | None, n: int) -> float:
    """Return the larger p value of two tests of a mean: with the spread of all answers, and with that of its own (t).

    The first is right where a group has few answers or all alike, the second where groups are not spread alike or
    answers have a long tail; together they call no more than either.

    Source: Student, Biometrika 6 (1908) 1-25 (t).
    """
    if own_t is None:
        return 1.0
    return max(normal_p(z), 2 * t_below(n - 1, -abs(own_t)))


def _hypergeometric(n: int, everything: int, counting: int) -> npt.NDArray[np.float64]:
    """Return the chance of 0 to n counting answers among n of all."""
    from scipy.special import gammaln  # noqa: PLC0415 - scipy costs start-up time that other commands do not need

    k = np.arange(n + 1)
    others = everything - counting
    possible = (k <= counting) & (n - k <= others)
    k = k[possible]
    logs = -(gammaln(k + 1) + gammaln(counting - k + 1) + gammaln(n - k + 1) + gammaln(others - n + k + 1))
    chances = np.zeros(n + 1)
    chances[possible] = np.exp(logs - logs.max())
    chances /= chances.sum()
    return chances
