"""Time zones: by name, and between wall time and UTC for whole arrays.

Offsets come from `zoneinfo`, once for each distinct day: a day on which the offset is the same at its start and its
end has no change in it (no zone changes twice within a day). The times of other days are looked up one by one.
"""

from collections.abc import Callable
from datetime import UTC, datetime, timedelta
from difflib import get_close_matches
from zoneinfo import ZoneInfo, ZoneInfoNotFoundError, available_timezones

import numpy as np
import numpy.typing as npt
from msgspec import Struct

from cxcli.errors import Problem

TimeArray = npt.NDArray[np.datetime64]
MaskArray = npt.NDArray[np.bool_]

# Offsets cannot be asked for closer to the ends of the calendar: the answer would lie outside it.
_FIRST = np.datetime64("0001-01-03T00:00:00.000000", "us")
_LAST = np.datetime64("9999-12-29T23:59:59.999999", "us")
_UTC = "UTC"
_DENSE = 1_000_000
"""Over so many days a table is quicker than sorting."""
_FAR = 2**62
_LAST_TICK = np.timedelta64(86_399_999_999, "us")

_Offsets = tuple[int, ...]


class Instants(Struct, frozen=True):
    """Wall times as UTC (`datetime64[us]`), and the masks of those that never were and of those that were twice.

    A time that never was (clocks went forward over it) is NaT; one that was twice is the first of the two.
    """

    utc: TimeArray
    never: MaskArray
    twice: MaskArray


def zone_named(name: str) -> ZoneInfo | Problem:
    """The zone of the IANA database with this name, or the Problem with the nearest names."""
    try:
        return ZoneInfo(name)
    except (ZoneInfoNotFoundError, ValueError, OSError):
        return Problem(code="zone-unknown", message=f"there is no time zone named {name!r}", help=_nearest(name))


def to_utc(wall: TimeArray, zone: ZoneInfo) -> Instants:
    """The instants of wall times in a zone (`datetime64[us]`, NaT stays NaT), after PEP 495 (Belopolsky, 2015)."""
    if zone.key == _UTC:
        none = np.zeros(len(wall), np.bool_)
        return Instants(wall.copy(), none, none.copy())
    offsets = _offsets(wall, lambda stamp: _both_offsets(stamp, zone), width=2)
    first, second = offsets[:, 0], offsets[:, 1]
    never = first < second
    utc = wall - first.astype("timedelta64[s]")
    utc[never] = np.datetime64("NaT")
    return Instants(utc, never, first > second)


def to_wall(utc: TimeArray, zone: ZoneInfo) -> TimeArray:
    """The wall times (`datetime64[us]`) in a zone of instants in UTC; NaT stays NaT."""
    if zone.key == _UTC:
        return utc.copy()
    offsets = _offsets(utc, lambda stamp: _offset_at(stamp, zone), width=1)
    wall: TimeArray = utc + offsets[:, 0].astype("timedelta64[s]")
    return wall


def _nearest(name: str) -> str:
    names = {zone.casefold(): zone for zone in available_timezones()}
    last_parts = {zone.casefold().rpartition("/")[2]: zone for zone in sorted(names.values())}
    wanted = name.strip().casefold().replace(" ", "_")
    close = get_close_matches(wanted, names, n=3, cutoff=0.7) or get_close_matches(wanted, last_parts, n=3, cutoff=0.7)
    nearest = ", ".join(names.get(match) or last_parts[match] for match in close)
    return f"did you mean: {nearest}?" if nearest else "names look like Europe/Berlin, America/New_York or UTC"


def _offsets(stamps: TimeArray, ask: Callable[[datetime], _Offsets], *, width: int) -> npt.NDArray[np.int64]:
    """What `ask` says about each time: `width` offsets in seconds, shape (n, width); 0 for NaT."""
    there = ~np.isnat(stamps)
    answers = np.zeros((len(stamps), width), dtype=np.int64)
    asked = np.clip(stamps[there], _FIRST, _LAST)
    days, which = _distinct_days(asked.astype("datetime64[D]"))
    midnights: TimeArray = days.astype("datetime64[us]")
    starts = _ask_each(midnights, ask, width)
    ends = _ask_each(midnights + _LAST_TICK, ask, width)
    settled = (np.hstack([starts, ends]) == starts[:, :1]).all(axis=1)
    found = starts[which]
    open_times = ~settled[which]
    found[open_times] = _ask_each(asked[open_times], ask, width)
    answers[there] = found
    return answers


def _distinct_days(days: TimeArray) -> tuple[TimeArray, npt.NDArray[np.int64]]:
    """Return the days that occur, in order, and the place of each among them."""
    numbers = days.astype(np.int64)
    first, last = int(numbers.min(initial=_FAR)), int(numbers.max(initial=-_FAR))
    if not 0 <= last - first < _DENSE:
        distinct, which = np.unique(numbers, return_inverse=True)
        return distinct.astype("datetime64[D]"), which
    occurs = np.zeros(last - first + 1, np.bool_)
    occurs[numbers - first] = True
    return (np.flatnonzero(occurs) + first).astype("datetime64[D]"), (np.cumsum(occurs) - 1)[numbers - first]


def _ask_each(stamps: TimeArray, ask: Callable[[datetime], _Offsets], width: int) -> npt.NDArray[np.int64]:
    return np.array([ask(stamp) for stamp in stamps.tolist()], dtype=np.int64).reshape(len(stamps), width)


def _both_offsets(wall: datetime, zone: ZoneInfo) -> _Offsets:
    """The offsets before and after a change of clocks at this wall time; twice the same where there is none."""
    return _seconds(wall.replace(tzinfo=zone, fold=0).utcoffset()), _seconds(
        wall.replace(tzinfo=zone, fold=1).utcoffset()
    )


def _offset_at(utc: datetime, zone: ZoneInfo) -> _Offsets:
    return (_seconds(utc.replace(tzinfo=UTC).astimezone(zone).utcoffset()),)


def _seconds(offset: timedelta | None) -> int:
    return int((offset or timedelta()).total_seconds())
