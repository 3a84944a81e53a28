import numpy as np

from cxcli.scoring.answer_counts import Answers
from cxcli.scoring.ballot import Ballot, ledgers
from cxcli.scoring.cells import OVERALL, Layer, place
from tests.laws.mapped_rows import answers, records

PERSON = Ballot(person=True, response=False)


def made(rows, scored, ballot=PERSON, more=("voter",), by=()):
    mapped = records(rows, by=by, more=more)
    placements = [place(mapped, Layer(0, (), None)), *(place(mapped, Layer(1, (name,), None)) for name in by)]
    values = sorted({int(row["score"]) for row in rows})
    found = Answers(np.array([values.index(int(row["score"])) for row in rows]), values)
    return ledgers(ballot, mapped, found, np.array(scored, np.int64), placements)


def test_only_scored_rows_vote():
    """A row that is not scored is no vote."""
    rows = answers(9, 3, respondent="ann", at="2025-01-01")
    [ledger] = made(rows, [1]).values()
    votes = ledger.standing()
    assert (ledger.rows, [votes.said[code].value for code in votes.contents]) == (1, [3])


def test_no_scored_rows_no_ledger():
    """Where nobody voted there is nothing to keep."""
    assert made(answers(9, respondent="ann"), []) == {}


def test_a_vote_knows_all_its_cells():
    """What a vote says goes with its cell in each layer."""
    rows = answers(9, respondent="ann", at="2025-01-01", plan="pro")
    [ledger] = made(rows, [0], by=("plan",)).values()
    [content] = ledger.standing().said
    assert [cell.group for cell in content.cells] == [(), (("plan", "pro"),)]
    assert content.cells[0] == OVERALL


def test_votes_are_apart_within_the_keys_of_a_column():
    """In two waves everybody has a vote in each."""
    rows = [*answers(9, respondent="ann", wave="1"), *answers(3, respondent="ann", wave="2")]
    found = made(rows, [0, 1], Ballot(person=True, response=False, within=("wave",)), by=("wave",))
    assert set(found) == {(None, (("wave", "1"),)), (None, (("wave", "2"),))}


def test_of_a_response_the_latest_is_kept():
    """Of a response that came twice the latest stands, whatever vote of a person is kept."""
    assert Ballot(person=True, response=True, keep="first").first_keep == "latest"
    assert Ballot(person=True, response=False, keep="first").first_keep == "first"
