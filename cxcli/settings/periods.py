"""How time is cut, and which days count: periods, the calendar, rolling windows, bounds."""

import re
from datetime import date
from typing import NoReturn

from cxcli.config.load import LoadedConfig
from cxcli.config.models import Config, ReportConfig
from cxcli.errors import ConfigError, Problem, UsageError
from cxcli.scoring.calendar import Calendar, Grain
from cxcli.scoring.cells import Window
from cxcli.scoring.periods import MOST_ROLLING, Periods
from cxcli.scoring.stretches import Stretch, bound, stretch
from cxcli.settings.asked import Asked
from cxcli.settings.reading import first

_WEEK_STARTS = {"monday": 0, "saturday": 5, "sunday": 6}
_MONTHS = (
    *("january", "february", "march", "april", "may", "june"),
    *("july", "august", "september", "october", "november", "december"),
)
_ENTRIES = 5_000_000
_LENGTH = re.compile(r"(day|week|month|quarter|year)s?")


def calendar_of(asked: Asked, loaded: LoadedConfig | None) -> Calendar:
    """Return the calendar in which weeks, quarters and years are meant."""
    report = _report(loaded)
    week = first(asked.week_start, report.week_start) or "monday"
    month = first(asked.fiscal_year_start, report.fiscal_year_start) or "january"
    return Calendar(_WEEK_STARTS[week], _MONTHS.index(month) + 1)


def periods_of(asked: Asked, loaded: LoadedConfig | None, calendar: Calendar) -> Periods | None:
    """Return the periods of the report; a period or a window that was typed goes before both of the config.

    Raises:
        UsageError, ConfigError: a window is none, or of other periods than those asked for.
    """
    if asked.rolling is not None:
        return _rolling(asked.rolling, asked.period, calendar)
    if asked.period is not None:
        return Periods(Grain(asked.period), calendar)
    return _declared_periods(loaded, calendar)


def days_of(asked: Asked, loaded: LoadedConfig | None, calendar: Calendar, today: date) -> Window:
    """Return the days that count, seen from `today`.

    Raises:
        UsageError, ConfigError: a bound names no days, or several stretches were asked for at once.
    """
    bounded = asked.since is not None or asked.until is not None
    if asked.during is not None:
        if bounded:
            message = "--during says the first and the last day that count, as --since and --until do"
            raise UsageError(Problem(code="usage", message=message, help="leave --during away, or the other two"))
        found = stretch(asked.during, calendar, today)
        if isinstance(found, Problem):
            raise UsageError(found)
        return Window(found.first, found.last)
    report = _report(loaded)
    if loaded is not None and report.during is not None and not bounded:
        return _declared_days(loaded, report.during, calendar, today)
    return _between(asked, loaded, calendar, today)


def rows_at_once(periods: Periods | None) -> int | None:
    """Return how many rows may be placed at a time, None for any number: each is in many windows."""
    return _ENTRIES // periods.rolling if periods is not None and periods.rolling > 1 else None


def _report(loaded: LoadedConfig | None) -> ReportConfig:
    return (loaded.config if loaded else Config()).report


def _rolling(rolling: tuple[int, str], period: str | None, calendar: Calendar) -> Periods:
    count, length = rolling
    found = _LENGTH.fullmatch(length.strip().lower())
    if found is None or not 1 < count <= MOST_ROLLING:
        message = f"a window of {count} {length[:20]} cannot be rolled"
        help_text = f"give 2 to {MOST_ROLLING} of day, week, month, quarter or year: --rolling 3 month"
        raise UsageError(Problem(code="rolling", message=message, help=help_text))
    if period not in (None, found[1]):
        message = f"the period is {period}, and the windows are of {found[1]}s"
        raise UsageError(Problem(code="rolling", message=message, help="leave --period away"))
    return Periods(Grain(found[1]), calendar, count)


def _declared_periods(loaded: LoadedConfig | None, calendar: Calendar) -> Periods | None:
    report = _report(loaded)
    if loaded is None or report.rolling is None:
        return Periods(Grain(report.period), calendar) if report.period else None
    count, length = report.rolling.split()
    grain = Grain(length.removesuffix("s"))
    if report.period not in (None, grain):
        message = f"report.rolling: the period is {report.period}, and the windows are of {grain}s"
        _refuse(loaded, "rolling", Problem(code="rolling", message=message, help="remove report.period"))
    return Periods(grain, calendar, int(count))


def _declared_days(loaded: LoadedConfig, during: str, calendar: Calendar, today: date) -> Window:
    if loaded.config.report.since is not None or loaded.config.report.until is not None:
        message = "report.during says the first and the last day that count, as report.since and report.until do"
        _refuse(loaded, "during", Problem(code="period-bound", message=message, help="keep one or the others"))
    found = stretch(during, calendar, today)
    if isinstance(found, Problem):
        _refuse(loaded, "during", found)
    return Window(found.first, found.last)


def _between(asked: Asked, loaded: LoadedConfig | None, calendar: Calendar, today: date) -> Window:
    since = _bound("since", asked.since, loaded, calendar, today)
    until = _bound("until", asked.until, loaded, calendar, today)
    start, end = since.first if since else None, until.last if until else None
    if start is None or end is None or start <= end:
        return Window(start, end)
    message = f"the first day that counts, {start}, is after the last, {end}"
    problem = Problem(code="period-bound", message=message, help="exchange them")
    if loaded is not None and asked.since is None and asked.until is None:
        _refuse(loaded, "until", problem)
    report = _report(loaded)
    typed = [first(asked.until, report.until), first(asked.since, report.since)]
    help_text = f"exchange them: --since {_quoted(typed[0])} --until {_quoted(typed[1])}"
    raise UsageError(Problem(code="period-bound", message=message, help=help_text))


def _bound(
    name: str, typed: str | None, loaded: LoadedConfig | None, calendar: Calendar, today: date
) -> Stretch | None:
    declared: str | None = getattr(_report(loaded), name)
    text = first(typed, declared)
    found = bound(text, calendar, today) if text is not None else None
    if isinstance(found, Problem):
        if loaded is not None and typed is None:
            _refuse(loaded, name, found)
        raise UsageError(found)
    return found


def _quoted(text: str | None) -> str:
    return f"'{text}'" if text and " " in text else str(text)


def _refuse(loaded: LoadedConfig, key: str, problem: Problem) -> NoReturn:
    """Refuse what a key of the report says, at its place."""
    message = problem.message if problem.message.startswith("report.") else f"report.{key}: {problem.message}"
    raise ConfigError(
        loaded.document.problem(("report", key), key=False, code=problem.code, message=message, advice=problem.help)
    )
