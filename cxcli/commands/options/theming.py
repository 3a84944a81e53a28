"""Options that say what is asked of comments."""

from typing import Annotated, Literal

import typer

ThemesFormat = Literal["table", "json", "csv", "markdown"]

_THEMES = "Comments and themes"
_OUTPUT = "Output"

OneFile = Annotated[
    str | None,
    typer.Argument(
        metavar="[FILE]",
        help="The file with the comments; or - for standard input. Without one, that of its source in the config.",
    ),
]
MetricIfAny = Annotated[
    str | None, typer.Argument(metavar="[METRIC]", help="The score that the themes go with: nps, csat.")
]
Comment = Annotated[
    str | None,
    typer.Option("--comment", metavar="COLUMN", help="The column of the comments.", rich_help_panel=_THEMES),
]
Discover = Annotated[
    int | None,
    typer.Option(
        "--discover",
        min=2,
        max=30,
        metavar="N",
        help="Find N themes in the comments, in place of those of the config.",
        rich_help_panel=_THEMES,
    ),
]
Examples = Annotated[
    int,
    typer.Option(
        "--examples", min=0, max=20, metavar="N", help="Show N comments of each theme.", rich_help_panel=_THEMES
    ),
]
ThemesFormatOption = Annotated[
    ThemesFormat | None, typer.Option("--format", "-f", help="How the themes are written.", rich_help_panel=_OUTPUT)
]
