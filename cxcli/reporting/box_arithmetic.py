"""How the value of a box score or a rate comes of the answers in its boxes."""

from collections.abc import Sequence
from fractions import Fraction

from cxcli.reporting.number_format import count, number
from cxcli.reporting.score_words import value_text
from cxcli.scoring.box_score import BoxScore
from cxcli.scoring.counts import CountsByValue
from cxcli.scoring.score import Score

_WEIGHT_DECIMALS = 2


def boxes_text(metric: BoxScore, statistic: CountsByValue) -> str:
    """Return the boxes with their answers, or where those are weighted, their weights."""
    return " · ".join(f"{name} {_in_box(points, statistic)}" for name, points in metric.boxes.items())


def arithmetic_text(metric: BoxScore, statistic: CountsByValue, score: Score, places: int) -> str:
    """Return how the value comes of the counts."""
    value, n, result = metric.source.value, _mass(statistic.base, statistic), value_text(score, places)
    if score.value is None:
        return f"{result}: {score.reason}"
    if value.plus is not None and value.minus is not None:
        plus, minus = (_in_box(metric.boxes[box], statistic) for box in (value.plus, value.minus))
        return f"100 × ({plus} - {minus}) / {n} = {result}"
    if value.share is not None:
        return f"100 × {_in_box(metric.boxes[value.share], statistic)} / {n} = {result}"
    mean = f"{_mass(statistic.mean() * statistic.base, statistic)} / {n}"
    if value.mean:
        return f"{mean} = {result}"
    low, high = metric.scale.low, metric.scale.high
    return f"100 × ({mean} - {low}) / ({high} - {low}) = {result}"


def _in_box(points: Sequence[int], statistic: CountsByValue) -> str:
    """Return the answers of a box, or where they are weighted, their weight."""
    return _mass(statistic.share(points) * statistic.base, statistic)


def _mass(mass: Fraction, statistic: CountsByValue) -> str:
    return count(int(mass)) if statistic.weights is None else number(float(mass), "", _WEIGHT_DECIMALS)
