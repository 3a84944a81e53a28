"""The command `cx` and its subcommands."""

from typing import Annotated

import typer

from cxcli import __version__
from cxcli.commands.calc import calc_app
from cxcli.commands.check import check
from cxcli.commands.cohorts import cohorts
from cxcli.commands.compare import compare
from cxcli.commands.config import config_app
from cxcli.commands.explain import explain
from cxcli.commands.ledger import ledger
from cxcli.commands.metrics import metrics
from cxcli.commands.reconcile import reconcile
from cxcli.commands.rows import rows
from cxcli.commands.score import score
from cxcli.commands.trend import trend

app = typer.Typer(
    name="cx",
    help="Customer experience metrics from the exports you have: every number with its uncertainty, its definition "
    "and an account of every row.",
    epilog="For example: cx score nps responses.csv · cx check responses.csv",
    no_args_is_help=True,
    pretty_exceptions_enable=False,
    rich_markup_mode="rich",
    context_settings={"help_option_names": ["-h", "--help"]},
)

app.command(epilog="For example: cx score nps,csat responses.csv --by plan --period month")(score)
app.command(epilog="For example: cx explain nps responses.csv")(explain)
app.command(epilog="For example: cx trend nps responses.csv --period month")(trend)
app.command(epilog="For example: cx rows nps responses.csv --class detractors --by plan=pro")(rows)
app.command(epilog="For example: cx compare nps before.csv after.csv --by plan")(compare)
app.command(epilog="For example: cx reconcile fcr tickets.csv --rows")(reconcile)
app.command(epilog="For example: cx ledger subscriptions.csv --period quarter")(ledger)
app.command(epilog="For example: cx cohorts customers.csv")(cohorts)
app.command(epilog="For example: cx check responses.csv")(check)
app.command(epilog="For example: cx metrics csat:net")(metrics)
app.add_typer(calc_app, name="calc")
app.add_typer(config_app, name="config")


def _version(value: bool) -> None:
    if value:
        typer.echo(f"cx {__version__}")
        raise typer.Exit


@app.callback()
def main(
    version: Annotated[
        bool, typer.Option("--version", callback=_version, is_eager=True, help="Show the version and exit.")
    ] = False,
) -> None:
    """Read the options before the command."""
    del version  # its callback has done the work
