from pathlib import Path

import pytest

from cxcli.commands.written_format import written_format
from cxcli.errors import UsageError

KNOWN = ("table", "csv", "json")


@pytest.mark.parametrize(
    ("said", "name", "form"),
    [
        (None, None, "table"),
        (None, "scores", "table"),
        (None, "scores.txt", "table"),
        (None, "scores.csv", "csv"),
        (None, "SCORES.JSON", "json"),
        ("table", "scores.csv", "table"),
        ("json", "scores.xlsx", "json"),
    ],
)
def test_the_name_of_the_file_says_the_format_where_nothing_else_does(said, name, form):
    """A file called `.csv` gets CSV; what was asked for goes first."""
    assert written_format(said, None if name is None else Path(name), KNOWN) == form


@pytest.mark.parametrize("name", ["scores.xlsx", "scores.pdf", "scores.html", "scores.md"])
def test_a_name_that_promises_what_is_not_written_is_refused(name):
    """A table of text in a file called `.xlsx` would be no workbook."""
    with pytest.raises(UsageError) as refused:
        written_format(None, Path(name), KNOWN)
    [problem] = refused.value.problems
    assert (problem.code, problem.file) == ("output", name)
    assert problem.help == "say what to write: --format table, --format csv, --format json"
