import pytest

from cxcli.reporting.quantities import limits, part, places, quantity


@pytest.mark.parametrize(
    ("value", "unit", "decimals", "text"),
    [
        (42.12, "points", 1, "42.1"),
        (69.158, "percent", 1, "69.2 %"),
        (1234.5, "currency", 2, "1,234.50"),
        (0, "seconds", 1, "0.0 s"),
        (119.9, "seconds", 1, "119.9 s"),
        (120, "seconds", 1, "2.0 min"),
        (7199, "seconds", 1, "120.0 min"),
        (7200, "seconds", 1, "2.0 h"),
        (172_799, "seconds", 0, "48 h"),
        (172_800, "seconds", 1, "2.0 d"),
        (-90, "seconds", 1, "-90.0 s"),
        (-7200, "seconds", 1, "-2.0 h"),
    ],
)
def test_a_value_is_written_in_a_unit_that_people_read(value, unit, decimals, text):
    """Durations in seconds, minutes, hours or days from two of them on; all else in its own unit."""
    assert quantity(value, unit, decimals) == text


def test_limits_are_in_the_unit_of_their_value():
    """So that the three can be compared at a glance."""
    assert limits(1800, 10_800, "seconds", 1, beside=7200) == "0.5 to 3.0"
    assert limits(1.25, 3.75, "points", 1, beside=100) == "1.2 to 3.8"


@pytest.mark.parametrize(
    ("name", "value", "unit", "text"),
    [
        ("promoters", 58.21, "points", "58.2 %"),
        ("mean", 4.256, "percent", "4.26"),
        ("mean", 90, "seconds", "90.0 s"),
        ("running", 1234.0, "seconds", "1,234"),
        ("customers below zero", 2.0, "percent", "2"),
        ("holdout expected", 12.7, "currency", "13"),
        ("largest customer", 45.46, "currency", "45.5 %"),
        ("revenue", 1234.5, "currency", "1,234.50"),
        ("by day 30", 65.72, "seconds", "65.7 %"),
        ("e", 90.0, "percent", "90.0 %"),
    ],
)
def test_a_figure_beside_a_value(name, value, unit, text):
    """Shares in percent, counts, durations, money, and figures in points of a scale."""
    assert part(name, value, unit) == text


def test_how_many_decimals():
    """Two for points of a scale, ratios and money, else one."""
    assert [places(unit) for unit in ("score", "ratio", "currency", "percent", "seconds")] == [2, 2, 2, 1, 1]
