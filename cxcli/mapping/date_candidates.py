"""Which column says when an answer was given, where nobody has said so."""

from collections.abc import Sequence

from cxcli.errors import Problem
from cxcli.mapping.candidates import Choice, normal
from cxcli.mapping.columns import option, shown
from cxcli.sources.chunk import Column

_NAMES: tuple[tuple[str, ...], ...] = (
    ("submitted at", "submitted", "submit date", "submit date utc", "submission date", "submitdate", "responded at",
     "response date", "response created", "response received at", "answered at", "recorded date", "recordeddate",
     "rated at", "completed at", "completion time", "completed", "hs submission timestamp"),
    ("end date", "enddate", "ended at", "date of response", "survey date"),
    ("timestamp", "date", "created at", "created", "createdat", "time", "datetime", "at", "day", "created date"),
    ("updated at", "start date", "startdate", "start time", "started at"),
)  # fmt: skip


def find_dates(columns: Sequence[Column], file: str) -> Choice | Problem:
    """Return the column with the date of the answer: of its giving before its asking, by name alone."""
    for names in _NAMES:
        fitting = [column for column in columns if normal(column.name) in names or normal(column.label) in names]
        if len(fitting) == 1:
            return Choice(fitting[0], "its name")
        if fitting:
            listed = "; ".join(f"{option(column, '--map at')}".replace("at ", "at=", 1) for column in fitting)
            return Problem(
                code="ambiguous-column",
                message=f"{len(fitting)} columns could hold the date of an answer: "
                + ", ".join(shown(column) for column in fitting),
                file=file,
                help=f"say which: {listed}",
            )
    return Problem(
        code="no-column",
        message="no column looks like the date of an answer",
        file=file,
        help="name it: --map at=NAME",
    )
