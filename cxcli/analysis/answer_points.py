"""Every value of a box score is the mean of points that its answers get."""

from collections.abc import Mapping
from fractions import Fraction
from types import MappingProxyType

from cxcli.scoring.box_score import BoxScore
from cxcli.scoring.counts import CountsByValue
from cxcli.scoring.exact_sum import Exact

Points = Mapping[int, Fraction]
"""What each answer of a scale counts, in the metric's unit."""


def answer_points(metric: BoxScore) -> Points:
    """Return the points of each answer of the scale, in the metric's unit; the mean of them is the metric's value.

    The two boxes of a difference get 100 and -100, the box of a share 100, an answer of a mean itself, and one of an
    index how far along the scale it is, from 0 to 100. All other answers get 0.
    """
    scale = range(metric.scale.low, metric.scale.high + 1)
    return MappingProxyType({answer: _points(metric, answer) for answer in scale})


def mean_points(counts: CountsByValue, points: Points) -> Fraction:
    """Return the exact (weighted) mean of the points of the answers.

    Raises:
        ValueError: there are no answers, or one is not on the scale.
    """
    if not counts.n:
        raise ValueError("no answers have no mean")
    return sum((counts.share([answer]) * _known(points, answer) for answer in counts.counts), start=Fraction(0))


def _points(metric: BoxScore, answer: int) -> Fraction:
    value, boxes = metric.source.value, metric.boxes
    if value.plus is not None and value.minus is not None:
        return Fraction(100 * ((answer in boxes[value.plus]) - (answer in boxes[value.minus])))
    if value.share is not None:
        return Fraction(100 * (answer in boxes[value.share]))
    if value.mean:
        return Fraction(answer)
    return Fraction(100 * (answer - metric.scale.low), metric.scale.high - metric.scale.low)


def _known(points: Points, answer: Exact) -> Fraction:
    if not isinstance(answer, int) or answer not in points:
        raise ValueError("only answers on the scale get points")
    return points[answer]
