"""Schedules: the hours of work of a week in a zone, with holidays, and how they were replaced over time."""

from collections.abc import Iterable, Sequence
from datetime import UTC, date, datetime, time
from itertools import pairwise
from typing import Self
from zoneinfo import ZoneInfo

import numpy as np
import numpy.typing as npt
from msgspec import Struct
from msgspec.structs import force_setattr

from cxcli.config.schedules import ScheduleConfig
from cxcli.mapping.zones import TimeArray
from cxcli.scoring.public_holidays import public_holidays

IntArray = npt.NDArray[np.int64]

DAY_MINUTES = 1440
"""Minutes of a day."""

ALWAYS = np.datetime64(np.iinfo(np.int64).min + 1, "us")
"""The instant of a version that holds from the beginning."""

_LAST_WEEKDAY = 6


class Opening(Struct, frozen=True, order=True):
    """A half-open stretch of wall time that comes back each week: minutes `opens` to `closes` of a day, 0 to 1440.

    `weekday` is 0 for Monday.

    Raises:
        ValueError: there is no such weekday, or the minutes are not in the day or not in order.
    """

    weekday: int
    opens: int
    closes: int

    def __post_init__(self) -> None:
        if not (0 <= self.weekday <= _LAST_WEEKDAY and 0 <= self.opens < self.closes <= DAY_MINUTES):
            raise ValueError("an opening has a weekday of 0 to 6, and opens before it closes, within 0 to 1440 minutes")


class Schedule(Struct, frozen=True):
    """The openings of a week, in the wall time of `zone`, and the `holidays`, days of that zone without openings.

    Openings are put in order, and those that touch are made one.

    Raises:
        ValueError: there is no opening, or two overlap.
    """

    zone: ZoneInfo
    openings: tuple[Opening, ...]
    holidays: frozenset[date] = frozenset()

    def __post_init__(self) -> None:
        if not self.openings:
            raise ValueError("a schedule has at least one opening")
        force_setattr(self, "openings", _joined(sorted(self.openings)))


class ScheduleHistory(Struct, frozen=True):
    """Schedules that followed one another: each with the instant in UTC (`datetime64`) from which it holds.

    The first may hold from `ALWAYS`, and the last holds without end. Before the first one there is no schedule.

    Raises:
        ValueError: there is no schedule, or the instants do not rise.
    """

    versions: tuple[tuple[np.datetime64, Schedule], ...]

    def __post_init__(self) -> None:
        if not self.versions:
            raise ValueError("a history has at least one schedule")
        since = [instant for instant, _ in self.versions]
        if np.isnat(since).any() or any(later <= earlier for earlier, later in pairwise(since)):
            raise ValueError("each schedule of a history holds from a later instant than the one before")

    @classmethod
    def of(cls, schedule: Schedule) -> Self:
        """The history of a schedule that has always held."""
        return cls(((ALWAYS, schedule),))

    @property
    def schedules(self) -> tuple[Schedule, ...]:
        """The schedules in their order."""
        return tuple(schedule for _, schedule in self.versions)

    @property
    def changes(self) -> TimeArray:
        """The instants (`datetime64[us]`) at which one schedule took over from another."""
        return np.array([since for since, _ in self.versions[1:]], "datetime64[us]")

    def held_at(self, instants: TimeArray) -> IntArray:
        """The number from 0 of the schedule that held at each instant in UTC; -1 before the first one and for NaT."""
        since = np.array([since for since, _ in self.versions], "datetime64[us]").view(np.int64)
        return since.searchsorted(instants.astype("datetime64[us]").view(np.int64), side="right") - 1


def schedule_history(versions: Sequence[ScheduleConfig], years: Iterable[int]) -> ScheduleHistory:
    """The history that a config tells. A version holds from the first instant of its day, in its own zone.

    `years` are those in which public holidays matter: all that the times to be measured touch, in that zone.

    Raises:
        ValueError: no public holidays are known for a country, a part of it or one of the years; or the days of two
            versions, each in its own zone, come in another order than their instants.
    """
    wanted = frozenset(years)
    return ScheduleHistory(tuple((_since(version), _schedule(version, wanted)) for version in versions))


def _joined(openings: Sequence[Opening]) -> tuple[Opening, ...]:
    """Openings in order, those that touch made one."""
    joined = list(openings[:1])
    for opening in openings[1:]:
        last = joined[-1]
        if opening.weekday != last.weekday or opening.opens > last.closes:
            joined.append(opening)
        elif opening.opens == last.closes:
            joined[-1] = Opening(last.weekday, last.opens, opening.closes)
        else:
            raise ValueError(f"two openings of weekday {opening.weekday} overlap")
    return tuple(joined)


def _since(version: ScheduleConfig) -> np.datetime64:
    if version.since is None:
        return ALWAYS
    midnight = datetime.combine(version.since, time.min, tzinfo=ZoneInfo(version.zone))
    return np.datetime64(midnight.astimezone(UTC).replace(tzinfo=None), "us")


def _schedule(version: ScheduleConfig, years: frozenset[int]) -> Schedule:
    holidays = frozenset(version.holidays)
    if version.country is not None:
        holidays |= public_holidays(version.country, version.subdivision, years)
    return Schedule(ZoneInfo(version.zone), tuple(Opening(*opening) for opening in version.openings), holidays)
