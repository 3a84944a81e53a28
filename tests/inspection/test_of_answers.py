from datetime import UTC, datetime

import pytest

from cxcli.errors import UsageError
from cxcli.inspection.findings import Inspection
from cxcli.inspection.of_answers import try_answers, unread_answers
from cxcli.pipeline import opened
from cxcli.settings import Asked, settle
from cxcli.sources.paths import InputFile

NOW = datetime(2025, 10, 1, tzinfo=UTC)


@pytest.fixture
def tried(tmp_path):
    def of(text, metric="nps", **asked):
        path = tmp_path / "a.csv"
        path.write_text(text)
        settings = settle(Asked(metrics=[metric], **asked), None, NOW)
        source = opened(InputFile(path, "a.csv"), settings)
        found = Inspection(source.facts, source.columns)
        try_answers(InputFile(path, "a.csv"), settings, ["--missing 9"], found)
        return found, unread_answers(source, settings.wants.answers)

    return of


def test_a_metric_that_can_be_scored(tried):
    """Its column, its evidence and the command to paste."""
    found, unread = tried("id,nps\n1,10\n2,red\n3,8\n")
    (each,) = found.scorable
    assert (each.score.n, each.column, each.evidence, each.answers) == (2, "nps", "its name", True)
    assert each.command == "cx score nps a.csv --missing 9 --column nps"
    assert unread == 1


def test_what_goes_wrong_is_filed_by_what_the_user_can_do(tried):
    """No column is nothing to say, a repeated one is a fault of the file, others are questions."""
    assert tried("city\na\n")[0] == Inspection(*_facts(tried("city\na\n")[0]))
    found, _ = tried("nps,nps\n10,9\n9,8\n0,1\n")
    assert ([each.code for each in found.problems], found.unclear) == (["repeated-column"], [])
    found, _ = tried("nps,nps rating\n10,9\n9,8\n0,1\n")
    assert ([each.code for each in found.unclear], found.problems) == (["ambiguous-column"], [])


def test_a_variant_for_the_words_of_a_tool_has_nothing_to_say_elsewhere(tried):
    """Where those words do not occur, that is no question to the user."""
    found, _ = tried("id,csat\n" + "1,5\n2,4\n3,1\n" * 5, metric="csat:zendesk")
    assert (found.scorable, found.unclear, found.problems) == ([], [], [])


def test_a_column_that_was_named_and_is_not_there_is_wrong_usage(tried):
    """It is wrong for every metric."""
    with pytest.raises(UsageError):
        tried("nps\n1\n", maps=["score=nope"])


def test_several_columns_named_for_answers_are_not_counted(tried):
    """It cannot be told which of them holds the answers."""
    assert tried("score,nps\nred,blue\n")[1] == 0


def _facts(found):
    return found.facts, found.columns
