import json
from fractions import Fraction
from math import fsum
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st
from scipy import stats

from cxcli.scoring.composite import beyond, health, index_limits, mean_of, scaled
from cxcli.scoring.composite_definition import Part
from cxcli.scoring.interval import Interval

VECTORS = json.loads((Path(__file__).parents[1] / "vectors" / "health.json").read_text(encoding="utf-8"))


def part(name, weight=1, worst=0.0, best=100.0):
    return Part(name, f"metric_{name}", Fraction(str(weight)), worst, best, (f"{worst:g}", f"{best:g}"))


ENDS = st.tuples(st.integers(-100, 100), st.integers(-100, 100)).filter(lambda ends: ends[0] != ends[1])
PARTS = st.lists(st.tuples(st.integers(1, 50), ENDS), min_size=1, max_size=5).map(
    lambda many: [part(f"p{n}", weight, *map(float, ends)) for n, (weight, ends) in enumerate(many)]
)
CASES = PARTS.flatmap(
    lambda parts: st.tuples(
        st.just(parts),
        st.dictionaries(st.sampled_from([each.name for each in parts]), st.floats(-200, 200, allow_subnormal=False)),
        st.sampled_from([0.0, 0.3, 0.6, 1.0]),
    )
)


@pytest.mark.parametrize("vector", VECTORS["health_score"])
def test_published_scores_come_out(vector):
    """Natero prints 75 and 72. It rounds parts before weighting, 70.5 to 71, which moves 74.95 to 75.1."""
    parts = [part(name, weight) for name, weight, _ in vector["components"]]
    values = {name: fsum(points) / len(points) for name, _, points in vector["components"]}
    found = health(parts, values, 0.6).score
    assert round(found) == vector["value"]
    rounded = {name: float(int(value + 0.5)) for name, value in values.items()}
    assert abs(health(parts, rounded, 0.6).score - found) <= 0.25 + 1e-9


@pytest.mark.parametrize(
    ("worst", "best", "value", "points", "outside"),
    [
        (0, 100, 40, 40, False),
        (-100, 100, 0, 50, False),
        (72, 4, 38, 50, False),
        (72, 4, 80, 0, True),
        (72, 4, 2, 100, True),
        (72, 4, 72, 0, False),
        (0, 100, 101, 100, True),
    ],
)
def test_a_value_is_scaled_from_its_worst_to_its_best(worst, best, value, points, outside):
    """A straight line from 0 at the worst to 100 at the best, cut off at both; beyond an end is not at it."""
    one = part("one", worst=worst, best=best)
    assert (scaled(one, value), beyond(one, value)) == (points, outside)


def test_what_is_missing_gives_its_weight_to_the_rest():
    """Of weights 3, 2 and 1 without the second, 3/4 and 1/4 are left, and 4/6 of the weight is there."""
    parts = [part("a", 3), part("b", 2), part("c", 1)]
    found = health(parts, {"a": 80.0, "c": 40.0}, 0.6)
    assert (found.score, found.weights) == (70.0, {"a": 0.75, "c": 0.25})
    assert found.coverage == pytest.approx(4 / 6)


def test_below_the_floor_there_is_no_score():
    """The floor itself is enough, exactly; less of the weight makes no score, and neither does nothing at all."""
    parts = [part("a", 3), part("b", 2)]
    assert health(parts, {"a": 10.0}, 0.6).score == 10.0
    assert health(parts, {"b": 10.0}, 0.6).score is None
    assert health(parts, {}, 0).score is None
    thirds = [part(name, 0.1) for name in "abc"]
    assert health(thirds, dict.fromkeys("abc", 1.0), 1).score == pytest.approx(1.0)


@given(CASES, st.randoms(use_true_random=False), st.integers(1, 1000))
def test_order_and_a_constant_factor_change_nothing(case, random, factor):
    """The same to the last bit by any order of the parts, and with all weights times a constant."""
    parts, values, floor = case
    mixed = [Part(p.name, p.metric, p.weight * factor, p.worst, p.best, p.ends) for p in parts]
    random.shuffle(mixed)
    assert health(mixed, values, floor).score == health(parts, values, floor).score


@given(CASES)
def test_a_score_is_that_of_a_plain_loop(case):
    """The weighted mean of points that are there, worked out in fractions; always from 0 to 100."""
    parts, values, floor = case
    total, known, top = Fraction(0), Fraction(0), Fraction(0)
    for each in parts:
        total += each.weight
        if each.name in values:
            line = (
                100
                * (Fraction(values[each.name]) - Fraction(each.worst))
                / (Fraction(each.best) - Fraction(each.worst))
            )
            known += each.weight
            top += each.weight * min(Fraction(100), max(Fraction(0), line))
    found = health(parts, values, floor)
    if not values or known / total < Fraction(str(floor)):
        assert found.score is None
        return
    assert found.score == pytest.approx(float(top / known), abs=1e-9)
    assert 0 <= found.score <= 100
    assert fsum(found.weights.values()) == pytest.approx(1)


@given(CASES, st.floats(0, 100))
def test_a_better_part_never_lowers_the_score(case, better):
    """Where one part moves towards its best, the score does not fall."""
    parts, values, floor = case
    for each in (one for one in parts if one.name in values):
        moved = values[each.name] + (better if each.best > each.worst else -better)
        before, after = (health(parts, some, floor).score for some in (values, {**values, each.name: moved}))
        assert before is None or after >= before - 1e-9


def test_the_mean_has_a_t_interval_over_customers():
    """The limits are those of a one-sample t interval, cut off at 0 and 100."""
    scores = [50.0, 60.0, 80.0, 90.0]
    mean, limits = mean_of(scores, 0.9)
    low, high = stats.t.interval(0.9, 3, loc=70, scale=stats.sem(scores))
    assert mean == 70
    assert (limits.low, limits.high) == (pytest.approx(low), pytest.approx(high))
    assert mean_of([95.0, 100.0], 0.95)[1].high == 100
    assert mean_of([5.0], 0.95)[1].reason.startswith("one score shows no spread")
    assert mean_of([5.0, 5.0], 0.95)[1].reason.startswith("all scores are alike")


def test_the_limits_of_an_index_do_not_take_its_parts_for_independent():
    """Half-widths add up by weight: 10 and 20 points make 15, where independent parts would make 11.2."""
    parts = [part("a"), part("b", worst=100.0, best=0.0)]
    found = health(parts, {"a": 50.0, "b": 50.0}, 0)
    limits = index_limits(parts, found, {"a": (40.0, 60.0), "b": (30.0, 70.0)})
    assert limits == Interval(35.0, 65.0, "comonotone")


def test_an_index_of_a_part_without_limits_has_none():
    """It says which part it is; a part that is not there does not count."""
    parts = [part("a"), part("b"), part("c")]
    found = health(parts, {"a": 50.0, "b": 50.0}, 0)
    assert "b" in index_limits(parts, found, {"a": (40.0, 60.0), "b": None}).reason
    assert isinstance(index_limits(parts, found, {"a": (40.0, 60.0), "b": (0.0, 1.0)}), Interval)
