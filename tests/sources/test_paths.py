import io
import os
import socket
import stat
import sys
from pathlib import Path

import pytest

from cxcli.errors import InputError, PermissionRefused
from cxcli.sources.paths import open_inputs, stamp_of


@pytest.fixture
def folder(tmp_path, monkeypatch):
    """A folder with two files, and the working folder."""
    monkeypatch.chdir(tmp_path)
    (tmp_path / "a.csv").write_text("a")
    (tmp_path / "b.csv").write_text("b")
    return tmp_path


def names(*patterns):
    with open_inputs(patterns) as files:
        return [file.name for file in files]


def refused(*patterns, error=InputError):
    with pytest.raises(error) as caught, open_inputs(patterns):
        pytest.fail("nothing may be opened")
    return caught.value.problems


def with_input(monkeypatch, data):
    monkeypatch.setattr(sys, "stdin", io.TextIOWrapper(io.BytesIO(data)))


def test_files_come_in_the_order_given_each_once(folder):
    """Names and patterns are taken in order; a file that is named twice, or by a link, is read once."""
    (folder / "link.csv").symlink_to("a.csv")
    assert names("b.csv", "a.csv") == ["b.csv", "a.csv"]
    assert names("b.csv", "*.csv", "link.csv", "./b.csv", str(folder / "a.csv")) == ["b.csv", "a.csv"]


def test_patterns_are_sorted_and_may_go_deep(folder):
    """A pattern gives its files in the order of their names, through folders where it says so."""
    (folder / "sub").mkdir()
    (folder / "sub" / "c.csv").write_text("c")
    assert names("?.csv") == ["a.csv", "b.csv"]
    assert names(f"{folder}/**/*.csv") == [f"{folder}/a.csv", f"{folder}/b.csv", f"{folder}/sub/c.csv"]


def test_a_name_may_look_like_a_pattern(folder):
    """A file whose very name is the pattern is that file."""
    (folder / "x[1].csv").write_text("x")
    assert names("x[1].csv") == ["x[1].csv"]


def test_a_file_carries_its_state(folder):
    """Each file comes with its state when it was named."""
    with open_inputs(["a.csv"]) as (file,):
        assert file.stamp == stamp_of(folder / "a.csv")
        (folder / "a.csv").write_text("changed")
        assert file.stamp != stamp_of(folder / "a.csv")


@pytest.mark.parametrize(
    ("pattern", "code"),
    [
        ("none.csv", "no-such-file"),
        ("a.csv/x", "no-such-file"),
        ("x" * 5000, "no-such-file"),
        ("nul\0.csv", "no-such-file"),
        ("x" * 5000 + "*", "no-match"),
        ("none-*.csv", "no-match"),
        (".", "is-a-folder"),
        ("http://example.com/a.csv", "address-refused"),
        ("file:///etc/passwd", "address-refused"),
        ("/dev/zero", "not-a-file"),
        ("/dev/null", "not-a-file"),
        ("/proc/self/status", "not-a-file"),
        ("/proc/self/mem", "not-a-file"),
    ],
)
@pytest.mark.usefixtures("folder")
def test_what_is_no_file_is_refused_with_its_reason(pattern, code):
    """What is missing, a folder, a device, a file of the kernel or an address is not read, and it is said why."""
    (problem,) = refused("a.csv", pattern)
    assert (problem.code, problem.file) == (code, pattern)
    assert problem.help


def test_pipes_and_sockets_are_refused(folder):
    """What may never end is not waited for."""
    os.mkfifo(folder / "pipe")
    with socket.socket(socket.AF_UNIX) as server:
        server.bind("socket")
        assert [problem.code for problem in refused("pipe", "socket")] == ["not-a-file"] * 2


@pytest.mark.usefixtures("folder")
def test_all_problems_are_told_at_once():
    """Everything that is wrong with the inputs is one error."""
    assert [problem.code for problem in refused("no.csv", "n?.csv", "a.csv", ".")] == [
        "no-match",
        "no-such-file",
        "is-a-folder",
    ]


@pytest.mark.usefixtures("folder")
def test_missing_permission_is_its_own_error(monkeypatch):
    """A file that may not be read is a matter of permission; together with other problems it is missing input."""
    monkeypatch.setattr(os, "access", lambda path, _mode: Path(path).name != "b.csv")
    (problem,) = refused("a.csv", "b.csv", error=PermissionRefused)
    assert (problem.code, problem.file) == ("not-permitted", "b.csv")
    assert {problem.code for problem in refused("b.csv", "no.csv")} == {"not-permitted", "no-such-file"}


@pytest.mark.usefixtures("folder")
def test_a_folder_that_may_not_be_searched_is_a_matter_of_permission(monkeypatch):
    """Where a file's folder is closed, that is said, not that the file is missing."""

    def closed(_path):
        raise PermissionError

    monkeypatch.setattr(Path, "stat", closed)
    assert [problem.code for problem in refused("a.csv", error=PermissionRefused)] == ["not-permitted"]


def test_standard_input_is_kept_in_a_private_file(monkeypatch):
    """Standard input is read once into a file that only its owner can read and that is gone afterwards."""
    with_input(monkeypatch, b"id,score\n" * 300_000)
    with open_inputs(["-", "-"]) as (file,):
        assert file.name == "<stdin>"
        assert file.path.read_bytes() == b"id,score\n" * 300_000
        assert stat.S_IMODE(file.path.stat().st_mode) == 0o600
    assert not file.path.exists()


def test_standard_input_leaves_nothing_behind_when_it_fails(monkeypatch, tmp_path):
    """Whatever stops the run, the copy of standard input is removed."""
    monkeypatch.setattr("tempfile.tempdir", str(tmp_path))

    class Interrupted(io.BytesIO):
        def read(self, _size=-1):
            raise KeyboardInterrupt

    monkeypatch.setattr(sys, "stdin", io.TextIOWrapper(Interrupted()))
    with pytest.raises(KeyboardInterrupt), open_inputs(["-"]):
        pytest.fail("nothing may be opened")
    assert list(tmp_path.iterdir()) == []


def test_a_full_disk_is_said(monkeypatch, tmp_path):
    """Where standard input cannot be kept, that is the error."""
    monkeypatch.setattr("tempfile.tempdir", str(tmp_path / "none"))
    with_input(monkeypatch, b"a")
    (problem,) = refused("-")
    assert problem.code == "standard-input"


@pytest.mark.parametrize("closed", [True, False])
def test_a_closed_standard_input_is_missing(monkeypatch, closed):
    """Without a standard input there is nothing to read."""
    stream = io.TextIOWrapper(io.BytesIO())
    stream.close()
    monkeypatch.setattr(sys, "stdin", stream if closed else None)
    (problem,) = refused("-")
    assert problem.code == "no-standard-input"
