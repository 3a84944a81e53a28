"""Calendar periods: the period that a day falls in, its label and ends, and the bounds of a stretch of time."""

import calendar
import re
from datetime import date, datetime
from enum import StrEnum

import numpy as np
import numpy.typing as npt

from cxcli.errors import Problem, UsageError
from cxcli.scoring.score import PeriodSpan

IntArray = npt.NDArray[np.int64]
TimeArray = npt.NDArray[np.datetime64]


class Grain(StrEnum):
    """How long a period is. Weeks are those of ISO 8601: Monday to Sunday, named by the year of their Thursday."""

    DAY = "day"
    WEEK = "week"
    MONTH = "month"
    QUARTER = "quarter"
    YEAR = "year"


_EPOCH = date(1970, 1, 1).toordinal()
_TO_MONDAY = 3  # 1970-01-01 was a Thursday
_LENGTHS = {
    Grain.DAY: ("datetime64[D]", 0, 1),
    Grain.WEEK: ("datetime64[D]", _TO_MONDAY, 7),
    Grain.MONTH: ("datetime64[M]", 0, 1),
    Grain.QUARTER: ("datetime64[M]", 0, 3),
    Grain.YEAR: ("datetime64[M]", 0, 12),
}
_WRITTEN = {Grain.DAY: 10, Grain.MONTH: 7, Grain.YEAR: 4}
_BOUND = re.compile(
    r"(?P<year>[0-9]{4})"
    r"(?:-(?:(?P<month>[0-9]{2})(?:-(?P<day>[0-9]{2}))?|Q(?P<quarter>[1-4])|W(?P<week>[0-9]{2})))?"
)


def bucket(times: TimeArray, grain: Grain) -> IntArray:
    """The code of the period that each time falls in: whole periods since the one that holds 1970-01-01.

    `times` has any unit from days down and is in the time zone of the report. Codes keep the order of time. A NaT has
    a code without meaning.
    """
    unit, offset, length = _LENGTHS[grain]
    return (times.astype(unit).astype(np.int64) + offset) // length


def span(code: int, grain: Grain, *, first: date | None, last: date | None, now: datetime) -> PeriodSpan:
    """The period of a code, with the ends of the calendar even where `first` or `last` cut it.

    `first` and `last` are the bounds asked for, both in the stretch. `now` is in the time zone of the report. A period
    is complete when its last day is over and no bound cuts it. The last week of 9999 ends on 9999-12-31.

    Raises:
        ValueError, OverflowError: the code is of a period outside the years 1 to 9999.
    """
    start = _start(code, grain)
    end = _end(start, grain)
    cut = (first is not None and first > start) or (last is not None and last < end)
    return PeriodSpan(_label(start, grain), start, end, complete=now.date() > end and not cut)


def parse_bound(text: str, *, end: bool) -> date:
    """The first day of what a bound names, or its last if `end`.

    A bound is `2025-01-31`, `2025-09`, `2025-Q3`, `2025-W36` or `2025`, and nothing else.

    Raises:
        UsageError: `period-bound`: the text is of none of these forms, or not in the calendar.
    """
    found = _BOUND.fullmatch(text)
    named = _named(found) if found else None
    if named is None:
        raise UsageError(
            Problem(
                code="period-bound",
                message=f'"{text}" is not a day, month, quarter, week or year of the calendar',
                help="write it as 2025-01-31, 2025-09, 2025-Q3, 2025-W36 or 2025",
            )
        )
    start, grain = named
    return _end(start, grain) if end else start


def _start(code: int, grain: Grain) -> date:
    if grain is Grain.DAY:
        return date.fromordinal(_EPOCH + code)
    if grain is Grain.WEEK:
        return date.fromordinal(_EPOCH + 7 * code - _TO_MONDAY)
    years, month = divmod(code * _LENGTHS[grain][2], 12)
    return date(1970 + years, month + 1, 1)


def _end(start: date, grain: Grain) -> date:
    if grain is Grain.DAY:
        return start
    if grain is Grain.WEEK:
        return date.fromordinal(min(start.toordinal() + 6, date.max.toordinal()))
    month = start.month + _LENGTHS[grain][2] - 1
    return date(start.year, month, calendar.monthrange(start.year, month)[1])


def _label(start: date, grain: Grain) -> str:
    if grain is Grain.WEEK:
        year, week, _ = start.isocalendar()
        return f"{year:04d}-W{week:02d}"
    if grain is Grain.QUARTER:
        return f"{start.year:04d}-Q{(start.month + 2) // 3}"
    return start.isoformat()[: _WRITTEN[grain]]


def _named(found: re.Match[str]) -> tuple[date, Grain] | None:
    year = int(found["year"])
    try:
        if found["week"]:
            return date.fromisocalendar(year, int(found["week"]), 1), Grain.WEEK
        if found["quarter"]:
            return date(year, 3 * int(found["quarter"]) - 2, 1), Grain.QUARTER
        grain = Grain.DAY if found["day"] else Grain.MONTH if found["month"] else Grain.YEAR
        return date(year, int(found["month"] or 1), int(found["day"] or 1)), grain
    except ValueError:
        return None
