"""Two sides of a composite: what lies between them, and what each part contributed to it.

Where the sides share their customers, as two periods do, each customer is looked at (`composite_change.change`). Two
groups have no customer in common. There a side is taken as one score of mean weights and points: of part j, over the n
customers of a side,

    W_j = sum of a_ij / n               what the part weighs on the side, 0 for who has it not
    Q_j = sum of a_ij p_ij / (n W_j)    its points, by that weight

so that the sum of W_j Q_j is the mean score and the W_j add up to 1: two such sides are decomposed as two scores of
one customer are.

Source: Kitagawa, J. Am. Stat. Assoc. 50 (1955) 1168-1194, as in `composite_change`.
"""

from collections.abc import Sequence
from math import fsum

from msgspec import Struct

from cxcli.analysis.composite_cells import CompositeCell
from cxcli.analysis.composite_change import CompositeChange, Scored, moved, overlapping
from cxcli.analysis.verdict import Verdict, verdict
from cxcli.scoring.composite import Health
from cxcli.scoring.interval import Interval


class CompositeSides(Struct, frozen=True, kw_only=True):
    """Two sides by their `labels`, and the `change` from the first to the second; None where one has no score.

    `both` customers have a score on both, and `neither` have one that counts on none of the sides.
    """

    labels: tuple[str, str]
    before: CompositeCell
    after: CompositeCell
    change: CompositeChange | None
    both: int
    neither: int

    @property
    def verdict(self) -> Verdict | None:
        """Whether the score is up or down by the limits of the difference; None without limits."""
        limits = self.change.limits if self.change else None
        return verdict(limits, None, self.before.score.confidence) if isinstance(limits, Interval) else None


def apart(before: Scored, after: Scored, confidence: float) -> CompositeChange:
    """Return what lies between two groups of other customers, of which each has one with a score at least."""
    first, second = _pooled(list(before.values())), _pooled(list(after.values()))
    limits = overlapping(_scores(before), _scores(after), confidence)
    return CompositeChange(_score(second) - _score(first), limits, moved(first, second))


def _scores(side: Scored) -> dict[str, float]:
    return {key: _score(each) for key, each in side.items()}


def _pooled(members: Sequence[Health]) -> Health:
    """Return customers as one score of mean weights and points."""
    n = len(members)
    names = dict.fromkeys(name for each in members for name in each.points)
    having = {name: [each for each in members if name in each.points] for name in names}
    weights = {name: fsum(each.weights[name] for each in some) / n for name, some in having.items()}
    points = {
        name: fsum(each.weights[name] * each.points[name] for each in some) / n / weights[name]
        for name, some in having.items()
    }
    return Health(fsum(map(_score, members)) / n, 1.0, points, weights, {})


def _score(each: Health) -> float:
    if each.score is None:
        raise ValueError("sides that are compared are of customers with a score")
    return each.score
