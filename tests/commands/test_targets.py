from pathlib import Path

import pytest

from cxcli.commands.targets import prepare, refuse_sources
from cxcli.errors import OutputError, UsageError


def test_what_can_be_written_is_given_back(folder):
    """Each file to write is tried, and no trace is left."""
    assert prepare(None, None) == []
    assert prepare(Path("a"), Path("b")) == [Path("a"), Path("b")]
    assert list(folder.iterdir()) == []


def test_what_cannot_be_written_is_known_before_any_work(folder):
    """A folder is no file to write to."""
    with pytest.raises(OutputError):
        prepare(folder, None)
    with pytest.raises(OutputError):
        prepare(None, folder / "nope" / "r.csv")


def test_two_outputs_are_two_files(folder):
    """One file cannot hold both outputs, however it is spelled."""
    (folder / "link").symlink_to("a")
    for path in (Path("a"), Path("./a"), folder / "a", Path("link")):
        with pytest.raises(UsageError, match="the same file"):
            prepare(Path("a"), path)


def test_a_source_is_not_written_over(folder):
    """A target that is a source is refused, by whatever way it is reached; all at once."""
    (folder / "data.csv").touch()
    (folder / "link").symlink_to("data.csv")
    refuse_sources([Path("other.csv")], [Path("data.csv")])
    refuse_sources([], [Path("data.csv")])
    with pytest.raises(UsageError) as caught:
        refuse_sources([Path("link"), folder / "data.csv"], [Path("data.csv")])
    assert [problem.file for problem in caught.value.problems] == ["link", str(folder / "data.csv")]
