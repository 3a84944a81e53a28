"""The options of the calls for what is found beside scores, by the names that they have on the command line."""

from typing import Annotated, Literal

from cxcli.notebook.options import (
    BaseOptions,
    Bounds,
    ColumnOptions,
    CommentOptions,
    DayOptions,
    FigureOptions,
    FileOptions,
    Least,
    Period,
    ScaleOptions,
    Texts,
    WritingOptions,
)

Limit = Annotated[int | None, Bounds(1)]


class RowsOptions(ColumnOptions, FileOptions, WritingOptions, DayOptions, FigureOptions, total=False):
    """Which rows are read, and how numbers are made of them."""


class AgentsOptions(RowsOptions, ScaleOptions, BaseOptions, total=False):
    """Which groups are judged, and how they are listed."""

    group: str | None
    adjust: Texts | None
    fdr: float
    min_n: Least
    sort: Literal["name", "n", "evidence"] | None
    bad_only: bool
    max_rejects: str | int | None


class DriversOptions(RowsOptions, ScaleOptions, total=False):
    """Which columns may move the score, and which outcome they move."""

    drivers: Texts | None
    outcome: str | None
    outcome_as: Literal["score", "class"] | None
    method: Literal["lmg", "johnson"] | None
    join: str | None
    on: str | None
    take: Literal["latest", "mean", "sum", "count"] | None
    joined_at: str | None


class ThemesOptions(RowsOptions, ScaleOptions, BaseOptions, total=False):
    """Which comments, which themes, and what is shown of them."""

    comment: str | None
    discover: Annotated[int | None, Bounds(2, 30)]
    examples: Annotated[int, Bounds(0, 20)]
    mask: bool | None
    by: Texts | None
    period: Period | None
    min_n: Least
    max_rejects: str | int | None


class ReconcileOptions(RowsOptions, ScaleOptions, CommentOptions, total=False):
    """Which rows are listed of which the definitions make different things."""

    rows: bool
    limit: Limit


class CohortsOptions(RowsOptions, total=False):
    """How many bad rows are put up with."""

    max_rejects: str | int | None


class LedgerOptions(CohortsOptions, total=False):
    """How long the periods are."""

    period: Period | None


class FunnelOptions(CohortsOptions, total=False):
    """Which steps there are, and who is counted in them."""

    steps: Texts | None
    strict: bool
    questions: Texts | None
    not_shown: Texts | None
    by: Texts | None
    min_n: Least


class JourneyOptions(FileOptions, WritingOptions, DayOptions, FigureOptions, total=False):
    """Which rows count, and how numbers are made of them."""

    min_n: Least
    max_rejects: str | int | None


class CustomersOptions(DayOptions, FigureOptions, total=False):
    """Which customers are listed."""

    min_bad: Limit
    only_open: bool
    reason: Texts | None
    comments: bool
    mask: bool | None
    limit: Limit
    max_rejects: str | int | None
