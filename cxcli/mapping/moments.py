"""Calendar fields of many times at once: their layout, and the instants that they are."""

from zoneinfo import ZoneInfo

import numpy as np
import numpy.typing as npt
from msgspec import Struct

from cxcli.mapping.zones import MaskArray, TimeArray, to_utc, to_wall

YEAR, MONTH, DAY, HOUR, MINUTE, SECOND, MICROSECOND, OFFSET = range(8)
"""The columns of a field array (int64, one row a time). `OFFSET` is in seconds east of UTC, or one of the two below."""

NO_OFFSET = 1_000_000
"""In `OFFSET`: a time of day without an offset."""
NO_TIME = 2_000_000
"""In `OFFSET`: a date without a time of day. It is that day in every zone."""
NO_SUCH_OFFSET = 3_000_000
"""In `OFFSET`: an offset that no clock has, such as +25:00."""

MINUTES = 60
"""Minutes of an hour."""

FieldArray = npt.NDArray[np.int64]

_LIMITS = {YEAR: (1, 9999), MONTH: (1, 12), DAY: (1, 31), HOUR: (0, 23), MINUTE: (0, 59), SECOND: (0, 59)}
_MOST_OFFSET = 86_400
_MONTH_STARTS = np.arange("0001-01", "10000-02", dtype="datetime64[M]").astype("datetime64[D]").astype(np.int64)
"""The first days of all months of the years 1 to 9999, and of the one after them, in days since 1970."""


class Moments(Struct, frozen=True):
    """Times as the wall time of the report's zone (`datetime64[us]`); NaT where there is no such time.

    `twice` marks times that the clocks showed twice, of which the first is taken.
    """

    wall: TimeArray
    twice: MaskArray


def in_report_zone(
    stamps: TimeArray, offsets: npt.NDArray[np.int64], *, zone: ZoneInfo, report_zone: ZoneInfo
) -> Moments:
    """The wall times in the report's zone of stamps with these offsets (seconds, `NO_OFFSET` or `NO_TIME`)."""
    wall, twice = stamps.copy(), np.zeros(len(stamps), dtype=np.bool_)
    local, dated = offsets == NO_OFFSET, offsets == NO_TIME
    known = ~local & ~dated
    instants = to_utc(stamps[local], zone)
    wall[local] = to_wall(instants.utc, report_zone)
    twice[local] = instants.twice
    wall[known] = to_wall(stamps[known] - offsets[known].astype("timedelta64[s]"), report_zone)
    return Moments(wall, twice)


def civil(fields: FieldArray) -> TimeArray:
    """The times (`datetime64[us]`) that the fields name, the offset aside.

    NaT where the calendar has no such time: days that no month has, hours over 23, the second 60, years outside 1 to
    9999, and offsets of a day or more.
    """
    # A table of the months takes less time than the calendar of numpy, asked row by row.
    months = np.clip((fields[:, YEAR] - 1) * 12 + fields[:, MONTH] - 1, 0, len(_MONTH_STARTS) - 2)
    starts, days = _MONTH_STARTS[months], fields[:, DAY]
    seconds = ((starts + days - 1) * 24 + fields[:, HOUR]) * 3600 + fields[:, MINUTE] * 60 + fields[:, SECOND]
    stamps: TimeArray = (seconds * 1_000_000 + fields[:, MICROSECOND]).view("datetime64[us]")
    stamps[~_within_limits(fields) | (days > _MONTH_STARTS[months + 1] - starts)] = np.datetime64("NaT")
    return stamps


def _within_limits(fields: FieldArray) -> MaskArray:
    offsets = fields[:, OFFSET]
    right: MaskArray = (np.abs(offsets) < _MOST_OFFSET) | (offsets == NO_OFFSET) | (offsets == NO_TIME)
    for column, (low, high) in _LIMITS.items():
        right &= (fields[:, column] >= low) & (fields[:, column] <= high)
    return right
