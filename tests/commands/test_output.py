import sys

import pytest

from cxcli.commands.output import deliver, has_colour, output_encoding, say, terminal_width


class Screen:
    """Standard output as a terminal."""

    encoding = None

    def isatty(self):
        """It is one."""
        return True


@pytest.mark.parametrize(("columns", "width"), [("132", 132), ("1", 1), ("x", 80)])
def test_the_width(monkeypatch, columns, width):
    """A text is as wide as `COLUMNS` says, else as the terminal, and in a file 80 columns."""
    monkeypatch.setenv("COLUMNS", columns)
    assert terminal_width(to_file=False) == width
    assert terminal_width(to_file=True) == 80


def test_colour_is_for_terminals_alone(monkeypatch):
    """There is colour on a terminal, unless `NO_COLOR` is set or the terminal is dumb; never in a file or a pipe."""
    monkeypatch.setenv("TERM", "xterm")
    assert not has_colour(to_file=False)
    monkeypatch.setattr(sys, "stdout", Screen())
    assert has_colour(to_file=False)
    assert not has_colour(to_file=True)
    monkeypatch.setenv("TERM", "dumb")
    assert not has_colour(to_file=False)
    monkeypatch.setenv("TERM", "xterm")
    monkeypatch.setenv("NO_COLOR", "1")
    assert not has_colour(to_file=False)
    monkeypatch.delenv("NO_COLOR")
    monkeypatch.setattr(sys, "stdout", None)
    assert not has_colour(to_file=False)


def test_the_encoding(monkeypatch):
    """A file is UTF-8; standard output is what it says, or ASCII if it says nothing."""
    assert output_encoding(to_file=True) == "utf-8"
    assert output_encoding(to_file=False).lower() == "utf-8"
    monkeypatch.setattr(sys, "stdout", Screen())
    assert output_encoding(to_file=False) == "ascii"
    monkeypatch.setattr(sys, "stdout", None)
    assert output_encoding(to_file=False) == "utf-8"


def test_data_goes_to_standard_output_or_a_file(capsys, folder):
    """Without a path data is printed; with one it is the content of the file, in UTF-8."""
    deliver("é\n", None)
    assert capsys.readouterr().out == "é\n"
    deliver("é\n", folder / "a")
    assert ((folder / "a").read_bytes(), capsys.readouterr().out) == ("é\n".encode(), "")


def test_talk_is_made_safe(capsys):
    """What is said goes to standard error, and nothing in it steers the terminal."""
    say("a\x1b[2J")
    said = capsys.readouterr()
    assert (said.out, said.err) == ("", "a\\x1b[2J\n")
