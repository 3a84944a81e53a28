from pathlib import Path

import pytest

from cxcli.commands.targets import inputs_beside, prepare, refuse_sources
from cxcli.config.load import load
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


def test_neither_inputs_nor_the_config_are_written_over(folder):
    """What a run reads is refused as a target before it works; other files are given."""
    (folder / "data.csv").write_text("nps\n9\n")
    (folder / "cx.yaml").write_text("report: {decimals: 1}\n")
    loaded = load(Path("cx.yaml"))
    with inputs_beside([Path("out.csv")], ["data.csv"], loaded) as inputs:
        assert [file.name for file in inputs] == ["data.csv"]
    for target in ("data.csv", "cx.yaml"):
        with pytest.raises(UsageError, match="not written over"), inputs_beside([Path(target)], ["data.csv"], loaded):
            pass


@pytest.mark.parametrize("target", ["data.csv", "cx.yaml"])
def test_a_model_takes_the_place_of_nothing_that_is_read(cx, folder, target):
    """`cx sentiment train` leaves its comments and its config as they are."""
    (folder / "data.csv").write_text("comment,stars\ngood,5\n")
    (folder / "cx.yaml").write_text("report: {decimals: 1}\n")
    before = (folder / target).read_bytes()
    ended = cx("sentiment", "train", "data.csv", "--text", "comment", "--score", "stars", "-o", target)
    assert ended.code == 2
    assert "not written over" in ended.err
    assert (folder / target).read_bytes() == before
