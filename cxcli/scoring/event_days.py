"""Which events count by their moments: those of days that count, until now; and the spans of periods."""

from collections.abc import Iterator
from typing import Final

import numpy as np

from cxcli.mapping.records import FateArray, IntArray
from cxcli.rows import FATE_CODE, Disposition
from cxcli.scoring.retention_span import DAY, Span, counted_span
from cxcli.scoring.together import NEVER, Rows, by_period
from cxcli.scoring.together_metric import NOT_APPLICABLE, Cut

OUT_OF_PERIOD: Final = FATE_CODE[Disposition.OUT_OF_PERIOD]


def on_days_that_count(rows: Rows, cut: Cut) -> FateArray:
    """Return the fates of some rows: an event is out of period by its day, and not applicable if it is after now.

    Rows without a moment, of a list of members, are as they are.
    """
    at = rows.columns["at"]
    event = (rows.fates == 0) & (at != NEVER)
    found = rows.fates.copy()
    found[event & (at >= cut.here)] = NOT_APPLICABLE
    if cut.window.bounded:
        out = np.zeros(len(at), np.bool_)
        out[event] = cut.window.leaves_out(at[event].astype("datetime64[us]"))
        found[out] = OUT_OF_PERIOD
    return found


def period_span(code: int, cut: Cut) -> Span:
    """Return the span of the period, or window, of a code, as far as its days count and are over; there are periods."""
    periods = cut.periods
    assert periods is not None  # noqa: S101 - it is asked for codes of periods alone
    begin = periods.calendar.first_day(code - periods.rolling + 1, periods.grain)
    days = np.array([begin, periods.calendar.last_day(code, periods.grain)], "datetime64[us]").astype(np.int64).tolist()
    counted = counted_span(cut)
    return Span(max(days[0], counted.start), min(days[1] + DAY, counted.end))


def whole_and_parts(mine: IntArray, rows: Rows, cut: Cut) -> Iterator[tuple[int | None, IntArray]]:
    """Yield some rows with None, for all time, and those of them in each period, or window, with its code."""
    yield None, mine
    if cut.periods is not None:
        yield from by_period(mine, rows.columns["at"], cut.periods, cut.window)
