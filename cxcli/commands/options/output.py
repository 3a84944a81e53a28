"""Options that say how results are written, and when a run fails."""

from pathlib import Path
from typing import Annotated, Literal

import typer

Format = Literal["table", "json", "csv", "markdown", "value", "sentence"]
PageFormat = Literal["table", "json"]

_GATES = "Gates"
_OUTPUT = "Output"

MaxRejects = Annotated[
    str | None,
    typer.Option(
        "--max-rejects", metavar="N|N%", help="More bad rows than this end with exit code 3.", rich_help_panel=_GATES
    ),
]
FailUnder = Annotated[
    float | None,
    typer.Option(
        "--fail-under", metavar="VALUE", help="Exit code 4 if the score of any metric is below.", rich_help_panel=_GATES
    ),
]
FailOver = Annotated[
    float | None,
    typer.Option(
        "--fail-over", metavar="VALUE", help="Exit code 4 if the score of any metric is above.", rich_help_panel=_GATES
    ),
]
FormatOption = Annotated[
    Format | None,
    typer.Option(
        "--format",
        "-f",
        metavar="FORMAT",
        help="How the scores are written: table, json, csv, markdown, value or sentence.",
        rich_help_panel=_OUTPUT,
    ),
]
PageFormatOption = Annotated[
    PageFormat, typer.Option("--format", "-f", help="How the answer is written.", rich_help_panel=_OUTPUT)
]
Output = Annotated[
    Path | None,
    typer.Option(
        "--output", "-o", metavar="FILE", help="Write to a file, whole or not at all.", rich_help_panel=_OUTPUT
    ),
]
Rejects = Annotated[
    Path | None,
    typer.Option(
        "--rejects", metavar="FILE", help="Write the line numbers of bad rows, as CSV.", rich_help_panel=_OUTPUT
    ),
]
RejectsContent = Annotated[
    bool, typer.Option("--rejects-content", help="Write what the bad rows hold, too.", rich_help_panel=_OUTPUT)
]
Excel = Annotated[
    bool,
    typer.Option("--excel", help="Write CSV that a spreadsheet opens rightly here.", rich_help_panel=_OUTPUT),
]
