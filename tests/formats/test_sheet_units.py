"""The units of a workbook: one for each metric, and what is shown agrees with what is held."""

import pytest
from msgspec.structs import replace

from cxcli.formats.sheet_units import unit_of, unit_of_scores


def with_unit(metric, unit, value, *, points=()):
    """Return a metric with another unit and value, and periods with some values."""
    score = replace(metric.whole.score, unit=unit, value=value)
    spots = tuple(replace(metric.points[-1], value=each) for each in points)
    return replace(metric, whole=replace(metric.whole, score=score), points=spots)


@pytest.mark.parametrize(
    ("unit", "value", "name", "divisor", "pattern"),
    [
        ("points", -3.0, "points", 1, "#,##0.0"),
        ("percent", 62.1, "percent", 1, '#,##0.0" %"'),
        ("score", 4.25, "score", 1, "#,##0.00"),
        ("currency", 12.5, "currency", 1, "#,##0.00"),
        ("seconds", 100.0, "s", 1, '#,##0.0" s"'),
        ("seconds", 600.0, "min", 60, '#,##0.0" min"'),
        ("seconds", 50_400.0, "h", 3600, '#,##0.0" h"'),
        ("seconds", 400_000.0, "d", 86_400, '#,##0.0" d"'),
    ],
)
def test_a_unit_is_that_of_the_value(report, unit, value, name, divisor, pattern):
    """Durations are in the unit that other formats would show them in; nothing else is converted."""
    found = unit_of(with_unit(report.metrics[0], unit, value), None)
    assert (found.name, found.divisor, found.pattern) == (name, divisor, pattern)
    assert found.value(value).value == value / divisor
    assert found.value(None) is None


def test_without_a_value_the_periods_tell_the_unit(report):
    """Of 2 min and 3 h the greater one."""
    assert unit_of(with_unit(report.metrics[0], "seconds", None, points=(120.0, None, 10_800.0)), None).name == "h"
    assert unit_of(with_unit(report.metrics[0], "seconds", None), None).name == "s"


def test_scores_of_one_metric_share_a_unit(report):
    """That of the greatest of them; of none, seconds."""
    scores = [replace(report.metrics[0].whole.score, unit="seconds", value=value) for value in (60.0, 8000.0, None)]
    assert unit_of_scores(scores, 0).name == "h"
    assert unit_of_scores(scores[2:], 0).pattern == '#,##0" s"'


def test_changes_have_a_sign_and_percent_changes_no_percent_sign(report):
    """A change of a share is in percent points."""
    assert unit_of(with_unit(report.metrics[0], "percent", 1.0), 2).signed == "+#,##0.00;-#,##0.00;#,##0.00"
    assert unit_of(with_unit(report.metrics[0], "seconds", 8000.0), 0).signed == '+#,##0" h";-#,##0" h";#,##0" h"'
