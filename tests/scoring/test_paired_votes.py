from collections import Counter

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from cxcli.scoring.ballot import Ballot
from cxcli.scoring.boxes import settle
from cxcli.scoring.catalogue import shipped
from cxcli.scoring.cells import OVERALL
from cxcli.scoring.paired_votes import paired_votes
from cxcli.scoring.standing import standing_votes
from cxcli.scoring.votes import Content, Ledger, Nobody, Votes
from tests.laws.mapped_rows import answers, partial, plan_for

NPS = settle(shipped()["nps"])
PEOPLE = st.lists(st.tuples(st.sampled_from(["", "ann", "bob", "cy", "dee"]), st.integers(0, 10), st.integers(1, 5)))


def votes(given_votes):
    """Votes that stand, from pairs of key and answer."""
    said = sorted({answer for _, answer in given_votes})
    n = len(given_votes)
    return Votes(
        keys=np.array([key for key, _ in given_votes], object),
        people=None,
        at=np.zeros(n, np.int64),
        files=np.zeros(n, np.int64),
        names=("a.csv",),
        numbers=np.arange(n),
        contents=np.array([said.index(answer) for _, answer in given_votes], np.int64),
        said=[Content(answer, 1, (), (OVERALL,)) for answer in said],
    )


def ledger(rows):
    """The ledger of rows of a person, an answer and a time; a row of nobody has a key of its own."""
    keyed = [(person or Nobody(), answer) for person, answer, _ in rows]
    made = votes(keyed)
    at = np.array([time for _, _, time in rows], np.int64)
    return Ledger.of(Votes(**{name: getattr(made, name) for name in made.__slots__} | {"at": at}), "latest")


def latest(rows):
    """The answer of each person with the latest time, of several the one in the last line."""
    return {person: answer for person, answer, _ in sorted(rows, key=lambda row: row[2]) if person}


def test_respondents_of_both_sides_are_put_together():
    """Those on both sides are counted by what they said before and after, the others by their side."""
    found = paired_votes(
        votes([("ann", 9), ("bob", 3), (Nobody(), 5)]), votes([("ann", 6), ("cy", 8), ("dee", 8), (Nobody(), 5)])
    )
    assert found.pairs == {(9, 6): 1}
    assert (found.both, found.only_before, found.only_after, found.without_key) == (1, 1, 2, (1, 1))


def test_a_side_without_votes():
    """A side on which nobody voted has nobody in common with the other."""
    found = paired_votes(None, votes([("ann", 9)]))
    assert (found.pairs, found.only_before, found.only_after, found.without_key) == ({}, 0, 1, (0, 0))


def test_several_votes_of_a_key_are_refused():
    """On each side one vote of a respondent stands; more of them are a fault of the caller."""
    with pytest.raises(ValueError, match="one vote of a respondent"):
        paired_votes(votes([("ann", 9), ("ann", 3)]), votes([]))


@given(before=PEOPLE, after=PEOPLE)
def test_pairs_are_what_a_dictionary_of_latest_answers_says(before, after):
    """Of any rows, the pairs are those of everybody's latest answers, and the margins are the two waves."""
    found = paired_votes(ledger(before).standing(), ledger(after).standing())
    first, second = latest(before), latest(after)
    both = first.keys() & second.keys()
    assert found.pairs == Counter((first[person], second[person]) for person in both)
    assert (found.only_before, found.only_after) == (len(first.keys() - both), len(second.keys() - both))
    assert found.without_key == tuple(sum(not person for person, _, _ in rows) for rows in (before, after))
    for side, wave in ((0, first), (1, second)):
        margin = Counter()
        for pair, n in found.pairs.items():
            margin[pair[side]] += n
        assert margin == Counter(wave[person] for person in both)


def test_votes_of_an_era_that_count():
    """Of two responses of a person in an era the later one counts; an era without votes has none."""
    ballot = Ballot(person=True, response=True, within=("plan",))
    plan = plan_for(NPS, by=(("plan",),), ballot=ballot)
    rows = [
        *answers(9, response="r1", respondent="ann", plan="pro", at="2025-01-01"),
        *answers(3, response="r2", respondent="ann", plan="pro", at="2025-02-01"),
        *answers(7, response="r3", respondent="ann", plan="free", at="2025-03-01"),
    ]
    found = partial(plan, rows, more=("voter", "response"))
    mine = {era: each for (_, era), each in found.ledgers.items()}
    kept = standing_votes(ballot, (None, (("plan", "pro"),)), mine)
    assert kept is not None
    assert [kept.said[code].value for code in kept.contents.tolist()] == [3]
    assert kept.keys.tolist() == ["ann"]
    assert standing_votes(ballot, (None, (("plan", "team"),)), mine) is None
