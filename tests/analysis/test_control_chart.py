from math import inf

import pytest

from cxcli.analysis.control_chart import limits_around, provisional


def test_limits_stand_around_the_centre():
    """The limits are the distance away from the centre, the near limits two thirds of it."""
    limits = limits_around(10, 6, None)
    assert (limits.low, limits.near_low, limits.centre, limits.near_high, limits.high) == (4, 6, 10, 14, 16)


def test_limits_are_cut_only_where_the_range_is_known():
    """Limits stop at the ends of the metric's range where it is told, else nowhere."""
    limits = limits_around(90, 30, (-100, 100))
    assert (limits.low, limits.near_low, limits.near_high, limits.high) == (60, 70, 100, 100)
    assert limits_around(90, 30, None).high == 120
    limits = limits_around(-90, 30, (-100, 100))
    assert (limits.low, limits.near_low, limits.near_high, limits.high) == (-100, -100, -70, -60)


@pytest.mark.parametrize(("centre", "distance"), [(5, 0), (5, -1), (11, 1), (-1, 1)])
def test_limits_without_width_or_out_of_bounds_are_refused(centre, distance):
    """Limits have a width and a centre within the metric's range."""
    with pytest.raises(ValueError, match="limits stand"):
        limits_around(centre, distance, (0, 10))


@pytest.mark.parametrize(
    ("value", "side", "outside", "close"),
    [
        (16.01, 1, 1, 0),
        (16, 1, 0, 1),
        (14.01, 1, 0, 1),
        (14, 1, 0, 0),
        (10, 0, 0, 0),
        (10 + 1e-10, 0, 0, 0),
        (6, -1, 0, 0),
        (5.9, -1, 0, -1),
        (4, -1, 0, -1),
        (3.9, -1, -1, 0),
        (-inf, -1, -1, 0),
    ],
)
def test_where_a_value_lies(value, side, outside, close):
    """A value on a limit is within it, one outside the limits is not close to them; rounding is forgiven."""
    limits = limits_around(10, 6, None)
    assert (limits.side(value), limits.outside(value), limits.close(value)) == (side, outside, close)


def test_few_points_make_provisional_limits():
    """Below twelve points a caution says that the limits are provisional."""
    assert provisional(12) == ()
    assert provisional(11) == ("the limits are provisional: they rest on 11 points, and 12 make firm ones",)
