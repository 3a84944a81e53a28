from datetime import UTC, date, datetime

import jsonschema
import pytest
from pydantic import TypeAdapter, ValidationError

from cxcli.config import strict_yaml
from cxcli.config.check import validated
from cxcli.config.models import Config
from cxcli.config.schedules import Day, DayHours, ScheduleConfig, WeekDays, WeekHours, week_days
from cxcli.config.schema import json_schema
from cxcli.errors import ConfigError

DAY, DAY_HOURS, WEEK_DAYS, WEEK_HOURS = (TypeAdapter(kind) for kind in (Day, DayHours, WeekDays, WeekHours))
WEEK = "mon, tue, wed, thu, fri, sat, sun"
WHOLE = """
schedules:
  support:
    zone: Europe/Berlin
    hours: {mon-fri: 09:00-17:00, sat: ["10:00-12:00", 13:00-15:00]}
    holidays: [2025-12-25]
    country: DE
    subdivision: BY
    from: 2025-01-01
"""
VERSIONS = """
schedules:
  support:
    - {zone: UTC, hours: {mon: 9:00-17:00}}
    - {zone: UTC, hours: {mon: 8:00-16:00}, from: 2025-07-01}
"""


def schedules(text):
    return validated(strict_yaml.load(text, name="cx.yaml"), Config).schedules


def refused(text):
    with pytest.raises(ConfigError) as failure:
        schedules(text)
    return failure.value.problems


def refusal_of(kind, written):
    with pytest.raises(ValidationError) as failure:
        kind.validate_python(written)
    return failure.value.errors()[0]["ctx"]


def test_a_schedule():
    """Zone, hours, holidays, country and first day of a schedule are read as they are written."""
    [schedule] = schedules(WHOLE)["support"]
    assert schedule.zone == "Europe/Berlin"
    assert schedule.holidays == (date(2025, 12, 25),)
    assert (schedule.country, schedule.subdivision, schedule.since) == ("DE", "BY", date(2025, 1, 1))
    assert schedule.openings == (*((day, 540, 1020) for day in range(5)), (5, 600, 720), (5, 780, 900))


def test_a_list_of_versions():
    """A schedule may be a list of versions, of which the first needs no first day."""
    first, second = schedules(VERSIONS)["support"]
    assert (first.since, first.openings) == (None, ((0, 540, 1020),))
    assert (second.since, second.openings) == (date(2025, 7, 1), ((0, 480, 960),))


@pytest.mark.parametrize(
    ("written", "days"),
    [("mon", (0,)), ("sun", (6,)), ("mon-fri", (0, 1, 2, 3, 4)), ("sun-thu", (6, 0, 1, 2, 3)), ("sat-mon", (5, 6, 0))],
)
def test_days_of_the_week(written, days):
    """A key is a day or a span of days, which may go over the end of the week."""
    assert WEEK_DAYS.validate_python(written) == written
    assert week_days(written) == days


@pytest.mark.parametrize(
    ("written", "advice"),
    [
        ("Mon", "write mon"),
        ("monday", "write mon"),
        ("Monday - Friday", "write mon-fri"),
        ("mon–fri", "write mon-fri"),
        ("mon-mon", "write mon"),
        ("mon-wed-fri", "for example: mon, mon-fri, sun-thu"),
        ("weekdays", "for example: mon, mon-fri, sun-thu"),
        ("mon-", "for example: mon, mon-fri, sun-thu"),
        ("", "for example: mon, mon-fri, sun-thu"),
    ],
)
def test_what_is_no_day_of_the_week(written, advice):
    """Other words are refused with what to write in their place."""
    assert refusal_of(WEEK_DAYS, written)["advice"] == advice


@pytest.mark.parametrize(
    ("written", "stretches"),
    [
        ("09:00-17:00", ((540, 1020),)),
        ("9:00 - 17:30", ((540, 1050),)),
        ("00:00-24:00", ((0, 1440),)),
        (["13:00-15:00", "10:00-12:00"], ((780, 900), (600, 720))),
        (["10:00-12:00", "12:00-15:00"], ((600, 720), (720, 900))),
    ],
)
def test_hours_of_a_day(written, stretches):
    """Hours are one stretch or a list of them, in minutes of the day; stretches may touch."""
    assert DAY_HOURS.validate_python(written) == stretches


@pytest.mark.parametrize(
    ("written", "message", "advice"),
    [
        ("9-17", "this is no stretch of hours", 'write "09:00-17:00"; a day ends at 24:00'),
        ("24:00-24:00", "this is no stretch of hours", 'write "09:00-17:00"; a day ends at 24:00'),
        ("09:00-24:01", "this is no stretch of hours", 'write "09:00-17:00"; a day ends at 24:00'),
        (917, "this is no stretch of hours", 'write "09:00-17:00"; a day ends at 24:00'),
        ([["09:00-17:00"]], "this is no stretch of hours", 'write "09:00-17:00"; a day ends at 24:00'),
        ("18:00-00:00", "the end is not after the start, within one day", 'write "18:00-24:00"'),
        (
            "22:00-06:00",
            "the end is not after the start, within one day",
            'write "22:00-24:00", and "00:00-06:00" on the day after',
        ),
        (["09:00-12:00", "11:00-13:00"], "two stretches of hours overlap", "write each hour of a day once"),
        (["11:00-13:00", "09:00-11:01"], "two stretches of hours overlap", "write each hour of a day once"),
        ([], "there are no hours", "remove the line: a day that is not named is closed"),
    ],
)
def test_what_are_no_hours(written, message, advice):
    """Hours that cannot be read, that end before they start or that overlap are refused with what to write."""
    said = refusal_of(DAY_HOURS, written)
    assert (said["message"], said["advice"]) == (message, advice)


@pytest.mark.parametrize(
    ("written", "message"),
    [
        ({"mon-fri": "09:00-17:00", "wed": "18:00-20:00"}, "'mon-fri' and 'wed' both name wed"),
        ({"fri-mon": "09:00-17:00", "sun": "18:00-20:00"}, "'fri-mon' and 'sun' both name sun"),
        ({}, "there are no hours"),
    ],
)
def test_each_day_stands_once(written, message):
    """A day that two lines name could mean more hours or other hours; a week without hours is none."""
    assert refusal_of(WEEK_HOURS, written)["message"] == message


@pytest.mark.parametrize("written", ["2025-12-25", date(2025, 12, 25)])
def test_a_day_is_a_date(written):
    """A date may come as text or as a date."""
    assert DAY.validate_python(written) == date(2025, 12, 25)


@pytest.mark.parametrize(
    "written",
    [
        "25.12.2025",
        "2025-02-29",
        "20251225",
        20251225,
        "0205-01-01",
        "1899-12-31",
        "2200-01-01",
        datetime(2025, 12, 25, tzinfo=UTC),
    ],
)
def test_what_is_no_day(written):
    """Other forms, days that no month has, times of day and far-off years are refused."""
    assert refusal_of(DAY, written)["advice"] == "write year, month and day: 2025-12-25"


@pytest.mark.parametrize("country", ["Germany", "de", "DEU", ""])
def test_a_country_is_two_letters(country):
    """Countries are written as in ISO 3166-1."""
    with pytest.raises(ValidationError) as failure:
        ScheduleConfig.model_validate({"zone": "UTC", "hours": {"mon": "09:00-17:00"}, "country": country})
    assert failure.value.errors()[0]["ctx"]["message"] == "a country is written as two capital letters"


def one(*, zone="UTC", hours="{mon: 09:00-17:00}", more=""):
    return f"schedules:\n  s:\n    zone: {zone}\n    hours: {hours}\n    {more}"


@pytest.mark.parametrize(
    ("text", "place", "message"),
    [
        (one(zone="Berlin"), (3, 11), "schedules.s.zone: there is no time zone of this name, found 'Berlin'"),
        (one(hours="{mon: 9-17}"), (4, 18), "schedules.s.hours.mon: this is no stretch of hours, found '9-17'"),
        (
            one(hours="{mon: [09:00-12:00, 9-17]}"),
            (4, 32),
            "schedules.s.hours.mon, item 2: this is no stretch of hours, found '9-17'",
        ),
        (
            one(hours="{Mon: 09:00-12:00}"),
            (4, 13),
            f"schedules.s.hours: this is neither a day ({WEEK}) nor a span of two days, found 'Mon'",
        ),
        (one(more="holiday: []"), (5, 5), "schedules.s: unknown key 'holiday'; did you mean 'holidays'?"),
        (one(more="holidays: 2025-12-25"), (5, 15), "schedules.s.holidays: expected a list, found '2025-12-25'"),
        (
            one(more="subdivision: BY"),
            (3, 5),
            "schedules.s: there is a part of a country and no country",
        ),
        ("schedules: {s: {zone: UTC}}", (1, 13), "schedules.s: the key 'hours' is missing"),
        ("schedules: {s: [{zone: UTC}]}", (1, 17), "schedules.s, item 1: the key 'hours' is missing"),
        ("schedules: {s: office}", (1, 16), "schedules.s: expected keys and values or a list, found 'office'"),
        ("schedules: {s: []}", (1, 16), "schedules.s: there is no schedule"),
        (
            VERSIONS.replace(", from: 2025-07-01", ""),
            (4, 5),
            "schedules.support: versions stand in the order of their first days, and only the first may have none",
        ),
        (
            VERSIONS.replace("17:00}", "17:00}, from: 2025-07-01"),
            (4, 5),
            "schedules.support: versions stand in the order of their first days, and only the first may have none",
        ),
        (
            VERSIONS.replace("from:", "form:"),
            (5, 45),
            "schedules.support, item 2: unknown key 'form'; did you mean 'from'?",
        ),
    ],
)
def test_problems_stand_at_their_place(text, place, message):
    """Each fault names the key or item that it is in, with line and column, in a list of versions and without."""
    [problem] = refused(text)
    assert ((problem.line, problem.column), problem.message) == (place, message)


@pytest.mark.parametrize(
    ("written", "good"),
    [
        ({"zone": "UTC", "hours": {"mon-fri": "09:00-17:00"}}, True),
        ([{"zone": "UTC", "hours": {"mon-fri": ["09:00-17:00"]}, "from": "2025-01-01"}], True),
        ({"zone": "UTC", "hours": {"mon-fri": "9-17"}}, False),
        ({"zone": "UTC", "hours": {"mon": "09:00-17:00"}, "country": "Germany"}, False),
        ({"zone": "UTC", "hours": {"mon": "09:00-17:00"}, "open": True}, False),
        ({"zone": "UTC"}, False),
        ([{"zone": "UTC"}], False),
        ([], False),
        ("office", False),
    ],
)
def test_the_schema_takes_one_version_or_a_list(written, good):
    """An editor accepts a schedule and a list of its versions, and refuses what the models refuse."""
    assert jsonschema.Draft202012Validator(json_schema()).is_valid({"schedules": {"support": written}}) is good
