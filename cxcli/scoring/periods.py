"""Periods: how the time of a run is cut, and the span of a period or of a rolling window of them."""

from datetime import date, datetime

from msgspec import Struct

from cxcli.scoring.calendar import Calendar, Grain, IntArray, TimeArray
from cxcli.scoring.score import PeriodSpan

MOST_ROLLING = 400
_ORDINARY = Calendar()


class Periods(Struct, frozen=True):
    """Periods of one length in a calendar; with `rolling` N over 1, at the end of each the window of the last N.

    The code of a window is that of its last period: a row is in the windows with the code of its period and the next.

    Raises:
        ValueError: a window of less than one period or of more than `MOST_ROLLING`.
    """

    grain: Grain
    calendar: Calendar = _ORDINARY
    rolling: int = 1

    def __post_init__(self) -> None:
        if not 1 <= self.rolling <= MOST_ROLLING:
            raise ValueError(f"a window has 1 to {MOST_ROLLING} periods")

    def bucket(self, times: TimeArray) -> IntArray:
        """The code of the period that each time falls in; see `Calendar.bucket`."""
        return self.calendar.bucket(times, self.grain)

    def code(self, day: date) -> int:
        """The code of the period that a day falls in."""
        return self.calendar.code(day, self.grain)

    def span(self, code: int, *, first: date | None, last: date | None, now: datetime) -> PeriodSpan:
        """The period or window of a code, with the ends of the calendar even where `first` or `last` cut it.

        `first` and `last` are the first and the last day that can have rows, None without a bound. `now` is in the
        time zone of the report. A span is complete when its last day is over and no bound cuts it. What reaches out
        of the years 1 to 9999 ends with them.

        Raises:
            ValueError: no day of the period is in the years 1 to 9999.
        """
        begin = max(code - self.rolling + 1, self.code(date.min))
        start = self.calendar.first_day(begin, self.grain)
        end = self.calendar.last_day(code, self.grain)
        cut = (first is not None and first > start) or (last is not None and last < end)
        return PeriodSpan(self._label(begin, code), start, end, complete=now.date() > end and not cut)

    def _label(self, begin: int, code: int) -> str:
        calendar, last = self.calendar, self.calendar.label(code, self.grain)
        if self.rolling == 1:
            return last
        if self.grain is Grain.WEEK and calendar.week_start:
            return f"weeks of {calendar.first_day(begin, self.grain)} to {calendar.first_day(code, self.grain)}"
        return f"{calendar.label(begin, self.grain)} to {last}"
