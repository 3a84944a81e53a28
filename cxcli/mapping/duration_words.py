"""Durations that name their units: in words, as in `2 hours 5 minutes`, or by ISO 8601, as in `PT2H5M`."""

import re
from collections.abc import Mapping
from fractions import Fraction
from types import MappingProxyType

from cxcli.mapping.duration_forms import Form, Found
from cxcli.mapping.duration_units import MICROSECONDS

_SCALES: Mapping[str, int] = MappingProxyType({"weeks": 7 * MICROSECONDS["days"], **MICROSECONDS})
_SPELLINGS: Mapping[str, str] = MappingProxyType(
    {
        "weeks": "w|wks?|weeks?",
        "days": "d|days?",
        "hours": "h|hrs?|hours?",
        "minutes": "m|mins?|minutes?",
        "seconds": "s|secs?|seconds?",
        "milliseconds": "ms|msecs?|millis|milliseconds?",
    }
)
_FLAGS = re.ASCII | re.IGNORECASE

# Numbers are possessive, so that no text makes the search go back far. Their parts look ahead, since Python before
# 3.11.5 does not give back what such a part took in vain.
_QUANTITY = r"(?:[0-9]++(?:(?=[.,][0-9])[.,][0-9]++)*+|\.[0-9]++)"
_BETWEEN = r"(?:(?:,? and |, ?| ?)(?=[0-9.])|\Z)"
_WORDS = re.compile(
    r"(?P<sign>[+-]?) ?(?=[0-9.])"
    + "".join(rf"(?:(?P<{unit}>{_QUANTITY}) ?(?:{words})\.?{_BETWEEN})?" for unit, words in _SPELLINGS.items()),
    _FLAGS,
)
_ISO_UNITS = ("weeks", "days", "hours", "minutes", "seconds")
_NUMBER = r"[0-9]++(?:(?=[.,][0-9])[.,][0-9]++)?+"
_ISO = re.compile(
    r"(?P<sign>[+-]?)P(?=T?[0-9])(?=[^.,]*(?:[.,][0-9]++[A-Z])?\Z)(?:0+Y)?(?:0+M)?"
    rf"(?:(?P<weeks>{_NUMBER})W)?(?:(?P<days>{_NUMBER})D)?"
    rf"(?:T(?=[0-9])(?:(?P<hours>{_NUMBER})H)?(?:(?P<minutes>{_NUMBER})M)?(?:(?P<seconds>{_NUMBER})S)?)?",
    _FLAGS,
)


def read_words(text: str) -> Found | None:
    """The parts of a cleaned text of numbers with units, each unit once, the largest first; days have 24 hours.

    Months and years have no fixed length: a text with them is no duration. Whether the numbers can be read is for the
    decimal sign of the column to say.
    """
    match = _WORDS.fullmatch(text)
    if match is None:
        return None
    numbers = {unit: f"{match['sign']}{match[unit]}" for unit in _SPELLINGS if match[unit]}
    return Found(Form.WORDS, parts=[(number, _SCALES[unit]) for unit, number in numbers.items()])


def read_iso(text: str) -> Found | None:
    """The duration of a text by ISO 8601 (2019), with a sign before it or none; weeks may stand before days.

    Only the smallest part may have a fraction, behind a point or a comma; parts of a microsecond are rounded. Years and
    months can only be 0.
    """
    match = _ISO.fullmatch(text)
    if match is None:
        return None
    numbers = {unit: Fraction(match[unit].replace(",", ".")) for unit in _ISO_UNITS if match[unit]}
    amount = round(sum(number * _SCALES[unit] for unit, number in numbers.items()))
    return Found(Form.ISO, -amount if match["sign"] == "-" else amount)
