import json
import warnings
from collections import Counter
from fractions import Fraction
from functools import reduce
from itertools import pairwise
from math import ceil, exp, floor, inf, log, sqrt
from operator import add
from pathlib import Path

import numpy as np
import pytest
from hypothesis import assume, given
from hypothesis import strategies as st
from scipy import stats

from cxcli.scoring.duration_table import DurationTable
from cxcli.scoring.kaplan_meier import CensoredEstimate, survival
from cxcli.scoring.quantile import as_written, position, quantile

VECTORS, TYPES = (
    json.loads((Path(__file__).resolve().parents[1] / "vectors" / f"{name}.json").read_text("utf-8"))
    for name in ("kaplan_meier", "durations")
)
SIX_MP, PLACEBO, AML = (VECTORS[name] for name in ("freireich_6mp", "placebo", "aml"))
Z = 1.959963984540054
followed = st.lists(st.tuples(st.integers(0, 12), st.booleans()), min_size=1, max_size=40)
ended = st.lists(st.integers(0, 40) | st.integers(0, 2**50), min_size=1, max_size=40)
parts = st.sampled_from([0.05, 0.1, 0.2, 0.25, 0.4, 0.5, 0.6, 0.75, 0.8, 0.9, 0.95])


def table(rows):
    """The table of rows of a duration and whether it has ended."""
    return DurationTable.of(np.array([time for time, _ in rows], np.int64), np.array([end for _, end in rows], bool))


def arm(case):
    """The table of a published trial arm."""
    return table(list(zip(case["time"], case["event"], strict=True)))


def textbook(rows):
    """Time -> (exact share that survives, exact sum of Greenwood's terms), by the product over the times of ends."""
    over, ends = Counter(time for time, _ in rows), Counter(time for time, end in rows if end)
    at_risk, share, greenwood, curve = len(rows), Fraction(1), Fraction(0), {}
    for time in sorted(over):
        if ends[time]:
            left = at_risk - ends[time]
            share *= Fraction(left, at_risk)
            greenwood = greenwood + Fraction(ends[time], at_risk * left) if left else inf
            curve[time] = share, greenwood
        at_risk -= over[time]
    return curve


def drop(curve, p):
    """The first time at which at most 1 - p of an exact curve survives; the middle of a flat stretch at just that."""
    level, times = 1 - as_written(p), list(curve)
    below = [time for time in times if curve[time][0] <= level]
    if below and curve[below[0]][0] == level and len(below) > 1:
        return (below[0] + below[1]) / 2
    return below[0] if below else None


def test_published_curve():
    """The 6-MP arm of Freireich's trial: risk sets, survival and standard errors as printed in textbooks."""
    curve = survival(arm(SIX_MP))
    assert curve.times.tolist() == SIX_MP["at"]
    assert curve.at_risk.tolist() == SIX_MP["n_risk"]
    assert curve.events.tolist() == SIX_MP["d"]
    assert curve.surviving == pytest.approx(SIX_MP["S"], abs=SIX_MP["tol_S"])
    assert np.sqrt(curve.variance) == pytest.approx(SIX_MP["se"], abs=SIX_MP["tol_se"])


def test_published_limits():
    """The log-log limits of the 6-MP arm, pointwise and of its median, are those of R; the upper one is not reached."""
    curve, printed = survival(arm(SIX_MP)), SIX_MP["loglog_ci"]
    low, high = curve.limits()
    assert low == pytest.approx(printed["lo"], abs=5e-11)
    assert high == pytest.approx(printed["hi"], abs=5e-11)
    reason = "the upper limit of the curve stays above half, so the median has none"
    assert curve.quantile(0.5) == CensoredEstimate(SIX_MP["median"], *printed["median_ci"], reason)


@pytest.mark.parametrize("case", [PLACEBO, AML["maintained"], AML["nonmaintained"]])
def test_published_medians(case):
    """Medians of published trial arms, with and without running ones."""
    assert survival(arm(case)).quantile(0.5).value == case["median"]


def test_published_survival_of_aml():
    """The survival of the maintained arm, at each time at which one ended."""
    curve = survival(arm(AML["maintained"]))
    assert curve.times.tolist() == [int(time) for time in AML["S_maintained_at"]]
    assert curve.surviving == pytest.approx(list(AML["S_maintained_at"].values()), abs=5e-6)


@given(followed)
def test_curve_agrees_with_scipy(rows):
    """Survival and log-log limits agree with an independent library."""
    assume(any(end for _, end in rows))
    data = stats.CensoredData.right_censored([time for time, _ in rows], [not end for _, end in rows])
    expected, curve = stats.ecdf(data).sf, survival(table(rows))
    assert curve.surviving == pytest.approx(expected.evaluate(curve.times), abs=1e-14)
    with np.errstate(divide="ignore", invalid="ignore"), warnings.catch_warnings():
        warnings.simplefilter("ignore", RuntimeWarning)  # where none survives it says that there are no limits
        limits = expected.confidence_interval(0.9, method="log-log")
    some = curve.surviving > 0
    low, high = curve.limits(0.9)
    assert low[some] == pytest.approx(limits.low.evaluate(curve.times)[some], abs=1e-12)
    assert high[some] == pytest.approx(limits.high.evaluate(curve.times)[some], abs=1e-12)
    assert np.isnan(low[~some]).all()
    assert np.isnan(high[~some]).all()


@given(followed)
def test_curve_is_the_exact_product(rows):
    """Survival and Greenwood's variance are those of the textbook formulas in fractions; ends come before losses."""
    curve, exact = survival(table(rows)), textbook(rows)
    assert curve.times.tolist() == list(exact)
    assert curve.surviving == pytest.approx([float(share) for share, _ in exact.values()], rel=1e-14)
    variances = [float(share**2 * terms) if share else 0 for share, terms in exact.values()]
    assert curve.variance == pytest.approx(variances, rel=1e-13)
    assert curve.longest == max(time for time, _ in rows)


@given(st.lists(st.integers(0, 9), min_size=1, max_size=400))
def test_with_none_running_the_curve_is_rounded_once(times):
    """When none is running, what survives is the float nearest to those left over all."""
    curve = survival(table([(time, True) for time in times]))
    assert curve.surviving.tolist() == [sum(time > now for time in times) / len(times) for now in sorted(set(times))]


@given(followed, parts)
def test_quantiles_are_those_of_the_exact_curve(rows, p):
    """A quantile is where the curve, in fractions, falls to 1 - p, no rounding moves it."""
    assert survival(table(rows)).quantile(p).value == drop(textbook(rows), p)


@given(followed, parts)
def test_limits_of_a_quantile_are_where_those_of_the_curve_fall(rows, p):
    """The limits of a quantile are the first times at which the log-log limits of the curve are at most 1 - p."""
    found, low, high = survival(table(rows)).quantile(p), None, None
    for time, (share, terms) in reversed(textbook(rows).items()):
        if share:
            power = exp(Z * sqrt(terms) / abs(log(share)))
            low = time if share**power <= 1 - p else low
            high = time if share ** (1 / power) <= 1 - p else high
    assert (found.low, found.high) == (low, high)


@given(followed, parts, st.sampled_from([0.5, 0.95]))
def test_limits_hold_the_quantile(rows, p, confidence):
    """Where they are known, low <= quantile <= high, and no reason is given only if all three are known."""
    found = survival(table(rows)).quantile(p, confidence)
    known = [each for each in (found.low, found.value, found.high) if each is not None]
    assert known == sorted(known)
    assert (found.reason is None) == (len(known) == 3)
    assert found.high is None or len(known) == 3


@given(ended)
def test_the_median_is_the_ordinary_one_when_none_is_running(times):
    """When none is running, the median is the quantile of type 7, to the last bit."""
    whole = table([(time, True) for time in times])
    assert survival(whole).quantile(0.5).value == quantile(whole, 0.5)


def test_published_quantiles_when_none_is_running():
    """When none is running, quantiles of the curve are those that R gives for type 2, not for its default."""
    said = TYPES["quantile_types"]
    curve = survival(table([(x, True) for x in said["x"]]))
    assert [curve.quantile(p).value for p in said["p"]] == said["R_type"]["2"]


@given(ended, parts)
def test_other_quantiles_when_none_is_running(times, p):
    """When none is running, a quantile is that of type 2: one of the durations around type 7, or their midpoint."""
    whole, ranked = table([(time, True) for time in times]), [None, *sorted(times)]
    expected = len(times) * as_written(p)
    low, high = (floor(expected), floor(expected) + 1) if expected.denominator == 1 else (ceil(expected),) * 2
    found = survival(whole).quantile(p).value
    assert found == (ranked[low] + ranked[high]) / 2
    place = position(len(times), p)
    around = ranked[floor(place)], ranked[min(floor(place) + 1, len(times))]
    assert found in (*around, sum(around) / 2)


@given(followed, st.lists(st.integers(0, 40), max_size=4), st.randoms(use_true_random=False))
def test_order_and_cut_do_not_matter(rows, cuts, random):
    """Rows in any order and cut give the same curve, to the last bit."""
    whole, shuffled = survival(table(rows)), list(rows)
    random.shuffle(shuffled)
    edges = [0, *sorted(cuts), len(rows)]
    again = survival(reduce(add, (table(shuffled[start:end]) for start, end in pairwise(edges)), DurationTable()))
    for name in ("times", "at_risk", "events", "surviving", "variance"):
        assert getattr(whole, name).tolist() == getattr(again, name).tolist()


def test_who_was_lost_at_a_time_was_at_risk_then():
    """One that was last seen running when another ended is still at risk at that time."""
    curve = survival(table([(5, True), (5, False), (9, True)]))
    assert curve.at_risk.tolist() == [3, 1]
    assert curve.surviving == pytest.approx([2 / 3, 0])


@pytest.mark.parametrize(
    "steps", [[(16, 4), (10, 2), (6, 1), (2, 1)], [(36, 8), (24, 1), (23, 5), (14, 2), (10, 1)]], ids=["below", "above"]
)
def test_a_half_is_found_through_rounded_factors(steps):
    """3/4 x 4/5 x 5/6 is a half though floats make it less, 7/9 x 23/24 x 18/23 x 6/7 though they make it more."""
    rows = []
    for time, ((at_risk, ends), (next_at_risk, _)) in enumerate(pairwise([*steps, (0, 0)])):
        rows += [(time, True)] * ends + [(time, False)] * (at_risk - ends - next_at_risk)
    curve, half = survival(table(rows)), len(steps) - 2
    assert curve.at_risk.tolist() == [at_risk for at_risk, _ in steps]
    assert textbook(rows)[half][0] == Fraction(1, 2)
    assert curve.surviving[half] != 0.5
    assert curve.quantile(0.5).value == half + 0.5


def test_a_curve_that_ends_at_a_half():
    """Where just half survive to the end, the median is when the curve got there: its stretch has no known end."""
    assert survival(table([(4, True), (9, False)])).quantile(0.5).value == 4


def test_too_few_have_ended():
    """Where the curve does not fall to 1 - p, the quantile and its upper limit are unknown; the lower need not be."""
    curve = survival(table([(1, True), (2, True), (3, False), (4, False), (5, False)]))
    assert curve.quantile(0.5) == CensoredEstimate(None, 1, None, "fewer than half have ended")
    assert curve.quantile(0.9) == CensoredEstimate(None, None, None, "fewer than 90 % have ended")


def test_nothing_has_ended():
    """Where all are running, the curve has no times, no quantile, and the share that ended is 0 without limits."""
    curve = survival(table([(3, False), (8, False)]))
    assert len(curve.times) == len(curve.surviving) == len(curve.limits()[0]) == 0
    assert curve.quantile(0.5) == CensoredEstimate(None, None, None, "fewer than half have ended")
    assert curve.share_by(8).value == 0
    assert curve.share_by(9).value is None


def test_all_end_at_once():
    """Where all end at the same time, the quantile is known and its limits are not."""
    reason = "the limits of the curve stay above {}, so they do not bound the {}"
    curve = survival(table([(7, True)] * 9))
    assert curve.quantile(0.5) == CensoredEstimate(7, None, None, reason.format("half", "median"))
    assert curve.quantile(0.9) == CensoredEstimate(7, None, None, reason.format("10 %", "p90"))


@given(followed, st.integers(0, 13))
def test_share_that_has_ended(rows, time):
    """The share by a time is 1 less what survives then, with the limits of the curve turned round."""
    curve, exact = survival(table(rows)), textbook(rows)
    share, terms = ([(Fraction(1), Fraction(0))] + [exact[each] for each in exact if each <= time])[-1]
    found = curve.share_by(time)
    if time > curve.longest and share:
        assert found == CensoredEstimate(None, None, None, "those still running were not watched for so long")
        return
    assert found.value == pytest.approx(float(1 - share), abs=1e-14)
    if share in (0, 1):
        assert (found.low, found.high) == (None, None)
        assert found.reason == f"{'none' if share else 'all'} had ended by then, which gives no log-log limits"
    else:
        power = exp(Z * sqrt(terms) / abs(log(share)))
        assert found.low == pytest.approx(1 - share ** (1 / power), abs=1e-12)
        assert found.high == pytest.approx(1 - share**power, abs=1e-12)
        assert found.low < found.value < found.high
        assert found.reason is None


def test_share_of_the_published_arm():
    """By week 6, 1 - 0.8571 of the 6-MP arm had relapsed, that week included; by week 5 none."""
    curve = survival(arm(SIX_MP))
    assert curve.share_by(6).value == pytest.approx(1 / 7)
    assert curve.share_by(6).low == pytest.approx(1 - SIX_MP["loglog_ci"]["hi"][0], abs=5e-11)
    assert curve.share_by(5).value == 0
    assert curve.share_by(35).value == curve.share_by(23).value
    assert curve.share_by(36).value is None


def test_more_confidence_is_never_shorter():
    """A higher confidence gives limits of the curve that are farther out."""
    curve = survival(arm(SIX_MP))
    (low, high), (lower, higher) = curve.limits(0.8), curve.limits(0.95)
    assert (lower < low).all()
    assert (higher > high).all()


def test_a_curve_needs_rows():
    """Nothing followed is no curve."""
    with pytest.raises(ValueError, match="nothing to follow"):
        survival(DurationTable())


def test_nonsense_is_refused():
    """The p of a quantile and a confidence lie between 0 and 1, both excluded."""
    curve = survival(arm(SIX_MP))
    for p in (0, 1, 2):
        with pytest.raises(ValueError, match="p of a quantile"):
            curve.quantile(p)
    for found in (curve.limits, lambda confidence: curve.quantile(0.5, confidence), lambda c: curve.share_by(1, c)):
        with pytest.raises(ValueError, match="a confidence lies"):
            found(1)
