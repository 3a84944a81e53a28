"""Options that say which rows behind a number are listed, and with what."""

from pathlib import Path
from typing import Annotated, Literal

import typer

RowsFormat = Literal["table", "csv", "json"]
FlagName = Literal["test", "speeder", "straight-liner"]

_ROWS = "Which rows"
_OUTPUT = "Output"

OneMetric = Annotated[str, typer.Argument(metavar="METRIC", help="For example nps; cx metrics lists all.")]
OfGroup = Annotated[
    list[str] | None,
    typer.Option(
        "--by",
        metavar="COLUMN=KEY",
        help="Rows of one group: plan=pro; plan=pro+region=EU crosses. Repeatable.",
        rich_help_panel=_ROWS,
    ),
]
InPeriod = Annotated[
    str | None,
    typer.Option(
        "--in", metavar="PERIOD", help="Rows of one period: 2025-03, 2025-Q1, 2025-W36.", rich_help_panel=_ROWS
    ),
]
OfClass = Annotated[
    list[str] | None,
    typer.Option(
        "--class", metavar="CLASS", help="Rows of one class: detractors, satisfied. Repeatable.", rich_help_panel=_ROWS
    ),
]
OfAnswer = Annotated[
    list[int] | None,
    typer.Option("--answer", metavar="N", help="Rows with this answer. Repeatable.", rich_help_panel=_ROWS),
]
OfFate = Annotated[
    list[str] | None,
    typer.Option(
        "--fate",
        metavar="FATE",
        help="Rows with another fate than scored: blank, off_scale, superseded, all. Repeatable.",
        rich_help_panel=_ROWS,
    ),
]
OfFlag = Annotated[FlagName | None, typer.Option("--flag", help="Rows with this flag.", rich_help_panel=_ROWS)]
WithColumns = Annotated[
    list[str] | None,
    typer.Option(
        "--with",
        metavar="COLUMN[,COLUMN…]",
        help="Show what these columns say, too: comments, ids. Repeatable.",
        rich_help_panel=_OUTPUT,
    ),
]
Limit = Annotated[
    int | None,
    typer.Option(
        "--limit",
        min=1,
        metavar="N",
        help="List so many rows; a table on the screen has 50, all else has all.",
        rich_help_panel=_OUTPUT,
    ),
]
Mask = Annotated[
    bool | None,
    typer.Option(
        "--mask/--no-mask",
        help="Whether personal data in texts is masked.",
        rich_help_panel=_OUTPUT,
        show_default=False,
    ),
]
RowsFormatOption = Annotated[
    RowsFormat | None, typer.Option("--format", "-f", help="How the rows are written.", rich_help_panel=_OUTPUT)
]
PrivateOutput = Annotated[
    Path | None,
    typer.Option(
        "--output",
        "-o",
        metavar="FILE",
        help="Write to a file that only its owner may read, whole or not at all.",
        rich_help_panel=_OUTPUT,
    ),
]
