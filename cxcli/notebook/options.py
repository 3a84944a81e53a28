"""The options of the Python interface: those of the command line, by the same names."""

from collections.abc import Mapping, Sequence
from datetime import date
from typing import Annotated, Literal, TypedDict

Texts = str | Sequence[str]
Day = str | date
Month = Literal[
    "january", "february", "march", "april", "may", "june",
    "july", "august", "september", "october", "november", "december",
]  # fmt: skip


class Bounds:
    """The lowest and the highest number that an option takes; None: there is none."""

    def __init__(self, low: int, high: int | None = None) -> None:
        """Take both bounds, which are allowed themselves."""
        self.low = low
        self.high = high


Period = Literal["day", "week", "month", "quarter", "year"]
Unit = Literal["milliseconds", "seconds", "minutes", "hours", "days", "hh:mm:ss", "hh:mm", "mm:ss"]
Per = Literal["customer", "account", "respondent"]
Least = Annotated[int | None, Bounds(0)]
Decimals = Annotated[int | None, Bounds(0, 6)]


class ColumnOptions(TypedDict, total=False):
    """Which columns hold what."""

    column: str | None
    maps: Mapping[str, str] | Texts | None
    missing: Texts | None


class FileOptions(TypedDict, total=False):
    """How files are read."""

    encoding: str | None
    delimiter: str | None
    quotes: bool
    header_rows: Annotated[int | None, Bounds(0, 3)]
    skip_before: Annotated[int | None, Bounds(0)]
    footer: Annotated[int | None, Bounds(0)]
    records: str | None
    sheet: str | int | None


class ReadingOptions(ColumnOptions, FileOptions, total=False):
    """Which columns hold what, and how files are read."""


class ScaleOptions(TypedDict, total=False):
    """How answers are meant."""

    scale: str | None
    polarity: Literal["ease", "effort"] | None


class CommentOptions(TypedDict, total=False):
    """How comments are judged."""

    sentiment_model: str | None


class BaseOptions(TypedDict, total=False):
    """Who counts, and how much."""

    weight: str | None
    count: str | None
    one_vote_per: str | None
    keep: Literal["latest", "first"] | None
    response_id: str | None
    test_answers: str | None
    speeders: str | None
    straight_liners: Texts | None
    drop: Texts | None


class DayOptions(TypedDict, total=False):
    """Which rows count."""

    since: Day | None
    until: Day | None
    during: str | None
    week_start: Literal["monday", "sunday", "saturday"] | None
    fiscal_year_start: Month | None
    where: str | None
    privacy_min: Least


class WritingOptions(TypedDict, total=False):
    """How dates and numbers are written."""

    decimal: Literal["comma", "point"] | None
    unit: Unit | None
    dates: Literal["day-first", "month-first", "iso"] | None
    zone: str | None


class NowOption(TypedDict, total=False):
    """Which moment is now."""

    now: Day | None


class FigureOptions(NowOption, total=False):
    """How numbers are made and written, whatever they are made of."""

    confidence: float | None
    interval: str | None
    decimals: Decimals


class AnswerOptions(
    ReadingOptions, ScaleOptions, CommentOptions, BaseOptions, DayOptions, WritingOptions, NowOption, total=False
):
    """How answers are meant, who counts, and which days count."""


class NumberOptions(AnswerOptions, FigureOptions, total=False):
    """How numbers are made."""


class RunOptions(NumberOptions, total=False):
    """All that a score of everybody takes."""

    population: Annotated[int | None, Bounds(1)]


class ScoreOptions(RunOptions, total=False):
    """How scores are broken down, and how many bad rows are put up with."""

    by: Texts | None
    period: Period | None
    rolling: str | tuple[int, str] | None
    change: bool
    min_n: Least
    raw: bool
    max_rejects: str | int | None
    per: Per | None
    limit: Annotated[int | None, Bounds(1)]


class CompareOptions(NumberOptions, total=False):
    """What is put side by side."""

    between: Texts | None
    by: Texts | None
    paired: str | None
    power: float
    min_n: Least
    max_rejects: str | int | None


class TrendOptions(NumberOptions, total=False):
    """What is made of the periods."""

    period: Period | None
    by: str | None
    min_n: Least
    max_rejects: str | int | None
    chart: Literal["xmr", "p"] | None
    forecast: Annotated[int, Bounds(0, 3)]


class RowOptions(AnswerOptions, total=False):
    """Which rows are listed, and with what."""

    by: Texts | None
    in_period: str | None
    box: Texts | None
    answer: int | Sequence[int] | None
    fate: Texts | None
    flag: Literal["test", "speeder", "straight-liner"] | None
    columns: Texts | None
    mask: bool | None
    limit: Annotated[int | None, Bounds(1)]
    period: Period | None
    rolling: str | tuple[int, str] | None


class CalcOptions(TypedDict, total=False):
    """How a score of counts is made."""

    scale: str | None
    polarity: Literal["ease", "effort"] | None
    population: Annotated[int | None, Bounds(1)]
    confidence: float | None
    interval: str | None
    decimals: Decimals


class SpreadOptions(TypedDict, total=False):
    """What is expected of answers that nobody has given yet."""

    expect: str | float | Sequence[float] | None
    spread: float | None
    power: float
    scale: str | None
    polarity: Literal["ease", "effort"] | None
    population: Annotated[int | None, Bounds(1)]
    confidence: float | None


class SizeOptions(SpreadOptions, total=False):
    """What the answers are needed for."""

    margin: float | None
    change: float | None


class ChangeOptions(SpreadOptions, total=False):
    """How a change is shown."""

    decimals: Decimals


FILE_OPTIONS = ("encoding", "delimiter", "quotes", "header_rows", "skip_before", "footer", "records", "sheet")
"""Options that say how a file is read, which mean nothing for a data frame."""

DEFAULTS: Mapping[str, bool | float | str] = {
    "quotes": True,
    "power": 0.8,
    "forecast": 3,
    "fdr": 0.05,
    "sort": "name",
    "examples": 2,
}
"""What is taken for options that are not said, where that is neither None nor False."""
