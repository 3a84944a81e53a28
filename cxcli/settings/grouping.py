"""How groups are judged: by which column, adjusted for what, and how sure a verdict is."""

from collections.abc import Sequence
from datetime import datetime
from typing import Literal

from msgspec import Struct
from msgspec.structs import replace

from cxcli.config.load import LoadedConfig
from cxcli.errors import Problem, UsageError
from cxcli.settings.asked import Asked
from cxcli.settings.settle import Settings, settle

Order = Literal["name", "n", "evidence"]

FEWEST = 10
"""Below so many answers a group is not judged where nobody says otherwise."""

_UNREACHED = 2**62
_SHOWN = 40
_LEVEL = 0.05


class AskedGrouping(Struct, frozen=True, kw_only=True):
    """What was said of the groups, as it was typed: their column, and the columns to adjust for."""

    group: str | None = None
    adjust: Sequence[str] = ()
    fdr: float = _LEVEL


class Grouping(Struct, frozen=True, kw_only=True):
    """Groups of a `column`, None where it is to be found, `adjust`ed for columns.

    Groups with fewer than `min_n` answers are not judged. Of those called better or worse about the part `level` is so
    by chance. Groups with one of the names `apart` are nobody, beside those that always are.
    """

    column: str | None
    min_n: int = FEWEST
    adjust: tuple[str, ...] = ()
    level: float = _LEVEL
    apart: tuple[str, ...] = ()


def grouped(
    asked: Asked, said: AskedGrouping, loaded: LoadedConfig | None, clock: datetime
) -> tuple[Settings, Grouping]:
    """Return the settings of a run without any groups, and how these will be judged.

    The groups and periods of the config's report are left out.

    Raises:
        ConfigError, UsageError: what is wrong in the config, or on the command line.
    """
    settings = settle(replace(asked, cut=False), loaded, clock)
    report = loaded.config.report if loaded else None
    unsaid = asked.min_n is None and (report is None or report.min_n is None)
    column = None if said.group is None else _name(said.group, "group", "--group agent")
    found = Grouping(
        column=column,
        min_n=FEWEST if unsaid else settings.min_n,
        adjust=_adjust(said.adjust, column),
        level=_level(said.fdr),
        apart=loaded.config.agents.apart if loaded else (),
    )
    return settings, found


def cut_by(settings: Settings, grouping: Grouping, column: str) -> Settings:
    """Return the settings with the cells of the groups of a column, and of their strata, all of them without a value.

    Limits of so many strata would take their time, and nobody reads them.

    Raises:
        UsageError: groups are to be adjusted for themselves.
    """
    _refuse_itself(grouping.adjust, column)
    by = [(column,), *([(column, *grouping.adjust)] if grouping.adjust else [])]
    return replace(
        settings, by=by, min_n=_UNREACHED, privacy_min=0, wants=replace(settings.wants, by=[column, *grouping.adjust])
    )


def _adjust(typed: Sequence[str], column: str | None) -> tuple[str, ...]:
    """Return the columns, each once; commas separate several."""
    names = [_name(name, "adjust", "--adjust channel,priority") for each in typed for name in each.split(",")]
    _refuse_itself(names, column)
    return tuple(dict.fromkeys(names))


def _name(typed: str, option: str, example: str) -> str:
    name = typed.strip()
    if not name:
        raise _usage("by", f"--{option} names no column", f"for example: {example}")
    return name


def _refuse_itself(names: Sequence[str], column: str | None) -> None:
    if column is not None and column in names:
        message = f"'{column[:_SHOWN]}' says which groups are judged, so they cannot be adjusted for it"
        raise _usage("by", message, "adjust for what the cases are: --adjust channel,priority")


def _level(level: float) -> float:
    if not 0 < level < 0.5:  # noqa: PLR2004 - more than every second call wrong
        raise _usage("fdr", f"a rate of false calls of {level:g} is not between 0 and 0.5", "for example: --fdr 0.05")
    return level


def _usage(code: str, message: str, help_text: str) -> UsageError:
    return UsageError(Problem(code=code, message=message, help=help_text))
