from fractions import Fraction
from random import Random

import numpy as np
import pytest
from msgspec.structs import replace

from cxcli.analysis.health_falls import fall_limit, health_falls
from cxcli.scoring.catalogue import shipped
from cxcli.scoring.composite import health
from cxcli.scoring.composite_definition import Band, Part

DEFINITION = replace(
    shipped()["health_score"],
    parts=(
        Part("relation", "nps", Fraction(3), -100, 100, ("-100", "100")),
        Part("use", "usage_decline", Fraction(1), 100, 0, ("100", "0")),
    ),
    bands=(Band("red", 0, 50), Band("yellow", 50, 75), Band("green", 75, 100)),
    coverage=0.6,
)


def member(**values):
    return health(DEFINITION.parts, values, DEFINITION.coverage)


def told(now, before, confidence=0.95):
    lines, limit = health_falls(DEFINITION, now, before, confidence)
    return {line.customer: line for line in lines}, limit


def test_bands_scores_and_falls_by_hand():
    """NPS 0 is 50 points, NPS 100 is 100: 3/4 of them, and 1/4 of the use."""
    now = {"ann": member(relation=-100, use=0), "bob": member(relation=100, use=0), "cy": member(use=0)}
    before = {"ann": member(relation=100, use=0), "bob": member(relation=0, use=100)}
    lines, limit = told(now, before)
    assert set(lines) == {"ann", "bob"}
    ann, bob = lines["ann"], lines["bob"]
    assert (ann.score, ann.band, ann.red, ann.before, ann.band_before) == (25, "red", True, 100, "green")
    assert (ann.fall, ann.most) == (75, "relation")
    assert (bob.score, bob.red, bob.before, bob.fall, bob.most) == (100, False, 37.5, -62.5, None)
    assert (limit.limit, limit.compared, limit.by_chance) == (None, 2, 0)
    assert not ann.falling


def test_a_part_that_comes_or_goes_is_no_fall():
    """Only what the parts known in both times did counts: the score goes from 100 to 75, and nothing fell."""
    lines, _ = told({"a": member(relation=100, use=100)}, {"a": member(relation=100)})
    assert (lines["a"].score, lines["a"].before, lines["a"].fall) == (75, 100, 0)


def test_who_was_not_scored_before_is_not_compared():
    """Red, or not, is told of the latest time alone."""
    lines, limit = told({"a": member(relation=-100, use=0)}, {"a": member(use=0)})
    assert (lines["a"].red, lines["a"].fall, limit.compared) == (True, None, 0)


@pytest.mark.parametrize(
    ("changes", "limit", "by_chance"),
    [
        ([1.0] * 39, None, 0),
        ([9.0, 5.0] + [-1.0] * 38, 9.0, 1),
        ([9.0, 5.0, 7.0] + [0.0] * 77, 7.0, 2),
        ([9.0] + [-1.0] * 79, 0.0, 2),
        ([], None, 0),
    ],
)
def test_the_limit_is_a_rise_among_the_largest(changes, limit, by_chance):
    """Of 40 customers the largest rise, of 80 the second largest; fewer rises than that set none."""
    found = fall_limit(changes, 0.95)
    assert (found.limit, found.by_chance, found.compared) == (limit, by_chance, len(changes))


def test_a_fall_must_go_beyond_the_limit():
    """One as far as the largest rise is none; one further is."""
    before = {f"c{number}": member(relation=0, use=0) for number in range(40)}
    now = dict(before, c0=member(relation=50, use=0), c1=member(relation=-50, use=0), c2=member(relation=-60, use=0))
    lines, limit = told(now, before)
    assert limit.limit == pytest.approx(18.75)
    assert [name for name, line in lines.items() if line.falling] == ["c2"]


@pytest.mark.parametrize("spread", ["bell", "heavy", "in steps"])
def test_by_chance_as_many_fall_as_stated(spread):
    """Over 200 seeds, changes as likely up as down have on average the number stated beyond the limit, or fewer.

    The number of falls before the k-th rise is negative binomial with mean k and variance 2 k, whatever the spread.
    """
    beyond = []
    for seed in range(200):
        random = np.random.default_rng(seed)
        sizes = {
            "bell": random.normal(size=120),
            "heavy": random.standard_cauchy(size=120),
            "in steps": random.integers(-2, 3, size=120).astype(float),
        }[spread]
        limit = fall_limit(sizes.tolist(), 0.95)
        assert limit.by_chance == 3
        beyond.append(int(np.count_nonzero(-sizes > (limit.limit or 0.0))))
    error = (2 * 3 / 200) ** 0.5
    if spread == "in steps":
        assert np.mean(beyond) <= 3
    else:
        assert abs(np.mean(beyond) - 3) < 4 * error


def test_customers_whose_two_times_are_shuffled_fall_as_often_as_stated():
    """Over 200 seeds, the time before and the latest one swapped at random have no more falls than stated."""
    random = Random(1)  # noqa: S311 - a fixed seed, to have the same deals
    both = [
        [member(relation=random.choice([-100, 0, 33, 100]), use=random.choice([0, 0, 100])) for _ in range(2)]
        for _ in range(80)
    ]
    counts = []
    for seed in range(200):
        deal = Random(seed)  # noqa: S311 - as above
        mixed = [deal.sample(pair, 2) for pair in both]
        lines, limit = told(*({f"c{place}": pair[time] for place, pair in enumerate(mixed)} for time in (0, 1)))
        assert limit.by_chance == 2
        counts.append(sum(line.falling for line in lines.values()))
    assert np.mean(counts) <= 2 + 4 * (2 * 2 / 200) ** 0.5
