"""What the kinds `sentiment` and `polarity` mean: box scores of classes, of comments and of ready-made labels."""

from collections.abc import Mapping
from typing import Any

from msgspec import Struct, field

from cxcli.config.metric import MetricConfig
from cxcli.scoring import box_definition
from cxcli.scoring.box_definition import BoxDefinition


class JudgedBy(Struct, frozen=True, kw_only=True):
    """How comments are judged: the `method` in a few words, its `parameters`, and what is to be said of it beside."""

    method: str
    parameters: Mapping[str, object] = field(default_factory=dict)
    facts: tuple[tuple[str, str], ...] = ()


class PolarityDefinition(BoxDefinition, frozen=True, kw_only=True):
    """A box score of positive (1), neutral (0) and negative (-1) that stand in a column, as words or as -1 to 1.

    What is in no box is left out.
    """


class SentimentDefinition(PolarityDefinition, frozen=True, kw_only=True):
    """A box score of comments that are read and judged positive (1), neutral (0) or negative (-1)."""

    judged_by: JudgedBy = JudgedBy(method="")


def started_polarity(name: str, said: MetricConfig) -> PolarityDefinition:
    """Return the metric of ready-made labels that a config makes without another one.

    Raises:
        ValueError: it lacks its level, direction, scale or value.
    """
    return PolarityDefinition(**_parts(box_definition.started(name, said)))


def started_sentiment(name: str, said: MetricConfig) -> SentimentDefinition:
    """Return the metric of comments that a config makes without another one.

    Raises:
        ValueError: it lacks its level, direction, scale or value.
    """
    return SentimentDefinition(**_parts(box_definition.started(name, said)))


def _parts(made: BoxDefinition) -> dict[str, Any]:
    return {name: getattr(made, name) for name in made.__struct_fields__}
