import numpy as np
import pytest

from cxcli.errors import UsageError
from cxcli.scoring import schedule
from cxcli.settings.schedules import business_hours

HOUR = 3_600_000_000
SUPPORT = 'schedules:\n  support: {zone: UTC, hours: {mon-fri: "09:00-17:00"}}\n'
NIGHT = '  night: {zone: UTC, hours: {mon-sun: "00:00-06:00"}}\n'
FRIDAY, MONDAY = "2025-01-03T16:00", "2025-01-06T10:00"
"""From Friday at 16 to Monday at 10: 1 hour and 1 hour from 9 to 17 on weekdays, 3 nights of 6 hours."""


def hours(config, yaml, name=None, start=FRIDAY, end=MONDAY):
    counted = business_hours(config(yaml) if yaml else None)
    return counted(name, np.array([start], "datetime64[us]"), np.array([end], "datetime64[us]")).tolist()


def refused(config, yaml, name=None, **moments):
    with pytest.raises(UsageError) as caught:
        hours(config, yaml, name, **moments)
    (problem,) = caught.value.problems
    assert problem.code == "schedule"
    return problem.message, problem.help


def test_hours_are_those_of_the_one_schedule(config):
    """Where there is only one, nobody must name it."""
    assert hours(config, SUPPORT) == [2 * HOUR]
    assert hours(config, SUPPORT, "support") == [2 * HOUR]


def test_hours_are_those_of_the_schedule_that_a_metric_names(config):
    """Of several, the one that is named counts."""
    assert hours(config, SUPPORT + NIGHT, "night") == [18 * HOUR]
    assert hours(config, SUPPORT + NIGHT, "support") == [2 * HOUR]


def test_a_schedule_that_is_not_clear_is_refused(config):
    """There is none, none of this name, or several: the error says what to write."""
    message, advice = refused(config, None)
    assert message == "business hours need a schedule"
    assert advice.startswith("say in cx.yaml: schedules: {support: ")
    assert refused(config, "report: {decimals: 1}\n", "support")[0] == "there is no schedule 'support'"
    assert refused(config, SUPPORT, "x") == ("there is no schedule 'x'", "schedules there: support")
    message, advice = refused(config, SUPPORT + NIGHT)
    assert message == "business hours need one of several schedules"
    assert advice == "name it in the metric, schedule: NAME; schedules there: support, night"


def test_without_moments_no_schedule_is_needed():
    """Nothing is counted, so nothing is asked for."""
    none = np.zeros(0, "datetime64[us]")
    assert business_hours(None)(None, none, none).tolist() == []


def test_which_version_of_a_schedule_counts(config):
    """One that took over counts for all of what ends in it, or only as long as it held, as the config says."""
    yaml = """
schedules:
  support:
    - {zone: UTC, hours: {mon-fri: "09:00-17:00"}}
    - {zone: UTC, hours: {mon-fri: "09:00-12:00"}, from: 2025-01-06}
"""
    thursday, monday = "2025-01-02T14:00", "2025-01-06T14:00"
    assert hours(config, yaml, start=thursday, end=monday) == [6 * HOUR]
    held = yaml + "durations: {schedule_change: while-held}\n"
    assert hours(config, held, start=thursday, end=monday) == [14 * HOUR]


def test_public_holidays_are_those_of_the_years(config):
    """A holiday of the country is closed, in the years that the times touch; what nobody knows is refused."""
    yaml = 'schedules: {s: {zone: Europe/Berlin, hours: {mon-sun: "00:00-24:00"}, country: DE}}\n'
    assert hours(config, yaml, start="2024-12-30T23:00", end="2025-01-02T23:00") == [48 * HOUR]
    message, advice = refused(config, yaml.replace("DE", "XX"))
    assert message.startswith("schedule 's': ")
    assert advice.startswith("list the holidays")


def test_a_schedule_is_made_once_for_the_years(config, monkeypatch):
    """Chunks of the same years share it."""
    made = []
    monkeypatch.setattr(
        "cxcli.settings.schedules.schedule_history",
        lambda versions, years: made.append(years) or schedule.schedule_history(versions, years),
    )
    counted = business_hours(config(SUPPORT))
    for start, end in ((FRIDAY, MONDAY), (FRIDAY, FRIDAY), ("2026-06-01", "2026-06-02")):
        counted(None, np.array([start], "datetime64[us]"), np.array([end], "datetime64[us]"))
    assert made == [frozenset({2025}), frozenset({2026})]
