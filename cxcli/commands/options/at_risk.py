"""Options of the list of customers at risk."""

from pathlib import Path
from typing import Annotated, Literal

import typer

AtRiskFormat = Literal["table", "csv", "json", "markdown"]

_WHO = "Which customers"
_OUTPUT = "Output"

RiskMetrics = Annotated[
    list[str] | None,
    typer.Argument(
        metavar="[METRICS]", help="Whose bad rows count: nps,sla. Else those of the config, or all.", show_default=False
    ),
]
MinBad = Annotated[
    int | None,
    typer.Option(
        "--min-bad",
        min=1,
        metavar="N",
        help="Customers with at least so many bad experiences; else as the config says, or 2.",
        rich_help_panel=_WHO,
    ),
]
FollowedUp = Annotated[
    Path | None,
    typer.Option(
        "--followed-up",
        metavar="FILE",
        help="A file of contacts, with customer and date: who was followed up since.",
        rich_help_panel=_WHO,
    ),
]
OnlyOpen = Annotated[
    bool,
    typer.Option("--open", help="Only those not followed up after the last bad experience.", rich_help_panel=_WHO),
]
ReasonOption = Annotated[
    list[str] | None,
    typer.Option(
        "--reason",
        metavar="REASON[,REASON…]",
        help="List for bad, detractor, red, falling or silent; else for all that the config tells. Repeatable.",
        rich_help_panel=_WHO,
    ),
]
WithComments = Annotated[
    bool,
    typer.Option("--comments", help="Show the comments of bad experiences, masked.", rich_help_panel=_OUTPUT),
]
AtRiskLimit = Annotated[
    int | None,
    typer.Option(
        "--limit",
        min=1,
        metavar="N",
        help="List so many; a table on the screen has 50, all else has all.",
        rich_help_panel=_OUTPUT,
    ),
]
AtRiskFormatOption = Annotated[
    AtRiskFormat | None,
    typer.Option("--format", "-f", help="How the list is written.", rich_help_panel=_OUTPUT),
]
