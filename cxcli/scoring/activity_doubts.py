"""What the events of a log say against figures of their users."""

from collections.abc import Sequence

import numpy as np

from cxcli.errors import Notice
from cxcli.scoring.members import members
from cxcli.scoring.retention_span import DAY
from cxcli.scoring.together import NEVER, Gathered, Rows

_MOST = 3


def activity_doubts(metric: str, figure: str, gathered: Gathered) -> Sequence[Notice]:
    """Return the doubts about one figure: days without events, members who were only seen, users on no list."""
    rows = gathered.rows()
    if not len(rows.scored()):
        return ()
    if figure.startswith("stickiness"):
        return _quiet_days(metric, rows)
    return _members(metric, rows) if figure == "of_members" else ()


def _quiet_days(metric: str, rows: Rows) -> Sequence[Notice]:
    """Return which days between the first and the last event have none."""
    days = np.unique(rows.columns["at"][rows.scored()] // DAY)
    quiet = np.setdiff1d(np.arange(days[0], days[-1] + 1), days)
    if not len(quiet):
        return ()
    shown = ", ".join(str(day) for day in quiet[:_MOST].astype("datetime64[D]").tolist())
    more = f" and {len(quiet) - _MOST:,} more" if len(quiet) > _MOST else ""
    message = f"{metric}: no event on {shown}{more}; if the log lacks days, the number is too low"
    return [Notice(code="days-without-events", message=message)]


def _members(metric: str, rows: Rows) -> Sequence[Notice]:
    known = members(rows)
    users, at = rows.texts["user"][0], rows.columns["at"]
    scored = rows.fates == 0
    if not known.listed:
        message = (
            f"{metric}: members are the users seen so far; who never had an event is none, so the share is too high"
        )
        return [Notice(code="members-seen", message=f"{message}: add a list of members with the day of joining")]
    never = np.setdiff1d(users[scored & (at != NEVER)], users[scored & (at == NEVER)])
    if not len(never):
        return ()
    many = "1 user with events is" if len(never) == 1 else f"{len(never):,} users with events are"
    return [Notice(code="not-listed", message=f"{metric}: {many} on no list of members, and left out of both sides")]
