"""What a config says of reports: targets, events, audiences, and where the files go."""

from collections.abc import Mapping
from typing import Annotated, Literal

from pydantic import AfterValidator, Field, StrictBool

from cxcli.config.composite import Level
from cxcli.config.field_types import Bound, FieldName, Text
from cxcli.config.refusal import refusal
from cxcli.config.section import Section

SectionName = Literal[
    "scorecard", "attention", "trends", "groups", "journey", "answers", "themes", "customers", "rows", "definitions"
]
ReportFormat = Literal["html", "md", "xlsx", "csv", "json", "png"]

PARTS = ("{period}", "{audience}", "{ext}")
"""What may stand between braces in the names of files."""


def has_unknown_parts(pattern: str) -> bool:
    """Return whether something else stands between braces than `PARTS`."""
    for part in PARTS:
        pattern = pattern.replace(part, "")
    return "{" in pattern or "}" in pattern


def _pattern(text: str) -> str:
    """Check the name of files: what stands between braces is known, and the name keeps formats apart."""
    if has_unknown_parts(text):
        raise refusal("config-output", "what stands between braces is not known", f"known are: {', '.join(PARTS)}")
    if not text.endswith(".{ext}"):
        raise refusal("config-output", "the name says no format", 'end it with ".{ext}": reports/{period}/cx.{ext}')
    if text.startswith(("/", "~")) or ".." in text.replace("\\", "/").split("/"):
        raise refusal("config-output", "the files would leave the folder of the config", "name a folder below it")
    return text


OutputPattern = Annotated[Text, AfterValidator(_pattern)]


def _history_path(text: str) -> str:
    """Check the name of the history: it stays in the folder of the config."""
    if text.startswith(("/", "~")) or ".." in text.replace("\\", "/").split("/"):
        raise refusal("config-history", "the history would leave the folder of the config", "name a file in it")
    return text


HistoryPath = Annotated[Text, AfterValidator(_history_path)]


class BoundsConfig(Section):
    """What a value is to reach, and from where on it is too far off, in the metric's unit."""

    target: Level | None = Field(
        default=None, description="The value to reach; a duration with its unit.", examples=[45]
    )
    warn: Level | None = Field(default=None, description="A worse value is a warning.", examples=[40])
    fail: Level | None = Field(
        default=None, description="A worse value fails the report, which ends with code 4.", examples=[35]
    )
    certain: StrictBool = Field(
        default=False,
        description="Warn and fail only where the better limit of the value is worse, too.",
        examples=[True],
    )


class TargetConfig(BoundsConfig):
    """What a metric is to reach, overall and in single groups."""

    groups: Mapping[Text, BoundsConfig] = Field(
        default_factory=dict,
        description='The same for single groups, written as column=value; "+" between two columns.',
        examples=[{"plan=free": {"fail": 20}}],
    )


class EventConfig(Section):
    """Something that happened, which the charts mark."""

    on: Bound = Field(description="The day on which it happened.", examples=["2025-03-10"])
    title: Text = Field(description="What happened, in a few words.", examples=["New prices"])
    metrics: tuple[Text, ...] = Field(
        default=(), description="The metrics whose charts mark it; left out, all of them.", examples=[["nps"]]
    )


class AudienceConfig(Section):
    """A report of its own for some readers: what they get to see, and in which formats."""

    title: Text | None = Field(default=None, description="The title of their report.", examples=["For the board"])
    sections: tuple[SectionName, ...] = Field(
        default=(), description="The sections that they get; left out, all of the report.", examples=[["scorecard"]]
    )
    metrics: tuple[Text, ...] = Field(
        default=(), description="The metrics that they get; left out, all of the report.", examples=[["nps"]]
    )
    by: tuple[Text, ...] = Field(
        default=(), description="The breakdowns that they get; left out, all of the report.", examples=[["plan"]]
    )
    formats: tuple[ReportFormat, ...] = Field(
        default=(), description="The formats that they get; left out, all of the report.", examples=[["html"]]
    )


Audiences = Annotated[Mapping[FieldName, AudienceConfig], Field(max_length=20)]
Targets = Mapping[Text, TargetConfig]
Events = Annotated[tuple[EventConfig, ...], Field(max_length=200)]
