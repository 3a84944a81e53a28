import json
from itertools import combinations, permutations
from math import sqrt
from pathlib import Path

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st
from scipy import stats

from cxcli.analysis.mann_kendall import PLAIN, hamed_rao, mann_kendall, rank_autocorrelation, trend_test
from cxcli.analysis.series import present
from cxcli.analysis.theil_sen import line

VECTORS = json.loads((Path(__file__).resolve().parents[1] / "vectors" / "trend.json").read_text(encoding="utf-8"))
LONG = VECTORS["mann_kendall_360"]
SHORT = VECTORS["mann_kendall_12"]
values = st.lists(st.integers(-20, 20), min_size=3, max_size=25)
SEEDS = range(300)


def test_published_test_with_gaps_and_ties():
    """S, its variance, z, p and tau of 360 months come out as printed."""
    found = mann_kendall(present(LONG["x"]))
    assert (found.s, found.variance) == (LONG["s"], pytest.approx(LONG["var_s"], rel=1e-14))
    assert (found.z, found.p, found.tau) == pytest.approx((LONG["z"], LONG["p"], LONG["tau"]), rel=1e-12)
    assert found.variant == PLAIN
    assert found.n == 353


def test_published_test_of_a_short_series():
    """S, z, p and tau of twelve values come out as printed."""
    found = mann_kendall(present(SHORT["x"]))
    assert found.s == SHORT["s"]
    assert (found.z, found.p) == pytest.approx((SHORT["z"], SHORT["p"]), rel=1e-6)
    assert found.tau == pytest.approx(SHORT["tau"], rel=1e-9)


@pytest.mark.parametrize(
    ("lags", "key", "words"), [(None, "hamed_rao", "all lags"), (3, "hamed_rao_3_lags", "first 3 lags")]
)
def test_published_correction(lags, key, words):
    """Hamed and Rao's correction comes out as printed, with all lags and with three, and its variant is named."""
    found = hamed_rao(present(LONG["x"]), lags)
    printed = LONG[key]
    assert (found.z, found.p, found.variance) == pytest.approx(
        (printed["z"], printed["p"], printed["var_s"]), rel=1e-11
    )
    assert found.variant == f"Mann-Kendall, variance corrected for autocorrelation (Hamed and Rao 1998, {words})"


@given(values)
def test_by_brute_force(points):
    """S is pairs that rise less pairs that fall, tau S by the pairs, p that of z with continuity correction."""
    found = mann_kendall(present(points))
    s = sum((after > before) - (after < before) for before, after in combinations(points, 2))
    assert found.s == s
    assert found.tau == pytest.approx(s / (len(points) * (len(points) - 1) / 2), abs=1e-15)
    distance = max(abs(s) - 1, 0) / sqrt(found.variance) if found.variance else 0
    assert found.p == pytest.approx(2 * stats.norm.sf(distance), abs=1e-12)


@given(st.permutations(range(12)))
def test_tau_as_scipy(points):
    """Without ties tau is that of scipy."""
    assert mann_kendall(present(points)).tau == pytest.approx(stats.kendalltau(range(12), points).statistic, abs=1e-12)


@pytest.mark.parametrize("points", [[1, 2, 3, 4, 5], [1, 1, 2, 3, 3], [0, 0, 0, 1, 1], [2, 2, 2, 2, 2]])
def test_the_variance_is_that_of_all_orders(points):
    """The variance is that of S over all orders of the values, ties included."""
    all_s = [mann_kendall(present(order)).s for order in permutations(points)]
    assert mann_kendall(present(points)).variance == pytest.approx(np.mean(np.square(all_s)), abs=1e-9)


@given(values, st.integers(1, 9), st.integers(-50, 50))
def test_shift_scale_and_time(points, scale, shift):
    """Shift and scale change nothing; reversed in time or sign, the trend turns round."""
    found = trend_test(present(points))
    moved = trend_test(present([scale * each + shift for each in points]))
    back = mann_kendall(present(points[::-1]))
    assert (moved.variant, moved.s) == (found.variant, found.s)
    assert moved.p == pytest.approx(found.p, rel=1e-9)
    assert back.s == -found.s


@given(values)
def test_the_chosen_test_is_never_less_strict(points):
    """The variant that is chosen never finds more than the plain test."""
    assert trend_test(present(points)).p >= mann_kendall(present(points)).p


def test_neighbours_that_are_alike_choose_the_correction():
    """Where neighbours are significantly alike the corrected variant with three lags is chosen, else the plain one."""
    assert "first 3 lags" in trend_test(present(LONG["x"])).variant
    assert trend_test(present(SHORT["x"])).variant == PLAIN
    assert trend_test(present([0, 5] * 10)).variant == PLAIN


def test_the_autocorrelation_of_ranks():
    """It is that of the ranks of what is left beside the line, each lag over the whole variance."""
    points = [3, 1, 4, 1, 5, 9, 2, 6, 5, 3, 5]
    slope, _ = line(present(points))
    ranks = stats.rankdata(np.array(points) - slope * np.arange(len(points)))
    ranks = ranks - ranks.mean()
    expected = [sum(ranks[lag:] * ranks[:-lag]) / sum(ranks**2) for lag in (1, 2, 3)]
    assert rank_autocorrelation(present(points), 3).tolist() == pytest.approx(expected, abs=1e-12)


@pytest.mark.parametrize("points", [[4, 4, 4, 4, 4], [0.1 * place for place in range(30)]])
def test_nothing_beside_the_line_has_no_autocorrelation(points):
    """Values all alike, or on a line but for rounding, have no autocorrelation and keep the plain test."""
    assert rank_autocorrelation(present(points), 2).tolist() == [0, 0]
    assert trend_test(present(points)).variant == PLAIN


def test_values_all_alike_have_no_trend():
    """Without any rise or fall p is 1."""
    found = mann_kendall(present([3.0] * 12))
    assert (found.s, found.variance, found.z, found.p, found.tau) == (0, 0, 0, 1, 0)


def test_impossible_input_is_refused():
    """One point has no trend."""
    with pytest.raises(ValueError, match="two points"):
        mann_kendall(present([1.0]))


def test_a_correction_that_leaves_no_variance():
    """Where swings up and down would make the corrected variance negative it is refused; the chosen test is plain."""
    swings = present([0, 9, 1, 8, 2, 7, 3, 8, 1, 9, 0, 8])
    with pytest.raises(ValueError, match="no variance"):
        hamed_rao(swings)
    assert trend_test(swings).variant == PLAIN


def share_found(make, n):
    """How often the chosen test finds a trend at 5 % in series that have none."""
    return np.mean([trend_test(present(make(np.random.default_rng(seed), n))).p <= 0.05 for seed in SEEDS])


def hanging(numbers, n):
    """Each value is half the one before plus chance."""
    noise = numbers.normal(size=n + 50)
    level, found = 0.0, []
    for each in noise:
        level = 0.5 * level + each
        found.append(level)
    return found[50:]


def test_how_often_chance_is_called_a_trend():
    """Of white noise 1 in 20 is called a trend; of series that hang together (0.5) fewer than by the plain test."""
    assert 0.02 <= share_found(lambda numbers, n: numbers.normal(size=n).tolist(), 24) <= 0.08
    corrected = share_found(hanging, 48)
    plain = np.mean([mann_kendall(present(hanging(np.random.default_rng(seed), 48))).p <= 0.05 for seed in SEEDS])
    assert corrected <= 0.15
    assert plain >= 0.18
