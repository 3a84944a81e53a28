"""Options that say what is made of a series of periods."""

from typing import Annotated, Literal

import typer

from cxcli.commands.options.cuts import PeriodName

ChartName = Literal["xmr", "p"]
TrendFormat = Literal["table", "json", "csv", "markdown"]

_CUTS = "Groups, periods and filters"
_SERIES = "What is made of the periods"

EachPeriod = Annotated[
    PeriodName | None,
    typer.Option("--period", help="How long the periods are: month.", show_default=False, rich_help_panel=_CUTS),
]
OneBreakdown = Annotated[
    str | None,
    typer.Option(
        "--by",
        metavar="COLUMN[+COLUMN]",
        help="A series for each group of a column, too; + crosses columns.",
        rich_help_panel=_CUTS,
    ),
]
Overlapping = Annotated[
    tuple[int, str] | None,
    typer.Option("--rolling", metavar="N PERIOD", hidden=True, help="Refused: such windows overlap."),
]
Chart = Annotated[
    ChartName | None,
    typer.Option("--chart", help="Where control limits come from: p for shares, else xmr.", rich_help_panel=_SERIES),
]
Ahead = Annotated[
    int,
    typer.Option("--forecast", min=0, max=3, metavar="N", help="Periods to look ahead.", rich_help_panel=_SERIES),
]
TrendFormatOption = Annotated[
    TrendFormat | None, typer.Option("--format", "-f", help="How the series is written.", rich_help_panel="Output")
]
