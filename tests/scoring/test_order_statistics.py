import json
from fractions import Fraction
from math import ceil, comb, exp, floor, sqrt
from pathlib import Path

import numpy as np
import pytest
from hypothesis import assume, given
from hypothesis import strategies as st
from scipy import stats

from cxcli.scoring.duration_table import DurationTable
from cxcli.scoring.interval import Interval, Undefined
from cxcli.scoring.order_statistics import quantile_interval, quantile_limits
from cxcli.scoring.quantile import position, quantile

VECTORS = Path(__file__).resolve().parents[1] / "vectors"
CASES = json.loads((VECTORS / "durations.json").read_text(encoding="utf-8"))["quantile_ci"]
PRINTED = next(case for case in CASES if "x" in case)
sizes = st.integers(1, 150)
parts = st.integers(1, 99).map(lambda hundredth: hundredth / 100)
confidences = st.sampled_from([0.8, 0.9, 0.95, 0.99])


def table(ended):
    return DurationTable.of(np.array(ended, np.int64), np.ones(len(ended), bool))


def below(rank, n, p):
    """The exact probability that fewer than `rank` of n values lie below the p quantile."""
    p = Fraction(str(p))
    return sum(comb(n, k) * p**k * (1 - p) ** (n - k) for k in range(rank))


@pytest.mark.parametrize("case", [case for case in CASES if "ranks" in case], ids=lambda case: str(case["n"]))
def test_published_ranks(case):
    """The ranks that R's binomial quantiles give, with the printed coverage."""
    low, high = quantile_interval(case["n"], case["p"])
    assert [low, high] == case["ranks"]
    coverage = below(high, case["n"], case["p"]) - below(low, case["n"], case["p"])
    assert float(coverage) == pytest.approx(case["coverage"], abs=5e-11)


def test_published_limits():
    """The limits of the 0.3 quantile of exp(0), exp(0.01), … exp(1) that R gives."""
    scale = 10**15
    values = [round(exp(step / 100) * scale) for step in range(101)]
    limits = quantile_limits(table(values), PRINTED["p"], PRINTED["conf"])
    assert limits.low / scale == pytest.approx(PRINTED["lo"], abs=1e-14)
    assert limits.high / scale == pytest.approx(PRINTED["hi"], abs=1e-14)
    assert limits.method == "order-statistics"


@given(sizes, parts, confidences)
def test_ranks_agree_with_scipy(n, p, confidence):
    """The ranks are those of an independent library, which has no limit where there is none on a side."""
    expected = stats.quantile_test(range(1, n + 1), q=0, p=p).confidence_interval(confidence)
    ranks = quantile_interval(n, p, confidence)
    if isinstance(ranks, Undefined):
        assert np.isnan([expected.low, expected.high]).any()
    else:
        assert ranks == (expected.low, expected.high)


@given(sizes, parts, confidences)
def test_ranks_are_the_innermost_that_cover(n, p, confidence):
    """Each side leaves out at most half of what the confidence does, and one rank further in would leave out more."""
    ranks = quantile_interval(n, p, confidence)
    assume(not isinstance(ranks, Undefined))
    low, high = ranks
    half = Fraction(1 - confidence) / 2
    assert below(low, n, p) <= half < below(low + 1, n, p)
    assert 1 - below(high, n, p) <= half < 1 - below(high - 1, n, p)


@given(st.integers(0, 300), parts, st.sampled_from([0.01, 0.05, 0.1, 0.3, 0.5, 0.75, 0.95, 0.999]))
def test_ranks_hold_the_quantile(n, p, confidence):
    """The quantile of type 7 never lies outside the limits, however low the confidence is."""
    ranks = quantile_interval(n, p, confidence)
    assume(not isinstance(ranks, Undefined))
    assert 1 <= ranks[0] <= floor(position(n, p)) <= ceil(position(n, p)) <= ranks[1] <= n


def test_ranks_are_widened_to_hold_the_quantile():
    """At 5 % the ranks around the first percentile of 102 values would be 1 and 2; type 7 stands behind the second."""
    half = Fraction(19, 40)
    assert below(1, 102, 0.01) <= half < below(2, 102, 0.01)
    assert 1 - below(2, 102, 0.01) <= half < 1 - below(1, 102, 0.01)
    assert position(102, 0.01) > 2
    assert quantile_interval(102, 0.01, 0.05) == (1, 3)


@given(st.lists(st.integers(0, 9), min_size=6, max_size=60), parts, confidences)
def test_limits_hold_the_quantile(values, p, confidence):
    """The limits are durations that occur, and hold the quantile, also where many are equal."""
    limits = quantile_limits(table(values), p, confidence)
    assume(not isinstance(limits, Undefined))
    assert limits.low <= quantile(table(values), p) <= limits.high
    assert {limits.low, limits.high} <= set(values)


@given(sizes, parts, confidences)
def test_longest_first_mirrors_the_ranks(n, p, confidence):
    """Counted from the other end, the ranks of 1 - p are those of p."""
    ranks, mirrored = quantile_interval(n, p, confidence), quantile_interval(n, round(1 - p, 2), confidence)
    if isinstance(ranks, Undefined):
        assert isinstance(mirrored, Undefined)
    else:
        assert mirrored == (n + 1 - ranks[1], n + 1 - ranks[0])


def test_exact_ties_are_the_same_on_both_sides():
    """With 3 values at 75 %, one eighth lies on each side, which is just what may."""
    assert quantile_interval(3, 0.5, 0.75) == (1, 3)


@given(sizes, parts)
def test_more_confidence_is_never_shorter(n, p):
    """A higher confidence gives ranks that are as far out or farther, or none."""
    narrow, wide = quantile_interval(n, p, 0.8), quantile_interval(n, p, 0.95)
    if isinstance(narrow, Undefined):
        assert isinstance(wide, Undefined)
    elif not isinstance(wide, Undefined):
        assert wide[0] <= narrow[0] <= narrow[1] <= wide[1]


@pytest.mark.parametrize(
    ("n", "p", "confidence", "reason"),
    [
        (5, 0.5, 0.95, "fewer than 6 finished ones do not bound a median at 95 %"),
        (0, 0.5, 0.95, "fewer than 6 finished ones do not bound a median at 95 %"),
        (7, 0.5, 0.99, "fewer than 8 finished ones do not bound a median at 99 %"),
        (20, 0.9, 0.95, "fewer than 36 finished ones do not bound a p90 from above at 95 %"),
        (20, 0.1, 0.95, "fewer than 36 finished ones do not bound a p10 from below at 95 %"),
        (2, 0.9, 0.95, "fewer than 36 finished ones do not bound a p90 from above at 95 %"),
        (2, 0.1, 0.95, "fewer than 36 finished ones do not bound a p10 from below at 95 %"),
        (1, 0.9, 0.95, "fewer than 36 finished ones do not bound a p90 at 95 %"),
        (500, 0.9999, 0.95, "fewer than 36,887 finished ones do not bound a p99.99 from above at 95 %"),
    ],
)
def test_too_few_have_no_limits(n, p, confidence, reason):
    """Where n is too small there are no limits, and the reason says how many it takes and on which side."""
    assert quantile_interval(n, p, confidence) == Undefined(reason)


@given(st.integers(0, 40), st.integers(1, 19).map(lambda twentieth: twentieth / 20), confidences)
def test_as_many_as_the_reason_asks_for_are_enough(n, p, confidence):
    """With as many as the reason names there are limits, with one fewer there are none."""
    found = quantile_interval(n, p, confidence)
    assume(isinstance(found, Undefined))
    fewest = int(found.reason.split()[2].replace(",", ""))
    assert n < fewest
    assert isinstance(quantile_interval(fewest - 1, p, confidence), Undefined)
    assert not isinstance(quantile_interval(fewest, p, confidence), Undefined)


def test_limits_of_too_few():
    """A table with too few ended ones has no limits, by the same words."""
    assert quantile_limits(table([3, 4]), 0.5) == quantile_interval(2, 0.5)
    assert quantile_limits(table([3, 4, 5, 6, 7, 8]), 0.5) == Interval(3.0, 8.0, "order-statistics")


@pytest.mark.parametrize("n", [10**6, 10**7, 10**8])
def test_many_values(n):
    """The ranks of many values are those of the normal distribution, to one or two."""
    low, high = quantile_interval(n, 0.5)
    assert low == pytest.approx(n / 2 - 1.959964 * sqrt(n) / 2, abs=2)
    assert low + high == n + 1


@pytest.mark.parametrize(("n", "p", "confidence"), [(-1, 0.5, 0.9), (5, 0, 0.9), (5, 1, 0.9), (5, 2, 0.9), (5, 0.5, 1)])
def test_nonsense_is_refused(n, p, confidence):
    """A negative number of values, no p, or no confidence give no ranks."""
    with pytest.raises(ValueError, match=r"never negative|p of a quantile|a confidence lies"):
        quantile_interval(n, p, confidence)
