"""What can be said of each event, and of each row of a list of members, by itself."""

import numpy as np

from cxcli.mapping.records import IntArray
from cxcli.scoring.activity_definition import ActivityDefinition
from cxcli.scoring.conditions import first_of
from cxcli.scoring.kept_fields import fate, kept_text, there, unread
from cxcli.scoring.row_definitions import RowRules
from cxcli.scoring.together import NEVER
from cxcli.scoring.together_metric import BLANK, CONTRADICTORY, Judged
from cxcli.scoring.worked_out import MetricFields, times


def judged_events(fields: MetricFields, source: ActivityDefinition, *, features: bool) -> Judged:
    """Return fates, moments and whether an event is `used`, with the user; without user or moment it counts nowhere.

    Where nothing says which events count, all do, or those that name a feature.
    """
    user, date = fields.field("user"), fields.field("used_at")
    fates = first_of(np.where(there(user), 0, BLANK), fate(date))
    condition = RowRules().condition(source.counts)
    if condition is not None:
        used = fields.truth(condition).true
    elif features:
        used = there(fields.field("feature"))
    else:
        used = np.ones(len(fates), np.bool_)
    columns = {"at": _moments(fields, "used_at"), "used": used.astype(np.int64)}
    return fates, columns, {"user": kept_text(user)}


def judged_members(fields: MetricFields, source: ActivityDefinition) -> Judged:
    """Return the same of a row that is an event, or of one of a list, with when the member joined and left."""
    if fields.has("used_at"):
        fates, columns, texts = judged_events(fields, source, features=False)
        never = np.full(len(fates), NEVER)
        return fates, {**columns, "joined": never, "ended": never}, texts
    user, joined = fields.field("user"), fields.field("started_at")
    fates, begun = first_of(np.where(there(user), 0, BLANK), fate(joined)), times(joined).astype(np.int64)
    never = np.full(len(fates), NEVER)
    ended = never
    if fields.has("ended_at"):
        fates, ended = first_of(fates, unread(fields.field("ended_at"))), _moments(fields, "ended_at")
        fates[(fates == 0) & (ended != NEVER) & (ended < begun)] = CONTRADICTORY
    columns = {"at": never, "used": np.zeros(len(fates), np.int64), "joined": begun, "ended": ended}
    return fates, columns, {"user": kept_text(user)}


def judged_steps(fields: MetricFields) -> Judged:
    """Return the fate of each row of a funnel, with its user, its step and its moment where they are known."""
    user = fields.field("user")
    fates = np.where(there(user), 0, BLANK).astype(np.int8)
    at = _moments(fields, "used_at") if fields.has("used_at") else np.full(len(fates), NEVER)
    timed = np.full(len(fates), int(fields.has("used_at")))
    step = {"step": kept_text(fields.field("step"))} if fields.has("step") else {}
    return fates, {"at": at, "timed": timed}, {"user": kept_text(user), **step}


def _moments(fields: MetricFields, name: str) -> IntArray:
    """Return the moments of a date in microseconds since 1970, `NEVER` where there is none."""
    return times(fields.field(name)).astype(np.int64)
