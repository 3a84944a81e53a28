import json
from itertools import product
from math import inf, nan
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st
from scipy import stats

from cxcli.scoring import proportion
from cxcli.scoring.intervals import SHARE_METHODS

VECTORS = json.loads((Path(__file__).resolve().parents[1] / "vectors" / "wilson.json").read_text(encoding="utf-8"))
PRINTED = [
    (proportion.wilson, "wilson_95", 0.95),
    (proportion.wilson, "wilson_99.8", 0.998),
    (proportion.agresti_coull, "agresti_coull_95", 0.95),
    (proportion.clopper_pearson, "clopper_pearson_95", 0.95),
    (proportion.mid_p, "midp_95", 0.95),
    (proportion.jeffreys, "jeffreys_95", 0.95),
]
CASES = [(method, confidence, case) for method, key, confidence in PRINTED for case in VECTORS[key]]
every_method = pytest.mark.parametrize("method", SHARE_METHODS.values(), ids=SHARE_METHODS)
counts = st.integers(1, 500).flatmap(lambda n: st.tuples(st.integers(0, n), st.just(n)))
confidences = st.sampled_from([0.5, 0.8, 0.9, 0.95, 0.99, 0.999])


@pytest.mark.parametrize(("method", "confidence", "case"), CASES)
def test_published_limits(method, confidence, case):
    """Limits that others have printed come out to the last printed digit."""
    interval = method(case["k"] / case["n"], case["n"], confidence)
    assert interval.low == pytest.approx(case["lo"], abs=case["tol"], rel=0)
    assert interval.high == pytest.approx(case["hi"], abs=case["tol"], rel=0)


@pytest.mark.parametrize("case", VECTORS["agresti_coull_plus4"])
def test_published_wald_limits_of_four_added_answers(case):
    """The Wald interval after adding 2 and 2 answers comes out as printed."""
    n = case["n"] + 4
    interval = proportion.wald((case["k"] + 2) / n, n, case["conf"])
    assert (case["k"] + 2) / n == case["estimate"]
    assert interval.low == pytest.approx(case["lo"], abs=case["tol"], rel=0)
    assert interval.high == pytest.approx(case["hi"], abs=case["tol"], rel=0)


@given(counts, confidences)
def test_wilson_agrees_with_scipy(count, confidence):
    """Wilson limits agree with an independent library to 1e-12."""
    k, n = count
    expected = stats.binomtest(k, n).proportion_ci(confidence, method="wilson")
    interval = proportion.wilson(k / n, n, confidence)
    assert interval.low == pytest.approx(expected.low, abs=1e-12)
    assert interval.high == pytest.approx(expected.high, abs=1e-12)


@given(counts, confidences)
def test_clopper_pearson_agrees_with_scipy(count, confidence):
    """Clopper-Pearson limits agree with an independent library, which finds them by root search."""
    k, n = count
    expected = stats.binomtest(k, n).proportion_ci(confidence, method="exact")
    interval = proportion.clopper_pearson(k / n, n, confidence)
    assert interval.low == pytest.approx(expected.low, abs=1e-10)
    assert interval.high == pytest.approx(expected.high, abs=1e-10)


@given(counts, confidences)
def test_mid_p_limits_have_the_stated_tails(count, confidence):
    """At each mid-p limit, half the probability of the result and all beyond it make the stated tail."""
    k, n = count
    interval = proportion.mid_p(k / n, n, confidence)
    half = (1 - confidence) / 2
    if k > 0:
        at_low = stats.binom.sf(k, n, interval.low) + stats.binom.pmf(k, n, interval.low) / 2
        assert at_low == pytest.approx(half, rel=1e-9)
    if k < n:
        at_high = stats.binom.cdf(k - 1, n, interval.high) + stats.binom.pmf(k, n, interval.high) / 2
        assert at_high == pytest.approx(half, rel=1e-9)


@given(counts, confidences)
def test_jeffreys_limits_are_beta_quantiles(count, confidence):
    """Jeffreys limits are quantiles of Beta(k + 1/2, n - k + 1/2), but 0 and 1 where all answers are alike."""
    k, n = count
    expected = stats.beta(k + 0.5, n - k + 0.5).interval(confidence)
    interval = proportion.jeffreys(k / n, n, confidence)
    assert interval.low == pytest.approx(expected[0] if k else 0, abs=1e-9)
    assert interval.high == pytest.approx(expected[1] if k < n else 1, abs=1e-9)


@every_method
@given(share=st.floats(0, 1), n=st.floats(0.5, 1e9), confidence=confidences)
def test_limits_hold_the_share(method, share, n, confidence):
    """0 <= low <= share <= high <= 1 for every method, share, effective n and confidence."""
    interval = method(share, n, confidence)
    assert 0 <= interval.low <= share <= interval.high <= 1
    assert {type(interval.low), type(interval.high)} == {float}


@every_method
@given(count=counts, confidence=confidences)
def test_failures_mirror_successes(method, count, confidence):
    """Counting the failures instead of the successes mirrors the limits."""
    k, n = count
    successes, failures = method(k / n, n, confidence), method((n - k) / n, n, confidence)
    assert successes.low == pytest.approx(1 - failures.high, abs=1e-9)
    assert successes.high == pytest.approx(1 - failures.low, abs=1e-9)


@every_method
@given(count=counts)
def test_more_confidence_is_never_shorter(method, count):
    """A higher confidence gives limits that are as far out or farther."""
    k, n = count
    narrow, wide = method(k / n, n, 0.8), method(k / n, n, 0.95)
    assert wide.low <= narrow.low
    assert wide.high >= narrow.high


@every_method
@given(count=st.integers(2, 100).flatmap(lambda n: st.tuples(st.integers(1, n - 1), st.just(n))))
def test_more_answers_are_shorter(method, count):
    """The same share of four times the answers gives a shorter interval."""
    k, n = count
    few, many = method(k / n, n, 0.95), method(k / n, 4 * n, 0.95)
    assert many.high - many.low < few.high - few.low


@every_method
def test_the_default_confidence(method):
    """Without a confidence it is 95 %."""
    assert method(0.4, 20) == method(0.4, 20, 0.95) != method(0.4, 20, 0.9)


@every_method
@pytest.mark.parametrize("share", [0, 0.3, 1])
def test_the_share_of_a_census_is_its_limits(method, share):
    """With an infinite effective n nothing is left to chance."""
    assert (method(share, inf).low, method(share, inf).high) == (share, share)


@every_method
@given(share=st.floats(0, 1))
def test_a_census_has_no_uncertainty(method, share):
    """With an infinite effective n the limits are the share itself."""
    interval = method(share, inf, 0.95)
    assert (interval.low, interval.high) == (share, share)
    assert interval.method == method(share, 10, 0.95).method


@every_method
@pytest.mark.parametrize(
    ("share", "n", "confidence"), [*product([-0.1, 1.1, nan], [5], [0.9]), (0.5, 0, 0.9), (0.5, 5, 1)]
)
def test_nonsense_is_refused(method, share, n, confidence):
    """A share that is none, no answers, or no confidence give no interval."""
    with pytest.raises(ValueError, match=r"a share lies|more than 0 answers|a confidence lies"):
        method(share, n, confidence)


def test_wald_by_hand():
    """Half of 100 answers: 0.5 plus or minus 1.959964 x 0.05; the limits are cut at 0 and 1."""
    interval = proportion.wald(0.5, 100)
    assert (interval.low, interval.high) == pytest.approx((0.4020018, 0.5979982), abs=1e-7)
    assert proportion.wald(0.1, 4).low == 0
    assert proportion.wald(0.9, 4).high == 1


def test_agresti_coull_is_cut_at_the_ends():
    """No success in 20 answers: the lower limit is cut at 0, the upper one is (z^2/2 + z sqrt(…)) / (n + z^2)."""
    interval = proportion.agresti_coull(0, 20)
    n = 20 + 1.959963984540054**2
    p = 1.959963984540054**2 / 2 / n
    assert interval.low == 0
    assert interval.high == pytest.approx(p + 1.959963984540054 * (p * (1 - p) / n) ** 0.5, abs=1e-12)
    assert proportion.agresti_coull(1, 20).high == 1


@every_method
def test_the_method_is_named(method):
    """An interval says by which method it was made, in the word that asks for it."""
    assert SHARE_METHODS[method(0.3, 10, 0.95).method] is method
