from dataclasses import FrozenInstanceError
from fractions import Fraction

import pytest
from hypothesis import given
from hypothesis import strategies as st

from cxcli.rows import Disposition
from cxcli.scoring.counts import CountsByValue
from cxcli.scoring.latest_vote import LatestVote, Vote

ANN = [("ann", Vote(1, "a.csv", 2, 3)), ("ann", Vote(5, "a.csv", 3, 9))]
BOB = [("bob", Vote(2, "a.csv", 4, 10))]


def test_the_latest_vote_stands():
    """Of two votes of one person the later one counts, the other row is superseded."""
    counts, superseded = LatestVote.of(ANN + BOB).settled()
    assert counts == CountsByValue.of({9: 1, 10: 1})
    assert superseded == {Disposition.SUPERSEDED: 1}


def test_the_first_vote_stands_if_asked():
    """The first vote can be kept instead."""
    counts, superseded = LatestVote.of(ANN + BOB, keep="first").settled()
    assert counts == CountsByValue.of({3: 1, 10: 1})
    assert superseded == {Disposition.SUPERSEDED: 1}


def test_nothing_superseded_nothing_said():
    """Where everybody votes once, no row is superseded."""
    assert LatestVote.of(BOB).settled() == (CountsByValue.of({10: 1}), {})


@pytest.mark.parametrize(("keep", "value"), [("latest", 8), ("first", 1)])
def test_ties_are_decided_by_file_and_line(keep, value):
    """Votes at the same moment are ordered by file, then line, in whatever order they are read."""
    votes = [("x", Vote(1, "b.csv", 2, 8)), ("x", Vote(1, "a.csv", 9, 5)), ("x", Vote(1, "a.csv", 3, 1))]
    for order in (votes, votes[::-1], votes[1:] + votes[:1]):
        assert LatestVote.of(order, keep=keep).settled()[0] == CountsByValue.of({value: 1})


def test_ledgers_merge_across_parts():
    """A vote in one part is superseded by a later one of the same person in another, whichever part is larger."""
    other = LatestVote.of(
        [("ann", Vote(3, "b.csv", 2, 4)), ("cy", Vote(1, "b.csv", 3, 7)), ("di", Vote(1, "b.csv", 4, 7))]
    )
    for merged in (LatestVote.of(ANN) + other, other + LatestVote.of(ANN)):
        assert merged.n == 5
        assert merged.settled() == (CountsByValue.of({9: 1, 7: 2}), {Disposition.SUPERSEDED: 2})


def test_parts_are_not_changed_by_merging():
    """Merging leaves its parts as they were."""
    left, right = LatestVote.of(ANN[:1]), LatestVote.of(ANN[1:])
    assert (left + right).votes["ann"].value == 9
    assert (left.votes["ann"].value, right.votes["ann"].value) == (3, 9)


def test_weights_of_the_standing_votes():
    """In a weighted ledger the standing votes keep their weights; in another one weights are not looked at."""
    votes = [
        ("ann", Vote.of(1, "a", 2, 9, 0.5)),
        ("ann", Vote.of(2, "a", 3, 4, 2)),
        ("bob", Vote.of(1, "a", 4, 4, 0.25)),
    ]
    assert LatestVote.of(votes, weighted=True).settled()[0] == CountsByValue.weighted({(4, 2): 1, (4, 0.25): 1})
    assert LatestVote.of(votes).settled()[0] == CountsByValue.of({4: 2})


def test_a_vote_is_exact():
    """Value and weight of a vote are made exact; without a weight it is 1."""
    vote = Vote.of(1, "a", 2, 7.5)
    assert (vote.value, vote.weight) == (Fraction(15, 2), 1)


def test_votes_are_never_changed():
    """A vote cannot be changed in place."""
    with pytest.raises(FrozenInstanceError):
        BOB[0][1].value = 0


def test_a_ledger_is_unweighted_unless_asked():
    """Made from its parts, a ledger keeps the latest vote and looks at no weights."""
    ledger = LatestVote({"ann": Vote(1, "a", 2, 9, 3)}, 1)
    assert (ledger.keep, ledger.weighted) == ("latest", False)
    empty = LatestVote.of([], keep="first", weighted=True)
    assert (empty.keep, empty.weighted) == ("latest", False)


@given(st.lists(st.tuples(st.sampled_from("abc"), st.integers(0, 3), st.integers(0, 10)), max_size=12))
def test_what_stands_is_the_last_of_the_sorted(rows):
    """For each person the vote that stands is the last one when all rows are sorted by time and line."""
    votes = [(who, Vote(at, "f", line, value)) for line, (who, at, value) in enumerate(rows)]
    ledger = LatestVote.of(votes)
    expected = dict(sorted(votes, key=lambda row: (row[1].at, row[1].line)))
    assert dict(ledger.votes) == expected
    assert ledger.n == len(rows)


def test_different_ledgers_do_not_add():
    """Ledgers that keep different votes do not add, nor do weighted and unweighted ones; an empty one goes with all."""
    latest = LatestVote.of(BOB)
    for other in (LatestVote.of(ANN, keep="first"), LatestVote.of(ANN, weighted=True)):
        with pytest.raises(ValueError, match="do not add"):
            latest + other
        assert LatestVote.empty() + other == other + LatestVote.empty() == other


@pytest.mark.parametrize(
    "arguments",
    [{"rows": 1}, {"votes": dict(BOB), "rows": 0}, {"keep": "last"}],
)
def test_impossible_ledgers_are_refused(arguments):
    """A ledger without an entity for a row, without a row for an entity, or with an unknown rule is refused."""
    with pytest.raises(ValueError, match=r"every entity|the vote to keep"):
        LatestVote(**arguments)


def test_json_is_plain():
    """As JSON a ledger is sorted by entity and says which vote it keeps."""
    assert LatestVote.of(BOB + ANN).to_json() == {
        "keep": "latest",
        "weighted": False,
        "rows": 3,
        "votes": {"ann": [5, "a.csv", 3, "9", "1"], "bob": [2, "a.csv", 4, "10", "1"]},
    }
    assert list(LatestVote.of(BOB + ANN).to_json()["votes"]) == ["ann", "bob"]


GOOD = {"keep": "latest", "weighted": False, "rows": 1, "votes": {"a": [1, "f", 2, "3", "1"]}}


@pytest.mark.parametrize("keep", ["latest", "first"])
def test_json_keeps_the_rule(keep):
    """The rule is read back as it was written."""
    assert LatestVote.from_json(GOOD | {"keep": keep}).keep == keep


@pytest.mark.parametrize(
    "change",
    [
        {"keep": "last"},
        {"weighted": 0},
        {"rows": "1"},
        {"rows": 0},
        {"votes": []},
        {"votes": {"a": [1, "f", 2, "3"]}},
        {"votes": {"a": [1, "f", 2, 3, "1"]}},
        {"votes": {"a": [1, "f", 2, "x", "1"]}},
        {"more": 1},
    ],
)
def test_other_json_is_refused(change):
    """JSON data that no ledger wrote is refused."""
    assert LatestVote.from_json(GOOD).n == 1
    with pytest.raises(ValueError, match=r".{10}"):
        LatestVote.from_json(GOOD | change)
