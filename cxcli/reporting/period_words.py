"""Periods as people say them: "June 2025" for 2025-06."""

import re
from collections.abc import Callable
from datetime import date

from cxcli.scoring.score import PeriodSpan

_MONTHS = (
    *("January", "February", "March", "April", "May", "June", "July"),
    *("August", "September", "October", "November", "December"),
)
_SHORT = 3
_FORMS = re.compile(
    r"(?P<year>\d{4})-W(?P<week>\d\d)|week of (?P<first>\d{4}-\d\d-\d\d)"
    r"|(?P<fiscal>FY)?(?P<years>\d{4}(?:/\d\d)?)(?:-Q(?P<quarter>\d))?"
    r"|(?P<in_year>\d{4})-(?P<month>\d\d)(?:-(?P<day>\d\d))?"
)


def period_words(period: PeriodSpan) -> str:
    """Return "3 June 2025", "week 36 of 2025", "June 2025", "Q3 2025", "Q3 of FY 2024/25", "2025", or two with "to"."""
    return _several(period.label, _words)


def short_period(period: PeriodSpan) -> str:
    """Return the same where there is little room: "3 Jun 2025", "W36 2025", "Jun 2025"."""
    return _several(period.label, _short)


def day_words(day: date) -> str:
    """Return "3 June 2025"."""
    return _words(day.isoformat())


def _several(label: str, form: Callable[[str], str]) -> str:
    return " to ".join(form(each) for each in label.split(" to "))


def _words(label: str) -> str:
    found = _FORMS.fullmatch(label)
    if found is None:
        return label
    if found["month"]:
        day = f"{int(found['day'])} " if found["day"] else ""
        return f"{day}{_MONTHS[int(found['month']) - 1]} {found['in_year']}"
    if found["week"]:
        return f"week {int(found['week'])} of {found['year']}"
    if found["first"]:
        return f"week of {_words(found['first'])}"
    year = f"FY {found['years']}" if found["fiscal"] else found["years"]
    if found["quarter"]:
        return f"Q{found['quarter']} {'of ' if found['fiscal'] else ''}{year}"
    return year


def _short(label: str) -> str:
    words = re.sub(r"^week (\d+) of", r"W\1", _words(label)).removeprefix("week of ")
    for month in _MONTHS:
        words = words.replace(month, month[:_SHORT])
    return words.replace(" of FY", " FY")
