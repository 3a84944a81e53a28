"""Options of `cx agents`."""

from typing import Annotated, Literal

import typer

AgentsFormat = Literal["table", "json", "csv", "markdown"]
OrderName = Literal["name", "n", "evidence"]

_GROUPS = "Which groups, and how they are judged"
_OUTPUT = "Output"

Group = Annotated[
    str | None,
    typer.Option(
        "--group",
        metavar="COLUMN",
        help="Who is judged: agents, teams, branches. Without it, the column of the agents.",
        show_default=False,
        rich_help_panel=_GROUPS,
    ),
]
Adjust = Annotated[
    list[str] | None,
    typer.Option(
        "--adjust",
        metavar="COLUMN[,COLUMN]",
        help="What the cases are: each group beside what all have with such cases.",
        show_default=False,
        rich_help_panel=_GROUPS,
    ),
]
Fdr = Annotated[
    float,
    typer.Option(
        "--fdr",
        metavar="SHARE",
        help="How many of those called better or worse may be so by chance: 0.05.",
        rich_help_panel=_GROUPS,
    ),
]
Fewest = Annotated[
    int | None,
    typer.Option(
        "--min-n",
        min=0,
        metavar="N",
        help="Groups with fewer answers are not judged: 10.",
        show_default=False,
        rich_help_panel=_GROUPS,
    ),
]
Sort = Annotated[
    OrderName, typer.Option("--sort", help="By name, by answers, or the surest call first.", rich_help_panel=_GROUPS)
]
BadOnly = Annotated[
    bool, typer.Option("--bad-only", help="List only the groups that are worse.", rich_help_panel=_GROUPS)
]
AgentsFormatOption = Annotated[
    AgentsFormat | None,
    typer.Option("--format", "-f", help="How the groups are written.", rich_help_panel=_OUTPUT),
]
