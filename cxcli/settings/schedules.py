"""Business hours: how the time between two moments is counted in the schedule of a config."""

import numpy as np

from cxcli.config.load import LoadedConfig
from cxcli.config.models import Config
from cxcli.errors import Problem, UsageError
from cxcli.mapping.records import IntArray
from cxcli.scoring.business_time import Counted, business_time
from cxcli.scoring.schedule import ScheduleHistory, schedule_history
from cxcli.scoring.worked_out import Hours, TimeArray

_EPOCH = 1970
_MARGIN = np.timedelta64(1, "D")
"""Before and after the times: a zone may be a day ahead or behind."""


def business_hours(loaded: LoadedConfig | None) -> Hours:
    """Return what counts business time: in the schedule of a name, or where none is named in the only one.

    Counting raises a UsageError where it is not clear which one that is, or the public holidays are not known.
    """
    config = loaded.config if loaded else Config()
    known: dict[tuple[str, frozenset[int]], ScheduleHistory] = {}

    def hours(name: str | None, starts: TimeArray, ends: TimeArray) -> IntArray:
        if not len(starts):
            return starts.astype("int64")
        chosen = _chosen(name, list(config.schedules))
        years = _years(starts, ends)
        if (chosen, years) not in known:
            known[chosen, years] = _history(chosen, config, years)
        counted = Counted(config.durations.schedule_change or Counted.AT_EVENT)
        return business_time(starts, ends, known[chosen, years], counted)

    return hours


def _history(name: str, config: Config, years: frozenset[int]) -> ScheduleHistory:
    """Return the versions of a schedule, with the public holidays of some years.

    Raises:
        UsageError: nobody knows the public holidays of a country or a year.
    """
    try:
        return schedule_history(config.schedules[name], years)
    except ValueError as error:
        message, advice = f"schedule '{name}': {error}", "list the holidays: holidays: [2025-12-25, …]"
        raise UsageError(Problem(code="schedule", message=message, help=advice)) from error


def _years(starts: TimeArray, ends: TimeArray) -> frozenset[int]:
    """Return the years that some moments touch, in whatever zone."""
    moments = np.concatenate([starts, ends])
    edges = np.array([moments.min() - _MARGIN, moments.max() + _MARGIN]).astype("datetime64[Y]").astype(np.int64)
    first, last = (edges + _EPOCH).tolist()
    return frozenset(range(first, last + 1))


def _chosen(name: str | None, there: list[str]) -> str:
    """Return the schedule to count in.

    Raises:
        UsageError: there is none, none of this name, or several and none is named.
    """
    if name in there:
        return str(name)
    if name is None and len(there) == 1:
        return there[0]
    raise UsageError(_unknown(name, there))


def _unknown(name: str | None, there: list[str]) -> Problem:
    known = f"schedules there: {', '.join(there)}"
    if not there:
        known = 'say in cx.yaml: schedules: {support: {zone: UTC, hours: {mon-fri: "09:00-17:00"}}}'
    if name is not None:
        return Problem(code="schedule", message=f"there is no schedule '{name}'", help=known)
    if not there:
        return Problem(code="schedule", message="business hours need a schedule", help=known)
    message = "business hours need one of several schedules"
    return Problem(code="schedule", message=message, help=f"name it in the metric, schedule: NAME; {known}")
