from datetime import UTC, datetime

import pytest

from cxcli.errors import DataError, UsageError
from cxcli.reconciliation import Differing, reconcile
from cxcli.scoring.row_marks import mark_words
from cxcli.scoring.together_metric import COUNTS, NEITHER
from cxcli.settings import Asked
from cxcli.sources.paths import InputFile

NOW = datetime(2025, 10, 1, tzinfo=UTC)
SCORES = "id,nps_score\n1,10\n2,8\n3,7\n4,6\n5,0\n6,\n7,11\n"
"""NPS: 1 promoter and 2 detractors of 5 answers; the European variant has 2 promoters and 1 detractor."""
TICKETS = """\
ticket_id,customer,created_at,solved_at,status,agent_replies
1,a,2025-01-01T08:00,2025-01-01T09:00,solved,1
2,a,2025-01-03T08:00,2025-01-03T09:00,solved,1
3,b,2025-01-05T08:00,2025-01-05T09:00,solved,3
4,c,2025-01-06T08:00,,open,1
"""
"""Ticket 1 has one answer, but the customer comes back within a week; ticket 3 took three answers."""


@pytest.fixture
def reconciled(tmp_path):
    def of(metric, *texts, **asked):
        inputs = []
        for number, text in enumerate(texts):
            path = tmp_path / f"{number}.csv"
            path.write_text(text)
            inputs.append(InputFile(path, path.name))
        return reconcile(Asked(metrics=[metric], **asked), None, NOW, inputs)

    return of


def test_every_definition_that_the_file_answers_stands_beside_the_default(reconciled):
    """The default comes first; each other one has its own value, and the rows that it takes in another way."""
    found = reconciled("nps", SCORES)
    assert (found.metric, found.others) == ("nps", {})
    assert [(each.score.metric, each.score.value) for each in found.answered] == [
        ("nps", -20.0),
        ("nps:european", 20.0),
    ]
    default, european = found.answered
    assert default.differing == []
    told = [(row.line, mark_words(row.default), mark_words(row.other)) for row in european.differing]
    assert told == [(3, "does not count", "counts"), (5, "counts against", "does not count")]


def test_the_definition_asked_for_is_the_default(reconciled):
    """Whoever names a variant has the others compared with that one."""
    found = reconciled("nps:european", SCORES)
    assert [each.score.metric for each in found.answered] == ["nps:european", "nps"]
    assert [row.line for row in found.answered[1].differing] == [3, 5]


def test_rows_of_several_files_are_told_by_their_places(reconciled):
    """A row is named by its file and the line in it."""
    _, european = reconciled("nps", SCORES, "id,nps_score\n8,8\n").answered
    assert european.differing[-1] == Differing("1.csv", 2, NEITHER, COUNTS)
    assert [(row.file, row.line) for row in european.differing] == [("0.csv", 3), ("0.csv", 5), ("1.csv", 2)]


def test_contacts_that_are_judged_together(reconciled):
    """By the answers of agents two tickets of three are first contacts; by customers who come back, other two.

    The open ticket has no fate but that of not being solved, whoever counts.
    """
    found = reconciled("fcr", TICKETS)
    scores = {each.score.metric: each for each in found.answered}
    assert scores["fcr"].score.value == pytest.approx(200 / 3)
    assert scores["fcr:zendesk"].score.value == pytest.approx(200 / 3)
    differing = [(row.line, mark_words(row.default), mark_words(row.other)) for row in scores["fcr:zendesk"].differing]
    assert differing == [(2, "does not count", "counts"), (4, "counts", "does not count")]
    assert "customer_replies" in found.others["fcr:freshservice"][0].message


def test_every_answer_counts_for_a_mean(reconciled):
    """Where no answer is good or bad, each counts; the share of satisfied ones leaves the others in the denominator."""
    found = reconciled("csat:mean", "csat\n5\n4\n3\n1\n", scale="1-5")
    share = next(each for each in found.answered if each.score.metric == "csat")
    assert [(row.line, row.default, row.other) for row in share.differing] == [
        (4, COUNTS, NEITHER),
        (5, COUNTS, NEITHER),
    ]


def test_one_metric_is_reconciled(reconciled):
    """Several metrics, or none, are refused, with an example."""
    for metric in ("nps,csat", " "):
        with pytest.raises(UsageError, match="definitions of one metric"):
            reconciled(metric, SCORES)


def test_a_file_that_answers_no_definition(reconciled):
    """What the default lacks is said in full, and that the others lack as much in one line."""
    with pytest.raises(DataError) as refused:
        reconciled("fcr", SCORES)
    codes = [problem.code for problem in refused.value.problems]
    assert codes == ["no-column"] * 4 + ["no-definition"]
    with pytest.raises(DataError) as refused:
        reconciled("hold_time", SCORES)
    assert {problem.code for problem in refused.value.problems} == {"no-column"}


def test_a_fault_that_is_not_the_definitions_is_told_as_ever(reconciled):
    """A file that cannot be read at all is no reason to leave a definition out."""
    with pytest.raises(DataError) as refused:
        reconciled("nps", "")
    assert {problem.code for problem in refused.value.problems}.isdisjoint({"no-column", "no-definition"})
