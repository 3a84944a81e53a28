import pytest

from cxcli.config import strict_yaml
from cxcli.config.document import ConfigText

TEXT = """\
columns:
  score: nps
  at: "when"
missing: [99, refused]
metrics:
  - a
  - b: 1
"""


@pytest.fixture
def document():
    return strict_yaml.load(TEXT, name="cx.yaml")


@pytest.mark.parametrize(
    ("loc", "of_key", "of_value"),
    [
        (("columns",), (1, 1), (2, 3)),
        (("columns", "score"), (2, 3), (2, 10)),
        (("columns", "at"), (3, 3), (3, 7)),
        (("missing",), (4, 1), (4, 10)),
        (("missing", 0), (4, 11), (4, 11)),
        (("missing", 1), (4, 15), (4, 15)),
        (("metrics", 1), (7, 5), (7, 5)),
        (("metrics", 1, "b"), (7, 5), (7, 8)),
        ((), (1, 1), (1, 1)),
    ],
)
def test_position_is_line_and_column_from_one(document, loc, of_key, of_value):
    """A key and its value each have their line and column, counted from 1."""
    assert document.position(loc, key=True) == of_key
    assert document.position(loc, key=False) == of_value


@pytest.mark.parametrize("key", [True, False])
def test_position_of_an_unknown_place_is_the_key_of_the_nearest_known_one(document, key):
    """What is not in the file is pointed to at the key under which it would stand."""
    assert document.position(("columns", "score", "deeper", 3), key=key) == (2, 3)
    assert document.position(("nowhere",), key=key) == (1, 1)


def test_line_text_is_the_line_without_its_end(document):
    """A line is given by its number from 1; outside of the file it is empty."""
    assert document.line_text(3) == '  at: "when"'
    assert document.line_text(0) == ""
    assert document.line_text(99) == ""


def test_a_problem_carries_file_line_column_and_excerpt(document):
    """A problem at a value names the file, the line, the column, and shows the line."""
    problem = document.problem(("columns", "at"), key=False, code="x", message="m", advice="h")
    assert problem.place == "cx.yaml:3:7"
    assert (problem.excerpt, problem.help) == ('  at: "when"', "h")


def test_an_excerpt_is_short():
    """A long line is cut, and is not shown at all where the column lies beyond the cut."""
    text = ConfigText("cx.yaml", ("a" * 1000,))
    assert text.problem((1, 5), code="x", message="m").excerpt == "a" * 200
    assert text.problem((1, 200), code="x", message="m").excerpt == "a" * 200
    assert text.problem((1, 201), code="x", message="m").excerpt is None
