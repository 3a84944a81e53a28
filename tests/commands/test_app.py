import pytest

from cxcli import __version__
from cxcli.commands.app import program

COMMANDS = program().commands
OPTIONS = [(name, option) for name, command in COMMANDS.items() for option in command.params]


def test_the_version(cx):
    """`--version` prints name and version."""
    ended = cx("--version")
    assert (ended.code, ended.out) == (0, f"cx {__version__}\n")


@pytest.mark.parametrize("option", ["--help", "-h"])
def test_help_names_every_command_in_whole_sentences(cx, option):
    """The help lists each command with a sentence that is not cut, and an example."""
    ended = cx(option)
    assert ended.code == 0
    for name, command in COMMANDS.items():
        assert f"  {name:<9}  {command.help.splitlines()[0]}\n" in ended.out
    assert "For example: cx score nps responses.csv" in ended.out


@pytest.mark.parametrize("name", COMMANDS)
def test_each_command_has_help_with_an_example(cx, name):
    """The help of a command shows how it is used."""
    ended = cx(name, "--help")
    assert ended.code == 0
    assert "Usage: cx" in ended.out
    assert "For example: cx " in ended.out or name == "config"


@pytest.mark.parametrize(("command", "option"), OPTIONS, ids=lambda each: each if isinstance(each, str) else each.name)
def test_every_option_says_what_it_does(command, option):
    """No option and no argument is without a sentence of help."""
    assert command
    assert option.help
    assert option.help.rstrip(" …")[-1] in '.:;|")s0123456789' or option.help.endswith("…")


def test_completion_is_offered(cx):
    """A shell can be taught to complete commands and options."""
    assert "--install-completion" in cx("--help").out
