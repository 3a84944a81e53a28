from datetime import UTC, datetime
from fractions import Fraction
from zoneinfo import ZoneInfo

import numpy as np
import pytest

from cxcli.errors import UsageError
from cxcli.scoring.box_definition import Scale


def test_defaults(settings):
    """Without options: 95 % confidence, no smallest n, no cut, 1 % bad rows, and the clock as now."""
    found = settings()
    assert [each.id for each in found.definitions] == ["nps"]
    assert (found.confidence, found.min_n, found.by, found.periods) == (0.95, 0, [], None)
    assert (found.scale, found.polarity, found.interval, found.decimals) == (None, None, None, None)
    assert found.max_rejects.share == Fraction(1, 100)
    assert found.as_of == datetime(2025, 10, 1, 12, tzinfo=UTC)
    assert found.config is None


def test_options_go_before_the_config_before_the_defaults(settings):
    """Each number of the report is taken from the command line, else from the config."""
    yaml = "report: {confidence: 0.9, decimals: 2, min_n: 5, interval: wald}\nsource: {max_rejects: 7}"
    found = settings(yaml)
    assert (found.confidence, found.decimals, found.min_n, found.interval) == (0.9, 2, 5, "wald")
    assert found.max_rejects.rows == 7
    typed = settings(yaml, confidence=0.8, decimals=0, min_n=0, interval="score", max_rejects="2")
    assert (typed.confidence, typed.decimals, typed.min_n, typed.interval) == (0.8, 0, 0, "score")
    assert typed.max_rejects.rows == 2
    assert found.config.path.name == "cx.yaml"


def test_metrics_are_listed_or_repeated_and_come_once(settings):
    """Metrics are parted by commas, in any case, and each is computed once."""
    found = settings(metrics=["nps, CSAT", "nps", "Csat"])
    assert [each.id for each in found.definitions] == ["nps", "csat"]


@pytest.mark.parametrize("metrics", [[], [""], [" , "]])
def test_no_metric_is_refused(settings, metrics):
    """A run without a metric would print nothing and look well; it is refused."""
    with pytest.raises(UsageError, match="no metric"):
        settings(metrics=metrics)


def test_an_unknown_metric_is_refused_with_the_nearest(settings):
    """A metric that is not there is refused with the nearest name."""
    with pytest.raises(UsageError) as caught:
        settings(metrics=["npss"])
    assert "'nps'" in caught.value.problems[0].help


def test_labels_and_missing_codes_of_config_metric_and_command_line(settings):
    """Labels of a metric go before those of all; missing codes of every place count."""
    yaml = """
labels: {good: 4, bad: 1}
missing: [99]
metrics:
  mine: {extends: csat, labels: {good: 5}, missing: [98]}
"""
    wanted = settings(yaml, metrics=["mine"], missing=["77"]).wants.answers[0].wanted
    assert wanted.labels == {"good": 5, "bad": 1}
    assert wanted.missing == (99, 98, "77")


@pytest.mark.parametrize(("text", "scale"), [("1-5", Scale(1, 5)), (" 0 - 10 ", Scale(0, 10)), ("-2-2", Scale(-2, 2))])
def test_a_scale_is_its_ends(settings, text, scale):
    """`--scale 1-5` declares the answers, and the column is looked for among such answers."""
    found = settings(scale=text, metrics=["csat:mean"])
    assert found.scale == scale
    wanted = found.wants.answers[0].wanted
    assert (wanted.low, wanted.high) == (scale.low, scale.high)


@pytest.mark.parametrize("text", ["", "nonsense", "5", "5-1", "3-3", "1-5-9", "1.5-3", "1-99999"])
def test_a_scale_that_is_none_is_refused(settings, text):
    """A scale has two whole ends, the lower one first."""
    with pytest.raises(UsageError) as caught:
        settings(scale=text)
    assert "--scale 1-5" in caught.value.problems[0].help


@pytest.mark.parametrize(
    ("value", "said"),
    [(95, "--confidence 0.95"), (99.9, "--confidence 0.999"), (0, "0.95"), (1, "0.95"), (-1, "0.95")],
)
def test_a_confidence_is_a_share(settings, value, said):
    """A confidence outside of 0 to 1 is refused; a percentage is shown as the share it may mean."""
    with pytest.raises(UsageError) as caught:
        settings(confidence=value)
    assert caught.value.problems[0].help.endswith(said)


@pytest.mark.parametrize("value", [float("nan"), float("inf")])
def test_a_confidence_that_is_no_number_is_refused(settings, value):
    """No number is no confidence."""
    with pytest.raises(UsageError, match="not between 0 and 1"):
        settings(confidence=value)


@pytest.mark.parametrize(
    ("said", "moment"),
    [
        ("2025-10-01T08:00", datetime(2025, 10, 1, 8, tzinfo=ZoneInfo("Europe/Berlin"))),
        ("2025-10-01", datetime(2025, 10, 1, tzinfo=ZoneInfo("Europe/Berlin"))),
        ("2025-10-01T08:00Z", datetime(2025, 10, 1, 10, tzinfo=ZoneInfo("Europe/Berlin"))),
    ],
)
def test_now_is_in_the_zone_of_the_report(settings, said, moment):
    """`--now` without an offset is a time of the report's zone; with one it is turned into it."""
    found = settings("report: {zone: Europe/Berlin}", now=said).as_of
    assert found == moment
    assert found.utcoffset() == moment.utcoffset()


@pytest.mark.parametrize("said", ["", "x", "2025-13-01", "0001-01-01T00:00+14:00", "9999-12-31T23:00-14:00"])
def test_a_now_that_is_no_moment_is_refused(settings, said):
    """What is not a moment of the calendar is refused with an example."""
    with pytest.raises(UsageError) as caught:
        settings(now=said)
    assert "--now 2025-10-01T08:00" in caught.value.problems[0].help


def test_what_metrics_without_answers_want(settings):
    """They have needs in place of a column of answers, and what was said of the form of their fields."""
    found = settings("durations: {unit: minutes}\n", metrics=["nps,resolution_time,talk_time"], unit="hours")
    assert [want.wanted.metric for want in found.wants.answers] == ["nps"]
    assert [need.metric for need in found.wants.needs] == ["resolution_time", "talk_time"]
    assert found.wants.typed.unit == "hours"
    assert settings("durations: {unit: minutes}\n", metrics=["talk_time"]).wants.typed.unit == "minutes"


def test_hours_of_business_are_those_of_the_config(settings):
    """Time is counted in the schedule of the config."""
    found = settings('schedules: {s: {zone: UTC, hours: {mon: "09:00-17:00"}}}\n', metrics=["resolution_time:business"])
    monday = [np.array([f"2025-01-06T{hour}"], "datetime64[us]") for hour in ("08:00", "10:00")]
    assert found.hours(None, *monday).tolist() == [3_600_000_000]
