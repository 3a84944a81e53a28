"""From a definition to a metric that is ready to work."""

from collections.abc import Callable, Mapping
from types import MappingProxyType
from typing import Any

from cxcli.scoring import boxes
from cxcli.scoring.box_definition import Polarity, Scale
from cxcli.scoring.customer_definitions import (
    ContactDefinition,
    DeclineDefinition,
    RetentionDefinition,
    ValueDefinition,
)
from cxcli.scoring.customer_value import CustomerValue
from cxcli.scoring.definition import Definition
from cxcli.scoring.duration import Duration
from cxcli.scoring.first_contact import FirstContact
from cxcli.scoring.metric import Metric
from cxcli.scoring.rate import Rate
from cxcli.scoring.ratio import Ratio
from cxcli.scoring.retention import Retention
from cxcli.scoring.row_definitions import DurationDefinition, RateDefinition, RatioDefinition, has_answers
from cxcli.scoring.usage_decline import UsageDecline


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


_METRICS: Mapping[type[Definition], Callable[[Any], Metric[Any]]] = MappingProxyType(
    {
        RateDefinition: _rate,
        RatioDefinition: Ratio,
        DurationDefinition: Duration,
        ContactDefinition: FirstContact,
        RetentionDefinition: Retention,
        DeclineDefinition: UsageDecline,
        ValueDefinition: CustomerValue,
    }
)
