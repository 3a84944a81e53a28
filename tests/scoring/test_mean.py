import json
from math import inf, nan
from pathlib import Path
from statistics import fmean, pvariance

import pytest
from hypothesis import given
from hypothesis import strategies as st
from scipy import stats

from cxcli.scoring.counts import CountsByValue
from cxcli.scoring.interval import Interval, Undefined
from cxcli.scoring.mean import t

VECTORS = Path(__file__).resolve().parents[1] / "vectors"
MEANS = json.loads((VECTORS / "wilson.json").read_text(encoding="utf-8"))["t_interval_mean"]
CSAT = json.loads((VECTORS / "csat_ces.json").read_text(encoding="utf-8"))["cases"]
samples = st.lists(st.integers(1, 7), min_size=2, max_size=30).filter(lambda x: len(set(x)) > 1)


@pytest.mark.parametrize("case", MEANS)
@pytest.mark.parametrize(("confidence", "suffix"), [(0.95, "95"), (0.998, "99.8")])
def test_published_t_limits(case, confidence, suffix):
    """Published t limits come out as printed, from the counts of the values."""
    counts = CountsByValue.of(dict.fromkeys(case["x"], 1))
    interval = t(float(counts.mean()), float(counts.variance()), counts.effective_n, confidence)
    assert float(counts.mean()) == pytest.approx(case["mean"], abs=case["tol"])
    assert (float(counts.variance()) * 8 / 7) ** 0.5 == pytest.approx(case["sd"], abs=case["tol"])
    assert interval.low == pytest.approx(case["lo" + suffix], abs=case["tol"], rel=0)
    assert interval.high == pytest.approx(case["hi" + suffix], abs=case["tol"], rel=0)


@given(samples, st.sampled_from([0.8, 0.95, 0.99]))
def test_t_limits_agree_with_scipy(values, confidence):
    """The limits agree with those of an independent library."""
    expected = stats.ttest_1samp(values, 0).confidence_interval(confidence)
    interval = t(fmean(values), pvariance(values), len(values), confidence)
    assert (interval.low, interval.high) == pytest.approx((expected.low, expected.high), rel=1e-9)


def test_two_answers_by_hand():
    """1 and 3: 2 plus or minus 12.7062 standard errors of 1."""
    interval = t(2, 1, 2)
    assert interval.method == "t"
    assert (interval.low, interval.high) == pytest.approx((2 - 12.7062047, 2 + 12.7062047), abs=1e-6)


@given(st.floats(1, 5), st.floats(0, 4, exclude_min=True), st.floats(2, 1e9))
def test_limits_hold_the_mean(mean, variance, n):
    """The limits hold the mean: low <= mean <= high, and more confidence is never shorter."""
    narrow, wide = t(mean, variance, n, 0.8), t(mean, variance, n, 0.95)
    assert wide.low <= narrow.low <= mean <= narrow.high <= wide.high


@pytest.mark.parametrize(
    ("n", "why"),
    [
        (1, "fewer than two answers show"),
        (0.5, "fewer than two answers show"),
        (1.001, "an effective n below 2 shows"),
        (1.999, "an effective n below 2 shows"),
    ],
)
def test_one_answer_has_no_interval(n, why):
    """Fewer than two answers, or weighted ones worth fewer, show no spread: no interval, and the reason is said."""
    assert t(4, 1, n) == Undefined(f"{why} no spread, so the interval of their mean is unknown")


def test_answers_that_are_all_alike():
    """Answers that are all alike show no spread: limits without width would claim certainty, so there are none."""
    undefined = t(4, 0, 10)
    assert undefined == Undefined("all answers are alike and show no spread, so the interval of their mean is unknown")


def test_a_census_has_no_uncertainty():
    """With an infinite effective n the limits are the mean itself."""
    assert t(4.2, 1, inf) == Interval(4.2, 4.2, "t")


@pytest.mark.parametrize(("variance", "n", "confidence"), [(-1e-9, 5, 0.9), (nan, 5, 0.9), (1, 0, 0.9), (1, 5, 1)])
def test_nonsense_is_refused(variance, n, confidence):
    """A negative variance, no answers, or no confidence give no interval."""
    with pytest.raises(ValueError, match=r"a variance is 0 or more|more than 0 answers|a confidence lies"):
        t(4, variance, n, confidence)
