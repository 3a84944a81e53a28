import pytest

from cxcli.errors import Notice, Problem
from cxcli.reporting.talk import notice_text, problem_text


def test_a_problem_is_one_line():
    """A problem says what, where and what to do on one line."""
    problem = Problem(code="x", message="no column feeds score", file="a.csv", line=3, column=7, help="add --column q1")
    assert problem_text(problem) == "cx: error: no column feeds score (a.csv:3:7) — add --column q1"


def test_what_is_not_known_is_left_out():
    """Without a place or advice the line ends earlier."""
    assert problem_text(Problem(code="x", message="no")) == "cx: error: no"
    assert problem_text(Problem(code="x", message="no", file="a.csv")) == "cx: error: no (a.csv)"


def test_an_excerpt_is_shown_with_a_caret():
    """A line of a config stands beneath, with a caret under the column."""
    problem = Problem(code="x", message="no", file="cx.yaml", line=2, column=5, excerpt="    metrc: nps\n")
    assert problem_text(problem) == "cx: error: no (cx.yaml:2:5)\n      metrc: nps\n      ^"


@pytest.mark.parametrize(
    ("excerpt", "column", "shown"),
    [
        ("日本: x", 4, "  日本: x\n       ^"),
        ("\ta: b", 2, "  \\x09a: b\n      ^"),
        ("a: " + "x" * 300, None, "  a: " + "x" * 156 + "…"),
        ("y" * 100 + "KEY" + "z" * 200, 101, "  …" + "y" * 60 + "KEY" + "z" * 96 + "…\n" + " " * 63 + "^"),
    ],
)
def test_the_caret_stands_under_its_column(excerpt, column, shown):
    """The caret keeps its place under wide and invisible characters and in a long line, which is cut around it."""
    assert problem_text(Problem(code="x", message="no", column=column, excerpt=excerpt)).split("\n", 1)[1] == shown


def test_nothing_in_a_problem_is_obeyed():
    """Escapes and newlines in any part are shown, and the problem stays on its line."""
    problem = Problem(code="x", message="a\x1b[2J", file="b\nc", help="d\u202e", excerpt="e\x07")
    assert problem_text(problem) == "cx: error: a\\x1b[2J (b⏎c) — d\\u202e\n  e\\x07"


def test_long_advice_is_whole():
    """A command to paste is not cut at the width of a cell."""
    assert problem_text(Problem(code="x", message="no", help="x" * 1500)).endswith("x" * 1500)


def test_a_notice_is_one_line():
    """A notice says what and where, and nothing in it is obeyed."""
    assert notice_text(Notice(code="x", message="dates were read day first", source="a.csv", line=4)) == (
        "cx: warning: dates were read day first (a.csv:4)"
    )
    assert notice_text(Notice(code="x", message="m\x1b", source="a\n")) == "cx: warning: m\\x1b (a⏎)"
    assert notice_text(Notice(code="x", message="m")) == "cx: warning: m"
