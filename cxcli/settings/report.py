"""What a report is to be: its period, metrics, breakdowns, targets, events and readers, checked and typed."""

from collections.abc import Mapping
from datetime import date, datetime

from msgspec import Struct

from cxcli.config.load import LoadedConfig
from cxcli.config.reporting import SectionName
from cxcli.errors import ConfigError, Problem, UsageError
from cxcli.scoring.calendar import Grain
from cxcli.scoring.catalogue import with_own
from cxcli.scoring.definition import Definition
from cxcli.scoring.periods import Periods
from cxcli.scoring.score import PeriodSpan
from cxcli.scoring.stretches import stretch
from cxcli.settings.asked import Asked
from cxcli.settings.audiences import Audience, audiences_of
from cxcli.settings.cuts import breakdowns
from cxcli.settings.named_metrics import known, placed
from cxcli.settings.periods import calendar_of
from cxcli.settings.targets import Bounds, Event, Group, events_of, targets_of

_SOME_DAY = date(2025, 6, 15)
_SHOWN = {Grain.DAY: 31, Grain.WEEK: 13, Grain.MONTH: 13, Grain.QUARTER: 9, Grain.YEAR: 5}


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
    definitions = _definitions(loaded)
    by = tuple(breakdowns(said.by, ConfigError))
    return ReportPlan(
        loaded=loaded,
        as_of=as_of,
        periods=periods,
        period=period,
        before=periods.span(max(code - 1, first), first=None, last=None, now=as_of),
        since=periods.span(earliest, first=None, last=None, now=as_of).start,
        definitions=definitions,
        by=by,
        targets=dict(targets_of(loaded)),
        events=tuple(events_of(loaded, periods, as_of)),
        audiences=tuple(audiences_of(loaded, definitions, by)),
        output=said.output,
    )


def _periods(asked: Asked, loaded: LoadedConfig) -> Periods:
    """Return the periods of the report: months where nothing is said. Windows that roll are not reported."""
    grain = loaded.config.report.period or "month"
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
        # Weeks that begin on another day than Monday have no other name than their first day.
        first_day = periods.grain is Grain.WEEK and found.last == span.start
        if found.first == span.start and (found.last == span.end or first_day):
            return span
        message = f"'{text[:40]}' is no {periods.grain}, and the report is of one"
        problem = Problem(code="reported", message=message, help=f"for example: --for {example_of(periods)}")
    if typed or loaded.config.report.reported is None or problem is None:
        raise UsageError(problem or [])
    raise ConfigError(placed(loaded, ("report", "reported"), problem))


def example_of(periods: Periods) -> str:
    """Return how one of the periods is named for `--for`."""
    code = periods.code(_SOME_DAY)
    label = periods.calendar.label(code, periods.grain)
    return str(periods.calendar.first_day(code, periods.grain)) if " " in label else label


def _definitions(loaded: LoadedConfig) -> tuple[Definition, ...]:
    """Return the metrics of the config's report, or all that the config names."""
    catalogue = with_own(loaded.config.metrics, loaded.document)
    said = loaded.config
    named = list(said.report.metrics) or [*said.metrics, *said.targets]
    found = list(known(catalogue, named, loaded, ("report", "metrics") if said.report.metrics else None))
    if not found:
        message = "the config names no metric to report"
        raise ConfigError(Problem(code="report", message=message, help="say in cx.yaml: report: {metrics: [nps]}"))
    return tuple({each.id: each for each in found}.values())
