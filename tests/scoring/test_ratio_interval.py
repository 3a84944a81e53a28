from fractions import Fraction
from itertools import product
from math import inf, sqrt

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st
from scipy import stats

from cxcli.scoring.interval import Interval, Undefined
from cxcli.scoring.ratio_interval import METHODS, bootstrap, default_method, linearised, ratio_interval
from cxcli.scoring.ratio_sums import FEW, RatioSums

each_method = pytest.mark.parametrize("method", METHODS)
START = [1000, 500, 2500, 400, 1200, 800, 300, 3000, 650, 950]
END = [1000, 0, 3100, 400, 1100, 1000, 0, 3300, 650, 700]


def of(x, y):
    return RatioSums.of(np.array(x, np.int64), np.array(y, np.int64))


def squares(x, y, ratio):
    return sum((b - ratio * a) ** 2 for a, b in zip(x, y, strict=True))


def test_linearised_by_hand():
    """NRR of ten customers is 0.9956, its standard error 0.08944 and the t quantile with 9 degrees 2.262157."""
    interval = ratio_interval(of(START, END), 0.95, "linearised")
    assert interval.method == "linearised"
    assert interval.low == pytest.approx(0.9955752212 - 2.2621571628 * 0.08944315246, abs=1e-9)
    assert interval.high == pytest.approx(0.9955752212 + 2.2621571628 * 0.08944315246, abs=1e-9)


@given(st.lists(st.integers(-9, 9), min_size=2, max_size=60).filter(lambda y: len(set(y)) > 1))
def test_linearised_with_a_base_of_1_is_the_t_interval(y):
    """Where the base of each is 1 the ratio is a mean, and the limits are those of Student's t."""
    expected = stats.ttest_1samp(y, 0).confidence_interval(0.9)
    interval = ratio_interval(of([1] * len(y), y), 0.9, "linearised")
    assert (interval.low, interval.high) == pytest.approx((expected.low, expected.high), rel=1e-9)


@pytest.mark.parametrize(
    ("x", "y"),
    [
        ([3, 5, 8, 13, 21], [4, 4, 9, 10, 30]),
        ([10, 10, 10, 10, 10], [1, 2, 4, 8, 16]),
        ([100, 7, 9, 12, 30], [90, 9, 9, 6, 33]),
        ([0, 7, 0, 12, 30], [3, 9, 1, 6, 33]),
    ],
)
def test_the_bootstrap_is_that_of_all_resamples(x, y):
    """With 5 units all 3,125 resamples can be listed: the limits are where their quantiles are, but for chance."""
    ratio = Fraction(sum(y), sum(x))
    distances = []
    for drawn in product(range(5), repeat=5):
        some, others = [x[unit] for unit in drawn], [y[unit] for unit in drawn]
        if sum(some):
            again = Fraction(sum(others), sum(some))
            error = sqrt(Fraction(5, 4) * squares(some, others, again)) / sum(some)
            apart = float(again - ratio)
            distances.append(apart / error if error else apart and apart * inf)
    below, above = bootstrap(of(x, y), 0.1)
    for limit, near in ((-above, 0.1), (below, 0.9)):
        low, high = np.quantile(distances, [near - 0.012, near + 0.012], method="nearest")
        assert low <= limit <= high


@pytest.mark.parametrize(("x", "y"), [(START, END), ([0, 1, 0, 2, 3], [1, 1, 0, 3, 1])])
def test_the_bootstrap_draws_the_same_units_on_every_machine(x, y):
    """The 9,999 resamples are those of the bits of PCG64 from seed 1, worked out here in fractions, unit by unit."""
    units, n, ratio = sorted(zip(x, y, strict=True)), len(x), Fraction(sum(y), sum(x))
    distances = []
    for bits in np.random.PCG64(1).random_raw(n * 9999).reshape(n, 9999).T.tolist():
        some, others = zip(*(units[(each >> 32) * n >> 32] for each in bits), strict=True)
        if sum(some):
            apart = Fraction(sum(others), sum(some)) - ratio
            error = sqrt(Fraction(n, n - 1) * squares(some, others, apart + ratio)) / sum(some)
            distances.append(float(apart) / error if error else apart and apart * inf)
    distances.sort()
    for half in (0.0001, 0.025, 0.249945, 0.24996, 0.4):
        rank = round((len(distances) + 1) * half)
        assert bootstrap(of(x, y), half) == pytest.approx((distances[-rank], -distances[rank - 1]), rel=1e-9)


@pytest.mark.parametrize(("of_base", "of_sum"), [(1, 10**12), (10**12, 1)])
@pytest.mark.parametrize("y", [END, [3 * x for x in START[:-1]] + [1]])
def test_a_ratio_of_another_size_has_the_same_distances(y, of_base, of_sum):
    """In standard errors the resamples are as far from the ratio when it is a million million times as large or small.

    What is alike stays alike: without the last customer the others of the second case have one ratio.
    """
    sized = bootstrap(of([of_base * x for x in START], [of_sum * each for each in y]), 0.05)
    assert sized == pytest.approx(bootstrap(of(START, y), 0.05), rel=1e-6)


def test_bootstrap_limits_are_standard_errors_from_the_ratio():
    """The limits are the ratio plus and minus its standard error times the distances of the resamples."""
    sums = of(START, END)
    below, above = bootstrap(sums, 0.025)
    interval = ratio_interval(sums)
    error = sqrt(10 / 9 * squares(START, END, sum(END) / sum(START))) / sum(START)
    assert interval.method == "bootstrap"
    assert interval.low == pytest.approx(sum(END) / sum(START) - below * error)
    assert interval.high == pytest.approx(sum(END) / sum(START) + above * error)


@given(st.permutations(list(zip(START, END, strict=True))))
def test_the_order_of_units_does_not_matter(pairs):
    """The bootstrap gives the same limits for the same units in any order, to the last bit."""
    assert ratio_interval(of(*zip(*pairs, strict=True))) == ratio_interval(of(START, END))


def test_the_unit_of_the_amounts_does_not_matter():
    """Limits in cents are those in millionths."""
    finer = ratio_interval(of([10**13 * x for x in START], [10**13 * y for y in END]))
    whole = ratio_interval(of(START, END))
    assert (finer.low, finer.high) == pytest.approx((whole.low, whole.high), rel=1e-12)


@pytest.mark.parametrize(("n", "method"), [(2, "bootstrap"), (FEW - 1, "bootstrap"), (FEW, "linearised")])
def test_the_bootstrap_is_for_few(n, method):
    """Below 50 units the default is the bootstrap, from there it is linearised."""
    sums = of(range(1, n + 1), [x + x % 3 for x in range(1, n + 1)])
    assert default_method(sums) == method
    if n > 2:
        assert ratio_interval(sums).method == method
    if method == "linearised":
        reason = "the bootstrap is for fewer than 50; the linearised interval is for any number"
        assert ratio_interval(sums, 0.95, "bootstrap") == Undefined(reason)


@each_method
@pytest.mark.parametrize(
    ("x", "y", "reason"),
    [
        ([], [], "there is nothing to divide by, so there is no ratio"),
        ([0, 0], [1, 2], "there is nothing to divide by, so there is no ratio"),
        ([5], [3], "one alone shows no spread, so the interval of the ratio is unknown"),
        ([5, 10, 0], [3, 6, 0], "the ratio is the same for all, which shows no spread, so its interval is unknown"),
    ],
)
def test_what_cannot_be_known_is_said(method, x, y, reason):
    """Without a base, with one unit, or with units all alike there is no interval, and the reason is said."""
    assert ratio_interval(of(x, y), 0.95, method) == Undefined(reason)


def test_where_few_differ_the_bootstrap_may_find_no_limit():
    """Where many resamples have no spread a limit cannot be told: it is the end of what is possible, or there is none.

    Of ten customers one is lost: a third of the resamples are without it and say 100 %, all alike.
    """
    sums = of([10] * 10, [10] * 9 + [0])
    assert bootstrap(sums, 0.025)[0] == inf
    assert ratio_interval(sums) == Undefined(
        "the bootstrap finds no limits: too few differ from the others for this confidence"
    )
    interval = ratio_interval(sums, possible=(0, 1))
    assert interval.low == 0
    assert 0.9 <= interval.high <= 1


def test_where_few_differ_upwards_the_upper_limit_is_missing():
    """The same the other way round: nine stay, one grows."""
    sums = of([10] * 10, [10] * 9 + [90])
    assert bootstrap(sums, 0.025)[1] == inf
    assert isinstance(ratio_interval(sums, possible=(0, inf)), Undefined)


def test_a_resample_like_the_sample_is_at_no_distance():
    """A resample of like units whose ratio is that of the sample is at distance 0, others are infinitely far.

    Of the 27 resamples of 1, 2 and 3 one is 1, 1, 1 (minus infinity), three are 1, 1, 2 (-2) and one is 2, 2, 2 (0).
    """
    assert bootstrap(of([1, 1, 1], [1, 2, 3]), 0.06) == (pytest.approx(2), pytest.approx(2))
    assert bootstrap(of([1, 1, 1], [1, 2, 3]), 0.02) == (inf, inf)
    assert bootstrap(of([1, 1, 1], [1, 2, 3]), 0.45) == (0, 0)


def test_a_confidence_beyond_the_resamples():
    """A limit further out than all resamples is not made up."""
    sums = of(START, END)
    assert isinstance(ratio_interval(sums, 0.999_99), Undefined)
    assert isinstance(ratio_interval(sums, 0.999_99, "linearised"), Interval)


def test_limits_are_cut_to_what_is_possible():
    """Limits do not leave what is possible, and hold the ratio."""
    sums = of([10, 10, 10], [0, 10, 10])
    wide = ratio_interval(sums, 0.95, "linearised")
    assert wide.low < 0
    assert wide.high > 1
    assert ratio_interval(sums, 0.95, "linearised", possible=(0, 1)) == Interval(0, 1, "linearised")


@each_method
@given(st.lists(st.tuples(st.integers(0, 30), st.integers(-30, 30)), min_size=2, max_size=12), st.integers(1, 90))
def test_limits_hold_the_ratio(method, pairs, percent):
    """The limits hold the ratio, and more confidence is never shorter."""
    sums = of(*zip(*pairs, strict=True))
    narrow, wide = (ratio_interval(sums, each, method) for each in (percent / 100, 0.95))
    if isinstance(wide, Interval):
        assert wide.low <= narrow.low <= float(sums.ratio) <= narrow.high <= wide.high


@pytest.mark.parametrize("confidence", [0, 1, 1.5])
def test_no_confidence_is_refused(confidence):
    """A confidence lies between 0 and 1."""
    with pytest.raises(ValueError, match="a confidence lies"):
        ratio_interval(of(START, END), confidence)


def test_the_bootstrap_covers_more_often_where_few_are_large():
    """With 10 customers of which few are large, 95 % limits of the bootstrap hold the truth in 85 % of samples or more.

    Linearised ones do so less often, which is why they are not the default below 50.
    """
    generator = np.random.default_rng(5)
    held = dict.fromkeys(METHODS, 0)
    for _ in range(200):
        x = np.exp(generator.standard_normal(10))
        y = x * np.exp(0.5 * generator.standard_normal(10) - 0.125)
        sums = of(1e6 * x, 1e6 * y)
        for method in METHODS:
            interval = ratio_interval(sums, 0.95, method)
            held[method] += interval.low <= 1 <= interval.high
    assert held["bootstrap"] >= 170
    assert held["bootstrap"] > held["linearised"]


def test_both_methods_agree_for_many():
    """With units enough and tails light, both ways come to about the same."""
    generator = np.random.default_rng(6)
    x = generator.integers(900, 1100, FEW - 1)
    sums = of(x, x + generator.integers(-100, 100, FEW - 1))
    below, above = bootstrap(sums, 0.05)
    assert (below, above) == pytest.approx(linearised(sums, 0.05), rel=0.1)
