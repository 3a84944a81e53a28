"""The config as checked models. None and empty mean: not said."""

from collections.abc import Mapping
from typing import Annotated

from pydantic import Field, StrictBool

from cxcli.config.at_risk import AtRiskConfig
from cxcli.config.field_types import (
    Bound,
    Days,
    FieldName,
    FlagName,
    Grain,
    IntervalName,
    Keep,
    LongText,
    MetricName,
    Month,
    Rolling,
    Text,
    WeekStart,
)
from cxcli.config.journey import JourneyConfig
from cxcli.config.known_names import Zone
from cxcli.config.languages import LanguageCode
from cxcli.config.metric import MetricConfig
from cxcli.config.notify import Notify, SmtpConfig
from cxcli.config.reporting import Audiences, Events, HistoryPath, OutputPattern, ReportFormat, SectionName, Targets
from cxcli.config.schedules import Schedules
from cxcli.config.section import Section
from cxcli.config.source import FilesConfig, NamedSource
from cxcli.config.themes import ThemesKey


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
    privacy_min: Annotated[int, Field(strict=True, ge=2)] | None = Field(
        default=None,
        description="Of groups with fewer people nothing is shown, nor of those that would give them away.",
        examples=[5],
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
    mask: StrictBool | None = Field(
        default=None, description="Whether personal data in texts is masked; false shows it.", examples=[True]
    )
    title: Text | None = Field(default=None, description="The title of the report.", examples=["Customer experience"])
    metrics: tuple[Text, ...] = Field(
        default=(),
        description="What `cx report` is about; left out, the metrics of the config and those with a target.",
        examples=[["nps", "csat", "resolution_time"]],
    )
    reported: Bound | None = Field(
        default=None,
        description="The period that `cx report` is of; left out, the last one that is over.",
        examples=["2025-06"],
    )
    shown: Annotated[int, Field(strict=True, ge=2, le=120)] | None = Field(
        default=None, description="How many periods the charts show, the reported one among them.", examples=[13]
    )
    sections: tuple[SectionName, ...] = Field(
        default=(), description="The sections of the report, in their order.", examples=[["scorecard", "trends"]]
    )
    output: OutputPattern | None = Field(
        default=None,
        description="The names of the files, from the folder of the config.",
        examples=["reports/{period}/cx-{audience}.{ext}"],
    )
    formats: tuple[ReportFormat, ...] = Field(
        default=(), description="The formats that are written.", examples=[["html", "xlsx", "json"]]
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


class AgentsConfig(Section):
    """What `cx agents` knows of groups."""

    apart: tuple[Text, ...] = Field(
        default=(),
        description="Groups that are nobody, beside bots, unassigned and blank ones; they are not judged.",
        examples=[["Night Shift Bot"]],
    )


class SentimentConfig(Section):
    """The model that judges comments, and their languages."""

    model: Text | None = Field(
        default=None, description="A model to judge by, from the folder of the config.", examples=["model.json"]
    )
    languages: tuple[LanguageCode, ...] = Field(
        default=(),
        description="The languages of the comments, the usual one first: unclear ones are taken for that.",
        examples=[["en", "de"]],
    )


class Config(FilesConfig):
    """What cx.yaml can say. Options of the command line come before it."""

    schedules: Schedules = Field(
        default_factory=dict,
        description="Business hours, by name.",
        examples=[{"support": {"zone": "Europe/Berlin", "hours": {"mon-fri": "09:00-17:00"}}}],
    )
    sources: Mapping[FieldName, NamedSource] = Field(
        default_factory=dict,
        description="Sources by name: responses, tickets, calls, customers, subscriptions, orders, usage, or your own.",
        examples=[{"tickets": {"path": "tickets-*.csv"}}],
    )
    flags: FlagsConfig = Field(
        default=FlagsConfig(),
        description="Rows that need a second look.",
        examples=[{"test": "status == 'preview'"}],
    )
    agents: AgentsConfig = Field(
        default=AgentsConfig(), description="Groups that are compared.", examples=[{"apart": ["Night Shift Bot"]}]
    )
    sentiment: SentimentConfig = Field(
        default=SentimentConfig(), description="How comments are judged.", examples=[{"languages": ["en", "de"]}]
    )
    report: ReportConfig = Field(
        default=ReportConfig(), description="What is reported, and how.", examples=[{"decimals": 1}]
    )
    at_risk: AtRiskConfig = Field(
        default=AtRiskConfig(),
        description="Which customers are at risk.",
        examples=[{"metrics": ["nps", "sla"], "within": "60 d"}],
    )
    metrics: Mapping[MetricName, MetricConfig] = Field(
        default_factory=dict,
        description="Metrics of your own, or shipped ones with something changed.",
        examples=[{"nps_pro": {"extends": "nps", "where": "plan == 'pro'"}}],
    )
    journey: JourneyConfig = Field(
        default=JourneyConfig(),
        description="The journey of customers, stage by stage.",
        examples=[{"metrics": ["csat"], "stages": {"order": {"where": "stage == 'order'"}}}],
    )
    themes: ThemesKey = Field(default_factory=dict)
    targets: Targets = Field(
        default_factory=dict,
        description="What metrics are to reach, and from where on a report warns or fails.",
        examples=[{"nps": {"target": 45, "fail": 35}}],
    )
    events: Events = Field(
        default=(),
        description="What happened, to be marked in charts.",
        examples=[[{"on": "2025-03-10", "title": "New prices"}]],
    )
    audiences: Audiences = Field(
        default_factory=dict,
        description="Reports for different readers, by name.",
        examples=[{"board": {"sections": ["scorecard"], "formats": ["html"]}}],
    )
    notify: Notify = Field(
        default_factory=dict,
        description="Who is told of a report, and when, by name.",
        examples=[{"board": {"to": ["board@example.com"], "on": "change"}}],
    )
    smtp: SmtpConfig | None = Field(
        default=None,
        description="The mail server.",
        examples=[{"host": "smtp.example.com", "from": "cx@example.com"}],
    )
    history: HistoryPath | None = Field(
        default=None,
        description="A file that keeps the scores of reports, from the folder of the config.",
        examples=["history.sqlite"],
    )
