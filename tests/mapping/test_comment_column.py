import pytest

from cxcli.errors import DataError, UsageError
from cxcli.mapping.comment_column import comment_column
from cxcli.sources.chunk import Column


def columns(*names):
    return [Column(place, name) for place, name in enumerate(names)]


@pytest.mark.parametrize(
    "name",
    [
        "comment",
        "Comments",
        "NPS_comment",
        "Feedback",
        "answers.comment",
        "Kommentar",
        "Why?",
        "What is the main reason?",
    ],
)
def test_a_column_is_known_by_its_name_or_question(name):
    """A column called like comments is taken, or one whose question asks for reasons."""
    assert comment_column(columns("nps", name, "plan"), None, "a.csv").name == name


def test_a_name_goes_before_a_question():
    """Where a column is called so, one that asks why is not looked at; one that is named goes before both."""
    given = columns("Why do you say so?", "comment")
    assert comment_column(given, None, "a.csv").name == "comment"
    assert comment_column(given, "A", "a.csv").position == 0


def test_none_and_several_are_refused_with_what_to_add():
    """Without a column of comments, or with several, the run stops and says which option helps."""
    with pytest.raises(DataError) as none:
        comment_column(columns("nps", "plan"), None, "a.csv")
    assert none.value.problems[0].code == "no-comments"
    with pytest.raises(DataError) as several:
        comment_column(columns("comment", "feedback"), None, "a.csv")
    assert several.value.problems[0].code == "several-comments"
    assert several.value.problems[0].help == "name one: --comment comment or --comment feedback"
    with pytest.raises(UsageError):
        comment_column(columns("comment"), "nowhere", "a.csv")
