from pathlib import Path

import pandas as pd
import pytest

from cxcli.errors import InputError, UsageError
from cxcli.notebook.data import inputs, named_files

FRAME = pd.DataFrame({"nps": [1]})


def names(data, **said):
    with inputs(data, said) as given:
        return [each.facts.file if hasattr(each, "facts") else each.name for each in given]


def test_files_are_named_as_on_the_command_line(tmp_path, monkeypatch):
    """A path, a Path, a glob and a list of them name files, each once."""
    monkeypatch.chdir(tmp_path)
    for name in ("a.csv", "b.csv"):
        (tmp_path / name).write_text("nps\n1\n")
    assert names("a.csv") == ["a.csv"]
    assert names(Path("a.csv")) == ["a.csv"]
    assert names("*.csv") == names(["b.csv", Path("*.csv")])[::-1] == ["a.csv", "b.csv"]
    assert names("a.csv", encoding="utf-8") == ["a.csv"]


def test_what_is_named_to_be_read():
    """Paths and globs as they were given; data frames are no files."""
    assert named_files("a.csv") == ["a.csv"]
    assert named_files([Path("a.csv"), "*.csv"]) == ["a.csv", "*.csv"]
    assert named_files(FRAME) == named_files({"spring": FRAME}) == []


def test_frames_go_by_their_names():
    """One frame has a name of its own; several have those of the dict, in its order."""
    assert names(FRAME) == ["<frame>"]
    assert names({"spring": FRAME, "autumn": FRAME}) == ["spring", "autumn"]


@pytest.mark.parametrize(
    ("data", "message"),
    [
        ({}, "no data frames"),
        ({"a": "b.csv"}, "a value of the kind str"),
        ({1: FRAME}, "the name of a data frame"),
        ({" ": FRAME}, "the name of a data frame"),
        ([], "nothing to read"),
        ([FRAME], "has no name"),
        (FRAME["nps"], "a value of the kind Series"),
        (None, "a value of the kind NoneType"),
        (b"a.csv", "a value of the kind bytes"),
        ("-", "standard input"),
    ],
    ids=lambda each: type(each).__name__,
)
def test_what_is_neither_a_path_nor_a_frame_is_refused(data, message):
    """Anything else is refused, with what to give in its place."""
    with pytest.raises(UsageError, match=message) as caught:
        names(data)
    (problem,) = caught.value.problems
    assert problem.code == "data"
    assert problem.help


def test_a_path_of_bytes_is_refused():
    """A path object whose path is bytes cannot be shown, so it is not read."""

    class Odd:
        def __fspath__(self):
            return b"a.csv"

    with pytest.raises(UsageError, match="paths of bytes"):
        names(Odd())


def test_an_option_about_files_is_refused_with_a_frame():
    """What could have no effect is not passed over."""
    with pytest.raises(UsageError, match="encoding and sheet: this says how a file is read"):
        names(FRAME, sheet="1", encoding="utf-8", where="x")


def test_a_missing_file_is_an_error(tmp_path):
    """A file that is not there is refused as on the command line."""
    with pytest.raises(InputError, match="there is no such file"):
        names(tmp_path / "none.csv")
