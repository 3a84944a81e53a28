import json
from collections import Counter
from math import sqrt
from pathlib import Path

import numpy as np
import pytest
from scipy import stats

from cxcli.scoring.box_definition import Scale
from cxcli.scoring.boxes import settle
from cxcli.scoring.catalogue import shipped
from cxcli.scoring.counts import CountsByValue

VECTORS = Path(__file__).resolve().parents[1] / "vectors"
NPS = json.loads((VECTORS / "nps.json").read_text(encoding="utf-8"))
WILSON = json.loads((VECTORS / "wilson.json").read_text(encoding="utf-8"))


def estimate(name, counts, *, interval=None, confidence=0.95, scale=None):
    return settle(shipped()[name], scale=scale).estimate(
        CountsByValue.of(counts), confidence=confidence, interval=interval
    )


@pytest.mark.parametrize("case", NPS["ci_score_tango"])
def test_the_limits_of_nps_are_tangos_in_points(case):
    """NPS has the published limits of a difference of two shares, times 100."""
    found = estimate("nps", {0: case["d"], 8: case["p"], 10: case["c"]}, confidence=case.get("conf", 0.95))
    assert found.interval == "score"
    tolerance = 100 * case.get("tol", 0.5 * 10 ** -min(len(str(case[end]).partition(".")[2]) for end in ("lo", "hi")))
    assert (found.low, found.high) == (
        pytest.approx(100 * case["lo"], abs=tolerance),
        pytest.approx(100 * case["hi"], abs=tolerance),
    )


@pytest.mark.parametrize(("name", "method"), [("nps", "adjusted-wald"), ("nps", "wald"), ("csat", "jeffreys")])
def test_another_interval_has_the_same_value(name, method):
    """The method changes the limits, not the value nor the shares beside it."""
    counts = {1: 3, 4: 5, 5: 9}
    default, other = estimate(name, counts), estimate(name, counts, interval=method)
    assert other.interval == method
    assert (other.value, other.parts) == (default.value, default.parts)
    assert (other.low, other.high) != (default.low, default.high)


def test_shares_stand_beside_the_value_in_percent():
    """Promoters, passives and detractors are given, all of the same base."""
    found = estimate("nps", {10: 3, 8: 5, 6: 2})
    assert found.parts == {"promoters": 30.0, "passives": 50.0, "detractors": 20.0}
    assert found.value == 10.0


def test_shares_are_subtracted_before_they_are_rounded():
    """1 promoter and 2 detractors of 7 are -14.29, not 14 - 29 = -15."""
    assert estimate("nps", {10: 1, 8: 4, 0: 2}).value == pytest.approx(-100 / 7, abs=1e-12)


@pytest.mark.parametrize("case", WILSON["wilson_95"])
def test_the_limits_of_satisfaction_are_wilsons(case):
    """A share has the published limits of Wilson's interval, in percent."""
    found = estimate("csat", {5: case["k"], 1: case["n"] - case["k"]})
    assert found.interval == "wilson"
    assert (found.low, found.high) == (
        pytest.approx(100 * case["lo"], abs=100 * case["tol"]),
        pytest.approx(100 * case["hi"], abs=100 * case["tol"]),
    )


def test_an_interval_that_misses_the_value_is_widened_to_it():
    """Three promoters of three have an adjusted Wald interval that ends below 100; what is reported holds the 100."""
    found = estimate("nps", {10: 3}, interval="adjusted-wald")
    assert (found.value, found.high) == (100.0, 100.0)
    assert found.low < 100


def test_a_mean_has_the_t_interval():
    """4, 5, 6, 7 and 7 have mean 5.8 and the limits 5.8 +- 2.776 * 1.304 / sqrt(5), cut at the end of the scale."""
    found = estimate("ces:mean", {4: 1, 5: 1, 6: 1, 7: 2})
    assert (found.value, found.interval) == (5.8, "t")
    assert found.low == pytest.approx(5.8 - 2.7764451051977987 * np.std([4, 5, 6, 7, 7], ddof=1) / sqrt(5), rel=1e-9)
    assert found.high == 7


def test_an_index_is_its_mean_on_0_to_100():
    """1 is 0 and 5 is 100, limits included."""
    mean, index = (estimate(name, {1: 4, 3: 9, 5: 6}) for name in ("csat:mean", "csat:index"))
    for end in ("value", "low", "high"):
        assert getattr(index, end) == pytest.approx(25 * (getattr(mean, end) - 1), abs=1e-9)


def test_a_single_answer_has_a_mean_but_no_limits():
    """One answer shows no spread: the limits are null, with the reason."""
    found = estimate("csat:mean", {4: 1})
    assert (found.value, found.low, found.high, found.interval) == (4.0, None, None, "t")
    assert found.reason == "fewer than two answers show no spread, so the interval of their mean is unknown"


def test_overall_satisfaction_shows_mean_and_spread():
    """Mean and standard deviation (n - 1) stand beside overall satisfaction; a single answer has no spread."""
    values = [1, 2, 2, 4, 5, 5, 5]
    parts = estimate("osat", {value: values.count(value) for value in values}).parts
    assert parts["mean"] == pytest.approx(np.mean(values), rel=1e-12)
    assert parts["standard deviation"] == pytest.approx(np.std(values, ddof=1), rel=1e-12)
    assert estimate("osat", {4: 1}).parts["standard deviation"] == 0


def test_effort_shows_the_whole_distribution():
    """The share of every answer of the scale, given or not, stands beside an effort score."""
    parts = estimate("ces", {7: 3, 5: 1}, scale=Scale(1, 7)).parts
    assert [parts[str(point)] for point in range(1, 8)] == [0, 0, 0, 0, 25, 0, 75]
    assert "distribution" not in parts


@pytest.mark.parametrize("name", ["csat:mean", "csat:index"])
def test_a_mean_from_a_small_population(name):
    """By scipy: t of n - 1 degrees times the standard error times sqrt(1 - n/N); a census has no width."""
    answers, factor = [1, 2, 2, 4, 5, 5, 5, 3], 1 if name == "csat:mean" else 25
    metric, counts = settle(shipped()[name]), CountsByValue.of(Counter(answers))
    found = metric.estimate(counts, confidence=0.95, interval=None, population=10)
    half = factor * stats.t.ppf(0.975, 7) * stats.sem(answers) * sqrt(1 - 8 / 10)
    assert (found.high - found.value, found.value - found.low) == pytest.approx((half, half))
    assert found.effective_n == pytest.approx(8 / (1 - 8 / 10))
    whole = metric.estimate(counts, confidence=0.95, interval=None, population=8)
    assert whole.low == whole.value == whole.high


def test_weighted_means_from_a_small_population():
    """With weights the degrees of freedom are those of Kish's number, and the part that answered is of people."""
    weighted = CountsByValue.weighted({(1, 1): 3, (3, 2): 4, (5, 3): 2})
    metric = settle(shipped()["csat:mean"])
    found = metric.estimate(weighted, confidence=0.95, interval=None, population=12)
    kish, variance = 17**2 / 37, float(weighted.variance())
    half = stats.t.ppf(0.975, kish - 1) * sqrt(variance / (kish - 1) * (1 - 9 / 12))
    assert found.high - found.value == pytest.approx(half)


@pytest.mark.parametrize(("people", "answers"), [(4, 3), (6, 5), (8, 6), (12, 10), (20, 15), (100, 20)])
def test_how_often_limits_of_a_small_population_hold(people, answers):
    """In 1,000 simulated populations the limits hold their mean in 93 to 100 of 100 samples that have limits."""
    rng, metric = np.random.default_rng(7), settle(shipped()["csat:mean"])
    held = []
    for _ in range(1000):
        everybody = rng.choice([1, 2, 3, 4, 5], people, p=[0.1, 0.15, 0.25, 0.3, 0.2])
        counts = CountsByValue.of(Counter(everybody[:answers].tolist()))
        found = metric.estimate(counts, confidence=0.95, interval=None, population=people)
        if found.low is not None:
            held.append(found.low - 1e-9 <= everybody.mean() <= found.high + 1e-9)
    assert sum(held) / len(held) >= 0.93
