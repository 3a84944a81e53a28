"""Dates in a declared pattern, such as `%d/%m/%Y %H:%M`."""

import re
from collections import Counter
from collections.abc import Sequence
from datetime import datetime, timedelta

import numpy as np
import numpy.typing as npt

from cxcli.errors import Problem
from cxcli.mapping.moments import NO_OFFSET, NO_TIME
from cxcli.mapping.texts import ascii_digits, clean
from cxcli.mapping.zones import TimeArray

_DIRECTIVE = re.compile(r"%(.?)", re.DOTALL)
_KNOWN = frozenset("YymdbBHIMSfpzaA%")
_HELP = "a pattern looks like %d/%m/%Y, %m/%d/%y %I:%M %p or %Y-%m-%dT%H:%M:%S%z"

_Stamp = tuple[datetime | None, int]


def pattern_problem(pattern: str) -> Problem | None:
    """What is wrong with a pattern, or None: it must name year, month and day once, and a whole time of day or none."""
    counts = Counter(match[1] for match in _DIRECTIVE.finditer(pattern))
    for wrong, message in (
        (not counts.keys() <= _KNOWN, "it holds a directive that is not one of %Y %y %m %d %b %B %H %I %M %S %f %p %z"),
        (any(count > 1 for sign, count in counts.items() if sign != "%"), "a directive stands in it twice"),
        (
            _named(counts, "Yy") != 1 or _named(counts, "mbB") != 1,
            "it must hold one year (%Y or %y) and one month (%m, %b or %B)",
        ),
        (_named(counts, "d") != 1, "it must hold the day (%d)"),
        (
            _named(counts, "HI") > 1 or (_named(counts, "I") != _named(counts, "p")),
            "%I and %p go together, %H stands alone",
        ),
    ):
        if wrong:
            return Problem(code="date-pattern", message=f"the date pattern cannot be used: {message}", help=_HELP)
    return None


def read_pattern(texts: Sequence[str], pattern: str) -> tuple[TimeArray, npt.NDArray[np.int64]]:
    """The times (`datetime64[us]`) of texts in the pattern, and their offsets as in `moments`; NaT for other texts."""
    undated = NO_OFFSET if {"H", "I"} & set(_DIRECTIVE.findall(pattern)) else NO_TIME
    stamps = [_stamp(ascii_digits(clean(text)), pattern, undated) for text in texts]
    times = np.array([stamp for stamp, _ in stamps], dtype="datetime64[us]")
    return times, np.array([offset for _, offset in stamps], dtype=np.int64)


def _named(counts: Counter[str], signs: str) -> int:
    return sum(counts[sign] for sign in signs)


def _stamp(text: str, pattern: str, without: int) -> _Stamp:
    try:
        stamp = datetime.strptime(text, pattern)  # noqa: DTZ007 - a pattern may have no offset; what it has is kept beside
    except ValueError:
        return None, without
    offset = stamp.utcoffset()
    return stamp.replace(tzinfo=None), without if offset is None else offset // timedelta(seconds=1)
