"""Business time: the wall time between two instants that lies in the hours of a schedule.

Wall-clock arithmetic: a day has the hours that its schedule says, whatever the clocks do. So each day round the clock
counts 24 hours, on days of 23 and of 25 hours too (for 25, as in the tests of the package working_hours, Intrepidd). A
time that the clocks show twice counts the first time, and an hour that they skip counts when they skip it.

All of it is the difference of a cumulative function in whole microseconds, so that stretches add up exactly.
"""

from collections.abc import Sequence
from enum import StrEnum
from itertools import pairwise

import numpy as np
import numpy.typing as npt

from cxcli.mapping.zones import TimeArray
from cxcli.scoring.schedule import DAY_MINUTES, Schedule, ScheduleHistory
from cxcli.scoring.wall_clock import wall_clock

IntArray = npt.NDArray[np.int64]

_LEAST = int(np.iinfo(np.int64).min)

NOT_KNOWN = _LEAST
"""The business time of a pair without a start, an end or a schedule; as `timedelta64` it is NaT."""

_MINUTE = 60_000_000
_DAY = DAY_MINUTES * _MINUTE
_WEEK = 7 * DAY_MINUTES
_ROWS = 1 << 16  # at a time, so that what is worked on stays near the processor
_FIRST_MONDAY = 4 * DAY_MINUTES  # 1970-01-05, in minutes since 1970-01-01


class Counted(StrEnum):
    """Which schedule counts where one took over from another."""

    AT_EVENT = "at-event"
    """For the whole of a pair, the one that held at its later instant, when the reply or the solution came."""
    WHILE_HELD = "while-held"
    """Each for as long as it held."""


def business_time(
    starts: TimeArray, ends: TimeArray, schedule: Schedule | ScheduleHistory, counted: Counted = Counted.AT_EVENT
) -> IntArray:
    """The business time of each pair of instants in UTC (`datetime64[us]`), in microseconds.

    An end before its start gives the negative of the reverse. `NOT_KNOWN` where one is NaT, or where no schedule of
    the history held: at the later of the two or, if each counts while it held, at either.

    Raises:
        ValueError: there are not as many starts as ends.
    """
    if len(starts) != len(ends):
        raise ValueError("there are as many starts as ends")
    history = schedule if isinstance(schedule, ScheduleHistory) else ScheduleHistory.of(schedule)
    first, last = starts.astype("datetime64[us]", copy=False), ends.astype("datetime64[us]", copy=False)
    found = np.empty(len(first), np.int64)
    for begin in range(0, len(first), _ROWS):
        part = slice(begin, begin + _ROWS)
        found[part] = _differences(first[part], last[part], history, counted)
    return found


def business_time_by_code(
    starts: TimeArray,
    ends: TimeArray,
    codes: IntArray,
    schedules: Sequence[Schedule | ScheduleHistory],
    counted: Counted = Counted.AT_EVENT,
) -> IntArray:
    """The business time of pairs as in `business_time`, each by the schedule of its code, such as that of a team.

    A code is a position in `schedules`; -1 stands for none and gives `NOT_KNOWN`.

    Raises:
        ValueError: there are not as many starts, ends and codes, or a code has no schedule.
    """
    if len(codes) != len(starts) or ((codes < -1) | (codes >= len(schedules))).any():
        raise ValueError("each pair has a code, which is a position in the list of schedules or -1")
    found = np.full(len(starts), NOT_KNOWN)
    for code, schedule in enumerate(schedules):
        rows = np.flatnonzero(codes == code)
        found[rows] = business_time(starts[rows], ends[rows], schedule, counted)
    return found


def _differences(starts: TimeArray, ends: TimeArray, history: ScheduleHistory, counted: Counted) -> IntArray:
    events = np.maximum(starts, ends)
    deciding = (events, events) if counted is Counted.AT_EVENT else (starts, ends)
    at_start, at_end = (history.held_at(instants) for instants in deciding)
    known = (at_start >= 0) & (at_end >= 0)
    found = np.full(len(starts), NOT_KNOWN)
    found[known] = _worked(ends[known], at_end[known], history) - _worked(starts[known], at_start[known], history)
    return found


def _worked(instants: TimeArray, held: IntArray, history: ScheduleHistory) -> IntArray:
    """Business time up to each instant, from an origin of the history's own, by the schedule with the number `held`."""
    worked = np.empty(len(instants), np.int64)
    for number, (schedule, ahead) in enumerate(zip(history.schedules, _ahead(history), strict=True)):
        rows = np.flatnonzero(held == number)
        worked[rows] = _worked_by(schedule, instants[rows]) + ahead
    return worked


def _ahead(history: ScheduleHistory) -> list[int]:
    """What to add to the business time of each schedule so that it goes on from the one before at the change."""
    ahead = [0]
    for change, (before, after) in zip(history.changes, pairwise(history.schedules), strict=True):
        instant = np.array([change])
        ahead.append(ahead[-1] + int(_worked_by(before, instant)[0] - _worked_by(after, instant)[0]))
    return ahead


def _worked_by(schedule: Schedule, instants: TimeArray) -> IntArray:
    """Business time up to each instant, from an origin of the schedule's own.

    An instant in a holiday is put at its end, and from there on the openings that the holiday took are taken off.
    """
    openings = _week(schedule)
    days = np.sort(np.array(list(schedule.holidays), "datetime64[D]"))
    begin = days.astype("datetime64[us]").view(np.int64)
    taken = _in_weeks(begin + _DAY, openings) - _in_weeks(begin, openings)
    ends, lost = np.concatenate([[_LEAST], begin + _DAY]), np.concatenate([[0], np.cumsum(taken)])
    wall = wall_clock(instants, schedule.zone).view(np.int64)
    passed = begin.searchsorted(wall, side="right")
    worked: IntArray = _in_weeks(np.maximum(wall, ends[passed]), openings) - lost[passed]
    return worked


def _week(schedule: Schedule) -> IntArray:
    """Whether each minute of a week from Monday on is open: 1 or 0."""
    openings = np.zeros(_WEEK, np.int64)
    for opening in schedule.openings:
        midnight = opening.weekday * DAY_MINUTES
        openings[midnight + opening.opens : midnight + opening.closes] = 1
    return openings


def _in_weeks(wall: IntArray, openings: IntArray) -> IntArray:
    """Open microseconds from Monday, 5 January 1970, to each wall time, as if there were no holidays."""
    minutes = wall // _MINUTE
    weeks = (minutes - _FIRST_MONDAY) // _WEEK
    of_week = minutes - _FIRST_MONDAY - weeks * _WEEK
    before = np.cumsum(openings) - openings
    whole = weeks * openings.sum() + before[of_week]
    worked: IntArray = whole * _MINUTE + openings[of_week] * (wall - minutes * _MINUTE)
    return worked
