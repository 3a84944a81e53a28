"""The journey of customers as a config says it: stages in their order, each with its metrics and touchpoints."""

from collections.abc import Mapping
from typing import Annotated

from pydantic import Field

from cxcli.config.field_types import FieldName, LongText, Text
from cxcli.config.section import Section

Stages = Annotated[Mapping[FieldName, "StageConfig"], Field(max_length=30)]


class StageConfig(Section):
    """One stage: which rows are of it, and what is measured there."""

    title: Text | None = Field(default=None, description="The name that is shown.", examples=["First order"])
    where: LongText | None = Field(
        default=None, description="Which rows are of this stage.", examples=["stage == 'order'"]
    )
    metrics: tuple[Text, ...] = Field(
        default=(), description="What is measured here, in place of the metrics of all stages.", examples=[["ces"]]
    )
    touchpoints: Mapping[FieldName, LongText] = Field(
        default_factory=dict,
        description="Parts of the stage, each with the rows that are of it.",
        examples=[{"phone": "channel == 'phone'"}],
    )


class JourneyConfig(Section):
    """The journey of customers. Its stages stand in the order in which customers come to them."""

    customer: Text | None = Field(
        default=None, description="The column that says whose row it is.", examples=["customer_id"]
    )
    metrics: tuple[Text, ...] = Field(default=(), description="What is measured in every stage.", examples=[["csat"]])
    stages: Stages = Field(
        default_factory=dict,
        description="The stages by name, in their order.",
        examples=[{"order": {"where": "stage == 'order'"}}],
    )
