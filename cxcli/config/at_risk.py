"""What a config says of customers at risk: which metrics tell of bad experiences, and how many are too many."""

from typing import Annotated, Literal

from pydantic import Field

from cxcli.config.field_types import MetricName, Span, Text
from cxcli.config.section import Section

RiskReason = Literal["bad", "detractor", "red", "falling", "silent"]
"""Why a customer is listed: bad experiences, a bad latest answer, red or falling health, or silence."""


class AtRiskConfig(Section):
    """Customers at risk: those with several bad experiences within a short time, and what else puts one on the list."""

    metrics: tuple[Text, ...] = Field(
        default=(),
        description="The metrics whose bad rows are bad experiences; else all that the sources have.",
        examples=[["nps", "csat", "sla", "reopen_rate"]],
    )
    within: Span | None = Field(default=None, description="Within which time, until now.", examples=["90 d"])
    at_least: Annotated[int, Field(strict=True, ge=1, le=1000)] | None = Field(
        default=None, description="How many bad experiences put a customer at risk.", examples=[2]
    )
    reasons: tuple[RiskReason, ...] = Field(
        default=(),
        description="Why customers are listed; else all that can be told.",
        examples=[["bad", "detractor", "red", "falling", "silent"]],
    )
    health: MetricName | None = Field(
        default=None,
        description="The composite of each customer whose lowest band is red and whose falls count.",
        examples=["health_score"],
    )
    silent: Span | None = Field(
        default=None, description="For how long a customer who was there before has given no sign.", examples=["90 d"]
    )
    signs: tuple[Text, ...] = Field(
        default=(),
        description="Further sources whose rows are signs of customers, such as use.",
        examples=[["usage"]],
    )
