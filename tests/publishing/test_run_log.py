import os
import re
import stat

import pytest

from cxcli.errors import CxError, OutputError
from cxcli.publishing.run_log import RunLog

LINE = re.compile(r"\d{4}-\d\d-\d\dT\d\d:\d\d:\d\dZ (\d+) ([a-z]+) (.*)")


@pytest.fixture
def path(tmp_path):
    return tmp_path / "cx.log"


def lines(path):
    found = [LINE.fullmatch(line) for line in path.read_text(encoding="utf-8").splitlines()]
    assert all(each is not None and int(each[1]) == os.getpid() for each in found)
    return [(each[2], each[3]) for each in found]


def test_each_thing_is_a_line_behind_those_of_earlier_runs(path):
    """The moment in UTC, the process, the kind and the text; the file is for its owner, whatever the umask."""
    before = os.umask(0)
    try:
        for number in range(2):
            RunLog(path, f"run {number}").line("wrote", "cx.html")
    finally:
        os.umask(before)
    assert lines(path) == [("start", "run 0"), ("wrote", "cx.html"), ("start", "run 1"), ("wrote", "cx.html")]
    assert stat.S_IMODE(path.stat().st_mode) == 0o600


def test_a_text_stays_in_its_line_and_steers_nothing(path):
    """Line ends and escape sequences of a name are shown, and a text without end is cut."""
    RunLog(path, "a\nb\x1b[2J").line("error", "x" * 10_000)
    (_, first), (_, second) = lines(path)
    assert first == "a⏎b\\x1b[2J"
    assert len(second) == 2000


def test_without_a_path_nothing_is_kept(tmp_path):
    """The log is asked for by name."""
    RunLog(None, "run").line("end", "0")
    assert list(tmp_path.iterdir()) == []


@pytest.mark.parametrize("content", ["id,nps\n1,10\n", "version: 1\n", "2025-01-01 hello\n"])
def test_nothing_is_added_to_another_file(path, content):
    """A source or a config that was named by mistake stays as it is; the run does not begin."""
    path.write_text(content)
    with pytest.raises(OutputError, match="is no log of cx") as caught:
        RunLog(path, "run")
    assert caught.value.problems[0].code == "log"
    assert path.read_text() == content


def test_an_empty_file_and_a_link_to_a_log_are_appended_to(path, tmp_path):
    """Rotating leaves an empty file; a log may lie elsewhere."""
    path.touch()
    link = tmp_path / "link"
    link.symlink_to(path)
    RunLog(link, "run")
    assert lines(path) == [("start", "run")]
    assert link.is_symlink()


@pytest.mark.parametrize("name", ["", "missing/cx.log", "pipe"])
def test_where_there_can_be_no_log_the_run_does_not_begin(name, tmp_path):
    """A folder, a missing folder and a pipe that nobody reads are refused, and none is waited for."""
    os.mkfifo(tmp_path / "pipe")
    with pytest.raises(CxError):
        RunLog(tmp_path / name, "run")


def test_a_log_that_fails_later_is_kept_in_mind(path, monkeypatch):
    """A report is not lost for its log: the failure is there for the end."""
    log = RunLog(path, "run")

    def full(*_):
        raise OSError(28, "full")

    monkeypatch.setattr(os, "write", full)
    log.line("wrote", "cx.html")
    assert log.failure is not None
    assert log.failure.problems[0].code == "disk-full"
