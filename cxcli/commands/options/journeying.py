"""Options of `cx journey`."""

from typing import Annotated, Literal

import typer

JourneyFormat = Literal["table", "markdown", "json", "csv"]

JourneyFormatOption = Annotated[
    JourneyFormat | None,
    typer.Option("--format", "-f", metavar="FORMAT", help="table, markdown, json or csv.", rich_help_panel="Output"),
]
