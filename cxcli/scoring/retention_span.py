"""The spans of time of which a retention figure is: the days that count, and the periods that the data reach."""

from collections.abc import Iterator
from datetime import date, timedelta
from fractions import Fraction
from typing import Final

import numpy as np
from msgspec import Struct

from cxcli.scoring.periods import Periods
from cxcli.scoring.together import NEVER, Rows
from cxcli.scoring.together_metric import Cut

DAY: Final = 86_400_000_000
"""Microseconds of a day."""

_MONTHS: Final = 12
_YEAR: Final = 365 * DAY


class Span(Struct, frozen=True):
    """From `start` to just before `end`, in microseconds since 1970 in the zone of the report.

    `whole` is whether it is all of what was asked for: it is not yet over, or the days that count cut it, where not.
    """

    start: int
    end: int
    whole: bool = True

    @property
    def months(self) -> Fraction:
        """How many months it has: whole ones from a first day to another one, else in twelfths of 365 days."""
        start, end = (np.datetime64(each, "us") for each in (self.start, self.end))
        first, last = start.astype("datetime64[M]"), end.astype("datetime64[M]")
        if first == start and last == end:
            return Fraction(int((last - first).astype(np.int64)))
        return Fraction(_MONTHS * (self.end - self.start), _YEAR)


class Watched(Struct, frozen=True):
    """When customers were watched, in microseconds since 1970 in the zone of the report.

    `first` is the first date of any row, `last` the last one of a row that counts, or now if that is earlier. `until`
    is the first moment of which nothing is known: that after the days that count, else that after the `last`.
    """

    first: int
    last: int
    until: int


def watched(rows: Rows, cut: Cut) -> Watched:
    """Return when the customers of all rows were watched."""
    begun, scored = rows.columns["begun"], rows.scored()
    last = min(int(max(begun[scored].max(initial=NEVER), rows.columns["ended"][scored].max(initial=NEVER))), cut.here)
    end = last + 1 if cut.window.until is None else _after(cut.window.until)
    return Watched(int(begun[begun != NEVER].min(initial=cut.here)), last, min(end, cut.here))


def counted_span(cut: Cut) -> Span:
    """Return all days that count, as far as now; without a first one they begin with all time."""
    since, until = cut.window.since, cut.window.until
    end = cut.here if until is None else min(_after(until), cut.here)
    return Span(NEVER if since is None else _first(since), end)


def overall_span(cut: Cut) -> Span | None:
    """Return the span of the days that count, as far as now; None where nobody said on which day it begins."""
    since, until = cut.window.since, cut.window.until
    if since is None or _first(since) >= cut.here:
        return None
    return _cut(Span(_first(since), cut.here if until is None else _after(until)), cut)


def spans(rows: Rows, cut: Cut, last: int) -> Iterator[tuple[int, Span]]:
    """Yield code and span of each period, or window, after the one with the first change, to that of the `last` one.

    A period that goes on ends with the moment of the report; one that reaches out of the days that count, with them.
    """
    yield from _spans(rows, cut, last, after=1)


def spans_from_the_first(rows: Rows, cut: Cut, last: int) -> Iterator[tuple[int, Span]]:
    """Yield code and span as `spans` does, but first that of the period with the first change."""
    yield from _spans(rows, cut, last, after=0)


def before(code: int, cut: Cut) -> Span:
    """Return the span of the period, or window, just before the one of a code; there are periods."""
    periods = _periods(cut)
    first, after = (
        periods.calendar.first_day(code - size + 1, periods.grain) for size in (2 * periods.rolling, periods.rolling)
    )
    return Span(_first(first), _first(after))


def earlier(span: Span) -> Span:
    """Return the time just before: as many months, where the span is one of whole months, else of the same length."""
    start, end = (np.datetime64(each, "us") for each in (span.start, span.end))
    first, last = start.astype("datetime64[M]"), end.astype("datetime64[M]")
    if first == start and last == end:
        return Span(int((first - (last - first)).astype("datetime64[us]").astype(np.int64)), span.start)
    return Span(2 * span.start - span.end, span.start)


def period_start(moment: int, cut: Cut) -> int:
    """Return when the period of a moment begins; there are periods."""
    periods = _periods(cut)
    return _first(periods.calendar.first_day(periods.code(_day(moment)), periods.grain))


def _spans(rows: Rows, cut: Cut, last: int, after: int) -> Iterator[tuple[int, Span]]:
    """Yield code and span of each period that comes so many periods `after` the first change, or later."""
    periods, scored = cut.periods, rows.scored()
    if periods is None or not len(scored):
        return
    first = int(rows.columns["begun"][scored].min())
    for code in range(periods.code(_day(first)) + after, periods.code(_day(last)) + 1):
        begin = periods.calendar.first_day(code - periods.rolling + 1, periods.grain)
        span = _cut(Span(_first(begin), _after(periods.calendar.last_day(code, periods.grain))), cut)
        if cut.window.meets(code, periods) and span.end > span.start:
            yield code, span


def _periods(cut: Cut) -> Periods:
    assert cut.periods is not None  # noqa: S101 - it is asked for codes of periods alone
    return cut.periods


def _cut(span: Span, cut: Cut) -> Span:
    """Return a span as far as its days count and are over."""
    counted = counted_span(cut)
    start, end = max(span.start, counted.start), min(span.end, counted.end)
    return Span(start, end, whole=(start, end) == (span.start, span.end))


def _first(day: date) -> int:
    return int(np.datetime64(day, "us").astype(np.int64))


def _after(day: date) -> int:
    return _first(day + timedelta(days=1)) if day < date.max else np.iinfo(np.int64).max


def _day(moment: int) -> date:
    found: date = np.datetime64(moment, "us").astype("datetime64[D]").item()
    return found
