from fractions import Fraction

import pytest
from hypothesis import given
from hypothesis import strategies as st

from cxcli.analysis.answer_points import answer_points, mean_points
from cxcli.analysis.mix import mix
from cxcli.scoring.boxes import settle
from cxcli.scoring.catalogue import shipped
from cxcli.scoring.counts import CountsByValue

POINTS = answer_points(settle(shipped()["nps"]))
SATISFIED = answer_points(settle(shipped()["csat"]))
answers = st.integers(0, 10)
weights = st.fractions(min_value=Fraction(1, 10), max_value=10, max_denominator=10)
plain = st.dictionaries(answers, st.integers(0, 50), max_size=5).map(CountsByValue.of)
weighted = st.dictionaries(st.tuples(answers, weights), st.integers(1, 9), max_size=5).map(CountsByValue.weighted)


def sides(counts):
    side = st.dictionaries(st.sampled_from("abcd"), counts, min_size=1).filter(
        lambda segments: any(each.n for each in segments.values())
    )
    return st.tuples(side, side)


def pooled(side):
    return sum(side.values(), start=CountsByValue.empty())


@given(sides(plain) | sides(weighted))
def test_the_parts_add_up_exactly(both):
    """Within and mix of all segments add up to the difference of the two scores, to the last digit, for any data."""
    before, after = both
    found = mix(before, after, POINTS)
    assert (found.before, found.after) == tuple(mean_points(pooled(side), POINTS) for side in both)
    assert sum(part.within + part.mix for part in found.parts.values()) == found.after - found.before
    assert found.within + found.mix == found.after - found.before


@given(sides(plain))
def test_looking_back_turns_every_sign(both):
    """From after to before, each part is the same with the other sign."""
    before, after = both
    there, back = mix(before, after, POINTS), mix(after, before, POINTS)
    for segment, part in there.parts.items():
        assert (back.parts[segment].within, back.parts[segment].mix) == (-part.within, -part.mix)


@given(sides(plain))
def test_what_stays_the_same_adds_nothing(both):
    """A segment with the same score adds nothing within; one with the same share adds nothing by mix."""
    found = mix(*both, POINTS)
    for part in found.parts.values():
        assert part.value_before != part.value_after or part.within == 0
        assert part.share_before != part.share_after or part.mix == 0
        assert part.value_before is not None or part.value_after is not None


def test_a_shift_of_the_mix_by_hand():
    """Satisfied 90 % of pro and 50 % of free both times; pro goes from 50 to 70 of 100: all 8 points are mix."""
    before = {"pro": CountsByValue.of({5: 45, 1: 5}), "free": CountsByValue.of({5: 25, 1: 25})}
    after = {"pro": CountsByValue.of({5: 63, 1: 7}), "free": CountsByValue.of({5: 15, 1: 15})}
    found = mix(before, after, SATISFIED)
    assert (found.before, found.after, found.within, found.mix) == (70, 78, 0, 8)
    # The average of 70 and 78 is 74: pro is 16 above it and grew by 0.2, free is 24 below it and shrank by as much.
    assert found.parts["pro"].mix == Fraction(32, 10)
    assert found.parts["free"].mix == Fraction(48, 10)
    assert (found.parts["pro"].share_before, found.parts["pro"].share_after) == (Fraction(1, 2), Fraction(7, 10))


def test_a_shift_within_by_hand():
    """With shares of 60 % and 40 %, 10 points more in the first and 5 less in the second are 6 and -2 within."""
    before = {"a": CountsByValue.of({5: 30, 1: 30}), "b": CountsByValue.of({5: 20, 1: 20})}
    after = {"a": CountsByValue.of({5: 36, 1: 24}), "b": CountsByValue.of({5: 18, 1: 22})}
    found = mix(before, after, SATISFIED)
    assert {segment: (part.within, part.mix) for segment, part in found.parts.items()} == {"a": (6, 0), "b": (-2, 0)}


def test_a_segment_on_one_side_only():
    """A new segment has no score before, so it has no change within; its score stands in the mix."""
    found = mix({"old": CountsByValue.of({5: 1, 1: 1})}, {"new": CountsByValue.of({5: 4})}, SATISFIED)
    assert list(found.parts) == ["old", "new"]
    new, old = found.parts["new"], found.parts["old"]
    assert (new.value_before, new.value_after, new.within, new.mix) == (None, 100, 0, 25)
    assert (old.value_before, old.value_after, old.within, old.mix) == (50, None, 0, 25)


@pytest.mark.parametrize("empty", [{}, {"a": CountsByValue.empty()}])
def test_a_side_without_answers(empty):
    """Without answers on a side there is no value to compare."""
    some = {"a": CountsByValue.of({5: 1})}
    for before, after in ((empty, some), (some, empty)):
        with pytest.raises(ValueError, match="a side without answers"):
            mix(before, after, SATISFIED)
