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
    assert (problem.code, problem.file) == ("tally", "answers.csv")
    assert problem.help == f"say so: --count {name}, or columns: {{count: {name}}} in cx.yaml"
    assert problem.message == (
        f"this looks like a table of counts, one row for many answers: 'csat' has each answer once, beside '{name}'"
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


def test_a_table_whose_counts_are_named_is_read(table, wanted):
    """Then each row is as many answers, and there is nothing to ask."""
    wants = Wants(answers=[AnswerWant(wanted("csat"), "csat")], amounts={"count": "count"})
    bound = bind(table(["csat", "count"], ROWS), wants)
    assert [field.name for field in bound.fields] == ["csat.score", "count"]
    assert bound.notices == []


RECURRING = [("5", "103"), ("5", "87"), ("4", "32"), ("1", "1")]


@pytest.mark.parametrize("name", ["Freq", "count", "Anzahl"])
def test_a_column_of_counts_that_nobody_uses_is_told(name, table, wanted):
    """Answers may recur in a table of counts with several questions: then it may be one, and the number is another."""
    source = table(["csat", name], RECURRING)
    (notice,) = bind(source, Wants(answers=[AnswerWant(wanted("csat"), "csat")])).notices
    assert notice.code == "unused-count"
    assert notice.message == (
        f"column '{name}' is not used, and each row counts once; if a row is so many answers: --count {name}"
    )


@pytest.mark.parametrize(
    ("name", "rows"),
    [("n", RECURRING), ("visits", RECURRING), ("count", [("5", "1"), ("5", "1")]), ("count", [("5", "a"), ("5", "2")])],
)
def test_other_columns_are_no_counts(name, table, rows, wanted):
    """A name that may mean something else, ones, and words say nothing."""
    assert not bind(table(["csat", name], rows), Wants(answers=[AnswerWant(wanted("csat"), "csat")])).notices
