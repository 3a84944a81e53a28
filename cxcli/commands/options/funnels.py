"""Options of `cx funnel`."""

from typing import Annotated, Literal

import typer

FunnelFormat = Literal["table", "json", "csv", "markdown"]

Steps = Annotated[
    str | None,
    typer.Option(
        "--steps",
        metavar="STEP,STEP",
        help='The steps of a column, in order: "home,search,payment". Without it, each file is a step.',
        rich_help_panel="Columns and answers",
    ),
]
Questions = Annotated[
    list[str] | None,
    typer.Option(
        "--questions",
        metavar="COLUMN,COLUMN",
        help='The questions of a survey, a column each, in order: "Q1,Q2,Q3". Shows where people stop. Repeatable.',
        rich_help_panel="Columns and answers",
    ),
]
NotShown = Annotated[
    list[str] | None,
    typer.Option(
        "--not-shown",
        metavar="WORD,WORD",
        help="Cells that say that a question was not shown. Repeatable.",
        rich_help_panel="Columns and answers",
    ),
]
Strict = Annotated[
    bool,
    typer.Option(
        "--strict",
        help="Count only who passed all steps before, in order where times are known.",
        rich_help_panel="Groups, periods and filters",
    ),
]
FunnelFormatOption = Annotated[
    FunnelFormat | None,
    typer.Option("--format", "-f", metavar="FORMAT", help="table, json, csv or markdown.", rich_help_panel="Output"),
]
