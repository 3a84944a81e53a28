import pytest

from cxcli.errors import DataError
from cxcli.mapping import mixed_surveys as module
from cxcli.mapping.bind import bind
from cxcli.mapping.expression_parse import parse
from cxcli.mapping.mixed_surveys import mixed_surveys
from cxcli.mapping.wanted import Choice
from cxcli.mapping.wants import AnswerWant, Wants

ROWS = [("NPS", "9", "a"), ("nps", "10", "b"), ("CUSTOMER_SATISFACTION", "5", ""), ("", "4", ""), ("other", "", "")]


def problems(source, wanted, filtered=None):
    return mixed_surveys(source, [(wanted, Choice(source.columns[1], "its name"))], filtered or {})


@pytest.mark.parametrize(
    ("name", "metric", "example"),
    [
        ("question_type", "nps", "question_type == 'NPS'"),
        ("Survey Type", "csat", "`Survey Type` == 'CUSTOMER_SATISFACTION'"),
        ("hs_survey_type", "csat:mean", "hs_survey_type == 'CUSTOMER_SATISFACTION'"),
        ("metric", "ces", "metric == '…'"),
    ],
)
def test_answers_to_several_surveys_in_one_column_are_not_pooled(name, metric, example, table, wanted):
    """A column of types with two shipped metrics among the rows that have answers asks for a filter, given to paste."""
    (problem,) = problems(table([name, "score", "comment"], ROWS), wanted(metric))
    assert (problem.code, problem.file) == ("mixed-surveys", "answers.csv")
    assert problem.message == f"the column '{name}' says that this file holds answers to several surveys"
    assert problem.help == f'say which are answers to {metric}: --where "{example}"'


def test_a_metric_of_ones_own_is_told_of_any_filter(table, wanted):
    """Where no shipped name belongs to the metric, the help leaves the type open."""
    (problem,) = problems(table(["type", "score", "x"], ROWS), wanted(names=("mood",)))
    assert problem.help == "say which are answers to nps: --where \"type == '…'\""


@pytest.mark.parametrize(
    ("name", "rows"),
    [
        ("plan", ROWS),
        ("#", ROWS),
        ("survey", [("nps", "9", ""), ("csat", " ", ""), ("ces", "", "")]),
        ("survey", [("nps", "9", ""), ("net promoter score", "10", "")]),
        ("survey", [("nps", "9", ""), ("csat", "5", ""), *((f"type {n}", "3", "") for n in range(11))]),
        ("type", [("pro", "9", ""), ("free", "3", "")]),
    ],
)
def test_other_columns_settle_nothing(name, rows, table, wanted):
    """A column of another name, of one family, of many texts, or of types without answers leaves the run alone."""
    assert problems(table([name, "score", "x"], rows), wanted()) == []


def test_a_filter_on_the_column_settles_it(table, wanted):
    """Whoever filters by the type has said what is meant; the filters of another metric do not count."""
    source = table(["type", "score", "x"], ROWS)
    assert problems(source, wanted(), {"nps": [source.columns[0]]}) == []
    assert len(problems(source, wanted(), {"csat": [source.columns[0]], "nps": [source.columns[2]]})) == 1


def test_the_column_of_answers_is_no_column_of_types(table, wanted):
    """A column that holds the answers is not asked what they are."""
    source = table(["x", "csat metric"], [("a", "nps"), ("b", "csat")])
    assert problems(source, wanted()) == []


@pytest.mark.parametrize("block", [1, 2, 3, 100])
def test_the_first_records_decide_however_they_are_cut(block, table, wanted, monkeypatch):
    """The same records are looked at, whatever the chunks."""
    monkeypatch.setattr(module, "SAMPLE_ROWS", 2)
    assert problems(table(["type", "score", "x"], ROWS, block=block), wanted()) == []
    monkeypatch.setattr(module, "SAMPLE_ROWS", 3)
    assert len(problems(table(["type", "score", "x"], ROWS, block=block), wanted())) == 1


def test_a_file_of_several_surveys_is_refused_unless_filtered(table, wanted):
    """The run stops before any answer is read; the filter that is offered is believed."""
    source = table(["survey_type", "score", "x"], ROWS)
    with pytest.raises(DataError) as caught:
        bind(source, Wants(answers=[AnswerWant(wanted(), "score")]))
    assert [problem.code for problem in caught.value.problems] == ["mixed-surveys"]
    filters = {"nps": [parse("survey_type == 'NPS'")]}
    assert bind(source, Wants(answers=[AnswerWant(wanted(), "score")], filters=filters)).fields
