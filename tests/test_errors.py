import pytest

from cxcli.errors import CxError, ExitCode, Problem, UsageError


def kinds(kind=CxError):
    return [each for child in kind.__subclasses__() for each in (child, *kinds(child))]


def test_exit_codes_are_those_of_the_table():
    """Each way to end has its documented number; those from 64 on follow sysexits.h, those from 128 on are signals."""
    assert {code.name: int(code) for code in ExitCode} == {
        "DONE": 0,
        "FAULT": 1,
        "USAGE": 2,
        "BAD_ROWS": 3,
        "GATE": 4,
        "DELIVERY": 5,
        "DATA": 65,
        "NO_INPUT": 66,
        "OUT_OF_MEMORY": 71,
        "CANNOT_CREATE": 73,
        "IO": 74,
        "TRY_AGAIN": 75,
        "NO_PERMISSION": 77,
        "CONFIG": 78,
        "HANGUP": 129,
        "INTERRUPTED": 130,
        "BROKEN_PIPE": 141,
        "TERMINATED": 143,
    }


@pytest.mark.parametrize("kind", kinds(), ids=lambda kind: kind.__name__)
def test_every_failure_has_an_exit_code_of_its_own(kind):
    """No failure that a user can cause ends as a fault of the program, and no two kinds share a code."""
    assert kind.exit_code not in (ExitCode.DONE, ExitCode.FAULT)
    assert [each.exit_code for each in kinds()].count(kind.exit_code) == 1


def test_an_error_takes_one_problem_or_all():
    """An error carries every problem found, in their order, and its text names each."""
    first, second = Problem(code="a", message="one"), Problem(code="b", message="two")
    assert UsageError(first).problems == (first,)
    assert UsageError(each for each in (first, second)).problems == (first, second)
    assert str(UsageError([first, second])) == "one\ntwo"


def test_the_text_of_an_error_says_everything():
    """The text of an error has place and help of each problem, and nothing in it steers a terminal."""
    problem = Problem(code="a", message="no '\x1b[31m\u202e'", file="a\nb.csv", line=3, help="add: --x é…")
    assert str(UsageError(problem)) == r"no '\x1b[31m\u202e' (a\nb.csv:3) — add: --x é…"


@pytest.mark.parametrize(
    ("where", "place"),
    [
        ({}, ""),
        ({"file": "a.csv"}, "a.csv"),
        ({"file": "a.csv", "line": 3}, "a.csv:3"),
        ({"file": "a.csv", "line": 3, "column": 7}, "a.csv:3:7"),
        ({"column": 7}, ""),
    ],
)
def test_the_place_of_a_problem(where, place):
    """A place is file:line:column as far as it is known; a column alone is none."""
    assert Problem(code="a", message="b", **where).place == place
