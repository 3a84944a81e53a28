"""How far answers are expected to spread, before anything is asked."""

from math import inf

from msgspec import Struct

from cxcli.analysis.answer_points import answer_points
from cxcli.analysis.power import Ends
from cxcli.scoring.box_score import BoxScore


class Spread(Struct, frozen=True):
    """The `variance` of the points of one answer, in the metric's unit squared, and in words what it assumes.

    `ends` are the shares of answers at the two ends of the points, None where only a deviation is known; `worst` says
    that they are just those that spread most, and no score is expected.
    """

    variance: float
    assumed: str
    ends: Ends | None = None
    worst: bool = False


def worst_spread(metric: BoxScore) -> Spread:
    """Return the largest variance that the metric can have: half the answers at each end.

    Source: Popoviciu, Mathematica 9 (1935) 129-145: the square of half the range.
    """
    assumed = "half of all answers at each end, the worst case"
    return Spread(half_range(metric) ** 2, assumed, Ends(0.5, 0.5), worst=True)


def expected_spread(metric: BoxScore, expected: float) -> Spread:
    """Return the largest variance of a score that is expected to be `expected`: all answers at the two ends.

    For a share that is its variance; for NPS it is reached without passives, for a mean without answers in between.

    Source: Bhatia and Davis, The American Mathematical Monthly 107 (2000) 353-357.

    Raises:
        ValueError: the metric cannot be `expected`, or can be it only without any spread.
    """
    points = answer_points(metric)
    low, high = float(min(points.values())), float(max(points.values()))
    if not low < expected < high:
        raise ValueError("an expected score lies between the lowest and the highest that there can be")
    upper = (expected - low) / (high - low)
    assumed = f"a score of {expected:g}, with all answers at one of the ends"
    return Spread((high - expected) * (expected - low), assumed, Ends(upper, 1 - upper))


def known_spread(deviation: float) -> Spread:
    """Return the variance of answers whose standard deviation, in the metric's unit, is known.

    Raises:
        ValueError: a deviation that is not above 0.
    """
    if not 0 < deviation < inf:
        raise ValueError("a standard deviation is above 0")
    return Spread(deviation**2, f"a standard deviation of {deviation:g}")


def shares_spread(plus: float, minus: float) -> Spread:
    """Return the variance of a difference of two shares that are expected to be `plus` and `minus`, in percent.

    Raises:
        ValueError: shares that are none or add to more than 100, or leave no spread.
    """
    if not (0 <= plus <= 100 and 0 <= minus <= 100 and plus + minus <= 100):  # noqa: PLR2004 - percent
        raise ValueError("two shares of the same answers are 0 to 100 and add to at most 100")
    variance = 100 * (plus + minus) - (plus - minus) ** 2
    if variance == 0:
        raise ValueError("shares of 0 and 100 leave no spread")
    return Spread(float(variance), f"shares of {plus:g} % and {minus:g} %", Ends(plus / 100, minus / 100))


def half_range(metric: BoxScore) -> float:
    """Return half of how far the points of two answers can be apart, in the metric's unit."""
    points = answer_points(metric).values()
    return float(max(points) - min(points)) / 2
