from math import inf, nan

import pytest

from cxcli.analysis.series import MOST_POINTS, enough, present


def test_missing_values_keep_their_place():
    """A period without a value is left out and keeps its place in time."""
    series = present([5, None, 7.5, None])
    assert series.times.tolist() == [0, 2]
    assert series.values.tolist() == [5, 7.5]


@pytest.mark.parametrize("value", [nan, inf])
def test_no_number_is_refused(value):
    """A value that is no finite number is refused."""
    with pytest.raises(ValueError, match="finite"):
        present([1.0, value])


def test_too_few_and_too_many_points_are_told():
    """Where there are too few or too many points the reason is in words, with the numbers."""
    assert enough(1, 10, "a trend").reason == "1 point, and a trend needs at least 10"
    assert enough(9, 10, "a trend").reason == "9 points, and a trend needs at least 10"
    assert enough(10, 10, "a trend") is None
    assert enough(MOST_POINTS, 10, "a trend") is None
    assert "1501 points are more" in enough(MOST_POINTS + 1, 10, "a trend").reason
