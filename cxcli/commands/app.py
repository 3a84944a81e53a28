"""The command `cx` and its subcommands."""

from collections.abc import Iterator, Mapping
from importlib import import_module
from types import MappingProxyType
from typing import Annotated, Any, cast

import typer
from typer.core import TyperGroup
from typer.main import get_command

from cxcli import __version__

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

COMMANDS: Mapping[str, str] = MappingProxyType(
    {
        "score": "cx score nps,csat responses.csv --by plan --period month",
        "explain": "cx explain nps responses.csv",
        "trend": "cx trend nps responses.csv --period month",
        "rows": "cx rows nps responses.csv --class detractors --by plan=pro",
        "drivers": 'cx drivers nps responses.csv --drivers "ease,price,support"',
        "compare": "cx compare nps before.csv after.csv --by plan",
        "agents": "cx agents csat tickets.csv --group agent --adjust channel",
        "themes": "cx themes responses.csv nps",
        "reconcile": "cx reconcile fcr tickets.csv --rows",
        "ledger": "cx ledger subscriptions.csv --period quarter",
        "cohorts": "cx cohorts customers.csv",
        "journey": "cx journey --config cx.yaml",
        "funnel": "cx funnel home.csv search.csv payment.csv",
        "customers": "cx customers nps,sla --followed-up contacts.csv --open",
        "report": "cx report --config cx.yaml",
        "verify": "cx verify reports/2025-06",
        "history": "cx history nps --since 2025-01",
        "check": "cx check responses.csv",
        "metrics": "cx metrics csat:net",
        "calc": "",
        "config": "",
        "sentiment": "",
    }
)
"""The commands in the order of the help, each with an example; those without one have commands of their own.

A command is what has its name in the module of its name.
"""


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


class _Commands(Mapping[str, Any]):
    """The commands by name, each loaded when it is asked for: loading all of them takes longer than many a run."""

    def __init__(self) -> None:
        self._loaded: dict[str, Any] = {}

    def __getitem__(self, name: str) -> Any:  # noqa: ANN401 - a command of typer, which does not export the type
        if name not in self._loaded:
            self._loaded[name] = _loaded(name, COMMANDS[name])
        return self._loaded[name]

    def __iter__(self) -> Iterator[str]:
        return iter(COMMANDS)

    def __len__(self) -> int:
        return len(COMMANDS)


def _loaded(name: str, example: str) -> Any:  # noqa: ANN401 - as above
    command = getattr(import_module(f"cxcli.commands.{name}"), name)
    if not isinstance(command, typer.Typer):
        alone = typer.Typer(add_completion=False, pretty_exceptions_enable=False, rich_markup_mode="rich")
        alone.command(name, epilog=f"For example: {example}")(command)
        command = alone
    loaded = get_command(command)
    loaded.name = name
    return loaded


def program() -> TyperGroup:
    """Return the command `cx`, not the app, which would put typer's own traceback printer in the place of ours."""
    group = cast("TyperGroup", get_command(app))
    group.commands = cast("Any", _Commands())  # nothing adds to it
    group.rich_markup_mode = None  # `cx --help` is plain: rich would double its time; the commands' own help is not
    return group
