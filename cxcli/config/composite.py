"""What a config says of a composite: its parts, and the bands of its score."""

import re
from typing import Annotated

from pydantic import AfterValidator, Field, StrictStr, WithJsonSchema

from cxcli.config.field_types import Number, Span, Text, Yes
from cxcli.config.refusal import refusal
from cxcli.config.section import Section

_BAND = re.compile(r"([0-9]{1,3}(?:\.[0-9]{1,3})?)\s*-\s*([0-9]{1,3}(?:\.[0-9]{1,3})?)")
_TOP = 100


def _weight(weight: float) -> float:
    if weight > 0:
        return weight
    raise refusal("config-weight", "a weight is a number above 0", "write weight: 1, or remove the part")


def _band(text: str) -> tuple[float, float]:
    found = _BAND.fullmatch(text.strip())
    low, high = map(float, found.groups()) if found else (0.0, 0.0)
    if low < high <= _TOP:
        return low, high
    raise refusal("config-band", "this is no part of 0 to 100", 'write its ends, the lower one first: "50-75"')


Weight = Annotated[Number, AfterValidator(_weight), WithJsonSchema({"type": "number", "exclusiveMinimum": 0})]
Band = Annotated[StrictStr, AfterValidator(_band), WithJsonSchema({"type": "string", "pattern": f"^{_BAND.pattern}$"})]
Level = Number | Span


class PartConfig(Section):
    """One part of a composite: the metric that it is, how much it weighs, and from where to where it counts."""

    metric: Text = Field(description="The metric that the part is, by its name.", examples=["nps"])
    weight: Weight = Field(default=1, description="How much the part weighs beside the others.", examples=[2])
    worst: Level = Field(description="The value that is worth 0; a duration with its unit.", examples=[-100])
    best: Level = Field(description="The value that is worth 100; a duration with its unit.", examples=[100])
    optional: Yes | None = Field(
        default=None, description="Leave the part out where the config has no source for it.", examples=[True]
    )
