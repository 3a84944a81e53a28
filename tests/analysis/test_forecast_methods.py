from statistics import fmean

import pytest

from cxcli.analysis.forecast_methods import METHODS, last_value, mean, trend_line
from cxcli.analysis.series import present
from cxcli.analysis.smoothing import fitted

VALUES = [3, 5, None, 9, 11]


def test_each_method_looks_ahead():
    """The last value and the mean stay where they are; the line goes on, from the place of the last period."""
    assert last_value(VALUES, 2).tolist() == [11, 11]
    assert mean(VALUES, 3).tolist() == [fmean([3, 5, 9, 11])] * 3
    assert trend_line(VALUES, 3).tolist() == [13, 15, 17]


def test_smoothing_leaves_gaps_out():
    """Smoothing goes on from the level before a gap."""
    level = fitted(present([3, 5, 9, 11]).values).level
    assert METHODS["exponential smoothing"](VALUES, 2).tolist() == [level, level]


@pytest.mark.parametrize("name", METHODS)
@pytest.mark.parametrize("ahead", [1, 2, 3])
def test_as_many_as_asked_for(name, ahead):
    """Each method gives one value for each period ahead."""
    assert METHODS[name](VALUES, ahead).shape == (ahead,)


def test_the_simplest_comes_first():
    """The candidates are listed from the simplest on."""
    assert list(METHODS) == ["mean", "exponential smoothing", "trend line"]
