"""The config as checked models. None and empty mean: not said."""

from collections.abc import Mapping
from typing import Annotated

from pydantic import Field

from cxcli.config.field_types import (
    Bound,
    Code,
    ColumnRef,
    Count,
    DateFormat,
    DayOrder,
    Days,
    Decimal,
    Delimiter,
    EpochUnit,
    FieldName,
    FlagName,
    Grain,
    IntervalName,
    Keep,
    LongText,
    MetricName,
    Month,
    Number,
    Quote,
    RejectLimit,
    Rolling,
    Text,
    WeekStart,
)
from cxcli.config.known_names import Encoding, Zone
from cxcli.config.metric import MetricConfig
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


class ReportConfig(Section):
    """The groups and periods that are reported, the limits of the numbers, and how they are written."""

    zone: Zone | None = Field(default=None, description="The time zone of days and months.", examples=["Europe/Berlin"])
    confidence: Annotated[float, Field(strict=True, gt=0, lt=1)] | None = Field(
        default=None, description="How sure the limits are, as a share between 0 and 1.", examples=[0.95]
    )
    decimals: Annotated[int, Field(strict=True, ge=0, le=6)] | None = Field(
        default=None, description="Digits after the point.", examples=[1]
    )
    min_n: Annotated[int, Field(strict=True, ge=1)] | None = Field(
        default=None, description="Groups with fewer answers are not shown.", examples=[10]
    )
    interval: IntervalName | None = Field(default=None, description="The method for the limits.", examples=["score"])
    by: tuple[Text, ...] = Field(
        default=(), description="Columns to break down by; a '+' crosses them.", examples=[["plan", "plan+region"]]
    )
    period: Grain | None = Field(default=None, description="The length of the periods to report.", examples=["month"])
    rolling: Rolling | None = Field(
        default=None, description="Windows of several periods, at the end of each period.", examples=["3 month"]
    )
    week_start: WeekStart | None = Field(default=None, description="The first day of a week.", examples=["sunday"])
    fiscal_year_start: Month | None = Field(
        default=None, description="The first month of a year; quarters go with it.", examples=["april"]
    )
    during: Days | None = Field(
        default=None, description="The days that count, in place of since and until.", examples=["last month"]
    )
    since: Bound | None = Field(
        default=None, description="The first day or period that counts.", examples=["2025-01-01"]
    )
    until: Bound | None = Field(
        default=None, description="The last day or period that counts.", examples=["2025-12-31"]
    )
    where: LongText | None = Field(
        default=None, description="Which rows count; the others are filtered.", examples=["plan == 'pro'"]
    )
    one_vote_per: Text | None = Field(
        default=None, description="A column: of each person or account in it one answer counts.", examples=["email"]
    )
    keep: Keep | None = Field(default=None, description="Which of several answers stands.", examples=["latest"])
    population: Annotated[int, Field(strict=True, ge=1)] | None = Field(
        default=None, description="How many people there are in all.", examples=[1200]
    )


class FlagsConfig(Section):
    """Rows that need a second look; they count unless they are dropped."""

    test: LongText | None = Field(
        default=None, description="Which rows are test answers.", examples=["status == 'preview'"]
    )
    speeder: LongText | None = Field(
        default=None, description="Which rows were answered too fast.", examples=["seconds < 30"]
    )
    straight_liner: tuple[Text, ...] = Field(
        default=(), description="Questions that may all have the same answer.", examples=[["Q1", "Q2", "Q3"]]
    )
    drop: tuple[FlagName, ...] = Field(default=(), description="Flags whose rows do not count.", examples=[["test"]])


class Config(Section):
    """What cx.yaml can say. Options of the command line come before it."""

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
    flags: FlagsConfig = Field(
        default=FlagsConfig(),
        description="Rows that need a second look.",
        examples=[{"test": "status == 'preview'"}],
    )
    report: ReportConfig = Field(
        default=ReportConfig(), description="What is reported, and how.", examples=[{"decimals": 1}]
    )
    metrics: Mapping[MetricName, MetricConfig] = Field(
        default_factory=dict,
        description="Metrics of your own, or shipped ones with something changed.",
        examples=[{"nps_pro": {"extends": "nps", "where": "plan == 'pro'"}}],
    )
