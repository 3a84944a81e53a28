"""Options of `cx drivers`."""

from typing import Annotated, Literal

import typer

DriversFormat = Literal["table", "csv", "json", "markdown"]
OutcomeName = Literal["score", "class"]
TakeName = Literal["latest", "mean", "sum", "count"]
MethodName = Literal["lmg", "johnson"]

_DRIVERS = "Drivers and outcome"
_JOIN = "Columns of another file"

OneMetric = Annotated[str, typer.Argument(metavar="METRIC", help="For example nps, csat or reopen_rate.")]
DriverColumns = Annotated[
    list[str] | None,
    typer.Option(
        "--drivers",
        metavar="COLUMN,COLUMN…",
        help="The columns that may move the score. A name with a comma in quotes. Repeatable.",
        rich_help_panel=_DRIVERS,
    ),
]
OutcomeColumn = Annotated[
    str | None,
    typer.Option(
        "--outcome",
        metavar="COLUMN[=WORD]",
        help="A yes or no to foretell in the place of the score: churned, or status=cancelled.",
        rich_help_panel=_DRIVERS,
    ),
]
OutcomeAs = Annotated[
    OutcomeName | None,
    typer.Option("--outcome-as", help="The score as answered, or its class: 100, 0, -100.", rich_help_panel=_DRIVERS),
]
MethodOption = Annotated[
    MethodName | None,
    typer.Option("--method", help="How R² is shared out: lmg up to 12 drivers.", rich_help_panel=_DRIVERS),
]
JoinFile = Annotated[
    str | None,
    typer.Option("--join", metavar="FILE", help="Another file with columns of drivers.", rich_help_panel=_JOIN),
]
OnKey = Annotated[
    str | None,
    typer.Option(
        "--on",
        metavar="COLUMN[=COLUMN]",
        help="The key in both files: customer, or customer=requester_id.",
        rich_help_panel=_JOIN,
    ),
]
TakeOption = Annotated[
    TakeName | None,
    typer.Option("--take", help="What counts of several rows of a key: latest.", rich_help_panel=_JOIN),
]
JoinedAt = Annotated[
    str | None,
    typer.Option("--joined-at", metavar="COLUMN", help="The dates in the other file.", rich_help_panel=_JOIN),
]
DriversFormatOption = Annotated[
    DriversFormat | None,
    typer.Option("--format", "-f", help="How the drivers are written.", rich_help_panel="Output"),
]
