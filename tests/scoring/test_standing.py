import pytest

from cxcli.rows import Disposition, RowAccount
from cxcli.scoring.ballot import Ballot
from cxcli.scoring.boxes import settle
from cxcli.scoring.calendar import Grain
from cxcli.scoring.catalogue import shipped
from cxcli.scoring.cells import OVERALL
from cxcli.scoring.counts import CountsByValue
from cxcli.scoring.partial import Tally
from cxcli.scoring.periods import Periods
from cxcli.scoring.scores import scores
from cxcli.scoring.standing import settled
from tests.laws.mapped_rows import answers, partial, plan_for

NPS = settle(shipped()["nps"])


def test_what_a_ledger_has_not_seen_is_a_fault():
    """Votes and accounts are counted apart; where they differ, nothing is printed."""
    tally = Tally(CountsByValue.of({9: 1}), RowAccount(1))
    with pytest.raises(ValueError, match="have not seen the rows"):
        settled(Ballot(person=True, response=False), {OVERALL: tally}, {})


def test_a_response_in_two_exports_is_a_duplicate_and_a_second_answer_is_superseded():
    """Both reasons are told apart: r1 came twice, and ann answered again in r2."""
    plan = plan_for(NPS, ballot=Ballot(person=True, response=True))
    rows = [
        *answers(9, response="r1", respondent="ann", at="2025-01-01"),
        *answers(9, response="r1", respondent="ann", at="2025-01-01"),
        *answers(3, response="r2", respondent="ann", at="2025-02-01"),
    ]
    [score] = scores(plan, partial(plan, rows, more=("voter", "response")))
    assert (score.value, score.n) == (-100, 1)
    assert score.account.skipped == {Disposition.DUPLICATE: 1, Disposition.SUPERSEDED: 1}


def test_a_vote_belongs_to_one_group():
    """Who changed the plan votes in the group of the vote that stands, so that groups add up to all."""
    plan = plan_for(NPS, by=(("plan",),), ballot=Ballot(person=True, response=False))
    rows = [
        *answers(9, respondent="ann", at="2025-01-01", plan="free"),
        *answers(3, respondent="ann", at="2025-02-01", plan="pro"),
    ]
    found = {tuple(score.group.values()): score.n for score in scores(plan, partial(plan, rows, more=("voter",)))}
    assert found == {(): 1, ("free",): 0, ("pro",): 1}


def test_a_response_is_counted_once_in_a_period_too():
    """r1 came twice in January: one answer of all time and one of the month."""
    plan = plan_for(NPS, periods=Periods(Grain.MONTH), ballot=Ballot(person=False, response=True))
    rows = answers(9, 9, response="r1", at="2025-01-01")
    found = scores(plan, partial(plan, rows, more=("response",)))
    assert [(score.period and score.period.label, score.n) for score in found] == [(None, 1), ("2025-01", 1)]


def test_rows_without_a_name_are_votes_of_their_own():
    """A blank respondent is nobody else."""
    plan = plan_for(NPS, ballot=Ballot(person=True, response=False))
    [score] = scores(plan, partial(plan, answers(9, 9, 3, at="2025-01-01"), more=("voter",)))
    assert (score.n, score.account.skipped) == (3, {})


def test_rows_without_a_name_on_one_line_are_votes_of_their_own():
    """Records of a JSON document that share a line are not one person for that."""
    plan = plan_for(NPS, ballot=Ballot(person=True, response=True))
    rows = answers(9, 9, 3, at="2025-01-01")
    [score] = scores(plan, partial(plan, rows, lines=[1, 1, 1], more=("voter", "response")))
    assert (score.n, score.account.skipped) == (3, {})
