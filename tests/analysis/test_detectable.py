from math import inf, nan, sqrt

import pytest
from hypothesis import given
from hypothesis import strategies as st
from scipy import stats

from cxcli.analysis import detectable
from cxcli.analysis.answer_points import answer_points, mean_points
from cxcli.analysis.detectable import Spread
from cxcli.scoring.boxes import settle
from cxcli.scoring.catalogue import shipped
from cxcli.scoring.counts import CountsByValue

METRICS = {name: settle(definition) for name, definition in shipped().items()}
WORST = {name: detectable.worst_spread(metric) for name, metric in METRICS.items()}


def variance(metric, counts):
    points, statistic = answer_points(metric), CountsByValue.of(counts)
    mean = mean_points(statistic, points)
    return float(mean_points(statistic, {answer: (each - mean) ** 2 for answer, each in points.items()}))


def test_the_worst_case_by_hand():
    """Half promoters and half detractors: 100 squared; half of a share: 50 squared; a mean of 1-5: 2 squared."""
    spreads = {name: WORST[name].variance for name in ("nps", "csat", "csat:mean", "csat:index", "csat:zendesk")}
    assert spreads == {"nps": 10_000, "csat": 2500, "csat:mean": 4, "csat:index": 2500, "csat:zendesk": 2500}


@pytest.mark.parametrize("name", METRICS)
@given(data=st.data())
def test_nothing_spreads_more_than_the_assumptions_say(name, data):
    """No answers spread more than the worst case, and none with an expected score more than that expectation."""
    metric = METRICS[name]
    scale = st.integers(metric.scale.low, metric.scale.high)
    counts = data.draw(st.dictionaries(scale, st.integers(1, 50), min_size=1))
    spread = variance(metric, counts)
    assert spread <= WORST[name].variance + 1e-9
    if spread:
        value = float(mean_points(CountsByValue.of(counts), answer_points(metric)))
        assert spread <= detectable.expected_spread(metric, value).variance + 1e-6


def test_expected_spreads_by_hand():
    """CSAT 69: 69 * 31; NPS 30 without passives: 65 % and 35 %, 10,000 - 900; shares of 50 % and 20 %: 7,000 - 900."""
    assert detectable.expected_spread(METRICS["csat"], 69).variance == pytest.approx(69 * 31)
    assert detectable.expected_spread(METRICS["nps"], 30).variance == pytest.approx(9100)
    assert detectable.shares_spread(50, 20).variance == 6100
    assert detectable.shares_spread(50, 20).variance == variance(METRICS["nps"], {10: 5, 8: 3, 0: 2})
    assert detectable.known_spread(1.5).variance == 2.25


@pytest.mark.parametrize(
    ("metric", "margin", "answers"), [("csat", 3, 1068), ("csat", 5, 385), ("csat", 10, 97), ("nps", 5, 1537)]
)
def test_the_answers_of_textbooks(metric, margin, answers):
    """1,068 answers for 3 percentage points, 385 for 5, 97 for 10; NPS spreads four times as much as a share."""
    assert detectable.answers_for_margin(WORST[metric], margin) == answers


def test_a_small_population_by_hand():
    """384.15 answers from an endless population are 384.15 / 1.38415 = 277.5 of 1,000, and 1 of 1."""
    assert detectable.answers_for_margin(WORST["csat"], 5, population=1000) == 278
    assert detectable.answers_for_margin(WORST["csat"], 5, population=1) == 1


def test_the_answers_to_see_a_change():
    """For a share of 50 % and 10 points at 80 %: 2 (1.960 + 0.8416)^2 0.25 / 0.01 = 392.4 answers each time."""
    assert detectable.answers_for_change(WORST["csat"], 10) == 393
    assert detectable.answers_for_change(WORST["csat"], 10, power=0.9) == 526
    assert detectable.answers_for_change(WORST["csat"], 10, population=1000) == 282


spreads = st.floats(0.01, 10_000).map(lambda variance: Spread(variance, "x"))
confidences = st.sampled_from([0.8, 0.95, 0.99])
populations = st.none() | st.integers(2, 10**6)


@given(spreads, st.floats(0.1, 50), confidences, populations)
def test_so_many_answers_keep_the_margin_and_one_fewer_does_not(spread, margin, confidence, population):
    """The answers found are the fewest whose margin is as small as asked."""
    n = detectable.answers_for_margin(spread, margin, confidence=confidence, population=population)
    assert population is None or n <= population
    assert detectable.margin_of(spread, n, confidence=confidence, population=population) <= margin * (1 + 1e-6)
    if n > 1:
        fewer = detectable.margin_of(spread, n - 1, confidence=confidence, population=population)
        assert fewer > margin * (1 - 1e-6)


@given(spreads, st.floats(0.1, 50), confidences, st.sampled_from([0.5, 0.8, 0.95]), populations)
def test_so_many_answers_show_the_change_and_one_fewer_does_not(spread, change, confidence, power, population):
    """The answers found for a change are the fewest whose smallest change is as small as asked."""
    chances = {"confidence": confidence, "power": power, "population": population}
    n = detectable.answers_for_change(spread, change, **chances)
    assert detectable.change_shown(spread, (n, n), **chances) <= change * (1 + 1e-6)
    if n > 1:
        assert detectable.change_shown(spread, (n - 1, n - 1), **chances) > change * (1 - 1e-6)


def test_the_change_that_two_samples_show():
    """NPS at worst, 400 and 380 answers: (1.960 + 0.8416) * 100 * sqrt(1/400 + 1/380)."""
    expected = (stats.norm.ppf(0.975) + stats.norm.ppf(0.8)) * 100 * sqrt(1 / 400 + 1 / 380)
    assert detectable.change_shown(WORST["nps"], (400, 380)) == pytest.approx(expected)


def test_a_census_has_no_margin():
    """Who asks everybody knows the value."""
    assert detectable.margin_of(WORST["nps"], 50, population=50) == 0


@pytest.mark.parametrize(
    "nonsense",
    [
        lambda: detectable.answers_for_margin(WORST["nps"], 0),
        lambda: detectable.answers_for_margin(WORST["nps"], nan),
        lambda: detectable.answers_for_change(WORST["nps"], -1),
        lambda: detectable.answers_for_change(WORST["nps"], 5, power=1),
        lambda: detectable.margin_of(WORST["nps"], 0),
        lambda: detectable.margin_of(WORST["nps"], 51, population=50),
        lambda: detectable.expected_spread(METRICS["csat"], 100),
        lambda: detectable.expected_spread(METRICS["csat"], nan),
        lambda: detectable.known_spread(0),
        lambda: detectable.known_spread(inf),
        lambda: detectable.shares_spread(60, 50),
        lambda: detectable.shares_spread(-1, 50),
        lambda: detectable.shares_spread(nan, 50),
        lambda: detectable.shares_spread(100, 0),
    ],
)
def test_nonsense_is_refused(nonsense):
    """What cannot be has no plan."""
    with pytest.raises(ValueError, match=r"above 0|between|population|shares"):
        nonsense()
