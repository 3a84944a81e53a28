"""How files are read and how dates, numbers and durations are written in them, as a config says it."""

from collections.abc import Mapping
from typing import Annotated

from pydantic import Field

from cxcli.config.field_types import (
    Code,
    ColumnRef,
    Count,
    DateFormat,
    DayOrder,
    Decimal,
    Delimiter,
    DurationUnit,
    EpochUnit,
    FieldName,
    Number,
    Quote,
    RejectLimit,
    ScheduleChange,
    Text,
)
from cxcli.config.known_names import Encoding, Zone
from cxcli.config.section import Section


class HeaderConfig(Section):
    """Where the names of the columns stand, and what else surrounds the records."""

    rows: Annotated[int, Field(strict=True, ge=0, le=3)] | None = Field(
        default=None, description="How many lines hold names; 0 means that the file has none.", examples=[1]
    )
    names: tuple[Text, ...] = Field(
        default=(), description="Names to use for the columns, in their order.", examples=[["id", "nps"]]
    )
    skip_before: Count | None = Field(default=None, description="Lines before the header to leave out.", examples=[2])
    footer: Count | None = Field(default=None, description="Lines after the last record to leave out.", examples=[1])


class SourceConfig(Section):
    """How files are read, where that is not to be found out from the file."""

    encoding: Encoding | None = Field(default=None, description="The text encoding of the files.", examples=["utf-8"])
    delimiter: Delimiter | None = Field(default=None, description="What stands between two columns.", examples=[";"])
    quote: Quote | None = Field(
        default=None, description="What encloses a text that holds the delimiter.", examples=['"']
    )
    records: Text | None = Field(
        default=None, description="The path to the records in a JSON document.", examples=["data.items"]
    )
    sheet: ColumnRef | None = Field(
        default=None, description="The sheet of a workbook: its name, or its number from 1.", examples=["Responses"]
    )
    header: HeaderConfig = Field(
        default=HeaderConfig(), description="Where the names of the columns stand.", examples=[{"rows": 1}]
    )
    max_rejects: RejectLimit | None = Field(
        default=None, description="How many bad rows are put up with: a number or a percentage.", examples=["1%"]
    )


class DatesConfig(Section):
    """How dates are written in the files."""

    order: DayOrder | None = Field(
        default=None, description="Whether 04/05 is in May or in April.", examples=["day-first"]
    )
    unit: EpochUnit | None = Field(
        default=None, description="What dates that are plain numbers count.", examples=["seconds"]
    )
    zone: Zone | None = Field(
        default=None, description="The time zone of times without an offset.", examples=["Europe/Berlin"]
    )
    format: DateFormat | None = Field(default=None, description="The exact form of the dates.", examples=["%d/%m/%Y"])


class NumbersConfig(Section):
    """How numbers are written in the files."""

    decimal: Decimal | None = Field(default=None, description="The decimal sign.", examples=["comma"])


class DurationsConfig(Section):
    """How durations are written in the files, and in whose hours they are counted."""

    unit: DurationUnit | None = Field(
        default=None, description="What durations that are plain numbers count.", examples=["seconds"]
    )
    units: Mapping[FieldName, DurationUnit] = Field(
        default_factory=dict,
        description="The same for single fields.",
        examples=[{"talk_time": "seconds", "wait_time": "minutes"}],
    )
    schedule_change: ScheduleChange | None = Field(
        default=None,
        description="Which schedule counts where one took over from another.",
        examples=["at-event"],
    )


class FilesConfig(Section):
    """What is said of files: which columns they have, and how they are read."""

    columns: Mapping[FieldName, ColumnRef] = Field(
        default_factory=dict,
        description="Which column feeds which field: its name, its letter or its number from 1.",
        examples=[{"score": "nps", "at": "submitted_at"}],
    )
    source: SourceConfig = Field(
        default=SourceConfig(), description="How files are read.", examples=[{"encoding": "utf-8"}]
    )
    missing: tuple[Code, ...] = Field(
        default=(), description="Words and codes that mean no answer.", examples=[[99, "refused"]]
    )
    labels: Mapping[Text, Number] = Field(
        default_factory=dict, description="What answer texts stand for.", examples=[{"very satisfied": 5}]
    )
    dates: DatesConfig = Field(
        default=DatesConfig(), description="How dates are written.", examples=[{"order": "day-first"}]
    )
    numbers: NumbersConfig = Field(
        default=NumbersConfig(), description="How numbers are written.", examples=[{"decimal": "comma"}]
    )
    durations: DurationsConfig = Field(
        default=DurationsConfig(), description="How durations are written.", examples=[{"unit": "seconds"}]
    )
    words: Mapping[FieldName, Mapping[Text, Text]] = Field(
        default_factory=dict,
        description="What words of statuses and the like stand for, by field.",
        examples=[{"status": {"escalated": "open"}}],
    )


class NamedSource(FilesConfig):
    """One of several sources: its files, and what is said of them alone in place of what is said of all."""

    path: Text | tuple[Text, ...] = Field(
        description="Files or globs, from the folder of the config.", examples=["exports/tickets-*.csv"]
    )
