import pytest

from cxcli.errors import DataError
from cxcli.mapping import evidence
from cxcli.mapping.bind import bind
from cxcli.mapping.tallies import tallies
from cxcli.mapping.wanted import Choice
from cxcli.mapping.wants import AnswerWant, Wants

ROWS = [("5", "120"), ("4", "80"), ("3", "7"), ("2", "1"), ("", "4"), ("1", "")]


def codes(source, wanted):
    return [problem.code for problem in tallies(source, [(wanted, Choice(source.columns[0], "its name"))])]


@pytest.mark.parametrize("name", ["count", "Counts", "Responses", "answers", "n", "freq", "Frequency", "Anzahl"])
def test_a_table_of_counts_is_no_table_of_answers(name, table, wanted):
    """Where each answer of a small file occurs once, a column of counts beside it says that a row is many answers."""
    source = table(["csat", name], ROWS)
    (problem,) = tallies(source, [(wanted("csat"), Choice(source.columns[0], "its name"))])
    assert (problem.code, problem.file, problem.help) == ("tally", "answers.csv", "give one row an answer")
    assert problem.message == (
        "this looks like a table of counts, one row for many answers: "
        f"'csat' has each answer once, beside '{name}'; counts are not read yet"
    )


@pytest.mark.parametrize(
    ("name", "rows"),
    [
        ("visits", ROWS),
        ("count", [*ROWS, ("5", "3")]),
        ("count", [("5", "9"), ("4", "8"), ("", "")]),
        ("count", [(str(n), str(n + 30)) for n in range(21)]),
        ("count", [("5", "1"), ("4", "1"), ("3", "1")]),
        ("n", [("5", "1"), ("4", "2"), ("3", "3")]),
        ("responses", [("5", "a"), ("4", "2"), ("3", "7")]),
        ("responses", [("5", "1.5"), ("4", "2"), ("3", "7")]),
        ("responses", [("5", "-1"), ("4", "2"), ("3", "7")]),
        ("responses", [("5", ""), ("4", ""), ("3", "")]),
    ],
)
def test_other_files_are_left_alone(name, rows, table, wanted):
    """Answers that recur, many or few rows, and columns of ones, row numbers, words or parts are no table of counts."""
    assert codes(table(["csat", name], rows), wanted("csat")) == []


def test_a_file_of_which_more_follows_is_left_alone(table, wanted, monkeypatch):
    """Only where all rows were looked at is it known that no answer recurs."""
    monkeypatch.setattr(evidence, "SAMPLE_ROWS", 3)
    assert codes(table(["csat", "count"], ROWS), wanted("csat")) == []


def test_the_column_of_answers_may_be_called_answers(table, wanted):
    """A column does not count itself."""
    assert codes(table(["answers", "x"], ROWS), wanted("csat")) == []


def test_a_table_of_counts_is_refused(table, wanted):
    """The run stops, whoever named the column."""
    with pytest.raises(DataError) as caught:
        bind(table(["csat", "count"], ROWS), Wants(answers=[AnswerWant(wanted("csat"), "csat")]))
    assert [problem.code for problem in caught.value.problems] == ["tally"]
