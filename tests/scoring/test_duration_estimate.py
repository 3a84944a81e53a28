import numpy as np
import pytest
from scipy import stats

from cxcli.config.metric import ValueConfig
from cxcli.scoring.duration_estimate import estimate, methods, value_alone
from cxcli.scoring.duration_table import DurationTable

SECOND = 10**6
MEDIAN, MEAN, P90 = ValueConfig(median=True), ValueConfig(mean=True), ValueConfig(percentile=90)


def table(ended, running=()):
    """A table of durations in seconds."""
    lengths = np.array([*ended, *running], np.int64) * SECOND
    return DurationTable.of(lengths, np.arange(len(lengths)) < len(ended))


def test_the_intervals_go_with_the_form():
    """That of a mean is t, that of a quantile comes from order statistics."""
    assert methods(MEAN) == ("t",)
    assert methods(MEDIAN) == methods(P90) == ("order-statistics",)


def test_values_and_what_stands_beside_them():
    """Seconds; mean, median and nine tenths stand beside each form of the value."""
    ended = [2, 4, 7, 9, 15, 21, 33, 47, 60, 120]
    for form, value in ((MEDIAN, 18), (MEAN, 31.8), (P90, 66)):
        found = estimate(table(ended), form, confidence=0.95)
        assert found.value == pytest.approx(value)
        assert found.parts == pytest.approx({"mean": 31.8, "median": 18, "p90": 66})


def test_the_limits_of_a_mean_are_those_of_t():
    """And never below 0, since no duration is."""
    ended = [20, 30, 40, 50, 65]
    found = estimate(table(ended), MEAN, confidence=0.9)
    expected = stats.t.interval(0.9, 4, np.mean(ended), stats.sem(ended))
    assert (found.low, found.high, found.interval) == pytest.approx((*expected, "t"))
    assert estimate(table([1, 2, 300]), MEAN, confidence=0.95).low == 0


def test_the_limits_of_a_quantile_are_durations_that_occur():
    """The 2nd and the 9th of ten for the median at 95 %; below six there are none, and the reason stands there."""
    found = estimate(table([2, 4, 7, 9, 15, 21, 33, 47, 60, 120]), MEDIAN, confidence=0.95)
    assert (found.low, found.high, found.interval, found.reason) == (4, 60, "order-statistics", None)
    few = estimate(table([1, 2, 3, 4, 5]), MEDIAN, confidence=0.95)
    assert (few.value, few.low, few.high, few.interval) == (3, None, None, "order-statistics")
    assert few.reason == "fewer than 6 finished ones do not bound a median at 95 %"


def test_those_that_still_run_are_counted_beside():
    """The median that takes them in is later than that of those that ended alone."""
    found = estimate(table([10, 20, 30, 40], [25, 50, 60, 70]), MEDIAN, confidence=0.95)
    assert found.value == 25
    assert found.parts["running"] == 4
    assert found.parts["median with running"] == 40  # 7/8, 6/8, 6/8 * 4/5, 6/8 * 4/5 * 3/4 = 0.45
    assert found.parts["median with running, low"] <= 40


def test_where_none_has_ended_there_is_no_value():
    """How many run stands beside; a median that nobody reached is left out."""
    found = estimate(table([], [5, 6]), MEDIAN, confidence=0.95)
    assert (found.value, found.reason, found.parts) == (None, "none has ended yet", {"running": 2.0})


@pytest.mark.parametrize("form", [MEDIAN, MEAN, P90])
def test_a_value_alone_is_that_with_limits(form):
    """By hand as above: 18, 31.8 and 66 seconds; where none has ended there is no value, and the reason is the same."""
    ended = [2, 4, 7, 9, 15, 21, 33, 47, 60, 120]
    found = value_alone(table(ended), form)
    with_limits = estimate(table(ended), form, confidence=0.95)
    assert (found.value, found.low, found.parts) == (with_limits.value, None, {})
    nothing = value_alone(table([], [5, 6]), form)
    assert (nothing.value, nothing.reason) == (None, estimate(table([], [5, 6]), form, confidence=0.95).reason)
