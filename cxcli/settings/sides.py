"""What is put side by side: two files, two groups, two periods, or each group of a column against the others."""

from collections.abc import Sequence
from datetime import datetime
from typing import Literal

from msgspec import Struct
from msgspec.structs import replace

from cxcli.config.load import LoadedConfig
from cxcli.errors import Problem, UsageError
from cxcli.mapping.columns import FILE_COLUMN
from cxcli.mapping.groups import group_key
from cxcli.scoring.calendar import Calendar, Grain
from cxcli.scoring.stretches import Stretch, stretch
from cxcli.scoring.two_spans import TwoSpans
from cxcli.settings.asked import Asked
from cxcli.settings.cuts import breakdowns
from cxcli.settings.periods import calendar_of
from cxcli.settings.settle import Settings, settle

PERIOD = "period"
"""What is in place of a column where periods are compared."""

Kind = Literal["files", "groups", "periods"]
_SHOWN = 40
_TWO = 2


class AskedSides(Struct, frozen=True, kw_only=True):
    """What was said of the sides, as it was typed: `between`, the segments (`by`), and whose answers are `paired`."""

    between: Sequence[str] = ()
    by: Sequence[str] = ()
    paired: str | None = None
    power: float = 0.8


class Sides(Struct, frozen=True, kw_only=True):
    """What is compared: the groups `keys` of `column`, in order, or the two `spans`, or two files.

    No `keys` are all groups. `segments` are the columns that explain the difference, `paired` the column that says
    who answered. `votes` tells whether the scores themselves are of one vote each.
    """

    kind: Kind
    column: str = ""
    keys: tuple[str, ...] = ()
    spans: TwoSpans | None = None
    segments: tuple[str, ...] = ()
    paired: str | None = None
    votes: bool = False
    power: float = 0.8

    @property
    def two(self) -> bool:
        """Whether there are two sides, and not many groups."""
        return self.kind != "groups" or len(self.keys) == _TWO


def compared(asked: Asked, sides: AskedSides, loaded: LoadedConfig | None, clock: datetime) -> tuple[Settings, Sides]:
    """Return the settings of the run that scores both sides, and what the sides are.

    The groups and periods of the config's report are left out.

    Raises:
        ConfigError, UsageError: what is wrong in the config, or on the command line.
    """
    # Which vote is kept may be said of the pairs alone.
    keep = None if sides.paired is not None and asked.one_vote_per is None else asked.keep
    plain = settle(replace(asked, cut=False, keep=keep), loaded, clock)
    votes = plain.ballot is not None and plain.ballot.person
    if sides.paired is not None:
        _refuse_counts(plain)
        plain = settle(replace(asked, cut=False, one_vote_per=asked.one_vote_per or sides.paired), loaded, clock)
    found = replace(_sides(sides, plain, calendar_of(asked, loaded)), votes=votes, power=_power(sides.power))
    _refuse_two_keys(asked, found, loaded)
    return _cut(plain, found), found


def sides_alone(asked: Asked, sides: AskedSides, loaded: LoadedConfig | None, clock: datetime) -> Sides:
    """Return what the sides are of metrics that are scored on several sources; none of their runs is settled by it.

    Raises:
        ConfigError, UsageError: what is wrong in the config, or on the command line.
    """
    plain = settle(replace(asked, by=(), cut=False, shared=True), loaded, clock)
    return _sides(sides, plain, calendar_of(asked, loaded))


def without_dates(settings: Settings, paired: str) -> Settings:
    """Return the settings of a run that pairs respondents of rows without dates: nobody may be on a side twice.

    Each key is taken for that of a response, which needs no date.
    """
    ballot, wants = settings.ballot, settings.wants
    return replace(
        settings,
        ballot=None if ballot is None else replace(ballot, person=False, response=True),
        wants=replace(wants, dated=False, voters={"response": paired}),
    )


def _cut(settings: Settings, sides: Sides) -> Settings:
    """Return the settings with the cells of the sides and of their segments, and a vote in each side where wanted."""
    column = () if sides.kind == "periods" else (sides.column,)
    by = [each for each in dict.fromkeys((column, (*column, *sides.segments))) if each]
    apart = sides.kind == "files" or (sides.kind == "groups" and sides.paired is not None)
    ballot = settings.ballot
    return replace(
        settings,
        by=by,
        periods=sides.spans,
        ballot=replace(ballot, within=column) if ballot is not None and apart else ballot,
        wants=replace(
            settings.wants,
            by=list(dict.fromkeys(name for crossed in by for name in crossed)),
            dated=settings.wants.dated or sides.spans is not None,
        ),
    )


def _sides(asked: AskedSides, settings: Settings, calendar: Calendar) -> Sides:
    column, keys = _between(asked.between)
    segments = _segments(asked.by)
    if not column:
        found = Sides(kind="files", column=FILE_COLUMN.name)
    elif column == PERIOD:
        found = Sides(kind="periods", spans=_spans(keys, settings, calendar))
    else:
        found = Sides(kind="groups", column=column, keys=_groups(column, keys))
    if found.column in segments:
        message = f"'{found.column[:_SHOWN]}' is what is compared, so it cannot explain the difference"
        raise _usage("by", message, "name another column: --by plan")
    if not found.two and (segments or asked.paired is not None):
        option = "--by" if segments else "--paired"
        message = f"{option} looks at the difference of two sides, and here are several groups at once"
        raise _usage("between", message, f"name two: --between {column[:_SHOWN]}=A,B")
    return replace(found, segments=segments, paired=asked.paired)


def _between(typed: Sequence[str]) -> tuple[str, tuple[str, ...]]:
    """Return the column and the values that were named; with one option, commas separate values."""
    pairs = [each.partition("=") for each in typed]
    columns = list(dict.fromkeys(column.strip() for column, _, _ in pairs))
    if not columns:
        return "", ()
    if len(columns) > 1 or not columns[0]:
        message = "--between names no column" if "" in columns else f"--between names {len(columns)} columns"
        raise _usage("between", message, "for example: --between region=EMEA,AMER")
    values = [value for _, sign, value in pairs if sign]
    if len(values) == 1:
        values = values[0].split(",")
    return columns[0], tuple(value.strip() for value in values)


def _segments(typed: Sequence[str]) -> tuple[str, ...]:
    crossed = breakdowns(typed)
    if len(crossed) > 1:
        together = "+".join(dict.fromkeys(name for each in crossed for name in each))
        message = "a difference is split by one breakdown, and several are named"
        raise _usage("by", message, f"cross the columns: --by {together[:_SHOWN]}; or make a run for each")
    return crossed[0] if crossed else ()


def _groups(column: str, values: tuple[str, ...]) -> tuple[str, ...]:
    keys = tuple(group_key(value) for value in values)
    name = column[:_SHOWN]
    advice = f"for example: --between {name}=A,B; for rows without one: '(blank)'"
    if not all(keys):
        raise _usage("between", f"a group of '{name}' has no name", advice)
    if len(set(keys)) < len(keys):
        raise _usage("between", f"the same group of '{name}' is named twice, and nothing differs from itself", advice)
    if len(keys) == 1:
        help_text = f"name two, or for each group against all the others: --between {name}"
        raise _usage("between", f"one group of '{name}' is nothing to compare", help_text)
    return keys


def _spans(values: tuple[str, ...], settings: Settings, calendar: Calendar) -> TwoSpans:
    if len(values) != _TWO:
        message = f"two periods are compared, and {len(values) or 'none'} {'is' if len(values) < _TWO else 'are'} named"
        help_text = (
            "for example: --between period=2025-Q1,2025-Q2; many: cx score --period quarter --change; "
            f"a column that is called so: --between '{PERIOD}#1=A,B'"
        )
        raise _usage("between", message, help_text)
    first, second = (_stretch(value, settings, calendar) for value in values)
    if first == second:
        raise _usage("between", "both sides are the same period, and nothing differs from itself", "name another one")
    if max(first.first, second.first) <= min(first.last, second.last):
        message = f"the two sides overlap: {_days(first)} and {_days(second)}"
        raise _usage("between", message, "name periods that have no day in common")
    return TwoSpans(grain=Grain.DAY, calendar=calendar, before=first, after=second)


def _stretch(text: str, settings: Settings, calendar: Calendar) -> Stretch:
    found = stretch(text.replace("..", " to "), calendar, settings.as_of.date())
    if isinstance(found, Problem):
        raise UsageError(found)
    return found


def _days(days: Stretch) -> str:
    return f"{days.first} to {days.last}"


def _power(power: float) -> float:
    if not 0.5 <= power < 1:  # noqa: PLR2004 - a difference that is missed more often than seen
        raise _usage("power", f"a power of {power:g} is not between 0.5 and 1", "for example: --power 0.8")
    return power


def _refuse_counts(settings: Settings) -> None:
    if "count" in settings.wants.amounts:
        message = "a row that stands for several answers is no answer of one respondent"
        raise _usage("paired", message, "leave --count or --paired away")


def _refuse_two_keys(asked: Asked, sides: Sides, loaded: LoadedConfig | None) -> None:
    """Refuse votes of one key and pairs of another one."""
    report = loaded.config.report.one_vote_per if loaded else None
    voters = asked.one_vote_per or report
    if sides.paired is not None and voters is not None and voters != sides.paired:
        message = f"one vote for each '{voters[:_SHOWN]}', but respondents are paired by '{sides.paired[:_SHOWN]}'"
        raise _usage("paired", message, "take the same column for both, or leave one of them away")


def _usage(code: str, message: str, help_text: str) -> UsageError:
    return UsageError(Problem(code=code, message=message, help=help_text))
