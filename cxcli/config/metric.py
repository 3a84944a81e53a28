"""A metric as a config writes it: one of the user's own, or a shipped one with something changed."""

from collections.abc import Mapping
from typing import Annotated, Literal, Self

from pydantic import Field, model_validator

from cxcli.config.composite import Band, PartConfig
from cxcli.config.field_types import (
    AmountName,
    Box,
    Code,
    ColumnRef,
    FieldName,
    LongText,
    Number,
    ScalePoint,
    Span,
    Text,
    Yes,
)
from cxcli.config.refusal import refusal
from cxcli.config.section import Section

_FORMS = ("plus", "share", "mean", "index", "median", "percentile")


class ScaleConfig(Section):
    """The ends of the answer scale."""

    low: ScalePoint = Field(description="The lowest answer.", examples=[0])
    high: ScalePoint = Field(description="The highest answer.", examples=[10])

    @model_validator(mode="after")
    def _low_below_high(self) -> Self:
        if self.low >= self.high:
            raise refusal(
                "config-scale", "the lowest answer must be below the highest", "for example: {low: 0, high: 10}"
            )
        return self


class ValueConfig(Section):
    """How the number comes from the answers or the durations: one of the forms."""

    plus: Text | None = Field(
        default=None, description="The box whose share counts for, in percent.", examples=["promoters"]
    )
    minus: Text | None = Field(default=None, description="The box whose share is taken away.", examples=["detractors"])
    share: Text | None = Field(default=None, description="The box whose share is the value.", examples=["satisfied"])
    mean: Yes | None = Field(default=None, description="The mean answer.", examples=[True])
    index: Yes | None = Field(default=None, description="The mean answer, put on 0 to 100.", examples=[True])
    median: Yes | None = Field(default=None, description="The median duration.", examples=[True])
    percentile: Annotated[int, Field(strict=True, ge=1, le=99)] | None = Field(
        default=None, description="The duration that so many percent stay below.", examples=[90]
    )

    @model_validator(mode="after")
    def _one_form(self) -> Self:
        forms = [form for form in _FORMS if getattr(self, form) is not None]
        if len(forms) != 1 or (self.plus is None) != (self.minus is None):
            raise refusal(
                "config-value-form",
                "a value has exactly one form",
                "write {plus: promoters, minus: detractors}, {share: satisfied}, {mean: true} or {index: true}; "
                "of durations {median: true}, {mean: true} or {percentile: 90}",
            )
        return self


class MetricConfig(Section):
    """One metric. What it does not say comes from the metric that it extends."""

    extends: Text | None = Field(default=None, description="The metric that this one starts from.", examples=["nps"])
    source: Text | None = Field(
        default=None, description="Which source of the config it is scored on.", examples=["tickets"]
    )
    kind: Text | None = Field(
        default=None, description="The kind of calculation, where no metric is extended.", examples=["box_score"]
    )
    title: Text | None = Field(
        default=None, description="The name that is shown.", examples=["NPS of paying customers"]
    )
    description: LongText | None = Field(
        default=None,
        description="What the number tells, in a sentence.",
        examples=["NPS of the answers on the pro plan."],
    )
    where: LongText | None = Field(
        default=None, description="Which rows count; the others are filtered.", examples=["plan == 'pro'"]
    )
    columns: Mapping[FieldName, ColumnRef] = Field(
        default_factory=dict, description="Columns for this metric alone.", examples=[{"score": "nps"}]
    )
    labels: Mapping[Text, Number] = Field(
        default_factory=dict, description="What answer texts stand for.", examples=[{"very satisfied": 5}]
    )
    missing: tuple[Code, ...] = Field(
        default=(), description="Words and codes that mean no answer.", examples=[[99, "refused"]]
    )
    scale: ScaleConfig | None = Field(
        default=None,
        description="The ends of the answer scale; other answers are off scale.",
        examples=[{"low": 0, "high": 10}],
    )
    boxes: Mapping[FieldName, Box] = Field(
        default_factory=dict,
        description="Groups of answers: points and spans of points.",
        examples=[{"promoters": "9-10"}],
    )
    value: ValueConfig | None = Field(
        default=None, description="How the number comes from the answers.", examples=[{"share": "satisfied"}]
    )
    polarity: Literal["ease", "effort"] | None = Field(
        default=None, description="Whether a high answer means ease or effort.", examples=["ease"]
    )
    level: Literal["relationship", "transactional"] | None = Field(
        default=None, description="Whether people rate the company or one contact.", examples=["relationship"]
    )
    among: LongText | None = Field(
        default=None,
        description="Which rows the metric is about: a condition over fields.",
        examples=["answered == 'yes'"],
    )
    counts: LongText | None = Field(
        default=None, description="Which of those rows a rate counts.", examples=["transferred == 'yes'"]
    )
    waits: LongText | None = Field(
        default=None,
        description="Rows of which it cannot be said yet; they are too recent.",
        examples=["solved == 'no'"],
    )
    unknown: LongText | None = Field(
        default=None,
        description="Rows of which nobody knows whether they are eligible; each stands for a part of one.",
        examples=["disposition == 'unknown_other'"],
    )
    outside: LongText | None = Field(
        default=None,
        description="Rows that are known not to be eligible.",
        examples=["disposition == 'not_eligible'"],
    )
    eligible: Annotated[float, Field(ge=0, le=1)] | None = Field(
        default=None,
        description="The part of the unknown rows that is eligible; left out, it is estimated.",
        examples=[0.9],
    )
    dates: tuple[FieldName, ...] = Field(
        default=(),
        description="The date that puts a row into a period; the first that there is.",
        examples=[["solved_at"]],
    )
    in_order: tuple[FieldName, ...] = Field(
        default=(),
        description="Dates of which none can be before the first; a row that has one is contradictory.",
        examples=[["created_at", "solved_at"]],
    )
    once: FieldName | None = Field(
        default=None,
        description="The field whose ids stand in one row each; where they do not, a warning says so.",
        examples=["customer"],
    )
    within: Span | None = Field(
        default=None, description="A length of time, {within} in a condition.", examples=["20 s"]
    )
    measure: AmountName | None = Field(
        default=None, description="The field with the durations.", examples=["resolution_time"]
    )
    running: LongText | None = Field(
        default=None, description="Which rows have not come to their end yet.", examples=["solved == 'no'"]
    )
    start: FieldName | None = Field(
        default=None, description="Where the duration of a row began that still runs.", examples=["created_at"]
    )
    until: tuple[FieldName, ...] = Field(
        default=(),
        description="Dates from which on a row that still runs was watched no more; of several the first that it has.",
        examples=[["solved_at"]],
    )
    censored: Yes | None = Field(
        default=None, description="Whether rows that still run are part of the median.", examples=[True]
    )
    sum: tuple[AmountName, ...] = Field(
        default=(), description="The fields whose sum is divided.", examples=[["talk_time", "hold_time"]]
    )
    per: AmountName | None = Field(
        default=None,
        description="The field whose sum it is divided by; else the number of rows. Of a composite, whose score it is: "
        "customer, account or respondent.",
        examples=["calls"],
    )
    parts: Mapping[FieldName, PartConfig] = Field(
        default_factory=dict,
        description="The metrics that a composite is made of, with their weights and the values worth 0 and 100.",
        examples=[{"relation": {"metric": "nps", "weight": 2, "worst": -100, "best": 100}}],
    )
    bands: Mapping[FieldName, Band] = Field(
        default_factory=dict,
        description="The bands that cut a composite's 0 to 100; the upper end belongs to each.",
        examples=[{"red": "0-50", "yellow": "50-75", "green": "75-100"}],
    )
    coverage: Annotated[Number, Field(ge=0, le=1)] | None = Field(
        default=None, description="The share of the weight that must be there for a score.", examples=[0.6]
    )
    no_interval: LongText | None = Field(
        default=None, description="Why a ratio has no interval.", examples=["spending is no sample"]
    )
    schedule: Text | None = Field(
        default=None, description="The business hours in which durations are counted.", examples=["support"]
    )
    figure: Text | None = Field(default=None, description="Which figure of the customers it is.", examples=["churn"])
    steps: tuple[Text, ...] = Field(
        default=(), description="The steps of a funnel, in their order.", examples=[["home", "search", "payment"]]
    )
    not_shown: tuple[Code, ...] = Field(
        default=(),
        description="Words and codes of a cell that say that a question was not shown.",
        examples=[["not shown", -77]],
    )
    margin: Annotated[float, Field(gt=0, le=1)] | None = Field(
        default=None, description="The part of revenue that is kept.", examples=[0.6]
    )
    discount: Annotated[float, Field(ge=0, lt=10)] | None = Field(
        default=None, description="The discount rate of a year.", examples=[0.1]
    )
    horizon: Span | None = Field(default=None, description="How far ahead value counts.", examples=["365 d"])
    unit: Literal["percent", "points", "score", "seconds", "currency", "ratio"] | None = Field(
        default=None, description="What the value is counted in.", examples=["points"]
    )
    direction: Literal["higher", "lower"] | None = Field(
        default=None, description="Whether a higher or a lower value is better.", examples=["higher"]
    )
    bad: Text | None = Field(default=None, description="The box of bad experiences.", examples=["detractors"])
