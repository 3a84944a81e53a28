"""A number of a sheet as text: plain, as a percentage, or as the date, time or duration that its format shows."""

import math
import re
from datetime import date, datetime, timedelta
from decimal import Decimal

from cxcli.sources.xlsx_formats import Shown

EXACT = 2**53
"""From here on a number that is stored as a double may stand for its neighbours too."""

_INTEGER = re.compile(r"-?[1-9]\d{0,14}|0", re.ASCII)
_NUMBER = re.compile(r"[+-]?(?:\d+\.?\d*|\.\d+)(?:e[+-]?\d+)?", re.ASCII | re.IGNORECASE)
_PLAIN = range(-20, 21)
_DAY = 86_400_000
_LAST = date(9999, 12, 31)
_NO_LEAP_DAY = 60
_FIRST_DATES = 366
"""Under a format of the time alone, numbers below this are durations; those above are dates that it does not show."""


def number(text: str) -> float | None:
    """Return the number that a cell stores, or None for what is none, or is not finite."""
    stripped = text.strip()
    found = float(stripped) if _NUMBER.fullmatch(stripped) else math.inf
    return found if math.isfinite(found) else None


def number_text(text: str, value: float) -> str:
    """Return a number as it is stored: the shortest digits for it, without an exponent where it is not far from 1."""
    return text if _INTEGER.fullmatch(text) else _plain(Decimal(repr(value)))


def percent_text(value: float) -> str:
    """Return a share as a percentage: 85% for 0.85."""
    return f"{_plain(Decimal(repr(value)).scaleb(2))}%"


def serial_text(value: float, shown: Shown, *, from_1904: bool) -> str | None:
    """Return a serial number as the date, moment, time of day or duration that its format shows; None for no date.

    Moments are rounded to milliseconds. Where the format hides the time of a date or the date of a time, both are
    given. The day 1900-02-29, which only spreadsheets know, and the day 0 are given as they are shown there.
    """
    total = round(value * _DAY) if abs(value) < _FIRST_DATES * _FIRST_DATES * _FIRST_DATES else -1
    if shown is Shown.DURATION or (shown is Shown.TIME and abs(value) < _FIRST_DATES):
        return _duration(round(value * _DAY))
    days, within = divmod(total, _DAY)
    day = _day(days, from_1904=from_1904)
    if day is None:
        return None
    return day if shown is Shown.DATE and not within else f"{day} {_duration(within)}"


def _plain(value: Decimal) -> str:
    if not value:
        return "0"
    if value.adjusted() not in _PLAIN:
        return f"{value:e}"
    text = f"{value:f}"
    return text.rstrip("0").rstrip(".") if "." in text else text


def _duration(total: int) -> str:
    seconds, rest = divmod(abs(total), 1000)
    minutes, second = divmod(seconds, 60)
    hours, minute = divmod(minutes, 60)
    return f"{'-' * (total < 0)}{hours:02}:{minute:02}:{second:02}" + (f".{rest:03}" if rest else "")


def _day(days: int, *, from_1904: bool) -> str | None:
    if from_1904:
        first = datetime(1904, 1, 1)  # noqa: DTZ001 - a sheet knows no zones
    elif days in (0, _NO_LEAP_DAY):
        return "1900-02-29" if days else "1900-01-00"
    else:
        first = datetime(1899, 12, 31) - timedelta(days > _NO_LEAP_DAY)  # noqa: DTZ001 - as above
    if days < 0 or days > (_LAST - first.date()).days:
        return None
    return (first + timedelta(days)).date().isoformat()
