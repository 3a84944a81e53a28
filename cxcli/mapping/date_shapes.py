"""The shapes in which dates are written, and the calendar fields of a text that has one of them.

Which of two numbers is the day is not decided here: for the numeric shapes (`Shape.numeric`) the first number stands
in the place of the month and the second in the place of the day.
"""

import re
from collections.abc import Callable, Sequence
from functools import cache

import numpy as np
import numpy.typing as npt
from msgspec import Struct

from cxcli.mapping.clock import BASIC_CLOCK, CLOCK, clock_fields
from cxcli.mapping.date_forms import Shape
from cxcli.mapping.fixed_dates import read_fixed
from cxcli.mapping.moments import OFFSET, FieldArray
from cxcli.mapping.texts import ascii_digits, clean

Fields = tuple[int, ...]


class Shapes(Struct, frozen=True):
    """Some texts as shapes (int8 codes of `Shape`) and calendar fields (one row a text, zeros where there are none).

    `foreign` says that digits of another script were read.
    """

    texts: Sequence[str]
    codes: npt.NDArray[np.int8]
    fields: FieldArray
    foreign: bool

    def of(self, shape: Shape) -> FieldArray:
        """The fields of the texts of one shape."""
        found: FieldArray = self.fields[self.codes == shape]
        return found


def read_shapes(texts: Sequence[str]) -> Shapes:
    """The shape and the fields of each text."""
    codes = np.full(len(texts), Shape.GARBAGE, dtype=np.int8)
    fields = np.zeros((len(texts), OFFSET + 1), dtype=np.int64, order="F")
    read_fixed(texts, codes, fields)
    rows = np.flatnonzero(codes == Shape.GARBAGE)
    found = [_shape(ascii_digits(clean(texts[row]))) for row in rows.tolist()]
    if found:
        codes[rows] = [shape for shape, _ in found]
        fields[rows] = [numbers or _NO_FIELDS for _, numbers in found]
    foreign = any(ascii_digits(texts[row]) != texts[row] for row in rows[codes[rows] > Shape.BLANK].tolist())
    return Shapes(texts, codes, fields, foreign)


def full_year(digits: str) -> int:
    """The year of two or four digits; 69 to 99 are 1969 to 1999, 00 to 68 are 2000 to 2068 (POSIX `strptime`)."""
    year = int(digits)
    return year if len(digits) > len("yy") else year + (1900 if year >= _PIVOT else 2000)


_PIVOT = 69
_LONGEST = 64
_NO_FIELDS: Fields = (0,) * (OFFSET + 1)
_MONTHS = ("jan", "feb", "mar", "apr", "may", "jun", "jul", "aug", "sep", "oct", "nov", "dec")
_MONTH = (
    r"(?P<month>jan(?:uary)?|feb(?:ruary)?|mar(?:ch)?|apr(?:il)?|may|june?|july?|aug(?:ust)?|sept?(?:ember)?"
    r"|oct(?:ober)?|nov(?:ember)?|dec(?:ember)?)\.?"
)
_WEEKDAY = r"(?:(?:mon|tues?|wed(?:nes)?|thu(?:rs)?|fri|sat(?:ur)?|sun)(?:day)?\.?,?\s+)?"
_NTH = r"(?P<day>\d{1,2})(?:st|nd|rd|th)?"
_LONG_YEAR = r"(?P<year>\d{4})"
_YEAR = r"(?P<year>\d{4}|\d{2})"
_GAP = r"[\s,./-]+"
_FLAGS = re.IGNORECASE | re.ASCII

_ISO = re.compile(rf"{_LONG_YEAR}-(?P<month>\d\d)-(?P<day>\d\d)(?:[T ]{CLOCK})?", _FLAGS)
_BASIC = re.compile(rf"{_LONG_YEAR}(?P<month>\d\d)(?P<day>\d\d)T(?:{BASIC_CLOCK})", _FLAGS)
_YEAR_FIRST = re.compile(
    rf"{_LONG_YEAR}(?P<sign>[-/.])(?P<month>\d\d?)(?P=sign)(?P<day>\d\d?)(?:[T,\s]\s*{CLOCK})?", _FLAGS
)
_NUMERIC = re.compile(rf"(?P<month>\d\d?)(?P<sign>[-/.])(?P<day>\d\d?)(?P=sign){_YEAR}(?:[T,\s]\s*{CLOCK})?", _FLAGS)
_NAMED = (
    rf"{_WEEKDAY}{_NTH}{_GAP}{_MONTH}{_GAP}{_YEAR}(?:[T,\s]\s*(?:at\s+)?{CLOCK})?",
    rf"{_WEEKDAY}{_MONTH}\s+{_NTH},?\s+{_LONG_YEAR}(?:[T,\s]\s*(?:at\s+)?{CLOCK})?",
    rf"{_WEEKDAY}{_MONTH}\s+{_NTH}\s+{CLOCK}\s+{_LONG_YEAR}",
    rf"{_LONG_YEAR}{_GAP}{_MONTH}{_GAP}{_NTH}(?:[T,\s]\s*{CLOCK})?",
)
_COMPACT = re.compile(r"(?P<year>\d{4})(?P<month>\d\d)(?P<day>\d\d)", _FLAGS)
_NUMBER = re.compile(r"-?\d{1,19}(?:\.\d{1,12})?", _FLAGS)
_BY_SIGN = {"/": Shape.SLASH, ".": Shape.DOT, "-": Shape.DASH}


def _shape(text: str) -> tuple[Shape, Fields]:
    """The shape of a cleaned text, and its fields if the shape has any."""
    if not text:
        return Shape.BLANK, ()
    readers = _READERS if len(text) <= _LONGEST else ()
    return next((found for found in (read(text) for read in readers) if found), (Shape.GARBAGE, ()))


def _numeric(text: str) -> tuple[Shape, Fields] | None:
    match = _NUMERIC.fullmatch(text)
    if match is None:
        return None
    short = match["sign"] == "-" and len(match["year"]) == len("yy")
    return (Shape.SHORT_DASH if short else _BY_SIGN[match["sign"]]), _fields(match, int(match["month"]))


def _iso(text: str) -> tuple[Shape, Fields] | None:
    match = _ISO.fullmatch(text) or _BASIC.fullmatch(text)
    return (Shape.ISO, _fields(match, int(match["month"]))) if match else None


def _year_first(text: str) -> tuple[Shape, Fields] | None:
    match = _YEAR_FIRST.fullmatch(text)
    return (Shape.YEAR_FIRST, _fields(match, int(match["month"]))) if match else None


def _number(text: str) -> tuple[Shape, Fields] | None:
    match = _COMPACT.fullmatch(text)
    if match:
        return Shape.COMPACT, _fields(match, int(match["month"]))
    return (Shape.NUMBER, ()) if _NUMBER.fullmatch(text) else None


@cache
def _named_patterns() -> tuple[re.Pattern[str], ...]:
    """Return the forms with the name of a month; they take long to compile, and most files have none."""
    return tuple(re.compile(pattern, _FLAGS) for pattern in _NAMED)


def _named(text: str) -> tuple[Shape, Fields] | None:
    match = next((found for found in (pattern.fullmatch(text) for pattern in _named_patterns()) if found), None)
    return (Shape.NAMED, _fields(match, _MONTHS.index(match["month"][:3].lower()) + 1)) if match else None


_READERS: tuple[Callable[[str], tuple[Shape, Fields] | None], ...] = (_number, _numeric, _iso, _year_first, _named)


def _fields(match: re.Match[str], month: int) -> Fields:
    return full_year(match["year"]), month, int(match["day"]), *clock_fields(match)
