"""A composite of one customer, of many, or of overall values: parts scaled to 0 to 100, weighted, and their mean.

Weights are exact fractions until the end, and sums are exact, so that neither the order of the parts nor a constant
factor of all weights changes a score in its last bit.
"""

from collections.abc import Mapping, Sequence
from fractions import Fraction
from functools import lru_cache
from math import fsum

from msgspec import Struct

from cxcli.scoring.composite_definition import Part
from cxcli.scoring.interval import Interval, Undefined
from cxcli.scoring.mean import t

_TOP = 100.0


class Health(Struct, frozen=True):
    """One composite score, None below the coverage that is needed.

    `coverage` is the share of all weight that is there. `points` are those of the parts that are there, 0 to 100, and
    `weights` what each of them weighs; they add up to 1. `values` are the parts in their own units.
    """

    score: float | None
    coverage: float
    points: Mapping[str, float]
    weights: Mapping[str, float]
    values: Mapping[str, float]


def scaled(part: Part, value: float) -> float:
    """Return a value of a part on the line from its worst (0) to its best (100), cut off at both."""
    return min(_TOP, max(0.0, _TOP * (value - part.worst) / (part.best - part.worst)))


def beyond(part: Part, value: float) -> bool:
    """Whether a value is worse than the worst of its part, or better than the best."""
    return not min(part.worst, part.best) <= value <= max(part.worst, part.best)


def health(parts: Sequence[Part], values: Mapping[str, float], floor: float) -> Health:
    """Return the composite of the values that there are, by part; below the coverage `floor` it has no score."""
    there = [part for part in parts if part.name in values]
    points = {part.name: scaled(part, values[part.name]) for part in there}
    coverage, weights = _weights(tuple(parts), tuple(there))
    enough = bool(there) and coverage >= Fraction(str(floor))
    score = _within(fsum(weights[name] * points[name] for name in points)) if enough else None
    return Health(score, float(coverage), points, weights, values)


def mean_of(scores: Sequence[float], confidence: float) -> tuple[float, Interval | Undefined]:
    """Return the mean of customers' scores, of which there is one at least, and its t interval.

    The customers are the units: how the parts of one customer hang together is in the spread of the scores.
    """
    n = len(scores)
    mean = fsum(scores) / n
    limits = t(mean, fsum((score - mean) ** 2 for score in scores) / n, n, confidence)
    if isinstance(limits, Interval):
        return mean, Interval(_within(limits.low), _within(limits.high), limits.method)
    few = "one score shows" if n == 1 else "all scores are alike and show"
    return mean, Undefined(f"{few} no spread, so the interval of the mean is unknown")


def index_limits(
    parts: Sequence[Part], index: Health, limits: Mapping[str, tuple[float, float] | None]
) -> Interval | Undefined:
    """Return the limits of an index of overall values, from the limits of its parts in their own units.

    Nobody knows how far the parts go together, since they may rest on the same people. The widest that there can be is
    taken: all parts at their worse ends at once, and all at their better ones. For parts that are near normal that is
    the half-widths added up, which holds whatever the parts have to do with each other: the standard deviation of a
    sum is at most the sum of the standard deviations.

    Source: the triangle inequality for standard deviations; Dhaene et al., Insurance: Mathematics and Economics 31
    (2002) 3-33, on comonotone sums.
    """
    lacking = [part.name for part in parts if part.name in index.points and limits.get(part.name) is None]
    if lacking:
        return Undefined(f"no limits are known of {', '.join(lacking)}")
    ends = {
        part.name: sorted(scaled(part, end) for end in limits[part.name] or ())
        for part in parts
        if part.name in index.points
    }
    low, high = (fsum(index.weights[name] * ends[name][place] for name in ends) for place in (0, 1))
    return Interval(_within(low), _within(high), "comonotone")


@lru_cache(1024)
def _weights(parts: tuple[Part, ...], there: tuple[Part, ...]) -> tuple[Fraction, Mapping[str, float]]:
    """Return the share of all weight that some parts have, and what each of them weighs among them."""
    total, known = (sum((part.weight for part in some), Fraction(0)) for some in (parts, there))
    return known / total, {part.name: float(part.weight / known) for part in there}


def _within(score: float) -> float:
    return min(_TOP, max(0.0, score))
