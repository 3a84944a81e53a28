"""Every possible sample of n answers, how probable it is, and which limits it gets: what coverage is worked out from.

A sample is a row of counts, class by class, lowest first: (failures, successes) or (detractors, passives, promoters).
True values are rows of whole parts in the same order, such as (1, 4, 15) of 20. Values, limits and widths are in
points, that is per 100.
"""

from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from math import factorial, prod

import numpy as np
import numpy.typing as npt

from cxcli.scoring.interval import Interval
from cxcli.scoring.intervals import DifferenceMethod, ShareMethod

Array = npt.NDArray[np.float64]
Counts = npt.NDArray[np.int64]
Method = Callable[..., Interval]
"""(count, count, …) -> limits of the value as a share of 1."""

SHARE, NPS = (0, 1), (-1, 0, 1)
"""What an answer of each class adds to the value."""

CONFIDENCE = 0.95
# Limits that touch the truth hold it, whatever the last bit of a float says.
TOUCH = 1e-7


@dataclass(frozen=True, slots=True)
class Limits:
    """The limits of all samples (or pairs of samples)."""

    low: Array
    high: Array

    @property
    def width(self) -> Array:
        """How far they are apart."""
        return self.high - self.low

    def hold(self, true: float | Array) -> npt.NDArray[np.bool_]:
        """Where they hold the true value."""
        return (self.low - TOUCH <= true) & (true <= self.high + TOUCH)


@dataclass(frozen=True, slots=True)
class Coverage:
    """How often limits hold the truth over a grid of true values, on average and at worst, and their mean width."""

    mean: float
    lowest: float
    width: float

    def __str__(self) -> str:
        return f"{100 * self.mean:.1f} %, {100 * self.lowest:.1f} %, {self.width:.1f}"


def splits(total: int, classes: int, *, least: int = 0) -> Counts:
    """Every way to deal `total` out to `classes`, with at least `least` in each."""

    def dealt(rest: int, places: int) -> Iterator[tuple[int, ...]]:
        if places == 1:
            yield (rest,)
            return
        for here in range(least, rest - least * (places - 1) + 1):
            yield from ((here, *others) for others in dealt(rest - here, places - 1))

    return np.array(list(dealt(total, classes)), dtype=np.int64)


def probabilities(samples: Counts, truths: Counts) -> Array:
    """How probable each sample is under each truth: one row a truth, one column a sample."""
    n, parts = int(samples[0].sum()), truths[0].sum()
    ways = np.array([float(factorial(n) // prod(factorial(count) for count in row)) for row in samples.tolist()])
    shares = truths / parts
    return ways * prod(shares[:, [place]] ** samples[:, place] for place in range(samples.shape[1]))


def points(counts: Counts, weights: Sequence[int]) -> Array:
    """The value of each row of counts: 100 times the mean of what its answers add."""
    return 100 * (counts @ np.array(weights)) / counts.sum(axis=1)


def of_share(method: ShareMethod) -> Method:
    """The method as one of (failures, successes)."""
    return lambda failures, successes: method(successes / (failures + successes), failures + successes, CONFIDENCE)


def of_difference(method: DifferenceMethod) -> Method:
    """The method as one of (detractors, passives, promoters)."""

    def by_count(minus: int, passive: int, plus: int) -> Interval:
        n = minus + passive + plus
        return method(plus / n, minus / n, n, CONFIDENCE)

    return by_count


def limits(method: Method, samples: Counts) -> Limits:
    """The limits that `method` gives each sample."""
    found = [method(*row) for row in samples.tolist()]
    return Limits(np.array([100 * each.low for each in found]), np.array([100 * each.high for each in found]))
