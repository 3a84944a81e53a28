"""Calendars: where weeks, quarters and years begin, and how periods are numbered and named."""

from datetime import date
from enum import StrEnum

import numpy as np
import numpy.typing as npt
from msgspec import Struct

IntArray = npt.NDArray[np.int64]
TimeArray = npt.NDArray[np.datetime64]


class Grain(StrEnum):
    """How long a period is."""

    DAY = "day"
    WEEK = "week"
    MONTH = "month"
    QUARTER = "quarter"
    YEAR = "year"


_EPOCH = date(1970, 1, 1).toordinal()
_THURSDAY = 3  # 1970-01-01 was one
_LAST_WEEKDAY, _LAST_MONTH = 6, 12
_UNITS = {
    Grain.DAY: ("datetime64[D]", 1),
    Grain.WEEK: ("datetime64[D]", 7),
    Grain.MONTH: ("datetime64[M]", 1),
    Grain.QUARTER: ("datetime64[M]", 3),
    Grain.YEAR: ("datetime64[M]", 12),
}


class Calendar(Struct, frozen=True):
    """Where weeks and years begin: on the weekday `week_start`, 0 for Monday, and in the month `fiscal_start`.

    Weeks that begin on a Monday are those of ISO 8601, named by the year of their Thursday; others by their first
    day. A year that does not begin in January is a fiscal year, named by both of its years. Quarters go with the year.

    Raises:
        ValueError: there is no such weekday or month.
    """

    week_start: int = 0
    fiscal_start: int = 1

    def __post_init__(self) -> None:
        if not (0 <= self.week_start <= _LAST_WEEKDAY and 1 <= self.fiscal_start <= _LAST_MONTH):
            raise ValueError("weekdays are 0 to 6, months 1 to 12")

    @property
    def fiscal(self) -> bool:
        """Whether years begin in another month than January."""
        return self.fiscal_start > 1

    def bucket(self, times: TimeArray, grain: Grain) -> IntArray:
        """The code of the period that each time falls in: whole periods since about 1970.

        `times` has any unit from days down and is in the time zone of the report. Codes follow one another in time. A
        NaT has a code without meaning.
        """
        unit, length = _UNITS[grain]
        units = _months(times) if unit == "datetime64[M]" else times.astype(unit).astype(np.int64)
        ahead = self._ahead(grain)
        return (units + ahead) // length if ahead or length > 1 else units

    def code(self, day: date, grain: Grain) -> int:
        """The code of the period that a day falls in."""
        return int(self.bucket(np.array([day], "datetime64[D]"), grain)[0])

    def first_day(self, code: int, grain: Grain) -> date:
        """The first day of a period, 0001-01-01 where it begins before.

        Raises:
            ValueError: no day of the period is in the years 1 to 9999.
        """
        return date.fromordinal(max(self._ends(code, grain)[0], 1))

    def last_day(self, code: int, grain: Grain) -> date:
        """The last day of a period, 9999-12-31 where it ends later.

        Raises:
            ValueError: no day of the period is in the years 1 to 9999.
        """
        return date.fromordinal(min(self._ends(code, grain)[1], date.max.toordinal()))

    def label(self, code: int, grain: Grain) -> str:
        """`2025-09-03`, `2025-W36`, `week of 2025-08-31`, `2025-09`, `2025-Q3`, `FY2024/25-Q3`, `2025`, `FY2024/25`."""
        first = self.first_day(code, grain)
        if grain is Grain.YEAR:
            return self._year(code)
        if grain is Grain.QUARTER:
            return f"{self._year(code // 4)}-Q{code % 4 + 1}"
        if grain is Grain.WEEK:
            year, week, _ = first.isocalendar()
            return f"week of {first}" if self.week_start else f"{year:04d}-W{week:02d}"
        return first.isoformat()[:7] if grain is Grain.MONTH else first.isoformat()

    def _ahead(self, grain: Grain) -> int:
        """How many days or months before 1970-01-01 the period with the code 0 begins."""
        if grain is Grain.WEEK:
            return (_THURSDAY - self.week_start) % 7
        return 1 - self.fiscal_start if grain in (Grain.QUARTER, Grain.YEAR) else 0

    def _year(self, code: int) -> str:
        year = 1970 + code
        return f"FY{year:04d}/{(year + 1) % 100:02d}" if self.fiscal else f"{year:04d}"

    def _ends(self, code: int, grain: Grain) -> tuple[int, int]:
        start, after = self._start(code, grain), self._start(code + 1, grain)
        if after <= 1 or start > date.max.toordinal():
            raise ValueError("no day of the period is in the years 1 to 9999")
        return start, after - 1

    def _start(self, code: int, grain: Grain) -> int:
        """The number of the first day; of months outside of the years 1 to 9999, the day next to them."""
        unit, length = _UNITS[grain]
        units = code * length - self._ahead(grain)
        if unit == "datetime64[D]":
            return _EPOCH + units
        years, month = divmod(units, 12)
        if 1970 + years < 1:
            return 0
        return date(1970 + years, month + 1, 1).toordinal() if 1970 + years <= date.max.year else _AFTER_ALL


def _months(times: TimeArray) -> IntArray:
    """Return the months since 1970 of some times: many of few days are looked up by day, which is quicker."""
    if len(times) < _MOST_DAYS:
        return times.astype("datetime64[M]").astype(np.int64)
    days = times.astype("datetime64[D]").astype(np.int64)
    first, last = int(days.min()), int(days.max())
    if last - first > _MOST_DAYS:
        return times.astype("datetime64[M]").astype(np.int64)
    of_days: IntArray = np.arange(first, last + 1).astype("datetime64[D]").astype("datetime64[M]").astype(np.int64)
    return of_days[days - first]


_MOST_DAYS = 5_000
_AFTER_ALL = date.max.toordinal() + 1
