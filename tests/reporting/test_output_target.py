import os
import stat
from pathlib import Path

import pytest

from cxcli.errors import OutputError
from cxcli.reporting.output_target import kept_mode, refuse_special


def test_a_file_a_new_name_and_links_to_files_pass(tmp_path):
    """A new name, a regular file, a link to one and a link to nothing may be written over."""
    old = tmp_path / "old"
    old.write_text("x")
    (tmp_path / "link").symlink_to(old)
    (tmp_path / "dangling").symlink_to(tmp_path / "nothing")
    for name in ("new", "old", "link", "dangling"):
        refuse_special(tmp_path / name)


def test_folders_pipes_and_links_to_devices_are_refused(tmp_path):
    """A folder, a named pipe and a link to a device are no files and stay what they are."""
    os.mkfifo(tmp_path / "pipe")
    (tmp_path / "null").symlink_to(os.devnull)
    for path in (tmp_path, tmp_path / "pipe", tmp_path / "null"):
        with pytest.raises(OutputError, match="not a file"):
            refuse_special(path)
    assert stat.S_ISFIFO((tmp_path / "pipe").stat().st_mode)


@pytest.mark.parametrize("path", ["/dev/stdout", "/dev/null", "/dev/new", "/proc/self/new", "/sys/new", "/dev/fd/1"])
def test_the_folders_of_the_system_are_refused(path):
    """Nothing is replaced among the machine's devices, not even a link that leads to a file."""
    with pytest.raises(OutputError) as caught:
        refuse_special(Path(path))
    assert "leave it away to print" in caught.value.problems[0].help


SHARED_MEMORY = Path("/dev/shm")  # noqa: S108 - looked at, never written to


@pytest.mark.skipif(not SHARED_MEMORY.is_dir(), reason="no shared memory folder here")
def test_shared_memory_is_an_ordinary_disk():
    """The memory disk among the devices may be written to."""
    refuse_special(SHARED_MEMORY / "cx-new")


def test_a_protected_file_is_not_replaced(tmp_path, monkeypatch):
    """A file that may not be written is not replaced, though the folder would allow it."""
    path = tmp_path / "old"
    path.write_text("x")
    monkeypatch.setattr(os, "access", lambda asked, mode: not (asked == path and mode == os.W_OK))
    with pytest.raises(PermissionError):
        refuse_special(path)


def test_a_circle_of_links_is_an_error_of_the_system(tmp_path):
    """A path that goes round in a circle raises OSError, which the writer puts in words."""
    (tmp_path / "a").symlink_to(tmp_path / "b")
    (tmp_path / "b").symlink_to(tmp_path / "a")
    for path in (tmp_path / "a", tmp_path / "a" / "x"):
        with pytest.raises(OSError, match=r"."):
            refuse_special(path)


def test_only_a_regular_file_has_a_mode_to_keep(tmp_path):
    """The mode of a regular file is kept; a link, a folder and a new name have none to keep."""
    path = tmp_path / "old"
    path.write_text("x")
    path.chmod(0o640)
    (tmp_path / "link").symlink_to(path)
    assert kept_mode(path) == 0o640
    assert [kept_mode(tmp_path / name) for name in ("link", ".", "new")] == [None, None, None]
