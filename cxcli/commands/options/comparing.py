"""Options that say what is put side by side."""

from typing import Annotated, Literal

import typer

CompareFormat = Literal["table", "json", "csv", "markdown"]

_SIDES = "What is compared"
_OUTPUT = "Output"

Between = Annotated[
    list[str] | None,
    typer.Option(
        "--between",
        metavar="COLUMN=KEY,KEY",
        help="Two groups, region=EMEA,AMER, or two periods, period=2025-Q1,2025-Q2; a column alone: each of its "
        "groups against the others.",
        rich_help_panel=_SIDES,
        show_default=False,
    ),
]
MixBy = Annotated[
    list[str] | None,
    typer.Option(
        "--by",
        metavar="COLUMN[+COLUMN]",
        help="Why it moved: the mix of these segments, and the scores within them.",
        rich_help_panel=_SIDES,
    ),
]
Paired = Annotated[
    str | None,
    typer.Option(
        "--paired",
        metavar="COLUMN",
        help="Compare the same respondents, known by this column: email.",
        rich_help_panel=_SIDES,
    ),
]
Power = Annotated[
    float,
    typer.Option("--power", metavar="SHARE", help="How often a difference is to be seen: 0.8.", rich_help_panel=_SIDES),
]
CompareFormatOption = Annotated[
    CompareFormat | None,
    typer.Option("--format", "-f", help="How the comparison is written.", rich_help_panel=_OUTPUT),
]
