"""The wall clock of a zone as a measure of time: it jumps forward with the clocks, but never back."""

from functools import lru_cache
from zoneinfo import ZoneInfo

import numpy as np
import numpy.typing as npt
from msgspec import Struct

from cxcli.mapping.zones import TimeArray, to_wall

IntArray = npt.NDArray[np.int64]

_SECOND = 1_000_000
_DAY = 86_400 * _SECOND
_BLOCK_DAYS = 366
_BLOCK = _BLOCK_DAYS * _DAY


def wall_clock(utc: TimeArray, zone: ZoneInfo) -> TimeArray:
    """The wall times in a zone of instants in UTC (both `datetime64[us]`, without NaT), which never fall.

    Where clocks are turned back and show times again, it stands still until they show a new one. So a later instant
    has no earlier wall time, and a day of 25 hours has 24 of them.
    """
    if not len(utc):
        return utc
    instants = utc.view(np.int64)
    pieces = _pieces(instants, zone)
    number = pieces.begins.searchsorted(instants, side="right") - 1
    wall: TimeArray = np.maximum(instants + pieces.offsets[number], pieces.floors[number]).view("datetime64[us]")
    return wall


class _Pieces(Struct, frozen=True):
    """Stretches of time, each from the instant `begins` on, with an offset and a least wall time; in microseconds."""

    begins: IntArray
    offsets: IntArray
    floors: IntArray


def _pieces(instants: IntArray, zone: ZoneInfo) -> _Pieces:
    """The pieces that the instants fall in: those of each block of days that holds one of them."""
    blocks = instants // _BLOCK
    first = blocks.min()
    held = np.flatnonzero(np.bincount(blocks - first)) + first
    parts = [_pieces_of(block, zone) for block in held.tolist()]
    return _Pieces(*(np.concatenate(columns) for columns in zip(*parts, strict=True)))


@lru_cache(maxsize=1024)
def _pieces_of(block: int, zone: ZoneInfo) -> tuple[IntArray, IntArray, IntArray]:
    """The pieces of a block: from its begin and from each change of clocks in it; a repeated hour may begin before.

    No zone changes twice within a day, so a change lies between two midnights (UTC) with different offsets.
    """
    begin = block * _BLOCK
    midnights = begin + np.arange(-1, _BLOCK_DAYS + 1) * _DAY
    offsets = _offsets(midnights, zone)
    changing = np.flatnonzero(offsets[1:] != offsets[:-1])
    changes = _changes(midnights[changing], midnights[changing + 1], zone)
    begins = np.unique(np.concatenate([[midnights[0]], changes, [begin]]))
    after = _offsets(begins, zone)
    before = np.concatenate([after[:1], after[:-1]])
    floors = np.maximum.accumulate(begins + np.maximum(before, after))
    inside = begins >= begin
    return begins[inside], after[inside], floors[inside]


def _changes(low: IntArray, high: IntArray, zone: ZoneInfo) -> IntArray:
    """The first instants, in whole seconds, with the offset of `high` and not of `low`: found by halving."""
    before = _offsets(low, zone)
    while (high - low > _SECOND).any():
        middle = low + (high - low) // (2 * _SECOND) * _SECOND
        changed = _offsets(middle, zone) != before
        low, high = np.where(changed, low, middle), np.where(changed, middle, high)
    return high


def _offsets(instants: IntArray, zone: ZoneInfo) -> IntArray:
    """Offsets in microseconds east of UTC."""
    utc = instants.view("datetime64[us]")
    offsets: IntArray = (to_wall(utc, zone) - utc).view(np.int64)
    return offsets
