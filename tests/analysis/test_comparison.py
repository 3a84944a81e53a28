import random
from collections import Counter
from fractions import Fraction
from math import inf

import pytest
from hypothesis import given
from hypothesis import strategies as st

from cxcli.analysis.comparison import SMALL, Side, compare, main_part, same_respondents, why
from cxcli.analysis.difference_of_scores import difference
from cxcli.analysis.mix import Mix, SegmentPart
from cxcli.analysis.score_of_counts import Counted, score_of_counts
from cxcli.rows import RowAccount
from cxcli.scoring.boxes import settle
from cxcli.scoring.catalogue import shipped
from cxcli.scoring.counts import CountsByValue
from cxcli.scoring.paired_votes import PairedVotes

NPS, CSAT, MEAN, INDEX = (settle(shipped()[name]) for name in ("nps", "csat", "csat:mean", "csat:index"))
NOBODY = RowAccount()


def side(metric, segments, label="side"):
    """A side of the answers of each segment: a list of answers by key."""
    counts = {(key,): CountsByValue.of(Counter(answers)) for key, answers in segments.items()}
    everything = sum(counts.values(), start=CountsByValue())
    score = score_of_counts(
        metric, Counted({}, everything, by_answer=True), confidence=0.95, interval=None, population=None
    )
    return Side(label=label, score=score, segments=counts)


def segments(low, high):
    answers = st.lists(st.integers(low, high), max_size=8)
    return st.dictionaries(st.sampled_from("abc"), answers, min_size=1).filter(lambda found: any(found.values()))


@pytest.mark.parametrize("metric", [NPS, CSAT, MEAN, INDEX], ids=lambda metric: metric.id)
@given(data=st.data(), min_n=st.integers(0, 5))
def test_within_and_mix_are_the_difference(metric, data, min_n):
    """For any answers, and whatever segments are put together, the parts add up to the difference that is printed."""
    drawn = segments(metric.scale.low, metric.scale.high)
    before, after = side(metric, data.draw(drawn)), side(metric, data.draw(drawn))
    found = compare(before, after, metric, elsewhere=NOBODY, power=0.8, columns=("plan",), min_n=min_n)
    mixed = found.why.mix
    assert mixed.within + mixed.mix == mixed.after - mixed.before
    assert float(mixed.within + mixed.mix) == pytest.approx(found.difference.value, abs=1e-9)
    shares = [sum(getattr(part, name) for part in mixed.parts.values()) for name in ("share_before", "share_after")]
    assert shares == [1, 1]


def test_small_segments_are_one():
    """Segments with too few answers on either side are put together, and stay unseen if they still are too few."""
    before = side(NPS, {"a": [10] * 5, "b": [0] * 2, "c": [9] * 3})
    after = side(NPS, {"a": [10] * 5, "b": [0] * 4, "c": [9]})
    found = why(before, after, NPS, ("plan",), min_n=3)
    assert list(found.mix.parts) == [("a",), SMALL]
    assert found.hidden == frozenset()
    assert found.mix.parts[SMALL].value_before == Fraction(100 * (3 - 2), 5)
    alone = why(before, side(NPS, {"a": [10] * 5, "b": [0] * 4, "c": [9] * 3}), NPS, ("plan",), min_n=3)
    assert (list(alone.mix.parts), alone.hidden) == ([("a",), ("c",), SMALL], frozenset([SMALL]))
    assert why(before, after, NPS, ("plan",)).hidden == frozenset()


def test_without_a_value_there_is_nothing_to_explain():
    """A side without answers has no value, so the difference has none, and a reason."""
    full = side(NPS, {"a": [10, 3]})
    empty = Side(label="none", score=_without_value(full.score), segments={})
    found = compare(empty, full, NPS, elsewhere=NOBODY, power=0.8, columns=("plan",))
    assert (found.difference.value, found.why) == (None, None)
    assert found.difference.reason == "before: no row was scored"
    assert compare(full, full, NPS, elsewhere=NOBODY, power=0.8).why is None


def _without_value(score):
    from msgspec.structs import replace  # noqa: PLC0415 - one test changes a score

    nothing = {"value": None, "low": None, "high": None, "statistic": CountsByValue()}
    return replace(score, status="no_data", reason="no row was scored", n=0, **nothing)


PAIRS = {(10, 10): 4, (9, 3): 3, (7, 9): 1}


def test_the_same_respondents():
    """Those on both sides are compared with themselves: 7 promoters become 5, and 3 detractors come."""
    both = side(NPS, {"a": [10, 3]})
    found = compare(both, both, NPS, elsewhere=NOBODY, power=0.8)
    votes = PairedVotes(pairs=PAIRS, only_before=5, only_after=0)
    change = same_respondents(found, "email", votes, confidence=0.95).same.change
    assert (change.n, change.before, change.after) == (8, 87.5, 25.0)
    assert change.transitions == {
        ("promoters", "promoters"): 4,
        ("promoters", "detractors"): 3,
        ("passives", "promoters"): 1,
    }


@pytest.mark.parametrize(
    ("pairs", "min_n", "reason"),
    [({}, 0, "nobody answered on both sides"), (PAIRS, 9, "fewer than 9 answered on both sides")],
)
def test_too_few_respondents(pairs, min_n, reason):
    """Without respondents on both sides, or with too few, there is no change and a reason."""
    both = side(NPS, {"a": [10, 3]})
    found = compare(both, both, NPS, elsewhere=NOBODY, power=0.8)
    votes = PairedVotes(pairs=pairs, only_before=1, only_after=1)
    same = same_respondents(found, "email", votes, confidence=0.95, min_n=min_n).same
    assert (same.change, same.reason) == (None, reason)


@pytest.mark.parametrize(
    ("within", "mixed", "main"),
    [
        (0, 10, "mix"),
        (2, 8, "mix"),
        (-1, 10, "mix"),
        (10, 0, "within"),
        (8, 2, "within"),
        (11, -1, "within"),
        (-4, -6, "both"),
        (5, 5, "both"),
        (-5, 10, "against"),
        (10, -5, "against"),
        (3, -3, "nothing"),
    ],
)
def test_what_explains_a_difference(within, mixed, main):
    """A part that makes at least four fifths of the difference explains it."""
    part = SegmentPart(
        share_before=Fraction(1),
        share_after=Fraction(1),
        value_before=None,
        value_after=None,
        within=Fraction(within),
        mix=Fraction(mixed),
    )
    assert main_part(Mix(Fraction(0), Fraction(within + mixed), {"a": part})) == main


def test_chance_is_called_real_as_often_as_stated():
    """Of 600 ways to deal the same 400 answers to two sides at random, about 5 % are called more than chance."""
    answers = [10] * 90 + [9] * 80 + [8] * 70 + [7] * 60 + [5] * 60 + [0] * 40
    called = 0
    for seed in range(600):
        random.Random(seed).shuffle(dealt := list(answers))  # noqa: S311 - a fixed seed, to have the same deals
        before, after = (side(NPS, {"all": part}).score for part in (dealt[:200], dealt[200:]))
        called += difference(before, after, NPS).verdict in ("up", "down")
    # 600 draws of 5 %: 30, and no more than three standard deviations (5.3) from it.
    assert 14 <= called <= 46


def test_a_census_has_no_chance_in_it():
    """Where everybody answered, the difference is the difference."""
    counts = Counted({}, CountsByValue.of({10: 3, 0: 1}), by_answer=True)
    score = score_of_counts(NPS, counts, confidence=0.95, interval=None, population=4)
    assert score.effective_n == inf
    assert difference(score, score, NPS).verdict == "same"
