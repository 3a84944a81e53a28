"""Two stretches of days that are put side by side, as the periods of a run."""

from datetime import date, datetime

import numpy as np

from cxcli.scoring.calendar import Calendar, Grain, IntArray, TimeArray
from cxcli.scoring.periods import Periods
from cxcli.scoring.score import PeriodSpan
from cxcli.scoring.stretches import Stretch

_LONGEST_FIRST = (Grain.YEAR, Grain.QUARTER, Grain.MONTH, Grain.WEEK, Grain.DAY)
_ELSEWHERE = ("earlier", "between", "later")


class TwoSpans(Periods, frozen=True, kw_only=True):
    """Time cut by two stretches of days that do not overlap: themselves, and what is before, between and after them.

    `before` and `after` are the two sides, in either order of time. All days of a stretch have one code, whatever its
    length, so that somebody with one vote in a period has one in it.

    Raises:
        ValueError: the stretches overlap.
    """

    before: Stretch
    after: Stretch

    def __post_init__(self) -> None:
        first, second = self._in_time
        if first.last >= second.first:
            raise ValueError("stretches that are compared do not overlap")

    @property
    def codes(self) -> tuple[int, int]:
        """The codes of the sides."""
        return (1, 3) if self.before.first < self.after.first else (3, 1)

    def bucket(self, times: TimeArray) -> IntArray:
        """The code of the stretch that each time falls in; a NaT has a code without meaning."""
        day = np.timedelta64(1, "D")
        edges = [
            edge
            for stretch in self._in_time
            for edge in (np.datetime64(stretch.first, "D"), np.datetime64(stretch.last, "D") + day)
        ]
        return np.searchsorted(np.array(edges), times.astype("datetime64[D]"), side="right").astype(np.int64)

    def code(self, day: date) -> int:
        """The code of the stretch that a day falls in."""
        return int(self.bucket(np.array([day], "datetime64[D]"))[0])

    def span(self, code: int, *, first: date | None, last: date | None, now: datetime) -> PeriodSpan:
        """The stretch of a code, with its own ends even where `first` or `last` cut it."""
        if code not in self.codes:
            return PeriodSpan(_ELSEWHERE[code // 2], date.min, date.max, complete=False)
        stretch = self._in_time[code // 2]
        cut = (first is not None and first > stretch.first) or (last is not None and last < stretch.last)
        complete = now.date() > stretch.last and not cut
        return PeriodSpan(stretch_label(stretch, self.calendar), stretch.first, stretch.last, complete=complete)

    @property
    def _in_time(self) -> tuple[Stretch, Stretch]:
        sides = (self.before, self.after)
        return sides if self.before.first < self.after.first else (self.after, self.before)


def stretch_label(stretch: Stretch, calendar: Calendar) -> str:
    """Return `2025-Q1`, or `2024-10 to 2024-12`: the longest periods of the calendar that begin and end with it.

    What is one period of several names has that of the longest.
    """
    grain = next(each for each in _LONGEST_FIRST if _is_of(stretch, each, calendar))
    begin, end = calendar.code(stretch.first, grain), calendar.code(stretch.last, grain)
    if begin == end:
        return calendar.label(begin, grain)
    if grain is Grain.WEEK and calendar.week_start:
        return f"weeks of {calendar.first_day(begin, grain)} to {calendar.first_day(end, grain)}"
    return f"{calendar.label(begin, grain)} to {calendar.label(end, grain)}"


def _is_of(stretch: Stretch, grain: Grain, calendar: Calendar) -> bool:
    """Whether a stretch begins and ends with periods of a length."""
    begin, end = calendar.code(stretch.first, grain), calendar.code(stretch.last, grain)
    return (calendar.first_day(begin, grain), calendar.last_day(end, grain)) == (stretch.first, stretch.last)
