"""What a config says of customers at risk: which metrics tell of bad experiences, and how many are too many."""

from typing import Annotated

from pydantic import Field

from cxcli.config.field_types import Span, Text
from cxcli.config.section import Section


class AtRiskConfig(Section):
    """Customers at risk: those with several bad experiences within a short time."""

    metrics: tuple[Text, ...] = Field(
        default=(),
        description="The metrics whose bad rows are bad experiences; else all that the sources have.",
        examples=[["nps", "csat", "sla", "reopen_rate"]],
    )
    within: Span | None = Field(default=None, description="Within which time, until now.", examples=["90 d"])
    at_least: Annotated[int, Field(strict=True, ge=1, le=1000)] | None = Field(
        default=None, description="How many bad experiences put a customer at risk.", examples=[2]
    )
