"""From a run over the steps of a funnel to the funnel: its steps are files, or words of a column."""

from collections import Counter
from collections.abc import Mapping, Sequence
from pathlib import PurePath

from msgspec import Struct

from cxcli.analysis.funnel_table import FunnelLine, FunnelTable, funnel_lines
from cxcli.errors import DataError, Notice, Problem, UsageError
from cxcli.mapping.records import IntArray
from cxcli.mapping.texts import fold
from cxcli.pipeline import Run
from cxcli.rows import Disposition, RowAccount
from cxcli.scoring.cells import OVERALL, CellKey, Group
from cxcli.scoring.funnel_rows import StepRows, file_rows, step_rows
from cxcli.scoring.intervals import DEFAULT_SHARE_METHOD
from cxcli.scoring.privacy import hidden_in_any, refuse_whole
from cxcli.scoring.together import Gathered, account

FUNNEL_METRIC = "conversion_rate:funnel"
"""The metric whose rows a funnel is made of."""

_LEAST = 2
_EXAMPLE = 'cx funnel home.csv search.csv payment.csv, or cx funnel events.csv --steps "home,search,payment"'


class FunnelFound(Struct, frozen=True):
    """The funnel of a run and of each of its groups, what became of the rows of each file, and what must be said."""

    run: Run
    table: FunnelTable
    accounts: Mapping[str, RowAccount]
    notices: Sequence[Notice]
    groups: Sequence["FunnelGroup"] = ()


class FunnelGroup(Struct, frozen=True):
    """The funnel of the rows of a group; none where fewer users than `hidden_below` came to its first step."""

    group: Group
    table: FunnelTable | None
    hidden_below: int = 0


def steps_asked(text: str | None) -> tuple[str, ...]:
    """Return the steps that were typed, none where nothing was.

    Raises:
        UsageError: they are fewer than two, or one is there twice.
    """
    if text is None:
        return ()
    steps = tuple(each.strip() for each in text.split(",") if each.strip())
    if len(steps) < _LEAST or max(Counter(map(fold, steps)).values()) > 1:
        raise UsageError(
            _problem("steps", "a funnel has two steps or more, each once", '--steps "home,search,payment"')
        )
    return steps


def funnel_found(run: Run, steps: Sequence[str], *, strict: bool) -> FunnelFound:
    """Return the funnel of a run of `FUNNEL_METRIC`: of the `steps` of a column, or where there are none, of its files.

    Raises:
        UsageError: there is one file and no step, or days are named and a file has no moments.
        DataError: no column says the step, or nobody is in any of them.
    """
    files = [source.facts.file for source in run.sources]
    _refuse(run, files, steps)
    rows = run.partial.gathered.get(FUNNEL_METRIC, Gathered()).rows()
    if not len(rows.scored()):
        raise DataError(_problem("no-users", "no row has a user", "see what was found: cx check FILE"))
    cut = run.plan.cut
    found = step_rows(rows, cut, steps, strict=strict) if steps else file_rows(rows, cut, files, strict=strict)
    names = steps or _names(files)
    table = _table(run, found, rows.scored(), names, strict=strict)
    tables = {
        CellKey(number, group, None): _table(run, found, here, names, strict=strict)
        for number, group, here in rows.breakdowns(cut.by)
        if number
    }
    groups = _told(run, table, tables)
    return FunnelFound(run, table, _accounts(run, found), [*run.notices, *_doubts(table)], groups)


def _told(run: Run, table: FunnelTable, tables: Mapping[CellKey, FunnelTable]) -> list[FunnelGroup]:
    """Return the groups; without their funnel those of too few people, and those that would give these away."""
    users = {key: each.lines[0].counts.users for key, each in {OVERALL: table, **tables}.items()}
    least = run.settings.privacy_min
    hidden = hidden_in_any([users], least)
    refuse_whole(hidden, least, "the funnel")
    return [
        FunnelGroup(key.group, None) if key in hidden else _group(key.group, each, run.settings.min_n)
        for key, each in tables.items()
    ]


def _table(run: Run, found: StepRows, here: IntArray, names: Sequence[str], *, strict: bool) -> FunnelTable:
    """Return the funnel of some of the rows."""
    counts = found.funnel(here, len(names), strict=strict)
    lines = funnel_lines(names, counts, run.plan.confidence, run.plan.interval)
    interval = run.plan.interval or DEFAULT_SHARE_METHOD
    return FunnelTable(lines, interval, run.plan.confidence, strict, found.timed)


def _group(group: Group, table: FunnelTable, min_n: int) -> FunnelGroup:
    few = table.lines[0].counts.users < min_n
    return FunnelGroup(group, None, min_n) if few else FunnelGroup(group, table)


def _refuse(run: Run, files: Sequence[str], steps: Sequence[str]) -> None:
    """Refuse what cannot be a funnel, before its rows are looked at."""
    if not steps and len(files) < _LEAST:
        raise UsageError(_problem("steps", "nothing says the steps of one file", f"for example: {_EXAMPLE}"))
    if not steps and len(set(files)) < len(files):
        raise UsageError(_problem("steps", "a file is two steps", "give each step a file of its own"))
    lacking = [file for file in files if steps and not _fed(run, file, "step")]
    if lacking:
        raise DataError(
            Problem(code="no-column", message="no column says the step", file=file, help="name it: --map step=COLUMN")
            for file in lacking
        )
    undated = [file for file in files if run.plan.window.bounded and not _fed(run, file, "used_at")]
    if undated:
        raise UsageError(
            Problem(
                code="no-column",
                message="days are named, and no column says when a row happened",
                file=file,
                help="name it: --map used_at=COLUMN; or leave the days away",
            )
            for file in undated
        )


def _fed(run: Run, file: str, field: str) -> bool:
    source = next(source for source in run.sources if source.facts.file == file)
    return any(each.name == f"{FUNNEL_METRIC}.{field}" for each in source.bindings.fields)


def _names(files: Sequence[str]) -> tuple[str, ...]:
    """Return names of files without folder and ending, as far as that tells them apart."""
    short = [PurePath(file).name.split(".", 1)[0] for file in files]
    return tuple(short if all(short) and len(set(short)) == len(short) else files)


def _accounts(run: Run, found: StepRows) -> Mapping[str, RowAccount]:
    """Return what became of the rows of each file; malformed records are no rows."""
    made = {}
    for source in run.sources:
        file, records = source.facts.file, source.facts.account
        places = found.rows.names.index(file) if file in found.rows.names else -1
        malformed = records.read - records.accepted
        broken = RowAccount(malformed, {Disposition.MALFORMED: malformed})
        made[file] = account(found.fates[found.rows.files == places]) + broken
    return made


def _doubts(table: FunnelTable) -> list[Notice]:
    """Return the steps that nobody came to, and those with users who are not in the step before."""
    empty = [line.name for line in table.lines if not line.counts.rows]
    named = [f"no row is of the step '{name}'; if that is wrong, look at its spelling" for name in empty]
    said = [_astray(line, strict=table.strict) for line in table.lines[1:] if line.counts.others]
    return [
        *(Notice(code="empty-step", message=message) for message in named),
        *(Notice(code="not-in-step-before", message=message) for message in said),
    ]


def _astray(line: FunnelLine, *, strict: bool) -> str:
    many, one = line.counts.others, line.counts.others == 1
    here = "is not in the step before" if one else "are not in the step before"
    why = "did not pass all steps before it in order" if strict else here
    return f"{line.name}: {many:,} of its users {why}, and {'is' if one else 'are'} not converted"


def _problem(code: str, message: str, advice: str) -> Problem:
    return Problem(code=code, message=message, help=advice)
