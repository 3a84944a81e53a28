"""Which changes two samples show, and how many answers it takes to show one: planned before anything is asked.

Values and changes are in the metric's unit. A change shows where the verdict of `difference_of_scores` calls it; how
often that is, normal approximations tell, which the tests hold against all possible samples.
"""

from functools import partial
from math import inf

from msgspec import Struct

from cxcli.analysis.expected_spread import Spread, half_range
from cxcli.analysis.margin import effective, fewest, is_of_ends
from cxcli.analysis.power import (
    ADDED_TO_NET_SHARES,
    ADDED_TO_SHARES,
    STEP,
    Ends,
    SampleOfEnds,
    power_of_ends,
    power_of_means,
    smallest,
    smallest_either_way,
    spread_of,
)
from cxcli.scoring.box_score import BoxScore

_WAYS = (-1, 1)
_TWO = 2
_LOOKS = 64


def answers_for_change(
    metric: BoxScore,
    spread: Spread,
    change: float,
    *,
    confidence: float = 0.95,
    power: float = 0.8,
    population: int | None = None,
) -> int:
    """Return the answers that each of two samples needs to show a true `change` in a share `power` of all cases.

    The change may go either way, as far as there is room for it; that of a mean goes towards the middle of its scale,
    which takes more answers. (At the very end all answers are alike, and nothing shows.)

    Raises:
        ValueError: a change that is not above 0 or that there cannot be, or a power not between 0.5 and 1.
    """
    if not 0 < change < inf or not possible(metric, spread, change):
        raise ValueError("a change is above 0, and there is room for it")
    if not 0.5 <= power < 1:  # noqa: PLR2004 - a test that misses more often than not is none
        raise ValueError("a power lies between 0.5 and 1")
    planned = _Planned(metric, spread, confidence, population)
    ways = [way for way in ways_of(metric, spread) if change <= room(metric, spread, way)]
    least = 1 if is_of_ends(metric) else _TWO
    return fewest(lambda n: all(planned.shown((n, n), way, change) >= power for way in ways), population, least)


def change_shown(
    metric: BoxScore,
    spread: Spread,
    n: tuple[int, int],
    *,
    confidence: float = 0.95,
    power: float = 0.8,
    population: int | None = None,
) -> float | None:
    """Return the smallest true change that samples of these sizes show in a share `power` of all cases.

    It shows whichever way it goes, as far as there is room for it; None where no change that there can be shows, 0
    where both samples are a census, in which every change does.

    Raises:
        ValueError: n is not above 0 or more than the population, or a power not between 0.5 and 1.
    """
    shown = partial(_Planned(metric, spread, confidence, population).shown, n)
    if min(n) < 1 or (population is not None and max(n) > population):
        raise ValueError("numbers of answers are above 0, and at most the population")
    if population == min(n):
        return 0.0
    looks = 1 if is_of_ends(metric) else _LOOKS
    if len(ways := ways_of(metric, spread)) == 1:
        return smallest(partial(shown, ways[0]), room(metric, spread, ways[0]), power, looks)
    return smallest_either_way(shown, (room(metric, spread, -1), room(metric, spread, 1)), power, looks)


def change_shown_by(
    metric: BoxScore, ends: Ends, n: tuple[float, float], *, confidence: float, power: float
) -> float | None:
    """Return the smallest true change from these shares that two samples, by their effective n, show that often.

    Raises:
        ValueError: the metric is a mean, or a power is not between 0.5 and 1.
    """
    if not is_of_ends(metric):
        raise ValueError("a mean is not of shares alone")
    half = half_range(metric)

    def shown(way: int, change: float) -> float:
        return _shown_of_ends(metric, (ends, ends.moved(way * change / half)), n, confidence)

    return smallest_either_way(shown, (half * ends.room(-1), half * ends.room(1)), power)


def possible(metric: BoxScore, spread: Spread, change: float) -> bool:
    """Return whether there is room for a change from what is expected; a mean keeps off the end of its scale."""
    rooms = [room(metric, spread, way) for way in ways_of(metric, spread)]
    return any(change <= most if is_of_ends(metric) else change < most for most in rooms)


def ways_of(metric: BoxScore, spread: Spread) -> tuple[int, ...]:
    """Return which ways a change is looked at: one, where the other is the same or, for a mean, spreads less."""
    if spread.ends is None or spread.worst:
        return (1,)
    if is_of_ends(metric):
        return _WAYS
    return (1,) if spread.ends.value < 0 else (-1,)


def room(metric: BoxScore, spread: Spread, way: int) -> float:
    """Return how far a score can go up (`way` 1) or down (-1) from what is expected, in the metric's unit."""
    half = half_range(metric)
    return 2 * half if spread.ends is None or spread.worst else half * spread.ends.room(way)


class _Planned(Struct, frozen=True):
    metric: BoxScore
    spread: Spread
    confidence: float
    population: int | None

    def shown(self, n: tuple[int, int], way: int, change: float) -> float:
        """Return how often samples of these sizes show a change."""
        if is_of_ends(self.metric):
            sizes = effective(n[0], self.population), effective(n[1], self.population)
            return _shown_of_ends(self.metric, self._sides(way * change), sizes, self.confidence)
        left = [1.0 if self.population is None else 1 - size / self.population for size in n]
        if any(size < _TWO and part for size, part in zip(n, left, strict=True)):
            return 0.0
        return self._shown_of_means((n[0] if left[0] else inf, n[1] if left[1] else inf), left, way, change)

    def _shown_of_means(self, n: tuple[float, float], left: list[float], way: int, change: float) -> float:
        """Return how often Welch's test shows a change; a sample without spread shows none."""
        variances, spreads = [self.spread.variance] * 2, 1.0
        if self.spread.ends is not None:
            sides = self._sides(way * change)
            half = half_range(self.metric)
            variances = [half**2 * ends.variance for ends in sides]
            change -= half * STEP * (1 / n[0] + 1 / n[1])
            spreads = spread_of(sides[0], n[0]) * spread_of(sides[1], n[1])
        one, two = (variance * part for variance, part in zip(variances, left, strict=True))
        return spreads * power_of_means(change, (one, two), n, self.confidence)

    def _sides(self, change: float) -> tuple[Ends, Ends]:
        """Return the shares before and after; where nothing is expected, as far on either side of the middle."""
        ends, by = self.spread.ends, change / half_range(self.metric)
        if ends is None:
            raise ValueError("shares are known by their ends")
        return (ends.moved(-by / 2), ends.moved(by / 2)) if self.spread.worst else (ends, ends.moved(by))


def _shown_of_ends(metric: BoxScore, sides: tuple[Ends, Ends], n: tuple[float, float], confidence: float) -> float:
    added = ADDED_TO_SHARES if metric.source.value.share is not None else ADDED_TO_NET_SHARES
    before, after = (SampleOfEnds(ends, size) for ends, size in zip(sides, n, strict=True))
    return power_of_ends(before, after, added, confidence)
