"""Due dates without a clock: what is due on a day may be done until that day is over."""

import re
from typing import cast

import numpy as np
import numpy.typing as npt
from msgspec.structs import replace

from cxcli.mapping.records import Field

BoolArray = npt.NDArray[np.bool_]
TimeArray = npt.NDArray[np.datetime64]

DUE: frozenset[str] = frozenset({"due_at", "first_reply_due_at", "promised_at", "review_due_at"})
"""The fields that say by when something is to be done."""

_DAY = np.timedelta64(1, "D") - np.timedelta64(1, "us")
"""The next day is not in it, as little as its first moment, which is how exports write a day."""

_QUARTER = 15 * 60 * 1_000_000
_SINCE = np.datetime64("1973-01-01", "us")
_CLOCK = re.compile(r"[0-9]:[0-9]{2}|[0-9]T[0-9]|[0-9] ?[ap]\.?m\b", re.IGNORECASE)
_MIDNIGHT = re.compile(r"(?<![0-9:])(?:0?0:00(?::00(?:[.,]0+)?)?|12:00(?::00)? ?am)", re.IGNORECASE)
_NUMBER = re.compile(r"[0-9]+(?:[.,][0-9]+)?")
_DAY_NUMBER = 8
"""So many digits a number of a day has at most: 45000 in a spreadsheet, 20250131 elsewhere. Longer ones are seconds."""


def until_the_end(due: Field) -> Field:
    """Return a date with the last moment of the day in the place of a day without a clock.

    Exports write such a day with midnight, too, without a zone: `15/Dec/25 12:00 AM`.
    """
    moments = np.asarray(due.values, "datetime64[us]")
    days = np.zeros(len(moments), np.bool_)
    places = np.flatnonzero(_may_be_midnight(moments)).tolist()
    days[places] = [_is_day(str(due.texts[place])) for place in places]
    ends = np.where(days, moments + _DAY, moments)
    return replace(due, values=cast("list[object]", ends))


def _may_be_midnight(moments: TimeArray) -> BoolArray:
    """Return which moments can be the beginning of a day somewhere; looking at the texts of all others is idle.

    Since 1973 the clocks of all zones differ by whole quarters of an hour from those of UTC.
    """
    return np.asarray((moments.astype(np.int64) % _QUARTER == 0) | ~(moments >= _SINCE))


def _is_day(text: str) -> bool:
    said = text.strip()
    if _NUMBER.fullmatch(said):
        return said.isdigit() and len(said) <= _DAY_NUMBER
    clock = _CLOCK.search(said)
    # The clock comes first: midnight behind another one is the offset of a zone, +00:00.
    return clock is None or any(
        found.start() < clock.end() and found.end() == len(said) for found in _MIDNIGHT.finditer(said)
    )
