"""From a definition to a metric that is ready to work."""

from collections.abc import Callable, Mapping
from types import MappingProxyType
from typing import Any, cast

from cxcli.scoring import boxes
from cxcli.scoring.activity_definition import ActivityDefinition
from cxcli.scoring.at_risk_definition import AtRiskDefinition
from cxcli.scoring.box_definition import Polarity, Scale
from cxcli.scoring.composite_definition import CompositeDefinition, CompositeMetric
from cxcli.scoring.customer_definitions import (
    ContactDefinition,
    DeclineDefinition,
    RetentionDefinition,
    ValueDefinition,
)
from cxcli.scoring.definition import Definition
from cxcli.scoring.duration import Duration
from cxcli.scoring.eligibility_rate import EligibilityRate
from cxcli.scoring.metric import Metric
from cxcli.scoring.points_definition import PointsDefinition
from cxcli.scoring.questions_definition import QuestionsDefinition
from cxcli.scoring.rate import Rate
from cxcli.scoring.ratio import Ratio
from cxcli.scoring.row_definitions import (
    DurationDefinition,
    EligibilityDefinition,
    RateDefinition,
    RatioDefinition,
    has_answers,
)


def ready(definition: Definition, *, scale: Scale | None = None, polarity: Polarity | None = None) -> Metric[Any]:
    """Return the metric of a definition; `scale` and `polarity` are what was said of answers.

    Raises:
        UsageError: the metric has no boxes for this scale.
        NotImplementedError: nobody has made metrics of this kind: a fault in cx.
    """
    if has_answers(definition):
        return boxes.settle(definition, scale=scale, polarity=polarity)
    made = _METRICS.get(type(definition))
    if made is None:
        raise NotImplementedError(definition.kind)
    return made(definition)


def _rate(definition: RateDefinition) -> Rate:
    return Rate(definition, definition.scale, definition.boxes, declared=True)


# The metrics of customers are imported where they are asked for: most runs have none, and need not wait for them.


def _first_contact(definition: ContactDefinition) -> Metric[Any]:
    from cxcli.scoring.first_contact import FirstContact  # noqa: PLC0415

    return FirstContact(definition)


def _retention(definition: RetentionDefinition) -> Metric[Any]:
    from cxcli.scoring.retention import Retention  # noqa: PLC0415

    return Retention(definition)


def _decline(definition: DeclineDefinition) -> Metric[Any]:
    from cxcli.scoring.usage_decline import UsageDecline  # noqa: PLC0415

    return UsageDecline(definition)


def _value(definition: ValueDefinition) -> Metric[Any]:
    from cxcli.scoring.customer_value import CustomerValue  # noqa: PLC0415

    return CustomerValue(definition)


def _activity(definition: ActivityDefinition) -> Metric[Any]:
    from cxcli.scoring.activity import Activity  # noqa: PLC0415

    return Activity(definition)


def _points(definition: PointsDefinition) -> Metric[Any]:
    from cxcli.scoring.points import Points  # noqa: PLC0415

    return Points(definition)


def _questions(definition: QuestionsDefinition) -> Metric[Any]:
    from cxcli.scoring.questions import Questions  # noqa: PLC0415

    return Questions(definition)


def _at_risk(definition: AtRiskDefinition) -> Metric[Any]:
    from cxcli.scoring.at_risk import AtRisk  # noqa: PLC0415

    return AtRisk(definition)


def _composite(definition: CompositeDefinition) -> Metric[Any]:
    # The catalogue's pages show it as any other metric; runs over rows refuse it.
    return cast("Metric[Any]", CompositeMetric(definition))


_METRICS: Mapping[type[Definition], Callable[[Any], Metric[Any]]] = MappingProxyType(
    {
        RateDefinition: _rate,
        RatioDefinition: Ratio,
        DurationDefinition: Duration,
        EligibilityDefinition: EligibilityRate,
        ContactDefinition: _first_contact,
        RetentionDefinition: _retention,
        DeclineDefinition: _decline,
        ValueDefinition: _value,
        ActivityDefinition: _activity,
        PointsDefinition: _points,
        QuestionsDefinition: _questions,
        AtRiskDefinition: _at_risk,
        CompositeDefinition: _composite,
    }
)
