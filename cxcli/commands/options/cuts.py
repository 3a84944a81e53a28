"""Options that cut rows into groups and periods, or leave some out."""

from typing import Annotated, Literal

import typer

PeriodName = Literal["day", "week", "month", "quarter", "year"]
WeekDay = Literal["monday", "sunday", "saturday"]
MonthName = Literal[
    "january", "february", "march", "april", "may", "june",
    "july", "august", "september", "october", "november", "december",
]  # fmt: skip

_CUTS = "Groups, periods and filters"

By = Annotated[
    list[str] | None,
    typer.Option(
        "--by",
        metavar="COLUMN[+COLUMN]",
        help="Break down by a column; + crosses columns. Repeatable.",
        rich_help_panel=_CUTS,
    ),
]
Period = Annotated[PeriodName | None, typer.Option("--period", help="Break down by period.", rich_help_panel=_CUTS)]
Since = Annotated[
    str | None,
    typer.Option(
        "--since",
        metavar="DATE",
        help="The first day that counts: 2025-01-31, 2025-01, 2025-Q1.",
        rich_help_panel=_CUTS,
    ),
]
Until = Annotated[
    str | None,
    typer.Option(
        "--until", metavar="DATE", help="The last day that counts: 2025-12-31, 2025-12, 2025-Q4.", rich_help_panel=_CUTS
    ),
]
Where = Annotated[
    str | None,
    typer.Option(
        "--where", metavar="FILTER", help="Which rows count: \"plan == 'pro' and score >= 0\".", rich_help_panel=_CUTS
    ),
]
During = Annotated[
    str | None,
    typer.Option(
        "--during",
        metavar="PERIOD",
        help="The days that count: 2025-Q3, 2025-W36, 'last month', 'last 90 days'.",
        rich_help_panel=_CUTS,
    ),
]
WeekStart = Annotated[
    WeekDay | None, typer.Option("--week-start", help="The first day of a week.", rich_help_panel=_CUTS)
]
FiscalYearStart = Annotated[
    MonthName | None,
    typer.Option(
        "--fiscal-year-start",
        metavar="MONTH",
        help="The first month of a year: april. Quarters go with it.",
        rich_help_panel=_CUTS,
    ),
]
Rolling = Annotated[
    tuple[int, str] | None,
    typer.Option(
        "--rolling",
        metavar="N PERIOD",
        help="At the end of each period the last N of them: 3 month.",
        rich_help_panel=_CUTS,
    ),
]
Change = Annotated[bool, typer.Option("--change", help="Put each period beside the one before.", rich_help_panel=_CUTS)]
MinN = Annotated[
    int | None,
    typer.Option("--min-n", min=0, metavar="N", help="Hide groups with fewer answers.", rich_help_panel=_CUTS),
]

PrivacyMin = Annotated[
    int | None,
    typer.Option(
        "--privacy-min",
        min=0,
        metavar="N",
        help="Tell nothing of groups with fewer people, nor what would give them away.",
        rich_help_panel=_CUTS,
    ),
]


class Days:
    """Which rows count."""

    since: Since = None
    until: Until = None
    during: During = None
    week_start: WeekStart = None
    fiscal_year_start: FiscalYearStart = None
    where: Where = None
    privacy_min: PrivacyMin = None
