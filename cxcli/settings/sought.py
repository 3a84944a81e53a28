"""Which rows behind a number are sought: a group, a period, classes or answers, fates, a flag."""

import re
from collections.abc import Sequence
from datetime import date, datetime

from msgspec import Struct
from msgspec.structs import replace

from cxcli.config.load import LoadedConfig
from cxcli.errors import Problem, UsageError
from cxcli.mapping.groups import group_key
from cxcli.rows import FATES, Disposition
from cxcli.scoring.box_definition import BoxDefinition
from cxcli.scoring.boxes import box_names
from cxcli.scoring.calendar import Calendar, Grain
from cxcli.scoring.cells import CellKey, Group
from cxcli.scoring.definition import Definition
from cxcli.scoring.periods import Periods
from cxcli.scoring.stretches import Stretch, bound
from cxcli.settings.asked import Asked
from cxcli.settings.periods import calendar_of
from cxcli.settings.settle import Settings, settle

_CROSS = re.compile(r"\+(?=[^=+]+=)")
_ALL = "all"


class AskedRows(Struct, frozen=True, kw_only=True):
    """What was said of the rows, as it was typed: groups as `COLUMN=KEY`, a period, classes, answers, fates, a flag."""

    groups: Sequence[str] = ()
    period: str | None = None
    boxes: Sequence[str] = ()
    answers: Sequence[int] = ()
    fates: Sequence[str] = ()
    flag: str | None = None


class Sought(Struct, frozen=True, kw_only=True):
    """The rows of one cell that are sought: those in any of the `boxes`, with any of the `answers`, and so on.

    `period` is the code of the period or window. Empty `boxes` and `answers`, and no flag, leave nothing out.
    """

    group: Group = ()
    period: int | None = None
    boxes: tuple[str, ...] = ()
    answers: frozenset[int] = frozenset()
    fates: tuple[Disposition, ...] = (Disposition.SCORED,)
    flag: str | None = None

    @property
    def cell(self) -> CellKey:
        """The cell in a run whose only breakdown is that of the group."""
        return CellKey(1 if self.group else 0, self.group, self.period)


def sought(asked: Asked, rows: AskedRows, loaded: LoadedConfig | None, clock: datetime) -> tuple[Settings, Sought]:
    """Return the settings of the run that scores the rows sought, and which of its rows those are.

    The run is the one of `cx score` with the same options, broken down by the columns of the group and by the period.

    Raises:
        ConfigError, UsageError: what is wrong in the config, or on the command line.
    """
    group = _group(rows.groups)
    asked = replace(asked, by=["+".join(column for column, _ in group)] if group else asked.by)
    settings = settle(asked, loaded, clock)
    if len(settings.definitions) > 1:
        message = f"rows are listed for one metric, but {len(settings.definitions)} are asked for"
        raise _usage("metric", message, f"for example: cx rows {settings.definitions[0].id} FILE")
    period = None
    if rows.period is not None:
        periods, period = _period(rows.period, settings, asked, calendar_of(asked, loaded))
        if settings.periods is None or settings.periods.grain is not periods.grain:
            settings = settle(replace(asked, period=str(periods.grain)), loaded, clock)
    wanted = Sought(
        group=group,
        period=period,
        boxes=tuple(dict.fromkeys(_box(name, settings.definitions[0]) for name in rows.boxes)),
        answers=frozenset(rows.answers),
        flag=_flag(rows.flag, settings),
    )
    return settings, replace(wanted, fates=_fates(rows.fates, wanted))


def _group(typed: Sequence[str]) -> Group:
    """Return the key of each column; `plan=pro+region=EU` are two."""
    found: dict[str, str] = {}
    for text in (part for each in typed for part in _CROSS.split(each)):
        column, _, typed_key = text.partition("=")
        column, key = column.strip(), group_key(typed_key)
        if not column or not key:
            message = "--by does not name a column and one of its groups"
            raise _usage("by", message, "for example: --by plan=pro, or for rows without a plan: --by 'plan=(blank)'")
        if column in found:
            message = f"--by names two groups of '{column}', and no row is in both"
            raise _usage("by", message, "name one; for several: --where \"plan in ['pro', 'team']\"")
        found[column] = key
    return tuple(found.items())


def _period(text: str, settings: Settings, asked: Asked, calendar: Calendar) -> tuple[Periods, int]:
    days = bound(text, calendar, settings.as_of.date())
    if isinstance(days, Problem):
        raise UsageError(days)
    grain = _grain(days, calendar)
    if grain is None:
        help_text = f"name one, as 2025-09; for other days: --during '{text[:40]}'"
        raise _usage("period-bound", f'"{text[:40]}" is not one period', help_text)
    typed = asked.period is not None or asked.rolling is not None
    if typed and settings.periods is not None and settings.periods.grain is not grain:
        message = f'"{text[:40]}" is a {grain}, but the periods are of a {settings.periods.grain}'
        raise _usage("period-bound", message, f"name a {settings.periods.grain}, or: --period {grain}")
    periods = Periods(grain, calendar)
    return periods, periods.code(days.first)


def _grain(days: Stretch, calendar: Calendar) -> Grain | None:
    """Return the length of the one period that begins and ends with some days."""
    return next((grain for grain in Grain if _ends(days.first, grain, calendar) == (days.first, days.last)), None)


def _ends(day: date, grain: Grain, calendar: Calendar) -> tuple[date, date]:
    code = calendar.code(day, grain)
    return calendar.first_day(code, grain), calendar.last_day(code, grain)


def _box(typed: str, definition: Definition) -> str:
    """Return the class that is meant; `detractor` is short for `detractors`."""
    names = box_names(definition) if isinstance(definition, BoxDefinition) else ()
    name = typed.strip().lower()
    found = next((each for each in names if each.lower() in (name, f"{name}s")), None)
    if found is None:
        message = f"{definition.id} has no class '{typed[:40]}'"
        raise _usage("class", message, f"classes: {', '.join(names)}" if names else "take --answer N")
    return found


def _fates(typed: Sequence[str], wanted: Sought) -> tuple[Disposition, ...]:
    """Return the fates in their order; a malformed record has no group, no answer and no flag."""
    names = {name.strip().lower().replace(" ", "_").replace("-", "_") for name in typed} or {str(Disposition.SCORED)}
    unknown = sorted(names - {_ALL, *FATES})
    if unknown:
        help_text = f"fates: {', '.join(FATES)}, {_ALL}"
        raise _usage("fate", f"there is no fate '{unknown[0][:40]}'", help_text)
    bare = wanted == Sought()
    if Disposition.MALFORMED in names and not bare:
        message = "a malformed record belongs to no group, period, class or flag"
        raise _usage("fate", message, "leave --by, --in, --class, --answer and --flag away")
    everything = _ALL in names
    malformed = Disposition.MALFORMED
    return tuple(fate for fate in FATES if fate in names or (everything and (bare or fate is not malformed)))


def _flag(typed: str | None, settings: Settings) -> str | None:
    if typed is not None and typed not in {flag.name for flag in settings.wants.flags}:
        message = f"nothing says which rows are flagged '{typed[:20]}'"
        help_text = "say it: --test-answers FILTER, --speeders FILTER or --straight-liners COLUMN,COLUMN,COLUMN"
        raise _usage("flag", message, help_text)
    return typed


def _usage(code: str, message: str, help_text: str) -> UsageError:
    return UsageError(Problem(code=code, message=message, help=help_text))
