"""Options of the commands about customers."""

from typing import Annotated, Literal

import typer

from cxcli.commands.options.cuts import PeriodName

CustomersFormat = Literal["table", "json", "csv"]

LedgerPeriod = Annotated[
    PeriodName | None,
    typer.Option(
        "--period",
        help="How long the periods are: month.",
        show_default=False,
        rich_help_panel="Groups, periods and filters",
    ),
]
CustomersFormatOption = Annotated[
    CustomersFormat | None,
    typer.Option("--format", "-f", metavar="FORMAT", help="table, json or csv.", rich_help_panel="Output"),
]
Per = Annotated[
    Literal["customer", "account", "respondent"] | None,
    typer.Option(
        "--per",
        help="List customers by id, with what each is worth (clv, clv:bgnbd) or its score (health_score).",
        rich_help_panel="Groups, periods and filters",
    ),
]
PerLimit = Annotated[
    int | None,
    typer.Option(
        "--limit",
        min=1,
        metavar="N",
        help="List at most so many of them.",
        rich_help_panel="Groups, periods and filters",
    ),
]
