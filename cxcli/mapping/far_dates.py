"""Dates of events that cannot be: those that databases write where there is none, and others of far centuries."""

import numpy as np

from cxcli.mapping.readings import READ, UNDATED, UNREADABLE
from cxcli.mapping.records import FateArray
from cxcli.mapping.zones import TimeArray

_DAY = np.timedelta64(1, "D")
_EARLIEST = np.datetime64("1900-01-01", "us")
_LATEST = np.datetime64("2200-01-01", "us")
_LEAST = np.datetime64("0002-01-01", "us")
_MOST = np.datetime64("9998-12-31", "us")


def judged_far(times: TimeArray, fates: FateArray) -> FateArray:
    """Return the fates of some dates, far ones judged: of none of them would a duration mean anything.

    A date of the year 1 or 9999, and the first day of 1900, stand where there is no date: it is undated. Another one
    before 1900, or from 2200 on, is unreadable. Either end has room for the day that a time zone shifts it by.
    """
    far = (fates == READ) & ((times < _EARLIEST + _DAY) | (times >= _LATEST))
    if not far.any():
        return fates
    none = (times < _LEAST) | (times >= _MOST) | ((times >= _EARLIEST - _DAY) & (times < _EARLIEST + _DAY))
    found: FateArray = np.where(far, np.where(none, UNDATED, UNREADABLE), fates).astype(np.int8)
    return found
