"""Rolling windows, seen when all rows are: which of them are shown, and since when they can be complete."""

from collections.abc import Collection
from datetime import date

from cxcli.scoring.cells import CellKey, Window
from cxcli.scoring.periods import Periods


def shown(keys: Collection[CellKey], periods: Periods | None, days: Window) -> list[CellKey]:
    """Return the cells of a metric that are shown.

    Windows end with a period from the first to the last that hold rows, and of which some day counts. Rows are in the
    windows that come after the last period, too; those are left out.
    """
    ends = _periods_with_rows(keys, periods)
    if periods is None or ends is None:
        return list(keys)
    return [
        key
        for key in keys
        if key.period is None or (ends[0] <= key.period <= ends[1] and days.meets(key.period, periods))
    ]


def first_day(keys: Collection[CellKey], periods: Periods | None, days: Window) -> date | None:
    """Return the first day that can have rows of a metric: where windows roll, not before its first period with rows.

    What a window that begins before that day would have held is not known, so it is incomplete.
    """
    ends = _periods_with_rows(keys, periods)
    if periods is None or ends is None:
        return days.since
    return max(days.since or date.min, periods.calendar.first_day(ends[0], periods.grain))


def _periods_with_rows(keys: Collection[CellKey], periods: Periods | None) -> tuple[int, int] | None:
    """Return the first and the last period that hold rows, None where nothing rolls."""
    found = [key.period for key in keys if key.period is not None]
    if periods is None or periods.rolling == 1 or not found:
        return None
    return min(found), max(found) - periods.rolling + 1
