"""`cx report` where nobody looks on: what it says, what it logs, and what it leaves behind."""

import io
import json
import os
import re
import stat
import sys
from contextlib import suppress

import pytest

from cxcli.commands import reporting
from cxcli.commands.logged import logged

CONFIG = """\
sources: {responses: {path: responses.csv}}
report: {metrics: [nps, csat], by: [plan, region], reported: 2025-03}
columns: {at: submitted_at}
"""
FILES = ("report", "-o", "out/cx.{ext}", "-f", "md,json")


@pytest.fixture(autouse=True)
def report(config, responses):
    """A config over a file, with a warning: there is no column `region`."""
    assert responses == "responses.csv"
    config(CONFIG)


def logged_lines(folder):
    lines = (folder / "cx.log").read_text(encoding="utf-8").splitlines()
    found = [re.fullmatch(r"\d{4}-\d\d-\d\dT\d\d:\d\d:\d\dZ \d+ ([a-z]+) (.*)", line) for line in lines]
    return [each.groups() for each in found]


def test_quiet_leaves_warnings_away_and_says_failed_gates(cx, config):
    """A report on the screen tells its warnings, unless it is to be quiet; a gate is always said."""
    assert "no such column" in cx("report").err
    ended = cx("report", "--quiet")
    assert (ended.code, ended.err) == (0, "")
    assert ended.out == cx("report").out
    config(CONFIG + "targets: {nps: {fail: 0}}\n")
    assert cx("report", "-q").err == "cx: gate failed: nps -66.7: failed (0.0)\n"
    config(CONFIG.replace("responses.csv", "missing.csv"))
    assert (cx("report", "-q").code, len(cx("report", "-q").errors)) == (66, 1)


def test_a_gate_goes_before_bad_rows(cx, config, folder):
    """Both are so: the code is 4, and the record says it."""
    with (folder / "responses.csv").open("a") as file:
        file.write("11,2025-03-09,web,pro,11,4\n" * 5)
    assert cx(*FILES, "--max-rejects", "0").code == 3
    assert json.loads((folder / "out" / "cx.run.json").read_text())["exit_code"] == 3
    config(CONFIG + "targets: {nps: {fail: 0}}\n")
    assert cx(*FILES, "--max-rejects", "0").code == 4
    assert json.loads((folder / "out" / "cx.run.json").read_text())["exit_code"] == 4


def test_the_log_says_what_was_read_and_written_and_how_it_ended(cx, folder):
    """A line each, for its owner only, behind the lines of earlier runs."""
    assert cx(*FILES, "--log", "cx.log").code == 0
    lines = logged_lines(folder)
    assert [kind for kind, _ in lines] == ["start", "read", "wrote", "wrote", "wrote", "warning", "end"]
    assert lines[1] == ("read", "1 of 1: responses.csv")
    assert [text for kind, text in lines if kind == "wrote"] == ["out/cx.md", "out/cx.json", "out/cx.run.json"]
    assert lines[-1] == ("end", "0")
    assert stat.S_IMODE((folder / "cx.log").stat().st_mode) == 0o600
    assert cx(*FILES, "--log", "cx.log").code == 0
    assert len(logged_lines(folder)) == 2 * len(lines)


def test_the_log_holds_the_failure_that_ended_a_run(cx, config, folder):
    """A config that is wrong, a source that is missing, a failed gate: with the exit code."""
    config(CONFIG + "nonsense: 1\n")
    assert cx(*FILES, "--log", "cx.log").code == 78
    config(CONFIG.replace("responses.csv", "missing.csv"))
    assert cx(*FILES, "--log", "cx.log").code == 66
    config(CONFIG + "targets: {nps: {fail: 0}}\n")
    assert cx(*FILES, "--log", "cx.log").code == 4
    said = [line for line in logged_lines(folder) if line[0] in ("error", "gate", "end")]
    assert [kind for kind, _ in said] == ["error", "end", "error", "end", "gate", "end"]
    assert [text for kind, text in said if kind == "end"] == ["78", "66", "4"]
    assert said[2][1].startswith("no-such-file: there is no such file (")
    assert said[4] == ("gate", "gate failed: nps -66.7: failed (0.0)")


@pytest.mark.parametrize(
    ("failure", "lines"),
    [
        (KeyboardInterrupt(), [("end", "130")]),
        (SystemExit(143), [("end", "143")]),
        (MemoryError(), [("end", "71")]),
        (ZeroDivisionError("secret"), [("error", "fault: ZeroDivisionError"), ("end", "1")]),
    ],
)
def test_signals_and_faults_are_logged_without_what_they_say(failure, lines, folder):
    """Only what kind of failure it was."""
    with suppress(BaseException), logged(folder / "cx.log", "report"):
        raise failure
    assert logged_lines(folder)[1:] == lines


def test_no_content_of_a_file_is_in_the_log(cx, folder):
    """Whatever is wrong with a file: names of columns and files are there, cells are not."""
    good = (folder / "responses.csv").read_text()
    mail = "jane.zyx@example.com"
    for text in (
        good.replace("web", mail),
        good.replace("2025-03", mail),
        good.replace(",3,1", f",{mail},{mail}"),
        good + f'"{mail}',
        good + f"{mail}\n",
        good.replace("2025-01-05", mail),
    ):
        (folder / "responses.csv").write_text(text)
        assert cx(*FILES, "--log", "cx.log").code in (0, 3, 65)
    assert "end" in {kind for kind, _ in logged_lines(folder)}
    assert mail not in (folder / "cx.log").read_text()


def test_a_log_that_cannot_be_written_ends_the_run_before_it_begins(cx, folder):
    """A folder that is missing, and a file that is no log, which stays as it is."""
    assert cx(*FILES, "--log", "missing/cx.log").code == 73
    before = (folder / "responses.csv").read_bytes()
    assert cx(*FILES, "--log", "responses.csv").code == 73
    assert (folder / "responses.csv").read_bytes() == before
    assert cx(*FILES, "--log", "out/cx.run.json").code == 73
    assert not (folder / "out").exists()


def test_the_log_is_none_of_the_files(cx, folder):
    """It would be written over."""
    ended = cx("report", "-o", "cx.md", "--log", "cx.md")
    assert (ended.code, len(ended.errors)) == (2, 1)
    assert "start" in (folder / "cx.md").read_text()


def test_a_log_that_fails_on_the_way_is_said_once_the_report_is_there(cx, monkeypatch):
    """The disk of the log is full: the report is written, and the run ends with 74."""
    real = os.write

    def full(descriptor, data):
        if b" wrote " in bytes(data):
            raise OSError(28, "full")
        return real(descriptor, data)

    monkeypatch.setattr(os, "write", full)
    ended = cx(*FILES, "--log", "cx.log")
    assert (ended.code, "no space left" in ended.err) == (74, True)
    assert cx("verify", "out").code == 0


def test_the_record_tells_what_was_read_and_written(cx, folder):
    """Inputs with checksums, columns and evidence; accounts that add up; warnings; outputs; 0600 whatever the umask."""
    before = os.umask(0)
    try:
        assert cx(*FILES, "--now", "2025-04-02T08:00").code == 0
    finally:
        os.umask(before)
    path = folder / "out" / "cx.run.json"
    record = json.loads(path.read_text())
    assert stat.S_IMODE(path.stat().st_mode) == 0o600
    assert record["as_of"].startswith("2025-04-02T08:00")
    assert record["config"]["path"] == "cx.yaml"
    assert {"numpy", "scipy", "msgspec"} <= set(record["libraries"])
    (source,) = record["inputs"]
    assert (source["path"], source["delimiter"], len(source["sha256"])) == ("responses.csv", ",", 64)
    assert record["rows"]["nps"] == {"read": 10, "scored": 9, "skipped": {"blank": 1}}
    assert [each["code"] for each in record["warnings"]] == ["no-breakdown"]
    assert [each["path"] for each in record["outputs"]] == ["cx.md", "cx.json"]
    assert sorted(each.name for each in (folder / "out").iterdir()) == ["cx.json", "cx.md", "cx.run.json"]


def test_readers_have_records_of_their_own(cx, config, folder):
    """One beside the files of each; where they share a name, one for both."""
    config(CONFIG + "audiences: {board: {formats: [md]}, team: {formats: [json]}}\n")
    assert cx("report", "-o", "a/{audience}.{ext}").code == 0
    assert cx("report", "-o", "b/cx.{ext}").code == 0
    found = {path.name: json.loads(path.read_text()) for path in folder.rglob("*.run.json")}
    assert {name: each["audiences"] for name, each in found.items()} == {
        "board.run.json": ["board"],
        "team.run.json": ["team"],
        "cx.run.json": ["board", "team"],
    }
    assert cx("verify", ".").code == 0


def test_nothing_is_written_where_one_format_fails(cx, folder, monkeypatch):
    """All are made before the first is written."""
    assert cx(*FILES).code == 0
    before = {path.name: path.read_bytes() for path in (folder / "out").iterdir()}
    real = reporting.writer

    def broken(form):
        if form == "json":
            raise MemoryError
        return real(form)

    monkeypatch.setattr(reporting, "writer", broken)
    assert cx(*FILES, "--confidence", "0.9").code == 71
    assert {path.name: path.read_bytes() for path in (folder / "out").iterdir()} == before


def test_the_moment_comes_from_the_environment(cx, folder, monkeypatch):
    """SOURCE_DATE_EPOCH stands for --now, which goes before it; what is no moment is refused."""
    monkeypatch.setenv("SOURCE_DATE_EPOCH", "1743580800")
    assert cx(*FILES).code == 0
    record = (folder / "out" / "cx.run.json").read_bytes()
    assert json.loads(record)["as_of"] == "2025-04-02T08:00:00+00:00"
    assert cx(*FILES).code == 0
    assert (folder / "out" / "cx.run.json").read_bytes() == record
    assert cx(*FILES, "--now", "2025-04-03").code == 0
    assert (folder / "out" / "cx.run.json").read_bytes() != record
    for text in ("soon", "9" * 30, "-1e9"):
        monkeypatch.setenv("SOURCE_DATE_EPOCH", text)
        assert (cx(*FILES).code, len(cx(*FILES).errors)) == (2, 1)
    monkeypatch.setenv("SOURCE_DATE_EPOCH", "")
    assert cx(*FILES).code == 0


class Screen(io.StringIO):
    """A terminal that keeps what it got."""

    def isatty(self):
        """Say so."""
        return True


def test_progress_is_shown_on_a_terminal_and_gone_at_the_end(cx, monkeypatch):
    """Which source, how many of how many; with --quiet, and without a terminal, nothing."""
    for more, shown in (((), True), (("--quiet",), False)):
        screen = Screen()
        with monkeypatch.context() as patched:
            patched.setattr(sys, "stderr", screen)
            assert cx(*FILES, *more).code == 0
        text = screen.getvalue()
        assert ("1 of 1: responses.csv" in text) is shown
        assert "\n" not in text
        assert text.split("\r")[-2:] == ([" " * 79, ""] if shown else [""])
    assert cx(*FILES).err == ""


@pytest.mark.parametrize("seconds", ["-1", "soon"])
def test_a_time_to_wait_is_a_number_of_seconds(cx, seconds):
    """And not below 0."""
    assert cx(*FILES, "--lock-timeout", seconds).code == 2
