"""Times written as one number: seconds or their parts since 1970, and the serial days of spreadsheets."""

from collections.abc import Sequence
from datetime import datetime, timedelta
from decimal import Decimal
from typing import Literal

import numpy as np
import numpy.typing as npt

from cxcli.mapping.moments import NO_OFFSET, NO_TIME
from cxcli.mapping.texts import ascii_digits, clean
from cxcli.mapping.zones import TimeArray

Unit = Literal["seconds", "milliseconds", "microseconds", "excel"]

_MICROSECONDS: dict[str, int] = {"seconds": 1_000_000, "milliseconds": 1_000, "microseconds": 1}
_EPOCH = datetime(1970, 1, 1)  # noqa: DTZ001 - naive times stand for UTC here; the offset goes beside them
# An earlier number is one of a smaller number of digits: another unit among these.
_FIRST = datetime(1973, 1, 1)  # noqa: DTZ001 - as above
_LAST = datetime(9999, 12, 31, 23, 59, 59)  # noqa: DTZ001 - as above
_NOT_A_TIME = np.iinfo(np.int64).min
_RANGE = range(*(int((end - _EPOCH).total_seconds()) * 1_000_000 for end in (_FIRST, _LAST)))

_DAY = 86_400
_LEAP_BUG = 60
_SERIALS = (1, 2_958_466)

_Stamp = tuple[datetime | None, int]
_NO_STAMP: _Stamp = (None, NO_OFFSET)


def read_numbers(texts: Sequence[str], unit: Unit) -> tuple[TimeArray, npt.NDArray[np.int64]]:
    """The times (`datetime64[us]`) that the number texts are, and their offsets as in `moments`.

    Seconds, milliseconds and microseconds count from 1970 in UTC; numbers before 1973 or after 9999 are NaT, so that
    another unit in the column is found out. `excel` counts days of the 1900 date system, to the nearest second of
    the day, in wall time; its day 60 is the 29 February 1900 that never was, and NaT.
    """
    plain = [ascii_digits(clean(text)) for text in texts]
    numbers = [int(text) if text.isdecimal() else Decimal(text) for text in plain]
    if unit != "excel":
        return _since_1970(numbers, _MICROSECONDS[unit]), np.zeros(len(numbers), dtype=np.int64)
    stamps = [_serial(number) for number in numbers]
    times = np.array([stamp for stamp, _ in stamps], dtype="datetime64[us]")
    return times, np.array([offset for _, offset in stamps], dtype=np.int64)


def _since_1970(numbers: Sequence[int | Decimal], scale: int) -> TimeArray:
    counts = [int(number * scale) for number in numbers]
    return np.array([count if count in _RANGE else _NOT_A_TIME for count in counts], dtype=np.int64).view("M8[us]")


def _serial(number: int | Decimal) -> _Stamp:
    days = int(number)
    if days == _LEAP_BUG or not _SERIALS[0] <= number < _SERIALS[1]:
        return _NO_STAMP
    start = datetime(1899, 12, 31 if days < _LEAP_BUG else 30)  # noqa: DTZ001 - as above
    seconds = min(round((number - days) * _DAY), _DAY - 1)
    return start + timedelta(days=days, seconds=seconds), NO_TIME if number == days else NO_OFFSET
