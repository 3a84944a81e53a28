from datetime import date

import pytest

from cxcli.errors import ConfigError, UsageError
from cxcli.scoring.calendar import Calendar, Grain
from cxcli.scoring.periods import Periods
from cxcli.settings import Asked
from cxcli.settings.periods import calendar_of


@pytest.mark.parametrize(
    ("asked", "bounds"),
    [
        ({}, (None, None)),
        ({"since": "2025-09"}, (date(2025, 9, 1), None)),
        ({"until": "2025-09"}, (None, date(2025, 9, 30))),
        ({"since": "2025-09-03", "until": "2025-09-03"}, (date(2025, 9, 3), date(2025, 9, 3))),
        ({"since": "last month"}, (date(2025, 9, 1), None)),
        ({"until": "last 2 quarters"}, (None, date(2025, 9, 30))),
        ({"during": "2025-Q3"}, (date(2025, 7, 1), date(2025, 9, 30))),
        ({"during": "Last 90  days"}, (date(2025, 7, 3), date(2025, 9, 30))),
        ({"during": "2025-07 to 2025-08"}, (date(2025, 7, 1), date(2025, 8, 31))),
    ],
)
def test_bounds_are_inclusive(settings, asked, bounds):
    """`--since` is the first day of what it names, `--until` the last, and either makes the run need dates."""
    found = settings(**asked)
    assert (found.since, found.until) == bounds
    assert found.wants.dated == bool(asked)


def test_a_bound_of_the_command_line_replaces_that_of_the_config(settings):
    """Each bound is replaced on its own."""
    found = settings("report: {since: 2025-01-01, until: 2025-12-31}", since="2025-06")
    assert (found.since, found.until) == (date(2025, 6, 1), date(2025, 12, 31))


def test_reversed_bounds_are_shown_exchanged(settings):
    """Bounds in the wrong order are refused with the options in the right one."""
    with pytest.raises(UsageError) as caught:
        settings(since="2025-09", until="2025-01")
    assert caught.value.problems[0].help == "exchange them: --since 2025-01 --until 2025-09"


def test_reversed_bounds_of_the_config_are_shown_at_their_place(settings):
    """Bounds of the config in the wrong order are a fault of the config, with its line."""
    with pytest.raises(ConfigError) as caught:
        settings("report:\n  since: 2025-09-01\n  until: 2025-01-01\n")
    assert caught.value.problems[0].line == 3


@pytest.mark.parametrize("asked", [{"since": ""}, {"until": "tomorrow"}, {"during": "soon"}])
def test_a_bound_that_is_no_day_is_refused(settings, asked):
    """A bound is a day, week, month, quarter or year, or words for one; an empty one is none."""
    with pytest.raises(UsageError, match="calendar"):
        settings(**asked)


def test_bounds_with_spaces_are_shown_in_quotes(settings):
    """What is shown can be pasted."""
    with pytest.raises(UsageError) as caught:
        settings(since="this month", until="last month")
    assert caught.value.problems[0].help == "exchange them: --since 'last month' --until 'this month'"


def test_days_go_by_the_clock_of_the_report(settings):
    """At 22:30 UTC on 31 March it is April in Berlin, so that the last month is March; in New York it is February."""
    for zone, first in (("Europe/Berlin", date(2025, 3, 1)), ("America/New_York", date(2025, 2, 1))):
        found = settings(f"report: {{zone: {zone}}}", during="last month", now="2025-03-31T22:30+00:00")
        assert found.since == first


@pytest.mark.parametrize(
    "other", [{"since": "2025-01"}, {"until": "2025-01"}, {"since": "2025-01", "until": "2025-02"}]
)
def test_days_are_said_in_one_way(settings, other):
    """`--during` beside `--since` or `--until` is refused."""
    with pytest.raises(UsageError, match="--during says the first and the last day") as caught:
        settings(during="2025", **other)
    assert caught.value.problems[0].code == "usage"


def test_the_days_of_the_config_are_replaced(settings):
    """`--during` goes before all bounds of the config, and `--since` or `--until` before its `during`."""
    september = (date(2025, 9, 1), date(2025, 9, 30))
    during, bounds = "report: {during: last month}", "report: {since: 2025-01-01, until: 2025-12-31}"
    assert ends(settings(during)) == september
    assert ends(settings(bounds, during="last month")) == september
    assert ends(settings(during, during="2024")) == (date(2024, 1, 1), date(2024, 12, 31))
    assert ends(settings(during, since="2025-02")) == (date(2025, 2, 1), None)
    assert ends(settings(during, until="2025-02")) == (None, date(2025, 2, 28))
    assert ends(settings("report: {during: 2024}")) == (date(2024, 1, 1), date(2024, 12, 31))


def ends(found):
    return found.since, found.until


@pytest.mark.parametrize(
    ("yaml", "line", "message"),
    [
        ("report:\n  during: last month\n  since: 2025-01\n", 2, "report.during says the first and the last day"),
        ("report:\n  during: last month\n  until: 2025-01\n", 2, "report.during says the first and the last day"),
        ("report:\n  during: 2025-09 to 2025-01\n", 2, "report.during: the first day that counts"),
        ("report:\n  since: 2025-W53\n", 2, 'report.since: "2025-W53" is not a day'),
        ("report:\n  week_start: sunday\n  until: 2025-W36\n", 3, 'report.until: "2025-W36" is a week from Monday'),
        ("report:\n  period: week\n  rolling: 3 month\n", 3, "report.rolling: the period is week"),
    ],
)
def test_what_is_wrong_in_the_config_is_shown_at_its_place(settings, yaml, line, message):
    """Each fault has the line of its key."""
    with pytest.raises(ConfigError) as caught:
        settings(yaml)
    (problem,) = caught.value.problems
    assert problem.line == line
    assert problem.message.startswith(message)


def test_a_bound_of_the_command_line_is_not_blamed_on_the_config(settings):
    """A typed bound that cannot be read is bad usage, config or not."""
    for asked in ({"since": "soon"}, {"during": "soon"}):
        with pytest.raises(UsageError, match="soon"):
            settings("report: {week_start: sunday}", **asked)


def test_a_calendar_is_typed_or_declared():
    """Weeks from Monday and years from January, where nothing is said."""
    assert calendar_of(Asked(), None) == Calendar(0, 1)
    starts = [calendar_of(Asked(week_start=day), None).week_start for day in ("monday", "saturday", "sunday")]
    assert starts == [0, 5, 6]
    months = [calendar_of(Asked(fiscal_year_start=month), None).fiscal_start for month in ("april", "december")]
    assert months == [4, 12]


def test_the_calendar_of_the_command_line_goes_before_that_of_the_config(settings):
    """Each on its own."""
    yaml = "report: {period: week, week_start: sunday, fiscal_year_start: april}"
    assert settings(yaml).periods.calendar == Calendar(6, 4)
    assert settings(yaml, week_start="saturday").periods.calendar == Calendar(5, 4)
    assert settings(yaml, fiscal_year_start="january").periods.calendar == Calendar(6, 1)


def test_fiscal_bounds_go_by_the_fiscal_year(settings):
    """A bare year is refused, a fiscal one is read."""
    found = settings(fiscal_year_start="april", during="FY2024/25-Q1")
    assert ends(found) == (date(2024, 4, 1), date(2024, 6, 30))
    with pytest.raises(UsageError, match="calendar year or of a fiscal year"):
        settings(fiscal_year_start="april", since="2025-Q3")


@pytest.mark.parametrize(
    ("rolling", "grain"),
    [((3, "month"), "month"), ((2, "Weeks"), "week"), ((400, " days "), "day"), ((4, "quarter"), "quarter")],
)
def test_windows_have_the_period_that_they_name(settings, rolling, grain):
    """`--rolling 3 month` needs no `--period`, takes it if it is the same, and makes the run need dates."""
    found = settings(rolling=rolling)
    assert found.periods == Periods(Grain(grain), Calendar(), rolling[0])
    assert settings(rolling=rolling, period=grain).periods == found.periods
    assert found.wants.dated


def test_few_rows_are_placed_at_a_time_where_windows_are_long(settings):
    """Rows times windows stay below five million entries; without windows nothing is cut."""
    assert settings(period="day").chunk_rows is None
    assert settings(rolling=(400, "day")).chunk_rows == 12_500


@pytest.mark.parametrize(
    "rolling", [(1, "month"), (0, "month"), (-3, "month"), (401, "day"), (3, "fortnight"), (3, "")]
)
def test_a_window_that_cannot_be_rolled_is_refused(settings, rolling):
    """A window has 2 to 400 days, weeks, months, quarters or years."""
    with pytest.raises(UsageError, match="cannot be rolled") as caught:
        settings(rolling=rolling)
    assert caught.value.problems[0].code == "rolling"


def test_windows_of_another_period_are_refused(settings):
    """`--period week` contradicts windows of months."""
    with pytest.raises(UsageError, match="the period is week, and the windows are of months"):
        settings(rolling=(3, "month"), period="week")


def test_a_typed_period_or_window_replaces_both_of_the_config(settings):
    """Whichever is typed says how time is cut."""
    yaml = "report: {period: month, rolling: 3 months}"
    assert settings(yaml).periods == Periods(Grain.MONTH, rolling=3)
    assert settings(yaml, period="month").periods == Periods(Grain.MONTH)
    assert settings(yaml, rolling=(2, "week")).periods == Periods(Grain.WEEK, rolling=2)
    assert settings("report: {rolling: 12 month}").periods == Periods(Grain.MONTH, rolling=12)
    assert settings(yaml, cut=False).periods is None
