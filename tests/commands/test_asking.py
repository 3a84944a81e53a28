import inspect
from typing import Annotated

import pytest
import typer
from typer.testing import CliRunner

from cxcli.commands.asking import asking

Polite = Annotated[bool, typer.Option("--polite/--no-polite")]
Loud = Annotated[bool, typer.Option("--loud", help="Loud.")]
Times = Annotated[int | None, typer.Option("--times", help="Times.")]


class Manner:
    """How it is said."""

    loud: Loud = False
    times: Times = None


@pytest.fixture
def said():
    found = {}
    app = typer.Typer()

    @app.command()
    @asking(Manner)
    def greet(said, name: Annotated[str, typer.Argument()], *, polite: Polite = True):
        """Greet."""
        found.update(said=dict(said), name=name, polite=polite)

    def run(*arguments):
        answer = CliRunner().invoke(app, arguments)
        return found if answer.exit_code == 0 else answer

    return run


def test_a_command_gets_what_was_said_in_the_shared_options(said):
    """Shared options come as one mapping, the command's own as they are."""
    assert said("ann", "--loud", "--times", "3", "--no-polite") == {
        "said": {"loud": True, "times": 3},
        "name": "ann",
        "polite": False,
    }


def test_what_was_not_said_has_its_default(said):
    """The defaults are those of the group."""
    assert said("ann") == {"said": {"loud": False, "times": None}, "name": "ann", "polite": True}


def test_shared_options_are_checked_as_others_are(said):
    """A value of the wrong kind is refused by the shell's parser."""
    assert said("ann", "--times", "often").exit_code == 2


def test_arguments_come_first_and_own_options_last():
    """The order in the help is arguments, shared options, own options."""

    @asking(Manner)
    def greet(said, name: str, *, polite: Polite = True):
        """Greet."""

    assert list(inspect.signature(greet).parameters) == ["name", "loud", "times", "polite"]
