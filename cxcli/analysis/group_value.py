"""For which metrics groups are judged, and what their value is made of."""

from collections.abc import Iterable
from fractions import Fraction
from math import inf
from typing import Any

from msgspec import Struct

from cxcli.analysis.answer_points import Points, answer_points
from cxcli.analysis.group_moments import Moments, moments_of
from cxcli.errors import Problem, UsageError
from cxcli.scoring.box_definition import BoxDefinition
from cxcli.scoring.box_score import BoxScore
from cxcli.scoring.customer_definitions import ContactDefinition
from cxcli.scoring.definition import Definition
from cxcli.scoring.metric import Metric
from cxcli.scoring.ratio import Ratio
from cxcli.scoring.row_definitions import DurationDefinition, RatioDefinition
from cxcli.scoring.statistics import Statistic

_PERCENT = 100
_SHARE = (0.0, float(_PERCENT))
_FIRST_CONTACTS: Points = {0: Fraction(0), 1: Fraction(_PERCENT)}


class GroupValue(Struct, frozen=True, kw_only=True):
    """What the value of a metric is made of: the `points` of its answers, or sums times `factor`.

    `possible` are the ends between which it lies. `proportional` values have a zero that means none, so that expected
    values are a multiple of them. A value that `counts` is the share of answers that do. `higher` is better, or not.
    """

    points: Points
    factor: int = 1
    possible: tuple[float, float]
    proportional: bool
    counts: bool = False
    higher: bool

    @classmethod
    def of(cls, metric: Metric[Any]) -> "GroupValue":
        """What the value of a metric is made of; of a kind that `refuse_unjudged` lets pass."""
        higher = metric.direction == "higher"
        if isinstance(metric, Ratio):
            factor = _PERCENT if metric.unit == "percent" else 1
            return cls(points={}, factor=factor, possible=(0.0, inf), proportional=True, higher=higher)
        if not isinstance(metric, BoxScore):
            return cls(points=_FIRST_CONTACTS, possible=_SHARE, proportional=True, counts=True, higher=higher)
        share = metric.source.value.share is not None
        points, possible = answer_points(metric), _ends(metric)
        return cls(points=points, possible=possible, proportional=share, counts=share, higher=higher)

    def moments(self, statistic: Statistic) -> Moments:
        """Return the moments of a statistic of the metric."""
        return moments_of(statistic, self.points, factor=self.factor)


def refuse_unjudged(definitions: Iterable[Definition]) -> None:
    """Refuse metrics whose groups are not judged: durations, and what becomes of customers.

    Raises:
        UsageError: with one problem for each of them.
    """
    judged = (BoxDefinition, RatioDefinition, ContactDefinition)
    others = [each for each in definitions if not isinstance(each, judged)]
    if others:
        raise UsageError(_problem(each) for each in others)


def _ends(metric: BoxScore) -> tuple[float, float]:
    form = metric.source.value
    if form.plus is not None:
        return -float(_PERCENT), float(_PERCENT)
    return (float(metric.scale.low), float(metric.scale.high)) if form.mean else _SHARE


def _problem(definition: Definition) -> Problem:
    if isinstance(definition, DurationDefinition):
        why = "what still runs, and a few that take very long, decide about such a value, and it has no fair limits"
        advice = f"judge a rate, such as sla, or aht; or see the limits: cx score {definition.id} FILE --by COLUMN"
    else:
        why = "a customer may be in several groups, or change them"
        advice = f"see it with its limits: cx score {definition.id} FILE --by COLUMN"
    message = f"groups are not judged by {definition.id}, of the kind {definition.kind}: {why}"
    return Problem(code="kind", message=message, help=advice)
