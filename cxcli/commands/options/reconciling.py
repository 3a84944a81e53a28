"""Options of `cx reconcile`."""

from typing import Annotated, Literal

import typer

ReconcileFormat = Literal["table", "json", "csv"]

OneMetric = Annotated[str, typer.Argument(metavar="METRIC", help="For example fcr, churn_rate or nps.")]
ListRows = Annotated[bool, typer.Option("--rows", help="List the rows of which the definitions make different things.")]
Limit = Annotated[
    int | None, typer.Option("--limit", min=1, metavar="N", help="List at most so many rows of each definition.")
]
ReconcileFormatOption = Annotated[
    ReconcileFormat | None, typer.Option("--format", "-f", metavar="FORMAT", help="table, json or csv.")
]
