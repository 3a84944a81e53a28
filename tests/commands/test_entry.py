import json
import os
import signal
import subprocess
import sys
import time

import pytest
import typer
from typer.main import get_command

from cxcli.commands import entry

CX = [sys.executable, "-c", "from cxcli.commands.entry import main; main()"]


def test_without_a_command_there_is_help_and_a_line(cx):
    """`cx` alone shows what there is, and ends as wrong usage."""
    ended = cx()
    assert ended.code == 2
    assert ended.out.startswith("Usage: cx [OPTIONS] COMMAND")
    assert ended.errors == ["a command is missing — see cx --help"]
    assert cx("config").errors == ["a command is missing — see cx config --help"]


@pytest.mark.parametrize(
    ("arguments", "line"),
    [
        (["nope"], "No such command 'nope' — see cx --help"),
        (["config", "nope"], "No such command 'nope' — see cx config --help"),
        (["score"], "Missing argument 'METRIC[,METRIC…]' — see cx score --help"),
        (["funnel"], "Missing argument 'FILE' — see cx funnel --help"),
    ],
)
def test_wrong_usage_is_one_line(cx, arguments, line):
    """A command line that cannot be is one line, with the help of the command that it is about."""
    ended = cx(*arguments)
    assert (ended.code, ended.out, ended.errors) == (2, "", [line])


@pytest.mark.parametrize("option", [["--format", "json"], ["-f", "json"], ["--format=json"], ["-fjson"]])
def test_wrong_usage_of_a_json_run_is_an_object(cx, option):
    """However JSON is asked for, a command line that cannot be gives the error object."""
    ended = cx("score", "nps", *option, "--nope")
    assert ended.code == 2
    assert ended.data["problems"][0]["code"] == "usage"
    assert "--nope" in ended.data["problems"][0]["message"]


def test_a_wrong_choice_lists_the_right_ones(cx):
    """An option with a closed list of values shows them, in plain words."""
    (line,) = cx("score", "nps", "f", "--format", "nope").errors
    assert "'nope' is not one of 'table', 'json'" in line
    assert "Value error" not in line


def ending_with(monkeypatch, error):
    app = typer.Typer(pretty_exceptions_enable=False)

    @app.command()
    def fail() -> None:
        raise error

    @app.callback()
    def main() -> None:
        """Have a group."""

    monkeypatch.setattr(entry, "program", lambda: get_command(app))


@pytest.mark.parametrize(
    ("error", "code"),
    [
        (KeyboardInterrupt(), 130),
        (typer.Abort(), 130),
        (typer.Exit(7), 7),
        (MemoryError(), 71),
        (OSError(28, "x"), 74),
        (BrokenPipeError(32, "x"), 141),
    ],
)
def test_every_end_has_its_code(cx, monkeypatch, error, code):
    """Interruption, a lack of memory, a full disk and a reader that has gone end with their documented codes."""
    ending_with(monkeypatch, error)
    assert cx("fail").code == code


def test_another_exit_is_let_through(cx, monkeypatch):
    """An exit that a signal has caused keeps its code."""
    ending_with(monkeypatch, SystemExit(143))
    with pytest.raises(SystemExit, match="143"):
        cx("fail")


def test_a_lack_of_memory_says_what_to_do(cx, monkeypatch):
    """A lack of memory is one line with advice."""
    ending_with(monkeypatch, MemoryError())
    assert cx("fail").errors == ["there is not enough memory — give fewer files or columns at once"]


def test_a_failure_whose_object_cannot_be_written_keeps_its_code(monkeypatch):
    """Where standard output is gone too, the first failure is the one that is reported."""
    monkeypatch.setattr(sys, "stdout", None)
    assert entry.run(["score", "nps", "nope.csv", "--format", "json"]) == 66


def test_a_fault_is_one_line_without_data(capsys):
    """A fault of the program is one line with its kind and place, and nothing of what was read."""
    try:
        raise ValueError("secret")  # noqa: TRY301 - a traceback is needed
    except ValueError as error:
        entry._fault(ValueError, error, error.__traceback__)
    said = capsys.readouterr().err
    assert said.startswith("cx: error: a fault in cx itself (ValueError at test_entry.py:")
    assert said.count("\n") == 1
    assert "secret" not in said
    entry._fault(ValueError, ValueError(), None)
    assert "(ValueError at ?)" in capsys.readouterr().err


def test_the_process_exits_with_the_code(monkeypatch, capsys):
    """The program ends the process with its exit code, and says faults in its own words."""
    monkeypatch.setattr(sys, "argv", ["cx", "--version"])
    monkeypatch.setattr(sys, "excepthook", sys.excepthook)
    monkeypatch.setattr(signal, "signal", lambda *_: None)
    monkeypatch.delattr(signal, "SIGHUP")  # a system that has no such signal
    with pytest.raises(SystemExit) as caught:
        entry.main()
    assert (caught.value.code, sys.excepthook) == (0, entry._fault)
    assert capsys.readouterr().out.startswith("cx ")


@pytest.mark.parametrize(("number", "code"), [(signal.SIGTERM, 143), (signal.SIGHUP, 129)])
def test_a_signal_leaves_by_its_code(number, code):
    """A signal that ends the program does so by way of an exit, so that temporary files are removed."""
    with pytest.raises(SystemExit) as caught:
        entry._stop(number, None)
    assert caught.value.code == code


def test_a_stopped_run_ends_quietly_and_leaves_nothing(tmp_path):
    """A run that is told to stop while it reads ends with the signal's code, without a word and without files."""
    run = subprocess.Popen(
        [*CX, "score", "nps", "-"],
        stdin=subprocess.PIPE,
        stdout=subprocess.PIPE,
        stderr=subprocess.PIPE,
        env={**os.environ, "TMPDIR": str(tmp_path)},
    )
    run.stdin.write(b"nps\n10\n")
    run.stdin.flush()
    deadline = time.monotonic() + 30
    while not list(tmp_path.glob("*.stdin")) and time.monotonic() < deadline:
        time.sleep(0.05)
    run.send_signal(signal.SIGTERM)
    out, err = run.communicate(timeout=30)
    assert (run.returncode, out, err) == (143, b"", b"")
    assert list(tmp_path.iterdir()) == []


def test_a_reader_that_has_gone_is_no_fault():
    """Output into a pipe that is closed ends with 141 and without a word."""
    run = subprocess.Popen([*CX, "--help"], stdout=subprocess.PIPE, stderr=subprocess.PIPE)
    run.stdout.close()
    assert run.wait(timeout=60) == 141
    assert run.stderr.read() == b""
    run.stderr.close()


def test_a_fault_of_a_json_run_is_an_error_object_too(monkeypatch, capsys):
    """Even a fault in cx itself leaves the error object of a JSON run, without any data."""
    monkeypatch.setattr(sys, "argv", ["cx", "score", "nps", "a.csv", "--format", "json"])
    entry._fault(ValueError, ValueError("secret@example.com"), None)
    said = capsys.readouterr()
    found = json.loads(said.out)
    assert (found["schema"], found["exit_code"], found["problems"][0]["code"]) == ("cx.error/1", 1, "fault")
    assert said.err.count("\n") == 1
    assert "secret" not in said.out + said.err
