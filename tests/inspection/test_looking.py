import hashlib
from datetime import UTC, datetime

import pytest

from cxcli.errors import DataError, UsageError
from cxcli.inspection import inspect, settings_to_try
from cxcli.pipeline import opened
from cxcli.settings import Asked, settle
from cxcli.sources.paths import InputFile

NOW = datetime(2025, 10, 1, tzinfo=UTC)


@pytest.fixture
def inspected(tmp_path):
    def of(text, *, name="a.csv", options=(), **asked):
        path = tmp_path / name
        path.write_text(text)
        return inspect(InputFile(path, name), [settle(Asked(metrics=["nps,csat,ces"], **asked), None, NOW)], options)

    return of


def test_what_can_be_scored(inspected):
    """Each metric with one fitting column can be scored: with the column, the evidence and the number of answers."""
    found = inspected("nps,csat\n10,5\n0,1\n,5\n")
    assert [(each.score.metric, each.column, each.score.n) for each in found.scorable] == [
        ("nps", "nps", 2),
        ("csat", "csat", 3),
    ]
    assert all(each.evidence for each in found.scorable)
    assert [column.name for column in found.columns] == ["nps", "csat"]
    assert (found.unclear, found.problems, found.notices) == ([], [], [])


def test_the_account_and_the_digest_are_those_of_the_file(inspected):
    """All records are read, broken ones counted by rule, and the digest is that of the bytes."""
    text = "nps,csat\n10,5\n0\n9,4\n"
    facts = inspected(text).facts
    assert (facts.account.read, facts.account.accepted) == (3, 2)
    assert facts.sha256 == hashlib.sha256(text.encode()).hexdigest()


def test_unreadable_answers_are_rejected_once(inspected):
    """Unreadable answers count among the rejected, the most that any metric has."""
    found = inspected("nps,csat\n10,5\nred,4\n9,green\n8,blue\n8,4\n8,5\n7,4\n")
    assert found.facts.account.rejected == {"unreadable": 2}


def test_a_column_named_for_answers_that_holds_none(inspected):
    """Where nothing can be scored, the words in a column that is named for answers are counted."""
    found = inspected("id,score\n1,red\n2,blue\n3,\n")
    assert found.scorable == []
    assert found.facts.account.rejected == {"unreadable": 2}
    assert inspected("id,score,rating,nps\n1,red,a,b\n").facts.account.rejected == {}


def test_commands_quote_what_a_shell_would_read(inspected):
    """The command to paste quotes file and column, and repeats the options."""
    found = inspected(
        "How likely are you to recommend us?,x\n10,a\n9,b\n0,c\n", name="it's $HOME.csv", options=["--missing 99"]
    )
    (each,) = found.scorable
    assert each.command.startswith("cx score nps 'it'\"'\"'s $HOME.csv' --missing 99 --column ")


def test_what_only_the_user_can_say(inspected):
    """Columns that fit alike are unclear; a metric without any is passed over."""
    found = inspected("nps,nps rating\n10,9\n9,8\n0,1\n")
    assert [problem.code for problem in found.unclear] == ["ambiguous-column"]
    assert inspected("city\na\nb\n").unclear == []


def test_a_repeated_column_is_a_problem_of_the_file(inspected):
    """Two columns of one name are a fault of the file."""
    assert [problem.code for problem in inspected("nps,nps\n10,9\n9,8\n0,1\n").problems] == ["repeated-column"]


def test_a_named_column_is_taken(inspected):
    """The column that the user has named is tried for each metric; where it does not fit, the reason is told."""
    found = inspected("a,b\n" + "1,x\n5,y\n4,z\n2,x\n3,y\n5,z\n" * 6, maps=["score=a"])
    assert [each.score.metric for each in found.scorable] == ["csat"]
    assert any(problem.message.startswith("nps: ") for problem in found.unclear)
    with pytest.raises(UsageError):
        inspected("a\n1\n", maps=["score=nope"])


def test_a_file_that_is_refused_is_no_inspection(inspected):
    """A file that cannot be read is refused as in a run."""
    with pytest.raises(DataError):
        inspected("")


def test_the_column_shown_is_the_column_scored(inspected):
    """Where late rows decide between two columns, the command to paste names the one that was scored."""
    rows = [f"{number % 11},{number % 9}" for number in range(10_000)]
    rows += [f"55,{number % 11}" for number in range(2_000)]
    found = inspected("aaa,bbb\n" + "\n".join(rows) + "\n")
    (only,) = [each for each in found.scorable if each.score.metric == "nps"]
    assert only.column == "bbb"
    assert only.command.endswith("--column bbb")


TICKETS = """\
id,created_at,solved_at,status,Requester
1,2025-01-01T08:00,2025-01-01T10:00,solved,ann
2,2025-01-01T09:00,2025-01-01T13:00,solved,ben
3,2025-01-02T09:00,,open,ann
"""


def test_metrics_of_tickets_stand_beside_those_of_answers(tmp_path):
    """Each kind is tried under its own settings; the account of a file is that of its answers alone."""
    path = tmp_path / "t.csv"
    path.write_text(TICKETS.replace("08:00", "soon"))
    found = inspect(InputFile(path, "t.csv"), settings_to_try(Asked(), None, NOW), ["--encoding utf-8"])
    tried = {each.score.metric: each for each in found.scorable}
    assert {"fcr", "resolution_time"} <= set(tried)
    assert not any(each.answers for each in found.scorable)
    assert sorted(tried["resolution_time"].column.split(", ")) == ["created_at", "id", "solved_at", "status"]
    assert tried["resolution_time"].evidence == "its name; no date leaves open what it means"
    assert tried["resolution_time"].command == "cx score resolution_time t.csv --encoding utf-8"
    assert (found.unclear, found.problems, found.facts.account.rejected) == ([], [], {})


def test_a_source_that_is_no_file_has_no_digest(tmp_path):
    """What is read already, such as a data frame, is looked at as a file is."""
    path = tmp_path / "t.csv"
    path.write_text(TICKETS)
    settings = settings_to_try(Asked(), None, NOW)
    source = opened(InputFile(path, "t.csv"), settings[0])
    found = inspect(source, settings)
    assert not found.facts.sha256
    assert "resolution_time" in [each.score.metric for each in found.scorable]
