import json
from math import inf, log, nan, sqrt
from pathlib import Path

import pytest
from hypothesis import assume, given
from hypothesis import strategies as st
from scipy import optimize, stats

from cxcli.scoring import difference
from cxcli.scoring.intervals import DIFFERENCE_METHODS

VECTORS = json.loads((Path(__file__).resolve().parents[1] / "vectors" / "nps.json").read_text(encoding="utf-8"))
Z2 = 1.959963984540054**2
every_method = pytest.mark.parametrize("method", DIFFERENCE_METHODS.values(), ids=DIFFERENCE_METHODS)
tables = st.tuples(st.integers(0, 60), st.integers(0, 60), st.integers(0, 60)).filter(any)
confidences = st.sampled_from([0.5, 0.8, 0.9, 0.95, 0.99, 0.999])


def limits(method, case, **options):
    n = case["d"] + case["p"] + case["c"]
    interval = method(case["c"] / n, case["d"] / n, n, case.get("conf", 0.95), **options)
    return interval.low, interval.high


def printed(case, key):
    """A limit and half a unit of its last digit.

    Books print both limits to the same digit, and a 0 at the end is lost in JSON, so the finer limit decides there.
    """
    ends = ("lo", "hi") if case.get("kind") == "published" else (key,)
    digits = max(len(str(case[end]).partition(".")[2]) for end in ends)
    return pytest.approx(case[key], abs=case.get("tol", 0.5 * 10**-digits), rel=0)


@pytest.mark.parametrize("case", VECTORS["ci_score_tango"])
def test_published_score_limits(case):
    """Tango's score limits come out as printed."""
    assert limits(difference.score, case) == (printed(case, "lo"), printed(case, "hi"))


@pytest.mark.parametrize("case", VECTORS["ci_wald"])
def test_published_wald_limits(case):
    """Wald limits come out as printed."""
    assert limits(difference.wald, case) == (printed(case, "lo"), printed(case, "hi"))


@pytest.mark.parametrize("case", VECTORS["ci_adjusted_wald_3T"])
def test_adjusted_wald_limits_of_another_program(case):
    """Adjusted Wald limits agree with R's NPS package, whose added answers are the default."""
    assert tuple(case["add"]) == difference.ADDED_ANSWERS
    assert limits(difference.adjusted_wald, case) == (printed(case, "lo"), printed(case, "hi"))


@pytest.mark.parametrize("case", VECTORS["ci_pseudo"])
def test_published_limits_with_other_added_answers(case):
    """Agresti and Min's and Bonett and Price's limits come out as printed."""
    assert limits(difference.adjusted_wald, case, added=tuple(case["add"])) == (
        printed(case, "lo"),
        printed(case, "hi"),
    )


def score_statistic(plus, neither, minus, delta):
    """Tango's statistic from its definition: the likelihood is maximised by search, not by formula."""
    n = plus + neither + minus
    lowest, highest = max(0.0, -delta), (1 - delta) / 2

    def unlikely(q):
        terms = ((plus, q + delta), (minus, q), (neither, 1 - delta - 2 * q))
        return -sum(count * log(max(share, 1e-300)) for count, share in terms if count)

    q = optimize.minimize_scalar(unlikely, bounds=(lowest, highest), method="bounded", options={"xatol": 1e-12}).x
    q = min((lowest, q, highest), key=unlikely)
    deviation = plus - minus - n * delta
    # With no answer but passives and a difference of 0, nothing deviates and nothing varies.
    return deviation / sqrt(n * (2 * q + delta * (1 - delta))) if deviation else 0.0


@given(st.tuples(st.integers(0, 12), st.integers(0, 12), st.integers(0, 12)).filter(any))
def test_score_limits_by_brute_force(table):
    """At a score limit within -1 to 1 the statistic, its likelihood maximised by search, is just z."""
    plus, _, minus = table
    n = sum(table)
    interval = difference.score(plus / n, minus / n, n)
    if plus < n:
        assert score_statistic(*table, interval.high) == pytest.approx(-sqrt(Z2), abs=1e-4)
    if minus < n:
        assert score_statistic(*table, interval.low) == pytest.approx(sqrt(Z2), abs=1e-4)


@given(tables, st.floats(-0.999, 0.999))
def test_exactly_the_accepted_differences_lie_inside(table, delta):
    """A difference lies within the score limits if, and only if, the test does not reject it."""
    plus, _, minus = table
    n = sum(table)
    interval = difference.score(plus / n, minus / n, n)
    assume(min(abs(delta - interval.low), abs(delta - interval.high)) > 1e-4)
    accepted = abs(score_statistic(*table, delta)) <= sqrt(Z2)
    assert accepted == (interval.low <= delta <= interval.high)


@pytest.mark.parametrize("n", [1, 2, 3, 10, 1000, 10**6, 10**9, 2.5, 0.3])
def test_score_limits_of_corner_tables(n):
    """All alike: the value is one limit, the other is (n - z^2) / (n + z^2); all neither: z^2 / (n + z^2) both ways."""
    other = (n - Z2) / (n + Z2)
    assert vars_of(difference.score(1, 0, n)) == (pytest.approx(other, abs=2e-15), 1.0)
    assert vars_of(difference.score(0, 1, n)) == (-1.0, pytest.approx(-other, abs=2e-15))
    half = Z2 / (n + Z2)
    assert vars_of(difference.score(0, 0, n)) == (pytest.approx(-half, abs=2e-15), pytest.approx(half, abs=2e-15))


def vars_of(interval):
    return interval.low, interval.high


@pytest.mark.parametrize("n", [1, 7, 100, 10**6, 10**9])
def test_score_limits_without_passives(n):
    """Nobody in between: the score interval is Wilson's of the promoters, stretched from 0..1 to -1..1."""
    for k in {0, 1, n // 3, n // 2, n - 1, n}:
        low, high = (2 * limit - 1 for limit in stats.binomtest(k, n).proportion_ci(0.95, method="wilson"))
        interval = difference.score(k / n, (n - k) / n, n)
        assert vars_of(interval) == (pytest.approx(low, abs=1e-9), pytest.approx(high, abs=1e-9))


@pytest.mark.parametrize("table", [(1, 999_999_998, 1), (1, 10**9 - 1, 0), (300_000_000, 400_000_000, 300_000_000)])
def test_score_limits_of_a_billion_answers(table):
    """With a billion answers the statistic at the limits, by exact formula in high precision, is z."""
    from decimal import Decimal, localcontext  # noqa: PLC0415 - only this test counts so finely

    plus, _, minus = table
    n = sum(table)
    with localcontext() as context:
        context.prec = 60
        for limit in vars_of(difference.score(plus / n, minus / n, n)):
            b, c, delta = (plus, minus, Decimal(limit)) if limit >= 0 else (minus, plus, -Decimal(limit))
            middle = (2 * n - b + c) * delta - b - c
            q = ((middle**2 + 8 * n * c * delta * (1 - delta)).sqrt() - middle) / (4 * n)
            statistic = abs(b - c - n * delta) / (n * (2 * q + delta * (1 - delta))).sqrt()
            assert float(statistic) == pytest.approx(sqrt(Z2), rel=1e-5)


@given(plus=st.floats(0, 1), rest=st.floats(0, 1), n=st.floats(0.01, 1e9), confidence=confidences)
def test_score_limits_always_hold_the_value(plus, rest, n, confidence):
    """-1 <= low <= value <= high <= 1 for every table, effective n and confidence, and where all are alike -1 or 1."""
    minus = (1 - plus) * rest
    interval = difference.score(plus, minus, n, confidence)
    assert -1 <= interval.low <= plus - minus <= interval.high <= 1
    assert interval.low < interval.high
    assert (interval.high == 1) >= (plus == 1)
    assert (interval.low == -1) >= (minus == 1)


@every_method
@given(table=tables, confidence=confidences)
def test_limits_within_range(method, table, confidence):
    """-1 <= low <= high <= 1 for every method."""
    plus, _, minus = table
    interval = method(plus / sum(table), minus / sum(table), sum(table), confidence)
    assert -1 <= interval.low <= interval.high <= 1


@given(table=tables, confidence=confidences)
def test_wald_limits_hold_the_value(table, confidence):
    """The Wald interval is centred on the value, so it holds it."""
    plus, _, minus = table
    n = sum(table)
    interval = difference.wald(plus / n, minus / n, n, confidence)
    assert interval.low <= plus / n - minus / n <= interval.high


@every_method
@given(table=tables)
def test_swapping_sides_mirrors_the_limits(method, table):
    """Swapping promoters and detractors negates the value and mirrors the limits."""
    plus, _, minus = table
    n = sum(table)
    one, other = method(plus / n, minus / n, n, 0.95), method(minus / n, plus / n, n, 0.95)
    assert vars_of(one) == (pytest.approx(-other.high, abs=1e-14), pytest.approx(-other.low, abs=1e-14))


@every_method
@given(table=tables)
def test_more_confidence_is_never_shorter(method, table):
    """A higher confidence gives limits that are as far out or farther."""
    plus, _, minus = table
    n = sum(table)
    narrow, wide = method(plus / n, minus / n, n, 0.8), method(plus / n, minus / n, n, 0.95)
    assert wide.low <= narrow.low
    assert wide.high >= narrow.high


@given(table=tables, side=st.sampled_from([(1, 0), (0, -1)]))
def test_one_better_answer_never_lowers_the_score_limits(table, side):
    """One detractor who becomes a passive, or passive who becomes a promoter, lowers neither limit."""
    plus, neither, minus = table
    assume(neither if side[0] else minus)
    n = sum(table)
    before = difference.score(plus / n, minus / n, n)
    after = difference.score((plus + side[0]) / n, (minus + side[1]) / n, n)
    assert after.low >= before.low - 1e-12
    assert after.high >= before.high - 1e-12


@every_method
def test_the_default_confidence(method):
    """Without a confidence it is 95 %."""
    assert method(0.4, 0.3, 20) == method(0.4, 0.3, 20, 0.95) != method(0.4, 0.3, 20, 0.9)


@every_method
@pytest.mark.parametrize(("plus", "minus"), [(0.5, 0.2), (1, 0), (0, 1), (0, 0), (0.5, 0.5)])
def test_a_census_has_no_uncertainty(method, plus, minus):
    """With an infinite effective n the limits are the value itself."""
    interval = method(plus, minus, inf, 0.95)
    assert vars_of(interval) == (plus - minus, plus - minus)
    assert interval.method == method(plus, minus, 10, 0.95).method


@every_method
@pytest.mark.parametrize(
    ("plus", "minus", "n", "confidence"),
    [
        (-0.1, 0, 5, 0.9),
        (0, 1.1, 5, 0.9),
        (nan, 0, 5, 0.9),
        (0.6, 0.5, 5, 0.9),
        (0.5, 0.5 + 1.2e-12, 5, 0.9),
        (0.5, 0.5, 0, 0.9),
        (0.5, 0.5, 5, 0),
    ],
)
def test_nonsense_is_refused(method, plus, minus, n, confidence):
    """Shares that are none or add to more than 1, no answers, or no confidence give no interval."""
    with pytest.raises(ValueError, match=r"a share lies|add to at most 1|more than 0 answers|a confidence lies"):
        method(plus, minus, n, confidence)


@every_method
def test_shares_may_miss_their_sum_by_a_rounding(method):
    """Shares that add to 1 but for the last bit of a float are taken."""
    plus, minus = 0.7, 0.3 + 1e-15
    assert plus + minus > 1
    assert vars_of(method(plus, minus, 10, 0.95)) == pytest.approx(vars_of(method(0.7, 0.3, 10, 0.95)), abs=1e-12)
    assert method(1.0, 1e-15, 10, 0.95).high <= 1


@every_method
def test_the_method_is_named(method):
    """An interval says by which method it was made, in the word that asks for it."""
    assert DIFFERENCE_METHODS[method(0.3, 0.1, 10, 0.95).method] is method


def test_wald_limits_are_cut():
    """Wald limits beyond -1 and 1 are cut there."""
    assert difference.wald(0.75, 0.25, 4).high == 1
    assert difference.wald(0.25, 0.75, 4).low == -1


def test_adjusted_wald_may_miss_the_value():
    """One promoter alone: (1.75 - 0.75) / 4 plus or minus z sqrt(0.5625 / 4), which does not reach the value 1."""
    interval = difference.adjusted_wald(1, 0, 1)
    assert vars_of(interval) == (pytest.approx(0.25 - sqrt(Z2) * 0.375), pytest.approx(0.25 + sqrt(Z2) * 0.375))
    assert interval.high < 1
