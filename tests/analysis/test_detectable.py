from functools import cache
from math import comb, inf, nan, sqrt

import numpy as np
import pytest
from scipy import stats

from cxcli.analysis.detectable import answers_for_change, change_shown, change_shown_by, possible, room
from cxcli.analysis.expected_spread import expected_spread, known_spread, shares_spread, worst_spread
from cxcli.analysis.power import Ends
from cxcli.scoring.boxes import settle
from cxcli.scoring.catalogue import shipped
from cxcli.scoring.difference import score
from cxcli.scoring.proportion import wilson

NPS, CSAT, MEAN = (settle(shipped()[name]) for name in ("nps", "csat", "csat:mean"))
Z = stats.norm.ppf(0.975)


def called(one, two, added_errors):
    """Which pairs of samples the rule calls: (values, lows, highs) of both, and the added-answer values with errors."""
    (v1, l1, h1), (v2, l2, h2) = one, two
    (a1, e1), (a2, e2) = added_errors
    d = v2[None] - v1[:, None]
    low = d - np.hypot((v2 - l2)[None], (h1 - v1)[:, None])
    high = d + np.hypot((h2 - v2)[None], (v1 - l1)[:, None])
    return ((low > 0) | (high < 0)) & (abs(a2[None] - a1[:, None]) >= Z * np.sqrt(e1[:, None] + e2[None]))


@cache
def share_samples(n):
    k = np.arange(n + 1)
    limits = [wilson(each / n, n) for each in k]
    p = (k + 1) / (n + 2)
    return (k / n, np.array([x.low for x in limits]), np.array([x.high for x in limits])), (p, p * (1 - p) / (n + 2))


def share_power(n1, n2, p1, p2):
    """How often the rule calls two shares different: every pair of samples, weighted with its probability."""
    (one, a1), (two, a2) = share_samples(n1), share_samples(n2)
    return float(
        stats.binom.pmf(np.arange(n1 + 1), n1, p1)
        @ called(one, two, (a1, a2))
        @ stats.binom.pmf(np.arange(n2 + 1), n2, p2)
    )


@cache
def nps_samples(n):
    tables = [(a, n - a - c, c) for a in range(n + 1) for c in range(n + 1 - a)]
    limits = [score(a / n, c / n, n) for a, _, c in tables]
    plus, minus = (np.array([(table[i] + 0.75) / (n + 3) for table in tables]) for i in (0, 2))
    value = np.array([(a - c) / n for a, _, c in tables])
    beside = (plus - minus, (plus + minus - (plus - minus) ** 2) / (n + 3))
    return tables, (value, np.array([x.low for x in limits]), np.array([x.high for x in limits])), beside


def nps_power(n, before, after):
    """The same for two NPS of n answers each, of (promoters, passives, detractors)."""
    tables, values, beside = nps_samples(n)

    def chances(shares):
        return np.array(
            [comb(n, a) * comb(n - a, b) * shares[0] ** a * shares[1] ** b * shares[2] ** c for a, b, c in tables]
        )

    return float(chances(before) @ called(values, values, (beside, beside)) @ chances(after))


def moved(shares, points):
    """Promoters become detractors, or the other way round."""
    plus, middle, minus = shares
    return max(plus + points / 200, 0), middle, max(minus - points / 200, 0)


SIZES = [(10, 10), (20, 20), (50, 50), (200, 200), (10, 100), (100, 10), (20, 60), (60, 20), (5, 50)]


@pytest.mark.parametrize(("n1", "n2"), SIZES)
@pytest.mark.parametrize("base", [50, 70, 90, 95])
def test_a_share_that_is_to_show_does_so_in_80_of_100_cases(n1, n2, base):
    """By all possible samples: in 78 to 88 of 100 in the way that is worse, more in the other; 75 and more below 20."""
    change = change_shown(CSAT, expected_spread(CSAT, base), (n1, n2))
    if change is None:
        assert min(n1, n2) <= 10
        assert max(share_power(n1, n2, base / 100, end) for end in (0.02, 0.98)) < 0.9
        return
    ends = [(base + way * change) / 100 for way in (-1, 1) if 0 <= base + way * change <= 100 + 1e-6]
    worst = min(share_power(n1, n2, base / 100, min(end, 1)) for end in ends)
    assert (0.78 if min(n1, n2) >= 20 else 0.75) <= worst <= 0.88


@pytest.mark.parametrize("base", [90, 95])
def test_shares_of_five_answers(base):
    """Two samples of 5 show only what goes most of the way, in at least 75 of 100 cases; from 50 %, nothing."""
    change = change_shown(CSAT, expected_spread(CSAT, base), (5, 5))
    assert share_power(5, 5, base / 100, (base - change) / 100) >= 0.75
    assert change_shown(CSAT, expected_spread(CSAT, 50), (5, 5)) is None
    assert share_power(5, 5, 0.5, 0.0) < 0.8


@pytest.mark.parametrize("n", [10, 20, 35])
@pytest.mark.parametrize("shares", [(50, 50), (90, 10), (50, 20), (80, 5), (30, 10)])
def test_an_nps_that_is_to_show_does_so_in_80_of_100_cases(n, shares):
    """The same for NPS, with passives that stay and without."""
    change = change_shown(NPS, shares_spread(*shares), (n, n))
    before = (shares[0] / 100, 1 - sum(shares) / 100, shares[1] / 100)
    if change is None:
        assert n == 10
        return
    ways = [way for way in (-1, 1) if abs(shares[0] - shares[1] + way * change) <= 100 and fits(before, way * change)]
    found = [nps_power(n, before, moved(before, way * change)) for way in ways]
    assert not found or (0.78 if n >= 20 else 0.75) <= min(found) <= 0.9


def fits(shares, points):
    return (shares[2] if points > 0 else shares[0]) >= abs(points) / 200


@pytest.mark.parametrize("base", [50, 70, 90, 95])
@pytest.mark.parametrize("change", [10, 20, 30])
def test_so_many_answers_show_a_change_of_a_share(base, change):
    """By all possible samples: in 78 to 88 of 100, in the way that is worse."""
    n = answers_for_change(CSAT, expected_spread(CSAT, base), change)
    found = [share_power(n, n, base / 100, (base + by) / 100) for by in (-change, change) if 0 <= base + by <= 100]
    assert 0.78 <= min(found) <= 0.88


def mean_power(n, before, after, seed):
    """How often the rule calls two means of 1-5 different: 20,000 simulated pairs; the error is 0.3 points of 100."""
    rng, answers = np.random.default_rng(seed), np.arange(1, 6)
    sides = [rng.multinomial(n, shares, 20_000) for shares in (before, after)]
    means = [side @ answers / n for side in sides]
    errors = [(side @ answers**2 / n - mean**2) / (n - 1) for side, mean in zip(sides, means, strict=True)]
    spread = (errors[0] > 1e-12) & (errors[1] > 1e-12)
    errors = [np.where(spread, error, 1) for error in errors]
    distance, total = abs(means[1] - means[0]), errors[0] + errors[1]
    degrees = total**2 / (sum(error**2 for error in errors) / (n - 1))
    half = stats.t.ppf(0.975, n - 1) * np.sqrt(total)
    return float((spread & (distance > half) & (distance >= stats.t.ppf(0.975, degrees) * np.sqrt(total))).mean())


@pytest.mark.parametrize("change", [0.3, 0.6, 1.0, 1.5])
def test_so_many_answers_show_a_change_of_a_mean(change):
    """Means that spread alike before and after, by simulation: in 78 to 88 of 100 cases."""
    answers = np.arange(1, 6)
    shares = np.array([0.1, 0.2, 0.4, 0.2, 0.1])

    def tilted(target):
        low, high = -9.0, 9.0
        for _ in range(60):
            middle = (low + high) / 2
            found = shares * np.exp(middle * answers)
            low, high = (low, middle) if found @ answers / found.sum() > target else (middle, high)
        return found / found.sum()

    n = answers_for_change(MEAN, known_spread(sqrt(1.2)), change)
    assert 0.78 <= mean_power(n, tilted(3 - change / 2), tilted(3 + change / 2), seed=3) <= 0.88


@pytest.mark.parametrize(("n", "base"), [(20, 3.8), (20, 4.6), (50, 3), (50, 3.8), (50, 4.6), (50, 4.8)])
def test_a_mean_of_answers_at_the_ends(n, base):
    """An expected mean with all answers at the ends, towards the middle, by simulation: in 77 to 88 of 100 cases."""
    change = change_shown(MEAN, expected_spread(MEAN, base), (n, n))
    before, after = ([1 - (mean - 1) / 4, 0, 0, 0, (mean - 1) / 4] for mean in (base, base - change))
    assert 0.77 <= mean_power(n, before, after, seed=4) <= 0.88


def test_the_answers_to_see_a_change_are_near_those_of_textbooks():
    """10 points at 50 %: 2 (1.960 + 0.8416)^2 0.25 / 0.01 = 392.4 each time, a few more for samples come in steps."""
    assert 392.4 < answers_for_change(CSAT, worst_spread(CSAT), 10) < 400
    assert 525.4 < answers_for_change(CSAT, worst_spread(CSAT), 10, power=0.9) < 535
    textbook = 2 * (Z + stats.norm.ppf(0.8)) ** 2 * 1.21 / 0.3**2
    assert textbook < answers_for_change(MEAN, known_spread(1.1), 0.3) < textbook + 5
    expected = (Z + stats.norm.ppf(0.8)) * 100 * sqrt(1 / 400 + 1 / 380)
    assert change_shown(NPS, worst_spread(NPS), (400, 380)) == pytest.approx(expected, rel=0.01)


CHANGES = [
    (CSAT, worst_spread(CSAT), 12),
    (CSAT, expected_spread(CSAT, 80), 7),
    (NPS, shares_spread(50, 20), 15),
    (MEAN, known_spread(1.1), 0.4),
    (MEAN, expected_spread(MEAN, 4), 0.5),
]


@pytest.mark.parametrize(("metric", "spread", "change"), CHANGES)
@pytest.mark.parametrize("population", [None, 400])
def test_so_many_answers_show_the_change_and_one_fewer_does_not(metric, spread, change, population):
    """The answers found for a change are the fewest whose smallest change is as small as asked."""
    n = answers_for_change(metric, spread, change, population=population)
    assert population is None or n < population
    assert change_shown(metric, spread, (n, n), population=population) <= change * (1 + 1e-5)
    assert change_shown(metric, spread, (n - 1, n - 1), population=population) > change * (1 - 1e-5)


def test_everybody_answers():
    """A census shows every change; beside a sample it helps; one answer of a mean shows nothing."""
    assert change_shown(NPS, worst_spread(NPS), (50, 50), population=50) == 0
    for metric in (CSAT, MEAN):
        spread = worst_spread(metric)
        one_sided = change_shown(metric, spread, (50, 30), population=50)
        assert one_sided < change_shown(metric, spread, (30, 30), population=50)
    assert change_shown(MEAN, known_spread(1), (1, 50)) is None
    assert answers_for_change(MEAN, known_spread(1), 0.001, population=30) == 30


def test_room():
    """From 90 % there is room for 10 up and 90 down; a mean keeps off the end, where nothing spreads."""
    ninety = expected_spread(CSAT, 90)
    assert (room(CSAT, ninety, 1), room(CSAT, ninety, -1)) == pytest.approx((10, 90))
    assert [possible(CSAT, ninety, change) for change in (89, 91)] == [True, False]
    assert not possible(CSAT, expected_spread(CSAT, 50), 90)
    assert possible(CSAT, worst_spread(CSAT), 90)
    assert [possible(MEAN, expected_spread(MEAN, 2), change) for change in (2.9, 3)] == [True, False]
    assert possible(MEAN, known_spread(1.1), 3.5)


def test_what_two_samples_would_show():
    """From shares that were seen it is what they would show if they were expected; effective n need not be whole."""
    seen = change_shown_by(NPS, Ends(0.5, 0.2), (60.0, 80.0), confidence=0.95, power=0.8)
    assert seen == pytest.approx(change_shown(NPS, shares_spread(50, 20), (60, 80)))
    assert change_shown_by(NPS, Ends(0.5, 0.2), (60.5, inf), confidence=0.95, power=0.8) < seen


@pytest.mark.parametrize(
    "nonsense",
    [
        lambda: answers_for_change(NPS, worst_spread(NPS), -1),
        lambda: answers_for_change(NPS, worst_spread(NPS), nan),
        lambda: answers_for_change(CSAT, expected_spread(CSAT, 50), 90),
        lambda: answers_for_change(NPS, worst_spread(NPS), 5, power=1),
        lambda: answers_for_change(NPS, known_spread(100), 5),
        lambda: change_shown(NPS, worst_spread(NPS), (0, 5)),
        lambda: change_shown(NPS, worst_spread(NPS), (51, 5), population=50),
        lambda: change_shown(NPS, worst_spread(NPS), (9, 9), power=0.4),
        lambda: change_shown_by(MEAN, Ends(0.5, 0.5), (9, 9), confidence=0.95, power=0.8),
    ],
)
def test_nonsense_is_refused(nonsense):
    """What cannot be has no plan."""
    with pytest.raises(ValueError, match=r"above 0|between|population|ends|shares"):
        nonsense()
