from functools import cache
from math import sqrt

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from scipy import stats

from cxcli.analysis.forecast import FEWEST_ORIGINS, Forecast, forecast
from cxcli.scoring.interval import Undefined

SEEDS = range(200)
NOISE = [4, 6, 5, 3, 7, 5, 4, 6, 3, 7, 5, 6, 4, 5, 7, 3, 6, 4]


def white_noise(numbers, n):
    return numbers.normal(size=n)


def random_walk(numbers, n):
    return numbers.normal(size=n).cumsum()


def rising(numbers, n):
    return 0.2 * np.arange(n) + numbers.normal(size=n)


@cache
def tried(make, n):
    """For each seed the forecast from n points of such a series, and the three values that followed."""
    series = [make(np.random.default_rng(seed), n + 3).tolist() for seed in SEEDS]
    return [(forecast(values[:n]), values[n:]) for values in series]


def share(make, n, *methods):
    return np.mean([isinstance(found, Forecast) and found.method in methods for found, _ in tried(make, n)])


def coverage(make, n):
    """How often the limits hold what followed, for 1, 2 and 3 periods ahead, where a forecast is offered."""
    hits = [
        [step.interval.low <= value <= step.interval.high for step, value in zip(found.steps, then, strict=True)]
        for found, then in tried(make, n)
        if isinstance(found, Forecast)
    ]
    return np.mean(hits, axis=0)


@pytest.mark.parametrize("n", [16, 24])
def test_a_trend_is_rarely_seen_in_noise(n):
    """Of 200 series of white noise at most 3 % are offered a forecast with a trend, of random walks at most 5 %."""
    assert share(white_noise, n, "trend line") <= 0.03
    assert share(random_walk, n, "trend line") <= 0.05


@pytest.mark.parametrize(("n", "most"), [(16, 0.1), (24, 0.05)])
def test_a_random_walk_is_rarely_forecast(n, most):
    """Nothing beats the last value of a random walk: at most 10 % (5 % from 24 points) are offered any forecast."""
    assert share(random_walk, n, "mean", "exponential smoothing", "trend line") <= most


def test_what_can_be_forecast_is_offered():
    """White noise is mostly offered its mean, a steady rise its line, each at 24 points; not always."""
    assert share(white_noise, 24, "mean") >= 0.5
    assert share(rising, 24, "trend line") >= 0.2


@pytest.mark.parametrize(("make", "n"), [(white_noise, 16), (white_noise, 24), (rising, 24)])
def test_the_limits_hold_what_follows(make, n):
    """Where a forecast is offered, its 95 % limits hold 90 % or more of what follows, for 1, 2 and 3 periods ahead."""
    assert np.all(coverage(make, n) >= 0.9)


def test_a_forecast_of_noise():
    """The forecast of noise is its mean; errors, origins and limits are those of the back-test."""
    found = forecast(NOISE)
    assert found.method == "mean"
    assert [step.ahead for step in found.steps] == [1, 2, 3]
    assert [step.value for step in found.steps] == pytest.approx([5] * 3)
    origins = range(6, 16)
    errors = np.array([[NOISE[k + h] - np.mean(NOISE[:k]) for h in range(3)] for k in origins])
    naive = np.array([[NOISE[k + h] - NOISE[k - 1] for h in range(3)] for k in origins])
    assert found.origins == 10
    assert found.errors == pytest.approx(np.abs(errors).mean(axis=0))
    assert found.errors_of_last_value == pytest.approx(np.abs(naive).mean(axis=0))
    widest = 0.0
    for step, column in zip(found.steps, errors.T, strict=True):
        widest = max(widest, stats.t.ppf(0.975, 9) * sqrt(np.mean(column**2)))
        assert (step.interval.low, step.interval.high) == pytest.approx((5 - widest, 5 + widest))


def test_a_forecast_of_a_rise():
    """A steady rise with noise is drawn on as a line."""
    found = forecast([2 * place + (place * 7 % 5) * 2 for place in range(24)])
    assert found.method == "trend line"
    assert [step.value for step in found.steps] == pytest.approx([52, 54, 56], abs=2)


@pytest.mark.parametrize("values", [[0, 1] * 2 + [5] * 14, [3] * 20])
def test_words_where_there_is_no_forecast(values):
    """Where nothing beats the last value by the margin the result says so."""
    found = forecast(values)
    assert isinstance(found, Undefined)
    assert found.reason == "no forecast: the last value does as well as any method tried on the earlier periods"


@pytest.mark.parametrize(
    ("values", "reason"),
    [
        (NOISE[:15], "15 points, and a forecast needs at least 16"),
        ([*NOISE, None], "no forecast: the last period has no value to start from"),
        ([each for pair in zip(NOISE, [None] * 18, strict=True) for each in pair][:-1], "too many gaps"),
    ],
)
def test_too_little_to_try(values, reason):
    """Too few points, a missing last period, and too many gaps are told."""
    found = forecast(values)
    assert isinstance(found, Undefined)
    assert reason in found.reason


def test_the_fewest_points_make_enough_origins():
    """Sixteen points without a gap are enough to try three periods ahead."""
    assert forecast(NOISE[:16]).origins == FEWEST_ORIGINS


def test_limits_stay_in_the_range():
    """Value and limits are cut at the range of the metric where it is told."""
    cut = forecast(NOISE, bounds=(3, 7)).steps[0]
    assert (cut.interval.low, cut.interval.high) == (3, 7)
    rise = forecast([2 * place + (place * 7 % 5) * 2 for place in range(24)], bounds=(0, 54))
    assert rise.steps[-1].value <= 54 == rise.steps[-1].interval.high


def test_ahead_and_confidence():
    """One, two or three periods; limits of more confidence are wider."""
    assert len(forecast(NOISE, 1).steps) == 1
    wide, narrow = (forecast(NOISE, 1, confidence).steps[0].interval for confidence in (0.99, 0.8))
    assert wide.low < narrow.low < narrow.high < wide.high
    for ahead in (0, 4):
        with pytest.raises(ValueError, match="1, 2 or 3"):
            forecast(NOISE, ahead)


@settings(max_examples=15)
@given(st.permutations(NOISE), st.integers(1, 9), st.integers(-50, 50))
def test_shift_and_scale(values, scale, shift):
    """A mean moves with the values and grows with them, limits too."""
    here, there = forecast(values, 1), forecast([scale * each + shift for each in values], 1)
    if isinstance(here, Forecast) and here.method == "mean":
        assert there.method == "mean"
        one, other = here.steps[0].interval, there.steps[0].interval
        assert (other.low, other.high) == pytest.approx((scale * one.low + shift, scale * one.high + shift), abs=1e-6)
