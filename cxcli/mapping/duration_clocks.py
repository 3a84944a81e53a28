"""Durations written as clocks: hours, minutes and seconds, with days before them, as two parts only, or as a date."""

import re
from datetime import datetime, timedelta
from fractions import Fraction

from cxcli.mapping.duration_forms import Form, Found
from cxcli.mapping.duration_units import MICROSECONDS

_SECOND = MICROSECONDS["seconds"]
_PLACES = len("123456")
_DAY = MICROSECONDS["days"]
_EPOCH = datetime(1970, 1, 1)  # noqa: DTZ001 - what is counted from the first day has no zone

_FLAGS = re.ASCII | re.IGNORECASE
# It looks ahead, since Python before 3.11.5 does not give back what such a part took in vain.
_PART = r"(?:(?=[.,][0-9])[.,](?P<part>[0-9]++))?+"
_CLOCK = re.compile(
    r"(?P<sign>[+-]?)(?:(?P<days>[0-9]{1,10}+) ?d(?:ays?)?(?P<comma>,?) (?P<own>[+-]?))?"
    rf"(?P<hours>[0-9]{{1,10}}+):(?P<minutes>[0-5][0-9]):(?P<seconds>[0-5][0-9]){_PART}",
    _FLAGS,
)
_PAIR = re.compile(rf"(?P<sign>[+-]?)(?P<first>[0-9]{{1,10}}+):(?P<second>[0-5][0-9]){_PART}", _FLAGS)
_DATE = re.compile(
    rf"(?P<date>19[7-9][0-9]-[0-9]{{2}}-[0-9]{{2}})[T ](?P<time>[0-9]{{2}}:[0-9]{{2}}:[0-9]{{2}}){_PART}"
    r"(?:Z| UTC|\+00:?00)?",
    _FLAGS,
)


def read_clock(text: str) -> Found | None:
    """The duration that a cleaned text with colons is; two parts are taken as minutes and seconds."""
    return _clock(text) or _pair(text) or _date(text)


def _clock(text: str) -> Found | None:
    """Hours, minutes and seconds, perhaps behind days.

    A minus before days belongs to them alone where Python wrote the text (`-1 day, 23:59:58` are two seconds below
    zero; with a comma) and where the clock has a sign of its own (pandas and PostgreSQL). Else it is not clear to
    what it belongs, and the text is no duration.
    """
    match = _CLOCK.fullmatch(text)
    if match is None:
        return None
    seconds = (int(match["hours"]) * 60 + int(match["minutes"])) * 60 + int(match["seconds"])
    within = seconds * _SECOND + _fraction(match)
    if match["days"] is None:
        return Found(Form.CLOCK, _signed(within, match["sign"]))
    if (match["comma"] and match["own"]) or (match["sign"] == "-" and not match["comma"] and not match["own"]):
        return None
    return Found(Form.CLOCK, _signed(int(match["days"]) * _DAY, match["sign"]) + _signed(within, match["own"]))


def _pair(text: str) -> Found | None:
    match = _PAIR.fullmatch(text)
    if match is None:
        return None
    amount = (int(match["first"]) * 60 + int(match["second"])) * _SECOND + _fraction(match)
    if match["part"]:
        return Found(Form.MINUTES, _signed(amount, match["sign"]))
    remaining = match["sign"] == "-" and len(match["first"]) > 1
    return Found(Form.REMAINING if remaining else Form.PAIR, _signed(amount, match["sign"]))


def _date(text: str) -> Found | None:
    match = _DATE.fullmatch(text)
    try:
        moment = datetime.fromisoformat(f"{match['date']} {match['time']}") if match else None
    except ValueError:
        return None
    if match is None or moment is None:
        return None
    return Found(Form.DATE, (moment - _EPOCH) // timedelta(microseconds=1) + _fraction(match))


def _signed(amount: int, sign: str) -> int:
    return -amount if sign == "-" else amount


def _fraction(match: re.Match[str]) -> int:
    """The microseconds of the digits behind the point, a half rounded to the even one."""
    digits = match["part"] or ""
    return int(digits.ljust(_PLACES, "0")) if len(digits) <= _PLACES else round(Fraction(f"0.{digits}") * _SECOND)
