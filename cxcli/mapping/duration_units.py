"""What a number of a column of durations counts, as far as the column's name says it."""

import re
from collections.abc import Iterator, Mapping
from types import MappingProxyType
from typing import Literal, get_args

from cxcli.mapping.column_words import normal

PlainUnit = Literal["milliseconds", "seconds", "minutes", "hours", "days"]
"""What a plain number can count."""

Unit = PlainUnit | Literal["hh:mm:ss", "hh:mm", "mm:ss"]
"""What a header or a config can say of durations: the unit of plain numbers, or what the parts of a clock are."""

MICROSECONDS: Mapping[str, int] = MappingProxyType(
    {
        "milliseconds": 1_000,
        "seconds": 1_000_000,
        "minutes": 60_000_000,
        "hours": 3_600_000_000,
        "days": 86_400_000_000,
    }
)
"""The microseconds of each unit of plain numbers. A day has 24 hours."""

_PLURALS: Mapping[str, Unit] = MappingProxyType({unit: unit for unit in get_args(PlainUnit)})
# Clear as the last word, too. Not `min`, which may be a minimum, nor `hour`, which may be one of the day.
_LAST: Mapping[str, Unit] = MappingProxyType(
    {
        **_PLURALS,
        **dict.fromkeys(("millis", "msecs", "msec", "ms"), "milliseconds"),
        **dict.fromkeys(("secs", "sec"), "seconds"),
        "mins": "minutes",
        "hrs": "hours",
    }
)
# Clear in brackets only, not so `time in second queue` and `time in HR`. Never `m`, which may be months or meters.
_BRACKETS: Mapping[str, Unit] = MappingProxyType(
    {
        **_LAST,
        **{word.removesuffix("s"): unit for word, unit in _PLURALS.items()},
        **dict.fromkeys(("hr", "h"), "hours"),
        "min": "minutes",
        "s": "seconds",
        "d": "days",
    }
)
_CLOCKS: Mapping[str, Unit] = MappingProxyType(
    {
        "hh mm ss": "hh:mm:ss",
        "h mm ss": "hh:mm:ss",
        "hh mm": "hh:mm",
        "h mm": "hh:mm",
        "mm ss": "mm:ss",
        "m ss": "mm:ss",
    }
)
# `business hours` and `calendar hours` say which hours count, `after hours` and `within days` when something was.
_QUALIFIERS = frozenset((
    "business", "office", "working", "work", "opening", "operating", "service", "support", "calendar", "peak",
    "off", "after", "of", "within", "per",
))  # fmt: skip

# `(s)` right behind a word is a plural: `duration(s)`.
_BRACKETED = re.compile(
    rf"(?!(?<=\w)\(s\))[(\[]\s*(?:in\s+)?(?P<unit>{'|'.join(_BRACKETS)})\s*[)\]](?!:)|(?<=[^\W_])[_.](?P<letter>[shd])$",
    re.IGNORECASE,
)
_SAID = re.compile(rf"\bin (?P<unit>{'|'.join(_LAST)}|min)\b|\b(?P<clock>{'|'.join(_CLOCKS)})\b")


def unit_of_header(name: str) -> Unit | None:
    """The one unit that a column's name or question says, or None where it says none or several.

    A unit stands in brackets, behind `in`, as the last word, or in the plural as the first: `Age (Hours)`,
    `reply_time_in_minutes.calendar`, `duration_s`, `Hours open`. Those of `business hours` are none.
    """
    found = set(_units(_marked(name)))
    return found.pop() if len(found) == 1 else None


def without_unit(name: str) -> str:
    """The column name in its normal form, without what it says of the unit; a unit that is the first word stays."""
    rest = " ".join(_SAID.sub(" ", _marked(name)).split())
    if _last(rest) is not None:
        rest = rest.rpartition(" ")[0]
    return rest or normal(name)


def _marked(name: str) -> str:
    """The normal form of a name, with `in` before the units that stand in brackets or behind an underscore."""
    return normal(
        _BRACKETED.sub(lambda match: f" in {_BRACKETS[(match['unit'] or match['letter']).casefold()]} ", name)
    )


def _units(words: str) -> Iterator[Unit]:
    for match in _SAID.finditer(words):
        yield _BRACKETS[match["unit"]] if match["unit"] else _CLOCKS[match["clock"]]
    first, _, others = words.partition(" ")
    if first in _PLURALS and others and not others.startswith("of "):
        yield _PLURALS[first]
    last = _last(words)
    if last is not None:
        yield last


def _last(words: str) -> Unit | None:
    """The unit that the last word is; none in `business hours` and in `first 30 days`."""
    before, _, last = words.rpartition(" ")
    word = before.rpartition(" ")[2]
    return None if word in _QUALIFIERS or word.isdecimal() else _LAST.get(last)
