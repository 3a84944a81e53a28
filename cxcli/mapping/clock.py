"""The time of day beside a date: `9:29 AM`, `22:36:00.5`, `11.35`, with or without an offset from UTC."""

import re

from cxcli.mapping.moments import MINUTES, NO_OFFSET, NO_SUCH_OFFSET, NO_TIME

_FRACTION = r"(?:[.,](?P<fraction>\d{1,9}))?"
_ZONE = (
    r"(?:\s*(?P<zone>Z|UTC|GMT)?"
    r"(?:(?P<offset_sign>[+-])(?P<offset_hour>\d{1,2})(?::?(?P<offset_minute>\d{2}))?)?)?"
)

CLOCK = (
    rf"(?P<hour>\d{{1,2}})[:.](?P<minute>\d{{2}})(?:[:.](?P<second>\d{{2}}){_FRACTION})?"
    rf"(?:\s*(?P<half>[ap])\.?m\.?)?{_ZONE}"
)
"""A pattern for `re.IGNORECASE | re.ASCII`; its groups are read by `clock_fields`."""

BASIC_CLOCK = rf"(?P<hour>\d\d)(?P<minute>\d\d)(?:(?P<second>\d\d){_FRACTION})?(?P<half>(?!))?{_ZONE}"
"""The same for the basic form of ISO 8601, without colons."""

_NO_HOUR = 24
_HALF_DAY = 12
_MOST_OFFSET_HOURS = 23


def clock_fields(match: re.Match[str]) -> tuple[int, int, int, int, int]:
    """Hour, minute, second, microsecond and offset (seconds, or a mark of `moments`) from the groups of `CLOCK`.

    All zero, and `NO_TIME`, where there is no time of day. Digits beyond the microsecond are cut off. An hour that
    a half of the day does not have (13 PM) comes back as 24, which no day has.
    """
    if "hour" not in match.re.groupindex or match["hour"] is None:
        return 0, 0, 0, 0, NO_TIME
    hour, minute, second, fraction, half = match.group("hour", "minute", "second", "fraction", "half")
    micro = int(fraction[:6].ljust(6, "0")) if fraction else 0
    return _hour(int(hour), half), int(minute), int(second or 0), micro, _offset(match)


def _hour(hour: int, half: str | None) -> int:
    if half is None:
        return hour
    if not 1 <= hour <= _HALF_DAY:
        return _NO_HOUR
    return hour % _HALF_DAY + (_HALF_DAY if half in "pP" else 0)


def _offset(match: re.Match[str]) -> int:
    zone, sign, hour, minute = match.group("zone", "offset_sign", "offset_hour", "offset_minute")
    if sign is None:
        return 0 if zone else NO_OFFSET
    hours, minutes = int(hour), int(minute or 0)
    if hours > _MOST_OFFSET_HOURS or minutes >= MINUTES:
        return NO_SUCH_OFFSET
    return (-1 if sign == "-" else 1) * (hours * MINUTES + minutes) * 60
