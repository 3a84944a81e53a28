import fcntl
import os
import stat
from pathlib import Path
from threading import Thread
from time import sleep

import pytest

from cxcli.errors import CxError, OutputError, RetryError
from cxcli.publishing.lock import lock_path, locks


@pytest.fixture
def path(tmp_path):
    return tmp_path / "cx.lock"


def held(path):
    """Hold a lock as another process does; locks of two openings of a file are two."""
    descriptor = os.open(path, os.O_RDWR | os.O_CREAT, 0o600)
    fcntl.flock(descriptor, fcntl.LOCK_EX)
    return descriptor


def test_the_lock_stands_beside_all_formats_of_a_report(tmp_path):
    """Two runs that write different formats of one report share its record, and its lock."""
    assert lock_path(tmp_path / "cx-board.html") == lock_path(tmp_path / "cx-board.md") == tmp_path / "cx-board.lock"


def test_a_lock_is_for_its_owner_and_gone_at_the_end(path):
    """While it is held the file is there, and afterwards the folder is as it was, also after a failure."""
    with locks([path, path], wait=0):
        assert stat.S_IMODE(path.stat().st_mode) == 0o600
    assert not path.exists()
    with pytest.raises(ValueError, match="work"), locks([path], wait=0):
        raise ValueError("work")
    assert not path.exists()


def test_a_lock_that_is_held_is_not_taken(path):
    """Without time to wait that is said at once, with what to do, and the lock stays."""
    descriptor = held(path)
    with pytest.raises(RetryError, match="another run makes this report") as caught, locks([path], wait=0):
        pass
    assert caught.value.problems[0].code == "output-in-use"
    assert path.exists()
    os.close(descriptor)


def test_a_lock_that_is_left_is_taken_over(path):
    """The file of a run that was killed is no lock: the system has let go of it."""
    os.close(held(path))
    with locks([path], wait=0):
        assert path.exists()
    assert not path.exists()


def test_with_time_the_end_of_the_other_run_is_waited_for(path):
    """The other one removes the file when it ends; a new one is made then."""
    descriptor = held(path)

    def end():
        sleep(0.1)
        path.unlink()
        os.close(descriptor)

    other = Thread(target=end)
    other.start()
    with locks([path], wait=30):
        assert path.exists()
    other.join()


def test_of_several_locks_all_or_none_are_held(tmp_path):
    """Where the second is held by another run, the first is given back."""
    first, second = tmp_path / "a.lock", tmp_path / "b.lock"
    descriptor = held(second)
    with pytest.raises(RetryError), locks([second, first], wait=0):
        pass
    assert [each.name for each in tmp_path.iterdir()] == ["b.lock"]
    os.close(descriptor)


@pytest.mark.parametrize("kind", ["file", "pipe", "link", "folder"])
def test_what_is_no_lock_is_neither_taken_nor_removed(path, kind):
    """A file with a content, a pipe, a link or a folder of that name is somebody's."""
    match kind:
        case "file":
            path.write_text("numpy==2\n")
        case "pipe":
            os.mkfifo(path)
        case "link":
            path.symlink_to(path.with_name("aim"))
        case "folder":
            path.mkdir()
    with pytest.raises(CxError), locks([path], wait=0):
        pass
    assert os.path.lexists(path)


def test_a_name_that_is_taken_says_so(path):
    """The advice is another name for the report."""
    path.write_text("mine")
    with pytest.raises(OutputError, match="taken by another file") as caught, locks([path], wait=0):
        pass
    assert caught.value.problems[0].code == "lock-name"


def test_where_there_are_no_locks_a_run_goes_on(path, monkeypatch):
    """Some network folders have none: nothing is to be waited for there."""

    def refused(*_):
        raise OSError(95, "not supported")

    monkeypatch.setattr(fcntl, "flock", refused)
    with locks([path], wait=0):
        assert path.exists()
    assert not path.exists()


def test_an_interruption_while_looking_closes_what_is_open(path, monkeypatch):
    """A signal that comes as an exception passes through."""
    real, calls = fcntl.flock, []

    def interrupted(*arguments):
        calls.append(arguments)
        if len(calls) == 1:
            raise KeyboardInterrupt
        return real(*arguments)

    monkeypatch.setattr(fcntl, "flock", interrupted)
    before = open_files()
    with pytest.raises(KeyboardInterrupt), locks([path], wait=0):
        pass
    assert open_files() == before
    assert not path.exists()


def open_files():
    """How many files this process has open, where the system says it."""
    folder = Path("/proc/self/fd")
    return len(list(folder.iterdir())) if folder.is_dir() else 0
