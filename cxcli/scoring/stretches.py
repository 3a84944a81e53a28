"""Stretches of days as people write them: `2025-Q3`, `FY2024/25`, `last 90 days`, `2025-07 to 2025-09`."""

import re
from datetime import date

from msgspec import Struct

from cxcli.errors import Problem
from cxcli.scoring.calendar import Calendar, Grain

_SHOWN = 40
_NAMED = re.compile(
    r"(?P<year>[0-9]{4})"
    r"(?:-(?:(?P<month>[0-9]{2})(?:-(?P<day>[0-9]{2}))?|q(?P<quarter>[1-4])|w(?P<week>[0-9]{2})))?"
)
_FISCAL = re.compile(r"fy(?P<year>[0-9]{4})/(?P<next>[0-9]{2})(?:-q(?P<quarter>[1-4]))?")
_WEEK_OF = re.compile(r"week of (?P<day>[0-9]{4}-[0-9]{2}-[0-9]{2})")
_RELATIVE = re.compile(r"(?P<which>this|last) (?P<grain>day|week|month|quarter|year)")
_LAST = re.compile(r"last (?P<count>[0-9]{1,9}) (?P<grain>day|week|month|quarter|year)s?")
_WORDS = {"today": "this day", "yesterday": "last day"}
_BETWEEN = " to "


class Stretch(Struct, frozen=True):
    """Days that follow one another, `first` and `last` among them."""

    first: date
    last: date


def bound(text: str, calendar: Calendar, today: date) -> Stretch | Problem:
    """Return the days that a bound names, or why it names none.

    A bound is a day, a period by its label, or words seen from `today`: `this month`, `last quarter`, `last 90 days`,
    which are the complete ones before the running one. Capitals and spaces do not matter. Years and quarters without
    `FY` are refused where years do not begin in January, and numbered weeks where weeks do not begin on a Monday.
    """
    folded = " ".join(text.lower().split())
    named = _NAMED.fullmatch(folded)
    fiscal = _FISCAL.fullmatch(folded)
    unclear = _unclear(folded, named, fiscal, calendar)
    if unclear:
        return unclear
    try:
        found = (
            (named and _named(named, calendar))
            or (fiscal and _fiscal(fiscal, calendar))
            or _week_of(folded, calendar)
            or _relative(_WORDS.get(folded, folded), calendar, today)
        )
    except ValueError:
        found = None
    return found or _unknown(text, calendar)


def stretch(text: str, calendar: Calendar, today: date) -> Stretch | Problem:
    """Return the days of a bound, or of two with `to` between them, or why the text names none."""
    first, between, last = " ".join(text.lower().split()).partition(_BETWEEN)
    if not between:
        return bound(text, calendar, today)
    start, end = bound(first, calendar, today), bound(last, calendar, today)
    if isinstance(start, Problem):
        return start
    if isinstance(end, Problem):
        return end
    if start.first > end.last:
        message = f"the first day that counts, {start.first}, is after the last, {end.last}"
        return Problem(code="period-bound", message=message, help=f"exchange them: '{last} to {first}'")
    return Stretch(start.first, end.last)


def _unclear(
    text: str, named: re.Match[str] | None, fiscal: re.Match[str] | None, calendar: Calendar
) -> Problem | None:
    """Return why a period has more than one meaning in a calendar."""
    shown = text.upper()
    if fiscal and not calendar.fiscal:
        message = f'"{shown}" is of a fiscal year, and nothing says in which month that begins'
        return _ambiguous(message, "say it: --fiscal-year-start april")
    if named and calendar.fiscal and not named["month"] and not named["week"]:
        quarter = f"-Q{named['quarter']}" if named["quarter"] else ""
        year = int(named["year"])
        forms = [f"FY{each:04d}/{(each + 1) % 100:02d}{quarter}" for each in (max(year - 1, 0), year)]
        message = f'"{shown}" could be of the calendar year or of a fiscal year'
        return _ambiguous(message, f"write {forms[0]} or {forms[1]}, or days: 2025-01-01")
    if named and named["week"] and calendar.week_start:
        message = f'"{shown}" is a week from Monday to Sunday, and weeks begin on another day here'
        return _ambiguous(message, "name the first day of the week, 'week of 2025-08-31', or leave --week-start away")
    return None


def _ambiguous(message: str, help_text: str) -> Problem:
    return Problem(code="period-ambiguous", message=message, help=help_text)


def _unknown(text: str, calendar: Calendar) -> Problem:
    quarter, year = ("FY2024/25-Q3", "FY2024/25") if calendar.fiscal else ("2025-Q3", "2025")
    week = "'week of 2025-08-31'" if calendar.week_start else "2025-W36"
    shown = text if len(text) <= _SHOWN else f"{text[:_SHOWN]}…"
    return Problem(
        code="period-bound",
        message=f'"{shown}" is not a day, week, month, quarter or year of the calendar',
        help=f"write it as 2025-01-31, 2025-09, {quarter}, {week}, {year}, today, 'this month', 'last month' "
        "or 'last 90 days'",
    )


def _period(code: int, grain: Grain, calendar: Calendar) -> Stretch:
    return Stretch(calendar.first_day(code, grain), calendar.last_day(code, grain))


def _named(found: re.Match[str], calendar: Calendar) -> Stretch:
    year = int(found["year"])
    if found["week"]:
        day, grain = date.fromisocalendar(year, int(found["week"]), 1), Grain.WEEK
    elif found["quarter"]:
        day, grain = date(year, 3 * int(found["quarter"]) - 2, 1), Grain.QUARTER
    else:
        grain = Grain.DAY if found["day"] else Grain.MONTH if found["month"] else Grain.YEAR
        day = date(year, int(found["month"] or 1), int(found["day"] or 1))
    return _period(calendar.code(day, grain), grain, calendar)


def _fiscal(found: re.Match[str], calendar: Calendar) -> Stretch | None:
    year = int(found["year"])
    if int(found["next"]) != (year + 1) % 100:
        return None
    if found["quarter"]:
        return _period(4 * (year - 1970) + int(found["quarter"]) - 1, Grain.QUARTER, calendar)
    return _period(year - 1970, Grain.YEAR, calendar)


def _week_of(text: str, calendar: Calendar) -> Stretch | None:
    found = _WEEK_OF.fullmatch(text)
    day = date.fromisoformat(found["day"]) if found else None
    return _period(calendar.code(day, Grain.WEEK), Grain.WEEK, calendar) if day else None


def _relative(text: str, calendar: Calendar, today: date) -> Stretch | None:
    found = _RELATIVE.fullmatch(text) or _LAST.fullmatch(text)
    if found is None:
        return None
    grain, said = Grain(found["grain"]), found.groupdict()
    running = calendar.code(today, grain)
    if said.get("which") == "this":
        return _period(running, grain, calendar)
    count = int(said.get("count") or 1)
    if count == 0:
        return None
    return Stretch(calendar.first_day(running - count, grain), calendar.last_day(running - 1, grain))
