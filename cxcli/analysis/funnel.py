"""Funnel limits around an overall value, and what groups differ by beyond chance."""

from collections.abc import Sequence
from math import fsum, sqrt

from msgspec import Struct

from cxcli.scoring.interval import Interval, z_quantile

FUNNEL = (0.95, 0.998)
"""The confidences of the inner and the outer limits."""

WINSORISED = 0.1
"""The part of the groups, at either end, that says nothing of how far the others lie apart."""

_SIGNIFICANT = 0.05


class Dispersion(Struct, frozen=True):
    """How far groups lie apart: `phi` is 1 where chance alone moves them, `p` how often chance alone reaches it.

    `between` is the variance between groups that is added to that by chance: 0 unless phi is significantly above 1, and
    for fewer than ten groups, of which none is left out of the spread and one alone may be all of it.
    """

    phi: float
    p: float
    between: float

    @property
    def significant(self) -> bool:
        """Whether phi is more than chance explains."""
        return self.p < _SIGNIFICANT

    @property
    def applied(self) -> bool:
        """Whether the limits are widened."""
        return self.between > 0


def limits(overall: float, error: float, confidence: float, possible: tuple[float, float]) -> Interval:
    """Return overall ± z standard errors, cut at the ends of what is `possible`.

    Source: Spiegelhalter, Statistics in Medicine 24 (2005) 1185-1202.
    """
    distance = z_quantile(confidence) * error
    return Interval(max(overall - distance, possible[0]), min(overall + distance, possible[1]), "funnel")


def winsorised(z: Sequence[float], part: float = WINSORISED) -> list[float]:
    """Return the values with the outermost `part` of them, at either end, drawn in to the nearest of the others."""
    ranked, cut = sorted(z), int(len(z) * part)
    if not ranked:
        return []
    low, high = ranked[cut], ranked[len(ranked) - 1 - cut]
    return [min(max(each, low), high) for each in z]


def dispersion(z: Sequence[float], errors: Sequence[float]) -> Dispersion:
    """Return how far groups lie apart, from their winsorised distances in standard errors: the mean of the squares.

    Chance alone is taken to be exceeded where so many squares, as chi-squared with one degree less, do so in 5 %.

    Source: Spiegelhalter, Statistics in Medicine 24 (2005) 1185-1202 (phi); Quality and Safety in Health Care 14 (2005)
    347-351 (the additive variance between groups).

    Raises:
        ValueError: there are not as many errors as distances, or fewer than two.
    """
    from scipy.special import chdtrc  # noqa: PLC0415 - scipy costs start-up time that other commands do not need

    if len(z) != len(errors) or len(z) < 2:  # noqa: PLR2004 - two is the fewest that can lie apart
        raise ValueError("the spread of groups is that of two or more, each with its error")
    squares = fsum(each**2 for each in winsorised(z))
    p = float(chdtrc(len(z) - 1, squares))
    usual = p < _SIGNIFICANT and int(len(z) * WINSORISED) > 0
    between = between_variance(squares, errors) if usual else 0.0
    return Dispersion(squares / len(z), p, between)


def between_variance(squares: float, errors: Sequence[float]) -> float:
    """Return the variance between groups, from the sum of their squared distances in standard errors, 0 or more.

    Source: DerSimonian and Laird, Controlled Clinical Trials 7 (1986) 177-188.
    """
    weights = [1 / error**2 for error in errors]
    total = fsum(weights)
    return max((squares - (len(errors) - 1)) / (total - fsum(each**2 for each in weights) / total), 0.0)


def shrunken(value: float, overall: float, error: float, between: float) -> float:
    """Return the value drawn towards the overall one as far as chance may have moved it there.

    What is left of the distance is the part of the variance that is between groups: the best linear guess of what the
    group would have with many more answers.

    Source: Efron and Morris, JASA 70 (1975) 311-319; Bühlmann and Straub, Mitteilungen der Vereinigung
    schweizerischer Versicherungsmathematiker 70 (1970) 111-133.
    """
    return overall + (value - overall) * between / (between + error**2) if error else value


def with_between(error: float, between: float) -> float:
    """Return the standard error that holds the variance between groups, too."""
    return sqrt(error**2 + between)
