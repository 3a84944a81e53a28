"""How many answers it takes, and what a number of answers can show: planned before anything is asked.

Normal approximations with the same true score in all samples; what is found afterwards has its own limits. Values,
margins and changes are in the metric's unit.
"""

from dataclasses import dataclass
from math import ceil, inf, sqrt

from cxcli.analysis.answer_points import answer_points
from cxcli.analysis.two_samples import one_sided_quantile
from cxcli.scoring.box_score import BoxScore
from cxcli.scoring.interval import z_quantile
from cxcli.scoring.population import effective_n

_ROUNDING = 1e-9  # a number of answers that is whole but for the last bits is taken as that number


@dataclass(frozen=True, slots=True)
class Spread:
    """The `variance` of the points of one answer, in the metric's unit squared, and in words what it assumes."""

    variance: float
    assumed: str


def worst_spread(metric: BoxScore) -> Spread:
    """Return the largest variance that the metric can have: half the answers at each end.

    Source: Popoviciu, Mathematica 9 (1935) 129-145: the square of half the range.
    """
    points = answer_points(metric)
    low, high = min(points.values()), max(points.values())
    return Spread(float((high - low) / 2) ** 2, "half of all answers at each end, the worst case")


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
    return Spread((high - expected) * (expected - low), f"a score of {expected:g}, with all answers at one of the ends")


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
    return Spread(float(variance), f"shares of {plus:g} % and {minus:g} %")


def answers_for_margin(
    spread: Spread, margin: float, *, confidence: float = 0.95, population: int | None = None
) -> int:
    """Return the answers that it takes for limits of `margin` on either side: z squared variance / margin squared.

    Of a population of N it takes n / (1 + n/N) instead.

    Source: Cochran, Sampling Techniques (1977), 4.4 and 4.6.

    Raises:
        ValueError: a margin that is not above 0.
    """
    return _answers(z_quantile(confidence) ** 2 * spread.variance / _above_0(margin) ** 2, population)


def answers_for_change(
    spread: Spread, change: float, *, confidence: float = 0.95, power: float = 0.8, population: int | None = None
) -> int:
    """Return the answers that each of two samples needs to show a true `change` in a share `power` of all cases.

    They are 2 (z at 1 - (1 - confidence)/2 plus z at power) squared variance / change squared.

    Source: Cohen, Statistical Power Analysis (1988), chapters 2 and 6, in the normal approximation.

    Raises:
        ValueError: a change that is not above 0, or a power not between 0.5 and 1.
    """
    points = z_quantile(confidence) + one_sided_quantile(power)
    return _answers(2 * points**2 * spread.variance / _above_0(change) ** 2, population)


def margin_of(spread: Spread, n: int, *, confidence: float = 0.95, population: int | None = None) -> float:
    """Return how far the limits of `n` answers are from the value: z times the standard error; 0 for a census.

    Raises:
        ValueError: n is not above 0, or more than the population.
    """
    return z_quantile(confidence) * sqrt(spread.variance / _effective(n, population))


def change_shown(
    spread: Spread,
    n: tuple[int, int],
    *,
    confidence: float = 0.95,
    power: float = 0.8,
    population: int | None = None,
) -> float:
    """Return the smallest true change that samples of these sizes show in a share `power` of all cases.

    Source: as `answers_for_change`, with the variance of each sample by its own n.

    Raises:
        ValueError: n is not above 0 or more than the population, or a power not between 0.5 and 1.
    """
    error = sqrt(sum(spread.variance / _effective(each, population) for each in n))
    return (z_quantile(confidence) + one_sided_quantile(power)) * error


def _answers(endless: float, population: int | None) -> int:
    needed = endless if population is None else endless / (1 + endless / population)
    return max(ceil(needed - _ROUNDING), 1)


def _effective(n: int, population: int | None) -> float:
    return float(_above_0(n)) if population is None else effective_n(n, population)


def _above_0(number: float) -> float:
    if not 0 < number < inf:
        raise ValueError("margins, changes and numbers of answers are above 0")
    return number
