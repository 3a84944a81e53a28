"""What moved a composite from one period to the next, in contributions that add up to the change.

Of one customer the score is the sum of a_j p_j over the parts j: their points p, times weights a that add up to 1 and
change where a part comes or goes. With a part that is not there weighing 0, the change is the sum over the parts of

    (a' + a) / 2 * (p' - p)    what the part's points did, for parts there in both periods
    (a' - a) * (q - r)         what its weight did: q the mean of p' and p, or the one that there is; r the mean of both
                               scores, which changes nothing of the sum, since the weights add up to 1 in both periods

so that a part that comes in at the level of the score moves nothing. The mean of many customers is decomposed alike:
each weighs 1 / n, or 0 where it is not there, and the last term is that of customers who came or went.

Source: the symmetric form of Kitagawa's decomposition, J. Am. Stat. Assoc. 50 (1955) 1168-1194, used twice.
"""

from collections.abc import Mapping, Sequence
from math import fsum, sqrt

from msgspec import Struct

from cxcli.scoring.composite import Health
from cxcli.scoring.interval import Interval, Undefined, tail
from cxcli.scoring.score import Score
from cxcli.scoring.student_t import t_quantile


class Moved(Struct, frozen=True):
    """What one part contributed to a change: by its `points`, and by its `weight`."""

    points: float
    weight: float

    @property
    def total(self) -> float:
        """Both together."""
        return self.points + self.weight


class CompositeChange(Struct, frozen=True):
    """A change of the score, its limits, and what each part and the coming and going of customers contributed."""

    difference: float
    limits: Interval | Undefined
    parts: Mapping[str, Moved]
    customers: float = 0.0


Scored = Mapping[str, Health]
"""Customers by their keys, each with a score."""


def moved(before: Health, after: Health) -> dict[str, Moved]:
    """Return what each part contributed to the change of one score, in the order of the later one."""
    level = (_score(before) + _score(after)) / 2
    names = dict.fromkeys([*after.points, *before.points])
    return {name: _moved(before, after, name, level) for name in names}


def most_of(parts: Mapping[str, Moved]) -> str | None:
    """Return the part that contributed most, in either direction; None where none contributed anything."""
    sizes = {name: abs(each.total) for name, each in parts.items() if each.total}
    return max(sorted(sizes), key=lambda name: sizes[name], default=None)


def change(before: Scored, after: Scored, confidence: float) -> CompositeChange:
    """Return how the mean of customers' scores changed, of which both periods have one at least."""
    first, second = ({key: _score(each) for key, each in some.items()} for some in (before, after))
    earlier, later = fsum(first.values()) / len(first), fsum(second.values()) / len(second)
    here, there = 1 / len(second), 1 / len(first)
    both = [key for key in first if key in second]
    contributions = [moved(before[key], after[key]) for key in both]
    names = dict.fromkeys(name for each in contributions for name in each)
    share = (here + there) / 2
    parts = {
        name: Moved(
            share * fsum(each[name].points for each in contributions if name in each),
            share * fsum(each[name].weight for each in contributions if name in each),
        )
        for name in names
    }
    level = (earlier + later) / 2
    mix = fsum(
        [
            *((here - there) * ((first[key] + second[key]) / 2 - level) for key in both),
            *(here * (score - level) for key, score in second.items() if key not in first),
            *(-there * (score - level) for key, score in first.items() if key not in second),
        ]
    )
    return CompositeChange(later - earlier, overlapping(first, second, confidence), parts, mix)


def index_change(before: Score, after: Score, was: Health, now: Health) -> CompositeChange:
    """Return how an index changed; its limits are the widest that there can be, as those of the index are."""
    difference = _score(now) - _score(was)
    limits: Interval | Undefined = Undefined("the limits of one of the two are not known")
    if before.low is not None and before.high is not None and after.low is not None and after.high is not None:
        down = (_score(now) - after.low) + (before.high - _score(was))
        up = (after.high - _score(now)) + (_score(was) - before.low)
        limits = Interval(difference - down, difference + up, "comonotone")
    return CompositeChange(difference, limits, moved(was, now))


def overlapping(first: Mapping[str, float], second: Mapping[str, float], confidence: float) -> Interval | Undefined:
    """Return the limits of the difference of two means of customers, of whom some are in both.

    Source: Derrick, Russ, Toher and White, J. Mod. Appl. Stat. Methods 16 (2017) 137-157, the statistic T_new2.
    """
    both = [key for key in first if key in second]
    sizes = len(first), len(second)
    if min(sizes) < 2:  # noqa: PLR2004 - two is the fewest that can differ
        return Undefined("fewer than two customers show no spread")
    means = [fsum(some.values()) / len(some) for some in (first, second)]
    spreads = [
        fsum((score - mean) ** 2 for score in some.values()) / (len(some) - 1)
        for some, mean in zip((first, second), means, strict=True)
    ]
    errors = [spread / n for spread, n in zip(spreads, sizes, strict=True)]
    shared = _correlation(first, second, both) * sqrt(spreads[0] * spreads[1]) * len(both) / (sizes[0] * sizes[1])
    variance = fsum([*errors, -2 * shared])
    if variance <= 0 or not sum(errors):
        return Undefined("the customers who are in both periods all moved alike and show no spread")
    welch = sum(errors) ** 2 / sum(error**2 / (n - 1) for error, n in zip(errors, sizes, strict=True))
    alone = sum(sizes) - 2 * len(both)
    degrees = (len(both) - 1) + (welch - len(both) + 1) / (alone + 2 * len(both)) * alone
    half = -t_quantile(degrees, tail(confidence)) * sqrt(variance)
    return Interval(means[1] - means[0] - half, means[1] - means[0] + half, "t of partly the same customers")


def _score(each: Health) -> float:
    if each.score is None:
        raise ValueError("a change is one of scores that there are")
    return each.score


def _moved(before: Health, after: Health, name: str, level: float) -> Moved:
    was, now = before.weights.get(name, 0.0), after.weights.get(name, 0.0)
    points = [some.points[name] for some in (before, after) if name in some.points]
    rose = points[1] - points[0] if len(points) == 2 else 0.0  # noqa: PLR2004 - there in both
    return Moved((was + now) / 2 * rose, (now - was) * (fsum(points) / len(points) - level))


def _correlation(first: Mapping[str, float], second: Mapping[str, float], both: Sequence[str]) -> float:
    """Return the correlation of the scores of those in both; 0 where they show none."""
    means = [fsum(some[key] for key in both) / max(len(both), 1) for some in (first, second)]
    off = [(first[key] - means[0], second[key] - means[1]) for key in both]
    spread = fsum(x * x for x, _ in off) * fsum(y * y for _, y in off)
    return min(1.0, max(-1.0, fsum(x * y for x, y in off) / sqrt(spread))) if spread > 0 else 0.0
