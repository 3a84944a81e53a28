"""What all rows together say against a metric of tickets, calls or other rows."""

from collections.abc import Mapping, Sequence
from datetime import datetime, timedelta

from cxcli.errors import Notice, Problem
from cxcli.mapping.vocabulary import FieldSpec, vocabulary
from cxcli.rows import Disposition
from cxcli.scoring.counts import CountsByValue
from cxcli.scoring.duration_table import DurationTable
from cxcli.scoring.partial import Offenders
from cxcli.scoring.reach import Reach

Sides = tuple[str, str]
"""The names of the two boxes of a rate, that of the rows that count first."""

_PERCENT = 100
_FEW = 10
"""So few blank rows say nothing."""
_MEANINGFUL = ("flag", "state", "number")
"""Types of fields of which a blank may stand for a no, or a 0."""
_TENTH = 10


def unreadable(metric: str, scored: int, offenders: Offenders) -> Sequence[Problem]:
    """Return the refusal of fields that cannot be read in more rows than are scored."""
    unread = {said: rows for (fate, said), rows in offenders.items() if fate == Disposition.UNREADABLE}
    if sum(unread.values()) <= scored:
        return ()
    known = vocabulary()
    return [_problem(metric, name, rows, known.get(name)) for name, rows in unread.items()]


def left_out(metric: str, sides: Sides, counts: CountsByValue, offenders: Offenders) -> Sequence[Notice]:
    """Return what blank rows may do to a rate, where that is more than a little.

    Of some it is known on which of the two `sides` they are, but not whether they belong to the rate: they may make
    it higher or lower. Of others nothing is known, which is suspect where all scored rows are on one side: who leaves
    a cell blank may mean the other one. Rows that weigh, or stand for several, are not judged so.
    """
    if not counts.n or counts.n != counts.rows or counts.weights is not None:
        return ()
    blank = {said: rows for (fate, said), rows in offenders.items() if fate == Disposition.BLANK}
    one, other = (blank.pop(side, 0) for side in sides)
    return [*_either_side(metric, sides, counts, (one, other)), *_one_side(metric, sides, counts, blank)]


def zeros(metric: str, table: DurationTable) -> Sequence[Notice]:
    """Return the doubt of durations of which a tenth or more are exactly 0: nothing may have happened yet."""
    zero = table.zeros
    if not zero or _TENTH * zero < table.n:
        return ()
    message = (
        f"{metric}: {zero:,} of {table.n:,} durations are exactly 0; if 0 is written where nothing has happened yet, "
        "say so: --missing 0, or as it stands there"
    )
    return [Notice(code="zero-durations", message=message)]


def old_export(metric: str, reach: Reach, now: datetime) -> Sequence[Notice]:
    """Return the notice of rows that end long before now, taken from the clock, where some hang on what came since."""
    latest = reach.ended(now)
    if latest is None or not reach.hanging:
        return ()
    rows = f"{reach.hanging:,} row{' is' if reach.hanging == 1 else 's are'}"
    message = (
        f"{metric}: the latest date before now is {latest.date()}, and {rows} taken as if nothing had happened since; "
        f"if the file is of that time: --now {latest.date() + timedelta(days=1)}"
    )
    return [Notice(code="old-export", message=message)]


def repeated_ids(metric: str, several: int, rows: int) -> Sequence[Notice]:
    """Return the notice of tickets or calls of which `several` stand in so many `rows`, each of which counts."""
    if not several:
        return ()
    stand = "1 id stands" if several == 1 else f"{several:,} ids stand"
    message = f"{metric}: {stand} in {rows:,} rows, and each row counts"
    return [Notice(code="repeated-ids", message=message)]


def _either_side(metric: str, sides: Sides, counts: CountsByValue, more: tuple[int, int]) -> Sequence[Notice]:
    """Return the notice of rows whose side is known, where they move the rate by a point or more."""
    one = counts.share([1]) * counts.n
    low = _PERCENT * one / (counts.n + more[1])
    high = _PERCENT * (one + more[0]) / (counts.n + more[0])
    if high - low < 1:
        return ()
    said = " and ".join(f"{rows:,} {side}" for side, rows in zip(sides, more, strict=True) if rows)
    ends = (low, high) if all(more) else ((high,) if more[0] else (low,))
    span = " to ".join(f"{float(end):.1f}" for end in ends)
    rows = f"{sum(more):,} row{'' if sum(more) == 1 else 's'}"
    message = f"{metric}: of {rows} it is blank whether they belong to it ({said}); with them: {span} %"
    return [Notice(code="blank-rows", message=message)]


def _one_side(metric: str, sides: Sides, counts: CountsByValue, blank: Mapping[str, int]) -> Sequence[Notice]:
    """Return the notice that all scored rows are on one side while others are blank."""
    known = vocabulary()
    fields = {name: rows for name, rows in blank.items() if name not in known or known[name].type in _MEANINGFUL}
    share, rows = counts.share([1]), sum(fields.values())
    if 0 < share < 1 or rows < _FEW:
        return ()
    side, names = sides[0 if share else 1], ", ".join(fields)
    message = (
        f"{metric}: all {counts.rows:,} scored rows are {side}, and {rows:,} are blank in {names}: a blank is not "
        "taken for the other answer"
    )
    return [Notice(code="blank-rows", message=message)]


def _problem(metric: str, name: str, rows: int, spec: FieldSpec | None) -> Problem:
    advice = f"name another column: --map {name}=COLUMN; the rows: cx rows {metric} FILE --fate unreadable"
    if spec is not None and spec.type in ("state", "flag"):
        words = "yes, no" if spec.type == "flag" else ", ".join(dict.fromkeys(spec.words.values()))
        advice = f"say in cx.yaml what its words stand for ({words}): words: {{{name}: {{word: …}}}}; or {advice}"
    return Problem(code="unreadable", message=f"{metric}: {name} cannot be read in {rows:,} rows", help=advice)
