"""A value beside the one before it, and beside its bounds."""

from statistics import NormalDist

import pytest

from cxcli.analysis.difference_of_scores import Difference
from cxcli.report.cells import called_together, cell, change_between, gate, moved
from cxcli.report.content import Cell
from cxcli.rows import RowAccount
from cxcli.scoring.score import Score
from cxcli.settings.targets import Bounds


def a_score(value, low=None, high=None, **more):
    said = {
        "metric": "resolution_time",
        "title": "Resolution time",
        "definition": "median",
        "parameters": {},
        "group": {},
        "period": None,
        "status": "no_data" if value is None else "ok",
        "reason": "no row was scored" if value is None else None,
        "value": value,
        "low": low,
        "high": high,
        "unit": "seconds",
        "confidence": 0.95,
        "interval": "order-statistics" if low is not None else None,
        "n": 10,
        "parts": {},
        "account": RowAccount(10),
    }
    return Score(**{**said, **more})


def bounds(target=None, warn=None, fail=None, *, certain=False):
    return Bounds(target=target, warn=warn, fail=fail, certain=certain)


def test_a_metric_without_a_test_has_the_limits_of_square_and_add():
    """Square-and-add by hand: distances 3 and 4 to the limits make 5 on each side of the change."""
    change = change_between(a_score(10.0, 6.0, 14.0), a_score(20.0, 17.0, 23.0), metric=None)
    assert (change.value, change.low, change.high) == (10.0, 5.0, 15.0)
    assert (change.verdict, change.interval, change.test) == ("up", "square-and-add", None)


def test_a_change_whose_limits_hold_0_is_unclear():
    """Limits of 5 on each side of a change of 4 hold 0."""
    change = change_between(a_score(10.0, 6.0, 14.0), a_score(14.0, 11.0, 17.0), metric=None)
    assert (change.value, change.verdict) == (4.0, "unclear")


def test_a_change_without_limits_or_values_says_why():
    """Without limits there is a change and no verdict; without a value there is no change."""
    assert change_between(a_score(1.0), a_score(2.0, 1.0, 3.0), metric=None).reason == "one of the two has no limits"
    nothing = change_between(a_score(None), a_score(2.0, 1.0, 3.0), metric=None)
    assert (nothing.value, nothing.reason) == (None, "no row was scored")
    assert change_between(None, a_score(2.0), metric=None) is None


@pytest.mark.parametrize(
    ("verdict", "direction", "expected"),
    [
        ("up", "higher", "better"),
        ("up", "lower", "worse"),
        ("down", "higher", "worse"),
        ("down", "lower", "better"),
        ("unclear", "lower", "unclear"),
        ("same", "higher", "same"),
        (None, "higher", "unknown"),
    ],
)
def test_better_is_up_or_down_by_the_metric(verdict, direction, expected):
    """A higher value is better, but for metrics where a lower one is."""
    assert moved(Difference(unit="percent", confidence=0.95, verdict=verdict), direction) == expected


@pytest.mark.parametrize(
    ("value", "direction", "level"),
    [
        (50.0, "higher", "met"),
        (45.0, "higher", "met"),
        (44.9, "higher", "missed"),
        (40.0, "higher", "missed"),
        (39.9, "higher", "warned"),
        (30.0, "higher", "warned"),
        (29.9, "higher", "failed"),
    ],
)
def test_a_bound_itself_is_reached(value, direction, level):
    """Worse than a bound is beyond it, never on it."""
    assert gate(a_score(value), bounds(45, 40, 30), direction).level == level


@pytest.mark.parametrize(("value", "level"), [(10.0, "met"), (10.1, "missed"), (20.1, "warned"), (30.1, "failed")])
def test_where_lower_is_better_higher_fails(value, level):
    """For waits and the like the bounds stand the other way round."""
    assert gate(a_score(value), bounds(10, 20, 30), "lower").level == level


def test_with_certain_the_better_limit_must_be_worse_too():
    """A value of 25 under a bound of 30 fails if its upper limit is under 30, and only then."""
    sure = bounds(fail=30, certain=True)
    assert gate(a_score(25.0, 20.0, 29.0), sure, "higher").level == "failed"
    assert gate(a_score(25.0, 20.0, 31.0), sure, "higher").level == "met"
    assert gate(a_score(35.0, 29.0, 40.0), bounds(fail=30, certain=True), "lower").level == "met"
    assert gate(a_score(25.0), sure, "higher").level == "failed"


def test_what_has_no_value_fails_where_it_could():
    """Nothing shows that it is good."""
    assert gate(a_score(None), bounds(fail=30), "higher").level == "failed"
    assert gate(a_score(None), bounds(target=30), "higher").level == "missed"


def changed(p=None, value=5.0, low=1.0, high=9.0):
    """Return a group that is worse, with a change that has the limits of a normal estimate for `p`."""
    if p is not None:
        half = value / -NormalDist().inv_cdf(p / 2) * NormalDist().inv_cdf(0.975)
        low, high = value - half, value + half
    change = Difference(unit="seconds", confidence=0.95, value=value, low=low, high=high, verdict="up")
    return Cell(group=(), score=a_score(1.0), before=a_score(1.0), change=change, moved="worse", gate=None)


def test_groups_are_called_together():
    """By hand: of p 0.01, 0.04 and 0.05 the adjusted ones are 0.03, 0.05 and 0.05; of 0.03 and 0.9 both are open."""
    assert [each.moved for each in called_together([changed(0.01), changed(0.04), changed(0.049)])] == ["worse"] * 3
    assert [each.moved for each in called_together([changed(0.03), changed(0.9)])] == ["unclear", "unclear"]
    assert [each.moved for each in called_together([changed(0.03)])] == ["worse"]


def test_a_group_without_limits_is_left_as_it_is():
    """It is no test among others, and a change that is known without doubt stays."""
    nothing = cell((), a_score(1.0), None, None, None, "higher")
    sure = changed(value=5.0, low=5.0, high=5.0)
    assert [each.moved for each in called_together([nothing, sure])] == ["unknown", "worse"]
