"""What a report is to be: its period, metrics, breakdowns, targets, events and readers, checked and typed."""

from collections.abc import Iterator, Mapping, Sequence
from datetime import date, datetime
from pathlib import Path

from msgspec import Struct

from cxcli.config.load import LoadedConfig
from cxcli.config.reporting import AudienceConfig, BoundsConfig, ReportFormat, SectionName
from cxcli.errors import ConfigError, Problem, UsageError
from cxcli.mapping.groups import group_key
from cxcli.scoring.calendar import Grain
from cxcli.scoring.catalogue import find, with_own
from cxcli.scoring.composite_definition import level
from cxcli.scoring.definition import Definition
from cxcli.scoring.periods import Periods
from cxcli.scoring.score import PeriodSpan
from cxcli.scoring.stretches import stretch
from cxcli.settings.asked import Asked
from cxcli.settings.cuts import breakdowns
from cxcli.settings.periods import calendar_of

SECTIONS: tuple[SectionName, ...] = (
    "scorecard",
    "attention",
    "trends",
    "groups",
    "journey",
    "answers",
    "themes",
    "customers",
    "rows",
    "definitions",
)
"""All sections, in the order of a reader's questions: are we better, where not, why, what to do, can I trust it."""

_ASKED_FOR: frozenset[SectionName] = frozenset({"themes", "customers"})
"""Sections that show texts or ids of customers: only where they are asked for."""

_SHOWN = {Grain.DAY: 31, Grain.WEEK: 13, Grain.MONTH: 13, Grain.QUARTER: 9, Grain.YEAR: 5}
_TITLE = "Customer experience"
_FORMATS: tuple[ReportFormat, ...] = ("html",)

Group = tuple[tuple[str, str], ...]
"""Columns with their values; empty for all rows."""


class Bounds(Struct, frozen=True, kw_only=True):
    """What a value is to reach (`target`), and from where on it is a warning or a failure, in the metric's unit.

    With `certain`, warning and failure count only where the better limit of the value is worse, too.
    """

    target: float | None
    warn: float | None
    fail: float | None
    certain: bool


class Event(Struct, frozen=True):
    """Something that happened on a day; without `metrics` it is marked in the charts of all."""

    on: date
    title: str
    metrics: tuple[str, ...]


class Audience(Struct, frozen=True, kw_only=True):
    """Some readers, and what their report holds. The name of the only one, where none is named, is empty."""

    name: str
    title: str
    sections: tuple[SectionName, ...]
    metrics: tuple[str, ...]
    by: tuple[tuple[str, ...], ...]
    formats: tuple[ReportFormat, ...]


class ReportPlan(Struct, frozen=True, kw_only=True):
    """What a report is made of.

    `period` is the reported one, `before` the one before it, `since` the first day that charts show. `definitions` are
    the metrics in their order, `targets` by metric and group. `output` is the pattern of the files' names, None where
    none was named.
    """

    loaded: LoadedConfig
    as_of: datetime
    periods: Periods
    period: PeriodSpan
    before: PeriodSpan
    since: date
    definitions: tuple[Definition, ...]
    by: tuple[tuple[str, ...], ...]
    targets: Mapping[tuple[str, Group], Bounds]
    events: tuple[Event, ...]
    audiences: tuple[Audience, ...]
    output: str | None

    def wants(self, section: SectionName) -> bool:
        """Whether any reader gets a section."""
        return any(section in audience.sections for audience in self.audiences)

    @property
    def folder(self) -> Path:
        """The folder of the config, which names of files start from."""
        return self.loaded.path.parent


def report_plan(asked: Asked, loaded: LoadedConfig, as_of: datetime, *, reported: str | None = None) -> ReportPlan:
    """Return the plan of the report that a config describes; `reported` names its period in place of the config.

    Raises:
        ConfigError, UsageError: with everything that does not fit: a metric that is not there, a period that is none.
    """
    said = loaded.config.report
    periods = _periods(asked, loaded)
    period = _reported(reported, loaded, periods, as_of)
    code = periods.code(period.start)
    first = periods.code(date.min)
    shown = said.shown or _SHOWN[periods.grain]
    earliest = max(code - shown + 1, first)
    definitions = _definitions(asked, loaded)
    by = tuple(breakdowns(asked.by) or breakdowns(said.by, ConfigError))
    return ReportPlan(
        loaded=loaded,
        as_of=as_of,
        periods=periods,
        period=period,
        before=periods.span(max(code - 1, first), first=None, last=None, now=as_of),
        since=periods.span(earliest, first=None, last=None, now=as_of).start,
        definitions=definitions,
        by=by,
        targets=dict(_targets(loaded)),
        events=tuple(_events(loaded, periods, as_of)),
        audiences=tuple(_audiences(loaded, definitions, by)),
        output=said.output,
    )


def _periods(asked: Asked, loaded: LoadedConfig) -> Periods:
    """Return the periods of the report: months where nothing is said. Windows that roll are not reported."""
    grain = asked.period or loaded.config.report.period or "month"
    return Periods(Grain(grain), calendar_of(asked, loaded))


def _reported(typed: str | None, loaded: LoadedConfig, periods: Periods, as_of: datetime) -> PeriodSpan:
    """Return the period that the report is of.

    Raises:
        ConfigError, UsageError: what was said is no period of this length.
    """
    text = typed or loaded.config.report.reported or f"last {periods.grain}"
    found = stretch(text, periods.calendar, as_of.date())
    problem = found if isinstance(found, Problem) else None
    if not isinstance(found, Problem):
        span = periods.span(periods.code(found.first), first=None, last=None, now=as_of)
        if (span.start, span.end) == (found.first, found.last):
            return span
        message = f"'{text[:40]}' is no {periods.grain}, and the report is of one"
        problem = Problem(code="reported", message=message, help=f"for example: --for 'last {periods.grain}'")
    if typed or loaded.config.report.reported is None or problem is None:
        raise UsageError(problem or [])
    raise ConfigError(_placed(loaded, ("report", "reported"), problem))


def _definitions(asked: Asked, loaded: LoadedConfig) -> tuple[Definition, ...]:
    """Return the metrics of the report: those typed, those of the config's report, or all that the config names."""
    catalogue = with_own(loaded.config.metrics, loaded.document)
    said = loaded.config
    typed = [name for each in asked.metrics for name in each.split(",") if name.strip()]
    if typed:
        found = [find(catalogue, name) for name in typed]
    else:
        named = list(said.report.metrics) or [*said.metrics, *said.targets]
        where = ("report", "metrics") if said.report.metrics else None
        found = list(_known(catalogue, named, loaded, where))
    if not found:
        message = "the config names no metric to report"
        raise ConfigError(Problem(code="report", message=message, help="say in cx.yaml: report: {metrics: [nps]}"))
    return tuple({each.id: each for each in found}.values())


def _known(
    catalogue: Mapping[str, Definition], names: Sequence[str], loaded: LoadedConfig, where: tuple[str, ...] | None
) -> Iterator[Definition]:
    """Yield the metrics of these names.

    Raises:
        ConfigError: with one problem for each that is not there.
    """
    problems: list[Problem] = []
    for place, name in enumerate(names):
        try:
            yield find(catalogue, name, ConfigError)
        except ConfigError as error:
            loc = (*where, place) if where else ("targets", name)
            problems += [_placed(loaded, loc, each) for each in error.problems]
    if problems:
        raise ConfigError(problems)


def _targets(loaded: LoadedConfig) -> Iterator[tuple[tuple[str, Group], Bounds]]:
    catalogue = with_own(loaded.config.metrics, loaded.document)
    known = list(_known(catalogue, list(loaded.config.targets), loaded, None))
    for definition, said in zip(known, loaded.config.targets.values(), strict=True):
        yield (definition.id, ()), _bounds(said)
        for name, bounds in said.groups.items():
            yield (definition.id, _group(name, definition.id, loaded)), _bounds(bounds)


def _bounds(said: BoundsConfig) -> Bounds:
    values = {name: getattr(said, name) for name in ("target", "warn", "fail")}
    found = {name: None if value is None else level(value) for name, value in values.items()}
    return Bounds(**found, certain=said.certain)


def _group(name: str, metric: str, loaded: LoadedConfig) -> Group:
    """Return a group by its name: "plan=pro", "plan=pro+region=EMEA"."""
    pairs = [part.partition("=") for part in name.split("+")]
    if not all(column.strip() and between for column, between, _ in pairs):
        message = f"'{name[:40]}' is no group"
        problem = Problem(code="target", message=message, help="write column=value: plan=pro")
        raise ConfigError(_placed(loaded, ("targets", metric, "groups", name), problem))
    return tuple((column.strip(), group_key(value)) for column, _, value in pairs)


def _events(loaded: LoadedConfig, periods: Periods, as_of: datetime) -> Iterator[Event]:
    catalogue = with_own(loaded.config.metrics, loaded.document)
    for place, said in enumerate(loaded.config.events):
        days = stretch(said.on, periods.calendar, as_of.date())
        if isinstance(days, Problem):
            raise ConfigError(_placed(loaded, ("events", place, "on"), days))
        metrics = [each.id for each in _known(catalogue, said.metrics, loaded, ("events",))]
        yield Event(days.first, said.title, tuple(metrics))


def _audiences(
    loaded: LoadedConfig, definitions: Sequence[Definition], by: tuple[tuple[str, ...], ...]
) -> Iterator[Audience]:
    report, catalogue = loaded.config.report, with_own(loaded.config.metrics, loaded.document)
    usual = report.sections or tuple(each for each in SECTIONS if each not in _ASKED_FOR)
    everything = tuple(each.id for each in definitions)
    said: Mapping[str, AudienceConfig] = loaded.config.audiences or {"": AudienceConfig()}
    for name, each in said.items():
        metrics = tuple(found.id for found in _known(catalogue, each.metrics, loaded, ("audiences", name, "metrics")))
        crossed = tuple(breakdowns(each.by, ConfigError))
        _refuse_unreported(loaded, name, metrics, everything, crossed, by)
        yield Audience(
            name=name,
            title=each.title or report.title or _TITLE,
            sections=each.sections or usual,
            metrics=metrics or everything,
            by=crossed or by,
            formats=each.formats or report.formats or _FORMATS,
        )


def _refuse_unreported(
    loaded: LoadedConfig,
    name: str,
    metrics: Sequence[str],
    everything: Sequence[str],
    crossed: Sequence[tuple[str, ...]],
    by: Sequence[tuple[str, ...]],
) -> None:
    """Refuse readers who want what the report does not hold.

    Raises:
        ConfigError: with one problem for each metric and breakdown.
    """
    lacking = [("metrics", each) for each in metrics if each not in everything]
    lacking += [("by", "+".join(each)) for each in crossed if each not in by]
    if lacking:
        raise ConfigError(
            _placed(
                loaded,
                ("audiences", name, key),
                Problem(code="audience", message=f"the report does not hold '{each}'", help=f"add it to report.{key}"),
            )
            for key, each in lacking
        )


def _placed(loaded: LoadedConfig, loc: tuple[str | int, ...], problem: Problem) -> Problem:
    """Return a problem at its place in the config."""
    return loaded.document.problem(loc, key=False, code=problem.code, message=problem.message, advice=problem.help)
