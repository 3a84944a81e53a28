import json
from fractions import Fraction
from math import inf, sqrt
from pathlib import Path

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st
from msgspec.structs import replace
from scipy import stats

from cxcli.analysis.difference_of_scores import CLOSE, TOO_FEW, difference, effective_n
from cxcli.analysis.score_of_counts import of_answers, of_boxes, of_share, score_of_counts
from cxcli.scoring.box_definition import Scale
from cxcli.scoring.boxes import settle
from cxcli.scoring.catalogue import shipped

VECTORS = Path(__file__).resolve().parents[1] / "vectors"
SHARES = json.loads((VECTORS / "wilson.json").read_text(encoding="utf-8"))["newcombe_difference_95"]
SCORES = json.loads((VECTORS / "nps.json").read_text(encoding="utf-8"))["two_sample"]
NPS, CSAT, MEAN, INDEX = (settle(shipped()[name]) for name in ("nps", "csat", "csat:mean", "csat:index"))
METRICS = pytest.mark.parametrize("metric", [NPS, CSAT, MEAN, INDEX], ids=lambda metric: metric.id)


def score(metric, counted, **options):
    given = {"confidence": 0.95, "interval": None, "population": None} | options
    return score_of_counts(metric, counted, **given)


def nps(promoters, passives, detractors, **options):
    return score(NPS, of_boxes(NPS, [promoters, passives, detractors]), **options)


def csat(satisfied, everybody, **options):
    return score(CSAT, of_share(CSAT, satisfied, everybody), **options)


def mean(*numbers, metric=MEAN, **options):
    return score(metric, of_answers(metric, numbers), **options)


@pytest.mark.parametrize("case", SHARES)
def test_published_differences_of_two_shares(case):
    """Newcombe's square-and-add limits of two shares come out as printed, in percentage points."""
    found = difference(csat(case["k2"], case["n2"]), csat(case["k1"], case["n1"]), CSAT)
    assert (found.low, found.high) == (
        pytest.approx(100 * case["lo"], abs=100 * case["tol"]),
        pytest.approx(100 * case["hi"], abs=100 * case["tol"]),
    )
    assert found.value == pytest.approx(100 * (case["k1"] / case["n1"] - case["k2"] / case["n2"]))
    assert (found.interval, found.test.name) == ("square-and-add", "Agresti-Caffo")
    assert found.verdict == ("up" if case["lo"] > 0 else "unclear")


def test_the_test_beside_a_difference_of_nps():
    """The test is the adjusted Wald one of R's NPS package, in points."""
    case = next(case for case in SCORES if case["method"] == "adjusted_wald")
    before, after = (nps(*reversed(case[side])) for side in ("y", "x"))
    test = difference(before, after, NPS).test
    assert test.name == "adjusted Wald"
    assert (test.low, test.high) == pytest.approx((100 * case["lo"], 100 * case["hi"]), rel=1e-11)
    assert (test.difference, test.p) == pytest.approx((100 * case["delta"], case["p"]), rel=1e-11)


def test_the_test_beside_a_difference_of_means():
    """The test is Welch's, in the metric's unit: an index is a mean of 0 to 100."""
    before, after = (3, 5, 12, 40, 40), (1, 2, 10, 30, 50)
    raw = [[answer for answer, n in enumerate(counts, start=1) for _ in range(n)] for counts in (before, after)]
    known = stats.ttest_ind(raw[1], raw[0], equal_var=False)
    for metric, factor in ((MEAN, 1), (INDEX, 25)):
        test = difference(mean(*before, metric=metric), mean(*after, metric=metric), metric).test
        assert (test.name, test.p) == ("Welch t", pytest.approx(known.pvalue))
        assert test.low == pytest.approx(factor * known.confidence_interval().low)


def test_what_could_have_been_seen():
    """About 2.8 standard errors at 95 % and 80 % power, a little more for steps; more for more power."""
    before, after = csat(50, 98), csat(60, 118)
    error = 100 * sqrt(0.51 * 0.49 / 98 + 0.51 * 0.49 / 118)
    quantiles = stats.norm.ppf(0.975) + stats.norm.ppf(0.8)
    assert difference(before, after, CSAT).detectable == pytest.approx(quantiles * error, rel=0.03)
    assert difference(before, after, CSAT, power=0.9).detectable > quantiles * error
    assert difference(before, after, CSAT, power=0.9).power == 0.9
    means = difference(mean(10, 20, 40, 20, 10), mean(11, 19, 40, 20, 10), MEAN)
    half = stats.t.ppf(0.975, 99) * sqrt(1.2 / 99 + 1.23 / 99)
    assert means.detectable == pytest.approx(half + stats.t.ppf(0.8, 198) * sqrt(1.2 / 99 + 1.23 / 99), rel=0.01)


@pytest.mark.parametrize(("n1", "n2"), [(2, 2), (3, 3), (5, 5), (10, 10)])
def test_how_often_chance_is_called_a_change(n1, n2):
    """By all pairs of samples of a share: chance is called a change in at most 5 %, with 2 answers each never."""
    pairs = {(a, b): difference(csat(a, n1), csat(b, n2), CSAT) for a in range(n1 + 1) for b in range(n2 + 1)}
    called = np.array([[pairs[a, b].verdict in ("up", "down") for b in range(n2 + 1)] for a in range(n1 + 1)])
    worst = max(
        stats.binom.pmf(range(n1 + 1), n1, p) @ called @ stats.binom.pmf(range(n2 + 1), n2, p)
        for p in np.linspace(0.01, 0.99, 99)
    )
    assert worst <= (0.05 if n1 > 2 else 0)
    for found in pairs.values():
        assert found.verdict == "unclear" or found.test.p <= 0.05
        assert found.verdict != "unclear" or found.detectable is None or abs(found.value) < found.detectable


def test_where_limits_and_test_disagree():
    """Two answers each, all and none: the limits leave 0 out, the test does not: not clear, and nothing shows."""
    found = difference(csat(0, 2), csat(2, 2), CSAT)
    assert found.low > 0
    assert found.test.p > 0.05
    assert (found.verdict, found.detectable, found.reason) == ("unclear", None, "the limits and the test disagree")


def test_a_difference_of_the_detectable_size_that_is_not_clear():
    """Where a difference is as large as what would show, and is not clear, nothing is said to show."""
    before, after = nps(2, 2, 1), nps(9, 12, 29)
    found = difference(before, after, NPS)
    close = [each for k in range(21) if (each := difference(csat(10, 20), csat(k, 20), CSAT)).reason == CLOSE]
    assert all(each.verdict == "unclear" and each.detectable is None for each in close)
    assert found.detectable is None or abs(found.value) < found.detectable


def test_nothing_can_be_seen_in_a_handful_of_answers():
    """Where the detectable difference is more than the metric can differ, there is none."""
    found = difference(csat(1, 1), csat(0, 1), CSAT)
    assert (found.detectable, found.verdict, found.reason) == (None, "unclear", TOO_FEW)
    assert found.test is not None


def test_like_answers_do_not_make_certain():
    """Two samples that are all alike have limits, a test and a detectable difference that is not 0."""
    found = difference(nps(20, 0, 0), nps(30, 0, 0), NPS)
    assert (found.value, found.verdict) == (0, "unclear")
    assert found.low < 0 < found.high
    assert found.detectable > 0


@METRICS
@given(data=st.data())
def test_the_limits_hold_the_difference(metric, data):
    """The limits hold the value; the verdict goes by limits and test; swapping the two turns every sign."""
    points = metric.scale.points
    numbers = st.lists(st.integers(0, 30), min_size=points, max_size=points).filter(any)
    one, two = (mean(*data.draw(numbers), metric=metric) for _ in range(2))
    found, back = difference(one, two, metric), difference(two, one, metric)
    assert found.value == -back.value == two.value - one.value
    if found.low is None:
        assert (found.high, found.interval, found.verdict, found.test, found.detectable) == (None,) * 5
        assert found.reason
        return
    assert found.low <= found.value <= found.high
    assert (found.low, found.high) == pytest.approx((-back.high, -back.low), abs=1e-9)
    sure = found.test is None or found.test.p <= 1 - found.confidence
    assert found.verdict == ("up" if found.low > 0 and sure else "down" if found.high < 0 and sure else "unclear")


def test_a_fall():
    """A fall that leaves 0 out of its limits is down."""
    assert difference(csat(90, 100), csat(60, 100), CSAT).verdict == "down"


def test_effective_n_counts_where_it_is_known():
    """Test and detectable difference use the effective n: worth a fourth of the answers, they see half as much."""
    before, after = nps(400, 300, 200), nps(405, 295, 200)
    poor = [replace(each, effective_n=225.0) for each in (before, after)]
    assert effective_n(poor[0]) == 225
    assert effective_n(before) == 900
    assert difference(*poor, NPS).detectable == pytest.approx(2 * difference(before, after, NPS).detectable, rel=0.02)


def test_everybody_answered():
    """Two censuses differ by what they differ: no test, and no doubt, not even that nothing changed."""
    before, after, same = (csat(k, 50, population=50) for k in (30, 31, 30))
    up = difference(before, after, CSAT)
    assert (up.low, up.high, up.verdict, up.test) == (up.value, up.value, "up", None)
    assert "everybody answered both times" in up.reason
    assert difference(before, same, CSAT).verdict == "same"
    assert effective_n(before) == inf
    assert difference(before, csat(31, 50), CSAT).test is not None


def test_a_score_without_a_value():
    """Without a value on one side there is no difference, and the reason is that score's."""
    hidden = replace(csat(3, 5), status="suppressed", value=None, low=None, high=None, reason="fewer than 10 answers")
    found = difference(csat(40, 50), hidden, CSAT)
    assert (found.value, found.verdict, found.test) == (None, None, None)
    assert found.reason == "after: fewer than 10 answers"
    assert difference(hidden, hidden, CSAT).reason == "before: fewer than 10 answers; after: fewer than 10 answers"


def test_means_without_limits():
    """A mean of like answers has no limits, so the difference has none, nor a verdict, a test or a size that shows."""
    alike, other = mean(0, 0, 0, 7, 0), mean(1, 2, 3, 2, 1)
    found = difference(alike, other, MEAN)
    assert (found.value, found.low, found.verdict, found.test, found.detectable) == (-1, None, None, None, None)
    assert found.reason.startswith("before: all answers are alike")
    both = difference(alike, mean(0, 0, 9, 0, 0), MEAN)
    assert both.reason.startswith("before: all answers are alike")
    assert "after: all answers are alike" in both.reason


def test_means_of_a_small_population():
    """The variance of each mean shrinks by the part of the people that answered; the degrees of freedom stay."""
    before, after = mean(2, 3, 5, 6, 4), mean(4, 5, 6, 3, 2)
    small = [replace(each, effective_n=each.n * 25 / 5) for each in (before, after)]
    plain, found = difference(before, after, MEAN).test, difference(*small, MEAN).test
    assert found.error == pytest.approx(plain.error * sqrt(1 - 20 / 25))
    assert found.degrees == pytest.approx(plain.degrees)
    whole = mean(4, 5, 6, 3, 2, population=20)
    one = difference(before, whole, MEAN).test
    assert (one.degrees, one.error) == (
        pytest.approx(19),
        pytest.approx(stats.sem([1] * 2 + [2] * 3 + [3] * 5 + [4] * 6 + [5] * 4)),
    )


def test_a_census_of_like_answers():
    """Where everybody gave the same answer, their mean is known, and the other side alone has spread."""
    found = difference(mean(0, 0, 0, 0, 7, population=7), mean(10, 30, 10, 0, 0), MEAN)
    assert (found.verdict, found.test.degrees) == ("down", pytest.approx(49))


def test_scores_that_do_not_go_together():
    """Scores of different metrics, scales or confidences, and those that rest on no counts, are not compared."""
    good = csat(3, 5)
    wider = settle(shipped()["csat"], scale=Scale(1, 7))
    longer = score(wider, of_share(wider, 3, 5))
    for other in (nps(1, 1, 1), csat(3, 5, confidence=0.9), replace(good, statistic=None), longer):
        with pytest.raises(ValueError, match=r"compared"):
            difference(good, other, CSAT)


def test_a_value_is_exact():
    """70 % less 40 % is 30 percentage points."""
    assert difference(csat(40, 100), csat(70, 100), CSAT).value == Fraction(30)
