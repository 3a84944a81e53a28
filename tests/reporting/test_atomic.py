import errno
import os
import signal
import stat
import subprocess
import sys
import time
from pathlib import Path

import pytest

from cxcli.errors import CxError, IoError, OutputError, PermissionRefused
from cxcli.reporting.atomic import atomic_write, probe

ROOT = Path(__file__).resolve().parents[2]
OLD, NEW = b"old content", b"new " * 100_000


@pytest.fixture
def target(tmp_path):
    path = tmp_path / "report.csv"
    path.write_bytes(OLD)
    return path


def only(path):
    return [entry.name for entry in path.parent.iterdir()] == [path.name]


def mode(path):
    return stat.S_IMODE(path.stat().st_mode)


def failing(real, at, raised, *, calls):
    def call(*arguments, **named):
        calls.append(real)
        if len(calls) == at:
            raise raised
        return real(*arguments, **named)

    return call


def test_new_and_old_names_get_the_content(tmp_path, target):
    """A new file is made, an old one replaced, and nothing else is left in the folder."""
    atomic_write(target, NEW)
    assert target.read_bytes() == NEW
    assert only(target)
    atomic_write(tmp_path / "new", b"")
    assert (tmp_path / "new").read_bytes() == b""


def test_permissions(tmp_path, target):
    """A new file follows the umask, an old one keeps its mode, a private one is for its owner only."""
    before = os.umask(0o027)
    try:
        atomic_write(tmp_path / "new", NEW)
    finally:
        os.umask(before)
    assert mode(tmp_path / "new") == 0o640
    target.chmod(0o604)
    atomic_write(target, NEW)
    assert mode(target) == 0o604
    atomic_write(target, NEW, private=True)
    assert mode(target) == 0o600


def test_a_link_is_replaced_not_followed(tmp_path, target):
    """The file that a link leads to keeps its content; the link becomes the new file."""
    link = tmp_path / "link"
    link.symlink_to(target)
    atomic_write(link, NEW)
    assert target.read_bytes() == OLD
    assert not link.is_symlink()
    assert link.read_bytes() == NEW


def test_a_write_may_take_less_than_it_was_given(target, monkeypatch):
    """Where the system takes a few bytes at a time, all of them arrive."""
    real = os.write
    monkeypatch.setattr(os, "write", lambda descriptor, data: real(descriptor, data[:99_999]))
    atomic_write(target, NEW)
    assert target.read_bytes() == NEW


CALLS = [("open", 1), ("open", 2), ("write", 1), ("fsync", 1), ("fsync", 2), ("replace", 1), ("fstat", 1)]
ERRORS = {errno.ENOSPC: IoError, errno.EIO: IoError, errno.EACCES: PermissionRefused}


def fails_at(path, monkeypatch, call, number):
    """Make one call of the system fail, and hold that the writer says so."""
    name, at = call
    seen = []
    with monkeypatch.context() as patched:
        patched.setattr(os, name, failing(getattr(os, name), at, OSError(number, "x"), calls=seen))
        with pytest.raises(CxError) as caught:
            atomic_write(path, NEW)
    assert len(seen) >= at
    assert caught.type is ERRORS[number]


@pytest.mark.parametrize("number", ERRORS)
@pytest.mark.parametrize("call", [*CALLS, ("fchmod", 1)])
def test_a_failing_call_leaves_the_old_content(target, monkeypatch, call, number):
    """Whichever call fails, and the last one too, the content is the old one, and no temporary file is left."""
    fails_at(target, monkeypatch, call, number)
    assert target.read_bytes() == OLD
    assert only(target)


@pytest.mark.parametrize("number", ERRORS)
@pytest.mark.parametrize("call", CALLS)
def test_a_failing_call_leaves_no_new_file(tmp_path, monkeypatch, call, number):
    """Where there was no file, whichever call fails, there is none afterwards."""
    fails_at(tmp_path / "new", monkeypatch, call, number)
    assert list(tmp_path.iterdir()) == []


@pytest.mark.parametrize(("name", "at"), [("write", 1), ("fsync", 1), ("replace", 1), ("fsync", 2)])
def test_an_interruption_leaves_all_as_it_was(target, monkeypatch, name, at):
    """A signal that is raised as an exception passes through, with the old content and no temporary file."""
    monkeypatch.setattr(os, name, failing(getattr(os, name), at, KeyboardInterrupt(), calls=[]))
    with pytest.raises(KeyboardInterrupt):
        atomic_write(target, NEW)
    assert target.read_bytes() == OLD
    assert only(target)


def test_without_second_names_a_failure_after_the_change_leaves_the_new_content(target, monkeypatch):
    """On a disk without second names the last step cannot be taken back: the error comes, the new content is whole."""
    monkeypatch.setattr(os, "link", failing(os.link, 1, OSError(errno.EPERM, "x"), calls=[]))
    monkeypatch.setattr(os, "fsync", failing(os.fsync, 2, OSError(errno.EIO, "x"), calls=[]))
    with pytest.raises(IoError):
        atomic_write(target, NEW)
    assert target.read_bytes() == NEW
    assert only(target)


def test_what_cannot_be_an_output_is_refused_in_plain_words(tmp_path, target):
    """A folder, a file taken for a folder, a missing folder and an endless name are refused with advice."""
    for path, code in [
        (tmp_path, "output-not-a-file"),
        (target / "x", "output-folder-is-a-file"),
        (tmp_path / "missing" / "x", "output-folder-missing"),
        (tmp_path / ("x" * 300), "output-name-too-long"),
    ]:
        for attempt in (lambda path=path: atomic_write(path, NEW), lambda path=path: probe(path)):
            with pytest.raises(OutputError) as caught:
                attempt()
            assert caught.value.problems[0].code == code
    assert only(target)


def test_a_probe_leaves_no_trace(target):
    """Finding out whether a file can be written changes nothing."""
    probe(target)
    probe(target.with_name("new"))
    assert target.read_bytes() == OLD
    assert only(target)


def test_a_probe_finds_a_folder_that_cannot_be_written(target, monkeypatch):
    """A folder without permission is found out before any work is done."""
    monkeypatch.setattr(os, "open", failing(os.open, 1, PermissionError(errno.EACCES, "x"), calls=[]))
    with pytest.raises(PermissionRefused):
        probe(target)


WRITER = "from pathlib import Path; from cxcli.reporting.atomic import atomic_write; import sys"
SIZED = f"""{WRITER}
import resource
from cxcli.errors import CxError
path = Path(sys.argv[1])
for size in range(0, 400_001, 25_000):
    resource.setrlimit(resource.RLIMIT_FSIZE, (size, resource.RLIM_INFINITY))
    try:
        atomic_write(path, b"new " * 100_000)
    except CxError as failure:
        assert failure.exit_code == 74, failure
        assert failure.problems[0].code == "file-size-limit", failure.problems
        assert size < 400_000
        assert path.read_bytes() == b"old content", size
    else:
        assert size >= 400_000
    assert len(list(path.parent.iterdir())) == 1, size
assert path.read_bytes() == b"new " * 100_000
"""


def run(code, *arguments):
    environment = {**os.environ, "PYTHONPATH": str(ROOT)}
    return subprocess.Popen([sys.executable, "-c", code, *arguments], env=environment, stderr=subprocess.PIPE)


def test_a_limit_on_the_file_size_leaves_all_as_it_was(target):
    """At every limit below the size the old content stays, and at the size the new content is there."""
    with run(SIZED, str(target)) as process:
        _, complaint = process.communicate(timeout=60)
    assert (process.returncode, complaint) == (0, b"")


ENDLESS = f"""{WRITER}
print("ready", file=sys.stderr, flush=True)
while True:
    for letter in (b"a", b"b"):
        atomic_write(Path(sys.argv[1]), letter * 2_000_000)
"""


def test_a_killed_run_leaves_old_or_new(target):
    """Killed at any moment, the file is one content or the other, whole; the next run sweeps what was left."""
    whole = {OLD, b"a" * 2_000_000, b"b" * 2_000_000}
    for attempt in range(20):
        with run(ENDLESS, str(target)) as process:
            process.stderr.readline()
            time.sleep(0.003 * attempt)
            process.send_signal(signal.SIGKILL)
        assert target.read_bytes() in whole
    atomic_write(target, NEW)
    assert only(target)
