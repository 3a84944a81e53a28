"""What to ask for, where a figure of a period is asked for without one: days of the data at hand, as an option."""

import numpy as np

from cxcli.mapping.records import IntArray
from cxcli.scoring.interval import Undefined
from cxcli.scoring.retention_span import counted_span, watched
from cxcli.scoring.together import Rows
from cxcli.scoring.together_metric import Cut


def span_to_ask(metric: str, rows: Rows, cut: Cut, snapshots: IntArray | None = None) -> Undefined:
    """Return why a metric of a period has no value over all time, with the option that gives it one.

    `snapshots` are the dates of all of them, None where the rows are no snapshots. Options have no space in them, so
    that no line breaks within one.
    """
    days, dates = counted_span(cut), rows.columns["begun"][rows.scored()] if snapshots is None else snapshots
    first, last = int(dates.min(initial=cut.here)), min(watched(rows, cut).last, days.end - 1)
    if days.start >= cut.here or first > last:
        return Undefined("the days that count have not begun, or are over before the data begin")
    if snapshots is not None:
        snapshots = snapshots[snapshots <= last]
        if len(snapshots) == 1:
            return Undefined("one snapshot shows no change: give those of other dates, too")
        first = int(snapshots[-2])
    option = _option(first, _month(last, cut), cut, snapshots)
    if cut.periods is not None:
        return Undefined(f"{metric} is of a period: see each, or add {option}")
    return Undefined(f"{metric} is of a period: add {option} to the command, or --period=month for each")


def _month(last: int, cut: Cut) -> np.datetime64:
    """Return the last month of the data that is over."""
    month: np.datetime64 = np.datetime64(last, "us").astype("datetime64[M]")
    return month if _microseconds(month + 1) <= cut.here else month - np.timedelta64(1, "M")


def _option(first: int, month: np.datetime64, cut: Cut, snapshots: IntArray | None) -> str:
    """Return the option for a month, if it is known who was there at its start; else for all days after the first."""
    known = (
        _microseconds(month) > first
        if snapshots is None
        else _within(snapshots, month - 1) and _within(snapshots, month)
    )
    if not known:
        return f"--since={np.datetime64(first, 'us').astype('datetime64[D]') + 1}"
    return f"--during={month}" if cut.window.until is None else f"--since={month.astype('datetime64[D]')}"


def _within(snapshots: IntArray, month: np.datetime64) -> bool:
    return bool(((snapshots >= _microseconds(month)) & (snapshots < _microseconds(month + 1))).any())


def _microseconds(month: np.datetime64) -> int:
    return int(month.astype("datetime64[us]").astype(np.int64))
