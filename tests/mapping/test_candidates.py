import re
import shlex

import pytest

from cxcli.errors import Problem
from cxcli.mapping.candidates import find_answers
from cxcli.mapping.columns import resolve
from cxcli.mapping.evidence import sample

RECOMMEND = "How likely are you to recommend us to a friend or colleague?"


def find(source, wanted, **how):
    return find_answers(wanted, source.columns, lambda columns: sample(source, columns), "answers.csv", **how)


def taken(found):
    return found.code if isinstance(found, Problem) else found.column.name


SEVERAL = {
    "names": (["nps", "id", "NPS Score"], "2 columns could hold the answers to nps, by their names"),
    "questions": (
        ["id", ("Q1", RECOMMEND), ("Q2", "How likely are you to recommend this shop?")],
        "2 columns could hold the answers to nps, by their questions",
    ),
    "general": (
        ["a.score", "id", "b.score"],
        "2 columns could hold the answers to nps, by their names, and answers 0-10",
    ),
    "values": (["q1", "q2", "id"], "2 columns could hold the answers to nps, by their whole numbers 0-10"),
    "repeated": (["nps", "nps#2", "id"], "2 columns could hold the answers to nps, by their names"),
}


@pytest.mark.parametrize("tier", SEVERAL)
@pytest.mark.parametrize("field", [None, "nps.score"])
def test_several_candidates_are_listed_each_with_the_option_to_paste(table, wanted, tier, field):
    """Ambiguity is an error that lists the candidates; each option, pasted, means its column."""
    columns, message = SEVERAL[tier]
    rows = [("10", "9", "8"), ("9", "9", "8"), ("9", "8", "10"), ("0", "10", "0")]
    source = table(columns, rows)
    found = find(source, wanted(), field=field)
    assert isinstance(found, Problem)
    assert found.message.startswith(message)
    assert found.code == ("repeated-column" if tier == "repeated" else "ambiguous-column")
    assert found.file == "answers.csv"
    pasted = [pasted_reference(line) for line in found.help.removeprefix("say which: ").split("; ")]
    meant = [resolve(text, source.columns).name for text in pasted]
    listed = [column.name for column in source.columns if column.name != "id"]
    assert meant == listed if tier != "values" else set(listed) <= set(meant)


def pasted_reference(line):
    flag, value = shlex.split(line.partition("  (")[0])
    return value if flag == "--column" else value.removeprefix("nps.score=")


def test_a_listed_column_shows_its_question(table, wanted):
    """Beside the option stands the question, where the option does not say it all."""
    source = table([("Q1", RECOMMEND), ("Q2", "Would you recommend us?"), "nps.a"], [("9", "9", "9")])
    problem = find(table([("Q1", RECOMMEND), ("Q2", RECOMMEND)], [("9", "9")]), wanted())
    assert problem.help == f"say which: --column Q1  ({RECOMMEND}); --column Q2  ({RECOMMEND})"
    assert taken(find(source, wanted())) == "Q1"


def test_a_long_list_of_candidates_is_cut(table, wanted):
    """At most eight candidates are listed; how many more there are is said."""
    source = table([f"nps {number}" for number in range(11)], [["9"] * 11])
    problem = find(source, wanted())
    assert problem.message.startswith("11 columns could hold")
    assert problem.help.count("--column") == 8
    assert problem.help.endswith("; and 3 more")


def test_no_candidate_is_an_error_that_lists_the_columns(table, wanted):
    """Where no column looks like the answers the error says how to name one, and which there are."""
    problem = find(table(["a", "b"], [("x", "y")]), wanted())
    assert (problem.code, problem.message) == ("no-column", "no column looks like the answers to nps")
    assert problem.help == "name it: --column NAME; columns: a, b"
    assert find(table(list("abcdefghij"), []), wanted()).help.endswith("g, h, …")


@pytest.mark.parametrize("name", ["Satisfaction Score", "How satisfied are you with us?"])
def test_the_right_column_in_unknown_words_ends_the_search(table, wanted, name):
    """Where the column is plainly there but its words are unknown, no other column is taken for its numbers."""
    rows = [("super", "5"), ("mies", "4"), ("super", "1"), ("geht so", "2"), ("5", "5")]
    problem = find(table([name, "stern"], rows), wanted("csat"))
    assert problem.code == "unread-answers"
    assert (
        problem.message == f"the answers to csat seem to be in '{name}', but 4 of its 5 filled rows hold no answer 1-5"
    )
    assert "labels: {word: number, …}" in problem.help
    assert not re.search("super|mies|geht", problem.message + problem.help)
