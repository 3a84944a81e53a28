import numpy as np
import pytest

from cxcli.scoring import votes
from cxcli.scoring.cells import OVERALL
from cxcli.scoring.votes import Content, Ledger, Votes, joined


def vote(key, at, line=1, file="a.csv", value=9, person=None):
    return Votes(
        keys=np.array([key], object),
        people=None if person is None else np.array([person], object),
        at=np.array([at]),
        files=np.array([0]),
        names=(file,),
        numbers=np.array([line]),
        contents=np.array([0]),
        said=(Content(value, 1, (), (OVERALL,)),),
    )


def standing(found):
    values = [found.said[code].value for code in found.contents.tolist()]
    return dict(zip(found.keys.tolist(), values, strict=True))


@pytest.mark.parametrize(("keep", "value"), [("latest", 2), ("first", 9)])
def test_of_several_votes_the_latest_or_first_stands(keep, value):
    """Which vote stands goes by time."""
    both = joined([vote("ann", 5, value=9), vote("ann", 7, value=2)])
    assert standing(both.standing(keep)) == {"ann": value}


@pytest.mark.parametrize("turned", [False, True])
def test_at_the_same_time_file_and_line_decide(turned):
    """The order in which files are read does not matter: names and lines are compared."""
    parts = [vote("ann", 5, line=9, file="a.csv", value=1), vote("ann", 5, line=2, file="b.csv", value=2)]
    both = joined(parts[::-1] if turned else parts)
    assert standing(both.standing("latest")) == {"ann": 2}
    assert standing(both.standing("first")) == {"ann": 1}


def test_ledgers_add_and_count_their_rows(monkeypatch):
    """A ledger knows how many votes it has seen; parts are merged when many wait, which changes nothing."""
    parts = [vote(f"r{number % 3}", number, value=number) for number in range(9)]
    whole = Ledger.of(joined(parts), "latest")
    few = sum((Ledger.of(part, "latest") for part in parts[1:]), start=Ledger.of(parts[0], "latest"))
    monkeypatch.setattr(votes, "_PENDING_ROWS", 1)
    merged = sum((Ledger.of(part, "latest") for part in parts[1:]), start=Ledger.of(parts[0], "latest"))
    assert whole.rows == few.rows == merged.rows == 9
    assert len(merged.parts) < len(few.parts)
    expected = {"r0": 6, "r1": 7, "r2": 8}
    assert standing(whole.standing()) == standing(few.standing()) == standing(merged.standing()) == expected


def test_ledgers_of_different_rules_do_not_add():
    """The latest and the first votes cannot be mixed."""
    with pytest.raises(ValueError, match="different votes"):
        Ledger.of(vote("a", 1), "latest") + Ledger.of(vote("a", 1), "first")


def test_people_are_second_keys():
    """Where responses are counted once, people come second: r1 and r2 are both of ann."""
    both = joined([vote("r1", 1, person="ann"), vote("r2", 2, person="ann", value=3)])
    assert len(both.standing("latest")) == 2
    assert standing(both.by_person().standing("latest")) == {"ann": 3}
    assert standing(vote("ann", 1).by_person()) == {"ann": 9}
