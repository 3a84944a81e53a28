import pytest

from cxcli.errors import InputError, RetryError
from cxcli.report.inputs import Inputs
from cxcli.sources.containers import sha256


def test_files_are_looked_at_once(tmp_path):
    """A file that is replaced after the beginning is refused by every reading, also by one that begins later."""
    path = tmp_path / "a.csv"
    path.write_text("nps\n1\n")
    inputs = Inputs({"responses": [str(path)]})
    with inputs.opened("responses", [str(path)]) as files:
        assert len(sha256(files[0])) == 64
    (tmp_path / "b.csv").write_text("nps\n2\n")
    (tmp_path / "b.csv").replace(path)
    with inputs.opened("responses", [str(path)]) as files, pytest.raises(RetryError, match="changed while it was read"):
        sha256(files[0])


def test_files_that_come_later_are_not_of_this_report(tmp_path):
    """What a pattern names is settled at the beginning."""
    (tmp_path / "a.csv").write_text("nps\n1\n")
    pattern = str(tmp_path / "*.csv")
    inputs = Inputs({"responses": [pattern]})
    (tmp_path / "b.csv").write_text("nps\n2\n")
    with inputs.opened("responses", [pattern]) as files:
        assert [each.path.name for each in files] == ["a.csv"]


def test_a_file_that_is_missing_is_said_at_the_beginning(tmp_path):
    """Before anything is read."""
    with pytest.raises(InputError, match="there is no such file"):
        Inputs({"responses": [str(tmp_path / "a.csv")]})
