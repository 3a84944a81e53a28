from math import sqrt

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st
from scipy.stats import binom, hypergeom

from tests.analysis.judged_cells import POINTS, RATIO, SHARE, called, judged

SEEDS, LEVEL = 200, 0.05
TOO_MANY = binom.ppf(0.999, SEEDS, LEVEL)
"""More false calls than these in so many files are not those of the level."""
SIZES = np.repeat([12, 20, 30, 45, 60, 80, 110, 150], 5)
AGENTS = np.repeat(np.arange(len(SIZES)), SIZES)
rows = st.lists(
    st.tuples(st.integers(0, 4), st.sampled_from([0, 100]), st.integers(0, 2)), min_size=12, max_size=80
).filter(lambda found: len({group for group, _, _ in found}) > 1)


def columns(found):
    return ([row[place] for row in found] for place in range(3))


def drawn(kind, random, rows_of):
    """Points of so many rows that do not go by the group, the strata of the rows, and the kind of value."""
    strata = random.integers(0, 4, rows_of)
    match kind:
        case "share":
            return 100 * (random.random(rows_of) < 0.85), None, SHARE
        case "rare":
            return 100 * (random.random(rows_of) < 0.03), None, SHARE
        case "adjusted":
            return 100 * (random.random(rows_of) < 0.95 - 0.2 * strata), strata, SHARE
        case "points":
            return random.choice([-100, 0, 100], rows_of, p=[0.2, 0.3, 0.5]), strata, POINTS
        case _:
            return np.exp(random.normal(5, 1, rows_of)).astype(np.int64), None, RATIO


@pytest.mark.parametrize("kind", ["share", "rare", "adjusted", "points", "long tail"])
def test_chance_alone_is_called_as_often_as_stated(kind):
    """Where no group differs from the others, a page has a call in 5 % of 200 files at most, but for binomial error."""
    pages = 0
    for seed in range(SEEDS):
        points, strata, value = drawn(kind, np.random.default_rng(seed), len(AGENTS))
        pages += bool(called(judged(AGENTS, points, value, strata=strata, min_n=10)))
    assert pages <= TOO_MANY


def test_bad_groups_are_found_and_few_others():
    """Two of 40 groups with 60 % in place of 86 % are found in most of 100 files; of the calls 5 % are false."""
    bad, found, false, calls = {"19", "24"}, 0, [], 0
    for seed in range(100):
        random = np.random.default_rng(seed)
        share = np.where(np.isin(AGENTS, [19, 24]), 0.60, 0.86)
        worse = called(judged(AGENTS, 100 * (random.random(len(AGENTS)) < share), SHARE, min_n=10))
        found += len(bad & set(worse))
        calls += len(worse)
        false.append(len(set(worse) - bad) / max(len(worse), 1))
    assert found >= 0.8 * 2 * 100
    assert np.mean(false) <= LEVEL + 3 * np.std(false) / sqrt(len(false))
    assert calls


def test_hard_cases_are_not_held_against_a_group():
    """A group that only has more of the hard cases is called without adjustment, and not with it, in 100 files."""
    plain = adjusted = 0
    for seed in range(100):
        random = np.random.default_rng(seed)
        hard = (random.random(len(AGENTS)) < np.where(AGENTS == 39, 0.75, 0.10)).astype(np.int64)
        points = 100 * (random.random(len(AGENTS)) < np.where(hard, 0.5, 0.9))
        plain += "39" in called(judged(AGENTS, points, SHARE, min_n=10))
        adjusted += "39" in called(judged(AGENTS, points, SHARE, strata=hard, min_n=10))
    assert plain >= 90
    assert adjusted <= binom.ppf(0.999, 100, LEVEL)


def test_a_group_by_hand():
    """8 of 20 beside 60 of 80: overall 68; the p value is scipy's mid-P of a hypergeometric count, of two tests."""
    found = judged([0] * 20 + [1] * 80, [100] * 8 + [0] * 12 + [100] * 60 + [0] * 20, SHARE)
    law, standing = hypergeom(100, 68, 20), found.groups[0].standing
    assert (found.overall, standing.value, standing.expected) == (68, 40, 68)
    assert standing.p == pytest.approx(2 * (law.cdf(8) - law.pmf(8) / 2), rel=1e-6)
    assert [each.standing.q for each in found.groups] == pytest.approx([standing.p] * 2, rel=1e-6)
    assert [each.verdict for each in found.groups] == ["worse", "better"]
    error = 100 * sqrt(0.68 * 0.32 / 20)
    assert [standing.funnel[0].low, standing.funnel[1].low] == pytest.approx(
        [68 - 1.959964 * error, 68 - 3.090232 * error]
    )
    assert standing.outside(0)
    assert not standing.outside(1)


def test_lower_may_be_better():
    """Of a metric that is better where it is lower, the group below is better."""
    found = judged([0] * 40 + [1] * 40, [100 + i % 5 for i in range(40)] + [200 + i % 5 for i in range(40)], RATIO)
    assert called(found) == {"0": "better", "1": "worse"}


def test_shrinking_is_that_of_der_simonian_and_laird():
    """By hand for two groups of 50 with 60 % and 40 %: errors are 7.07, the squares 4, and half is left over."""
    found = judged([0] * 50 + [1] * 50, [100] * 30 + [0] * 20 + [100] * 20 + [0] * 30, SHARE)
    squares, error = 2 * (10 / (100 * sqrt(0.25 / 50))) ** 2, 100 * sqrt(0.25 / 50)
    between = (squares - 1) / (1 / error**2)
    expected = 50 + 10 * between / (between + error**2)
    assert [each.standing.shrunken for each in found.groups] == pytest.approx([expected, 100 - expected])


def test_what_groups_usually_differ_by_is_no_call():
    """Where all groups differ far beyond chance, limits are widened, and only one far from all the others is called."""
    sizes = [1000] * 20
    groups = np.repeat(np.arange(20), sizes)
    shares = [0.55 + 0.01 * (i % 20) for i in range(19)] + [0.05]
    points = np.concatenate(
        [[100] * round(n * p) + [0] * (n - round(n * p)) for n, p in zip(sizes, shares, strict=True)]
    )
    found = judged(groups, points, SHARE)
    assert found.dispersion.applied
    assert called(found) == {"19": "worse"}
    narrow = judged(groups[groups < 9], points[groups < 9], SHARE)
    assert not narrow.dispersion.applied


def test_small_groups_are_not_judged_but_part_of_the_whole():
    """A group below min_n has no standing; the overall value has its answers."""
    found = judged([0] * 30 + [1] * 30 + [2] * 4, [100, 0] * 30 + [100] * 4, SHARE, min_n=10)
    assert [group.verdict for group in found.groups] == ["unclear", "unclear", "small"]
    assert found.overall == pytest.approx(100 * 34 / 64)
    assert len(found.standings) == 2


def test_groups_with_no_such_cases_beside_them_are_not_judged():
    """A group alone in its strata has nothing to be compared with; fewer than two that have are not judged at all."""
    found = judged([0] * 20 + [1] * 20 + [2] * 20, [100, 0] * 30, SHARE, strata=[0] * 40 + [1] * 20)
    assert [group.verdict for group in found.groups] == ["unclear", "unclear", "unjudged"]
    assert judged([0] * 20 + [1] * 20, [100, 0] * 20, SHARE, strata=[0] * 20 + [1] * 20).dispersion is None
    assert judged([0] * 20 + [1] * 20, [100] * 40, SHARE).standings == []


def test_values_are_cut_at_the_ends_of_the_scale():
    """A group whose hard cases all count would be above 100 %."""
    hard, easy = [100] * 20, [100] * 90 + [0] * 10
    rest = [100] * 20 + [0] * 60
    found = judged([0] * 20 + [1] * 80 + [2] * 100, hard + rest + easy, SHARE, strata=[0] * 100 + [1] * 100)
    assert found.groups[0].standing.value == 100


def test_large_groups_are_judged_by_the_normal_distribution():
    """With more than 2,000 answers a count is near enough to normal: 50 % beside 45 % of 3,000 each."""
    found = judged([0] * 3000 + [1] * 3000, [100] * 1500 + [0] * 1500 + [100] * 1350 + [0] * 1650, SHARE)
    error = 100 * sqrt(0.475 * 0.525 * 3000 / (3000 * 5999))
    assert found.groups[0].standing.z == pytest.approx(2.5 / error, rel=5e-3)


@given(rows, st.randoms())
def test_order_of_rows_and_names_of_groups_do_not_matter(found, random):
    """Rows in another order give the same to the last bit; so do other names of the groups, in another order."""
    plain = judged(*list(columns(found))[:2], SHARE, strata=list(columns(found))[2])
    mixed = random.sample(found, len(found))
    assert judged(*list(columns(mixed))[:2], SHARE, strata=list(columns(mixed))[2]) == plain
    renamed = [(4 - group, points, stratum) for group, points, stratum in found]
    other = judged(*list(columns(renamed))[:2], SHARE, strata=list(columns(renamed))[2])
    first = {group.name: group.standing for group in plain.groups}
    assert {str(4 - int(group.name)): group.standing for group in other.groups} == first


@given(rows)
def test_one_stratum_changes_no_verdict(found):
    """Adjusted for a column with one value, all is as without adjustment."""
    groups, points, _ = columns(found)
    assert judged(groups, points, SHARE, strata=[7] * len(found)).groups == judged(groups, points, SHARE).groups
