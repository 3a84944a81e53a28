"""Which cells are dates, times, durations or percentages: the number formats of a workbook."""

import re
from collections.abc import Mapping
from enum import Enum, auto

from cxcli.sources.xlsx_package import Package


class Shown(Enum):
    """As what a format shows a number."""

    NUMBER = auto()
    DATE = auto()
    MOMENT = auto()
    TIME = auto()
    DURATION = auto()
    PERCENT = auto()


_BUILT_IN: Mapping[int, Shown] = {
    **dict.fromkeys((9, 10, 67, 68), Shown.PERCENT),
    **dict.fromkeys((*range(14, 18), *range(27, 32), 36, *range(50, 59), *range(71, 75), 81), Shown.DATE),
    **dict.fromkeys((18, 19, 20, 21, 32, 33, 45, 47, 75, 76, 78, 80), Shown.TIME),
    **dict.fromkeys((22, 34, 35, 77), Shown.MOMENT),
    **dict.fromkeys((46, 79), Shown.DURATION),
}
"""ECMA-376 part 1, 18.8.30. What 34 and 35 mean depends on the language: a date or a time of day, so both are shown."""
_NOT_SHOWN = re.compile(r'"[^"]*"?|\\.|_.|\*.|\[(?!(?:h+|m+|s+)\])[^\]]*\]', re.IGNORECASE)
_ELAPSED = re.compile(r"\[(?:h+|m+|s+)\]", re.IGNORECASE)
_EXPONENT = re.compile(r"e[+-]", re.IGNORECASE)
_HALF_OF_DAY = re.compile(r"am/pm|a/p|上午/下午", re.IGNORECASE)
_LETTERS = frozenset("ydhseagb")
_NONE = "general"
_LOCAL = re.compile(
    r"(?P<one>[^\W\d_])(?P=one){0,3}[./ -]+"
    r"(?!(?P=one))(?P<two>[^\W\d_])(?P=two){0,3}"
    r"([./ -]+(?!(?P=one)|(?P=two))(?P<three>[^\W\d_])(?P=three){0,3})?\.?(\s[\w:. ]*)?"
)
"""A date in the letters of another language: `TT.MM.JJJJ`, `jj/mm/aaaa hh:mm`. Not Excel, but others write such."""
_NO_FORMATS: Mapping[str, Shown] = {"0": Shown.NUMBER}
_LENGTHS = range(5, 40)
_PLACES = frozenset("0#?@%")


def read_formats(package: Package, part: str | None) -> Mapping[str, Shown]:
    """Return what each cell format of a workbook shows, by its number as a text.

    Raises:
        DataError: the part is not there, or damaged.
    """
    if part is None:
        return _NO_FORMATS
    codes: dict[int, str] = {}
    formats: list[int] = []
    section = ""
    for element, attributes in package.elements(part):
        if element in ("numFmts", "cellXfs"):
            section = element
        elif element in ("/numFmts", "/cellXfs"):
            section = ""
        elif section == "numFmts" and element == "numFmt":
            codes[_number(attributes.get("numFmtId"))] = attributes.get("formatCode", "")
        elif section == "cellXfs" and element == "xf":
            formats.append(_number(attributes.get("numFmtId", "0")))
    found = [shown_by(codes[number]) if number in codes else _BUILT_IN.get(number, Shown.NUMBER) for number in formats]
    return {str(place): shown for place, shown in enumerate(found)} or _NO_FORMATS


def shown_by(pattern: str) -> Shown:
    """Return what a format code shows, by its first section that shows any of a number: letters, or a percent sign."""
    sections = _NOT_SHOWN.sub("", pattern).casefold().split(";")
    bare = next((section for section in sections if section.strip()), "")
    if _ELAPSED.search(bare):
        return Shown.DURATION
    bare = _HALF_OF_DAY.sub("h", _EXPONENT.sub("", bare))
    letters = {letter for letter in bare if letter.isalpha()}
    if not letters <= _LETTERS | {"m"} or _NONE in bare:
        return _shown_elsewhere(bare)
    is_time = bool(letters & {"h", "s"})
    is_date = bool(letters & (_LETTERS - {"h", "s"})) or ("m" in letters and not is_time)
    if is_date or is_time:
        return Shown.MOMENT if is_date and is_time else Shown.DATE if is_date else Shown.TIME
    return Shown.PERCENT if "%" in bare else Shown.NUMBER


def _shown_elsewhere(bare: str) -> Shown:
    """Return what a code shows that is not in the letters of English: a date, maybe with a time, or a number."""
    is_bounded = len(bare) in _LENGTHS and _PLACES.isdisjoint(bare)
    if not is_bounded or not _LOCAL.fullmatch(bare.strip()):
        return Shown.NUMBER
    return Shown.MOMENT if ":" in bare else Shown.DATE


def _number(text: str | None) -> int:
    """Return the number of a format; -1, which is none, for what is no such number."""
    return int(text) if text is not None and text.isascii() and text.isdecimal() and len(text) < 10 else -1  # noqa: PLR2004 - far more than there are
