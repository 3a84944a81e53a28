import json
from collections import Counter
from fractions import Fraction
from math import inf, nan, sqrt
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st
from scipy import stats

from cxcli.analysis import two_samples
from cxcli.analysis.answer_points import answer_points, mean_points
from cxcli.analysis.two_samples import Mean, NetShare, Share
from cxcli.scoring.boxes import settle
from cxcli.scoring.catalogue import shipped
from cxcli.scoring.counts import CountsByValue
from cxcli.scoring.interval import Undefined

VECTORS = Path(__file__).resolve().parents[1] / "vectors"
NPS = json.loads((VECTORS / "nps.json").read_text(encoding="utf-8"))
SHARES = json.loads((VECTORS / "wilson.json").read_text(encoding="utf-8"))["two_proportion_z"]
METHODS = {"wald": two_samples.wald, "adjusted_wald": two_samples.adjusted_wald}
tables = st.tuples(st.integers(0, 40), st.integers(0, 40), st.integers(0, 40)).filter(any)
answers = st.lists(st.integers(1, 5), min_size=2, max_size=30)


def net(table):
    detractors, passives, promoters = table
    n = detractors + passives + promoters
    return NetShare(promoters / n, detractors / n, n)


def mean(values):
    counts = CountsByValue.of(Counter(values))
    return Mean(float(counts.mean()), float(counts.variance()), counts.n)


@pytest.mark.parametrize("case", NPS["two_sample"])
def test_two_samples_of_another_program(case):
    """Difference, limits and p of two NPS are those of R's NPS package, Wald and adjusted Wald."""
    found = METHODS[case["method"]](net(case["y"]), net(case["x"]), case["conf"])
    assert found.difference == pytest.approx(case["delta"], abs=5e-13)
    assert (found.low, found.high, found.p) == pytest.approx((case["lo"], case["hi"], case["p"]), rel=5e-12)


@pytest.mark.parametrize("case", SHARES)
def test_two_shares_of_another_program(case):
    """The pooled z squared is Pearson's chi squared, with the p of R's prop.test."""
    one, two = Share(case["k1"] / case["n1"], case["n1"]), Share(case["k2"] / case["n2"], case["n2"])
    found = two_samples.pooled_z(one, two)
    assert found.statistic**2 == pytest.approx(case["chi2"], abs=5e-8)
    assert found.p == pytest.approx(case["p"], abs=5e-10)


@given(answers, answers)
def test_welch_by_scipy(before, after):
    """Statistic, p, degrees of freedom and limits of two means are those of scipy."""
    found = two_samples.welch(mean(before), mean(after), 0.9)
    if 1 in (len(set(before)), len(set(after))):
        assert isinstance(found, Undefined)
        return
    known = stats.ttest_ind(after, before, equal_var=False)
    assert (found.statistic, found.p, found.degrees) == pytest.approx((known.statistic, known.pvalue, known.df))
    assert (found.low, found.high) == pytest.approx(tuple(known.confidence_interval(0.9)), abs=1e-9)


def test_agresti_caffo_by_hand():
    """7 of 10 and 3 of 10 become 8 of 12 and 4 of 12: the difference is 1/3, its error sqrt(2 * 2/9 / 12)."""
    found = two_samples.agresti_caffo(Share(0.3, 10), Share(0.7, 10))
    assert found.difference == pytest.approx(1 / 3)
    assert found.error == pytest.approx(sqrt(1 / 27))
    assert found.low == pytest.approx(1 / 3 - stats.norm.ppf(0.975) / sqrt(27))
    assert found.p == pytest.approx(2 * stats.norm.sf(sqrt(3)))


@given(tables, tables, st.sampled_from([0.8, 0.95, 0.99]))
def test_the_limits_leave_0_out_where_p_is_small(one, two, confidence):
    """The limits leave 0 out if, and only if, p is below 1 - confidence; swapped samples turn every sign."""
    found = two_samples.adjusted_wald(net(one), net(two), confidence)
    back = two_samples.adjusted_wald(net(two), net(one), confidence)
    if abs(found.p - (1 - confidence)) > 1e-9:
        assert (found.low > 0 or found.high < 0) == (found.p < 1 - confidence)
    assert (back.low, back.high, back.p) == pytest.approx((-found.high, -found.low, found.p), abs=1e-14)


def test_adjusted_tests_show_spread_where_all_are_alike():
    """Two samples of promoters alone: Wald knows no error, the adjusted tests do."""
    one = NetShare(1, 0, 5)
    assert isinstance(two_samples.wald(one, one), Undefined)
    assert two_samples.adjusted_wald(one, one).error > 0
    assert two_samples.agresti_caffo(Share(1, 5), Share(1, 5)).error > 0


def test_a_census_on_one_side():
    """A census has no error of its own and gets no added answers: what is left is the other sample's."""
    census = two_samples.adjusted_wald(NetShare(0.5, 0.2, inf), NetShare(0.6, 0.1, 50))
    assert census.difference == pytest.approx((0.6 * 50 + 0.75) / 53 - (0.1 * 50 + 0.75) / 53 - 0.3)
    share = two_samples.agresti_caffo(Share(0.5, inf), Share(0.7, 10))
    assert share.difference == pytest.approx(8 / 12 - 0.5)
    assert share.error == pytest.approx(sqrt(2 / 9 / 12))
    welch = two_samples.welch(Mean(4, 1, inf), Mean(4.5, 1, 11))
    assert (welch.degrees, welch.error) == (pytest.approx(10), pytest.approx(sqrt(0.1)))


@pytest.mark.parametrize(
    ("n1", "n2", "why"),
    [
        (1, 10, "fewer than two answers show"),
        (10, 1, "fewer than two answers show"),
        (1.5, 10, "an effective n below 2 shows"),
    ],
)
def test_one_answer_shows_no_spread(n1, n2, why):
    """A mean of fewer than two answers, or of weighted ones worth fewer, cannot be tested."""
    found = two_samples.welch(Mean(3, 0, n1), Mean(4, 1, n2))
    assert found == Undefined(f"{why} no spread, so chance cannot be told from change")


def test_a_side_without_spread():
    """Answers that are all alike on one side give no test, unless everybody answered there."""
    alike, spread = Mean(3, 0, 50), Mean(4, 1, 11)
    for sides in ((alike, spread), (spread, alike)):
        found = two_samples.welch(*sides)
        assert isinstance(found, Undefined)
        assert found.reason.startswith("the answers of one sample are all alike")
    for sides in ((alike, alike), (Mean(3, 0, inf), alike), (Mean(3, 1, inf), Mean(4, 1, inf))):
        assert two_samples.welch(*sides).reason.startswith("neither sample shows any spread")
    census = two_samples.welch(Mean(3, 0, inf), spread)
    assert (census.error, census.degrees) == (pytest.approx(sqrt(0.1)), pytest.approx(10))


@pytest.mark.parametrize("n", [0, -1, nan])
@pytest.mark.parametrize(
    "test",
    [
        lambda n: two_samples.wald(NetShare(0.5, 0.1, 5), NetShare(0.5, 0.1, n)),
        lambda n: two_samples.adjusted_wald(NetShare(0.5, 0.1, n), NetShare(0.5, 0.1, 5)),
        lambda n: two_samples.agresti_caffo(Share(0.5, n), Share(0.5, 5)),
        lambda n: two_samples.pooled_z(Share(0.5, 5), Share(0.5, n)),
        lambda n: two_samples.welch(Mean(0.5, 0.1, n), Mean(0.5, 0.1, 5)),
    ],
)
def test_no_answers(test, n):
    """Without answers there is no test."""
    with pytest.raises(ValueError, match="more than 0 answers"):
        test(n)


@pytest.mark.parametrize("statistic", [0, 1, -1.96, 8, 30])
def test_p_values_of_the_normal_distribution(statistic):
    """A p value is accurate to the end of the tail, where 1 minus a probability would be 0."""
    assert two_samples.two_sided_p(statistic) == pytest.approx(2 * stats.norm.sf(abs(statistic)), rel=1e-12)
    assert two_samples.two_sided_p(statistic, 7) == pytest.approx(2 * stats.t.sf(abs(statistic), 7), rel=1e-9)


WEIGHTED = NPS["weighted"][0]
COUNTS = CountsByValue.weighted(
    Counter((score, weight) for score, weight in zip(WEIGHTED["scores"], WEIGHTED["weights"], strict=True))
)


def test_weighted_values_of_another_program():
    """Weighted NPS, promoter share, mean and effective n are those of R's survey package."""
    nps = mean_points(COUNTS, answer_points(settle(shipped()["nps"])))
    assert nps == 100 * Fraction(WEIGHTED["nps"]).limit_denominator(1000)
    assert float(COUNTS.share({9, 10})) == pytest.approx(WEIGHTED["promoter_share"], abs=5e-13)
    assert float(COUNTS.mean()) == pytest.approx(WEIGHTED["mean"], abs=5e-12)
    assert COUNTS.effective_n == WEIGHTED["n_eff_kish"]


def net_variance(counts):
    plus, minus = counts.share({9, 10}), counts.share(range(7))
    return plus + minus - (plus - minus) ** 2


def share_variance(counts):
    return counts.share({9, 10}) * (1 - counts.share({9, 10}))


@pytest.mark.parametrize(
    ("variance", "linearised"),
    [(net_variance, "se_linearized"), (share_variance, "promoter_se"), (CountsByValue.variance, "mean_se")],
    ids=["nps", "share", "mean"],
)
def test_errors_by_effective_n_are_near_the_linearised_ones(variance, linearised):
    """Kish's number takes weights for unrelated to the answers, R's linearisation does not: for 12 answers 5 %."""
    error = sqrt(float(variance(COUNTS)) / (COUNTS.effective_n - 1))
    assert error == pytest.approx(WEIGHTED[linearised], rel=0.05)
    assert error != pytest.approx(WEIGHTED[linearised], rel=0.001)
