import fcntl
import stat
from pathlib import Path

import pytest

from cxcli.errors import RetryError
from cxcli.reporting.temporary import locked_file, sweep, temporary_name


def test_names_differ_and_are_short():
    """Two names for one output differ, lie in its folder, are hidden, and are short for the longest name."""
    path = Path("folder") / ("x" * 255)
    first, second = temporary_name(path), temporary_name(path)
    assert first != second
    assert first.parent == path.parent
    assert first.name.startswith(".cx-")
    assert len(first.name) < 64


def test_what_a_killed_run_left_is_swept(tmp_path):
    """Left-overs of this output go; those of another output, and other hidden files, stay."""
    mine, others = tmp_path / "a.csv", tmp_path / "b.csv"
    left, kept = temporary_name(mine), temporary_name(others)
    for path in (left, left.with_suffix(".old"), kept, tmp_path / ".cx-notes"):
        path.write_text("x")
    sweep(mine)
    assert sorted(path.name for path in tmp_path.iterdir()) == sorted([kept.name, ".cx-notes"])


def test_what_a_living_run_holds_stays(tmp_path):
    """A temporary file is locked while it is written, so that another run leaves it alone."""
    temporary = temporary_name(tmp_path / "a.csv")
    with locked_file(temporary, 0o600):
        sweep(tmp_path / "a.csv")
        assert temporary.exists()
    sweep(tmp_path / "a.csv")
    assert not temporary.exists()


def test_what_cannot_be_swept_stays(tmp_path):
    """A folder or a link with a left-over's name is no reason to fail."""
    folder, link = temporary_name(tmp_path / "a"), temporary_name(tmp_path / "a")
    folder.mkdir()
    link.symlink_to(tmp_path / "target")
    sweep(tmp_path / "a")
    assert folder.is_dir()
    assert link.is_symlink()


def test_a_file_is_created_new_and_with_its_mode(tmp_path):
    """The file is new, with the mode asked for; an existing name is never opened."""
    path = tmp_path / "x"
    with locked_file(path, 0o600):
        assert stat.S_IMODE(path.stat().st_mode) == 0o600
    with pytest.raises(FileExistsError), locked_file(path, 0o600):
        pass


def test_a_file_that_was_taken_away_is_noticed(tmp_path, monkeypatch):
    """Where another run sweeps the file away before it is locked, the run asks to be tried again."""
    path = tmp_path / "x"
    monkeypatch.setattr(fcntl, "flock", lambda _descriptor, _how: path.unlink())
    with pytest.raises(RetryError, match="another run"), locked_file(path, 0o600):
        pass


def test_a_disk_without_locks_is_written_and_not_swept(tmp_path, monkeypatch):
    """Where the disk has no locks, files are written all the same, and nothing is taken for a left-over."""

    def refuse(_descriptor, _how):
        raise OSError

    monkeypatch.setattr(fcntl, "flock", refuse)
    temporary = temporary_name(tmp_path / "a")
    with locked_file(temporary, 0o600):
        pass
    sweep(tmp_path / "a")
    assert temporary.exists()
