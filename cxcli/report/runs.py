"""The runs that a report is made of: one for each source, all metrics of a source in one."""

from collections.abc import Callable, Sequence
from datetime import datetime
from pathlib import Path

from msgspec import Struct
from msgspec.structs import replace

from cxcli.at_risk.listing import Listing
from cxcli.config.reporting import SectionName
from cxcli.errors import Notice, UsageError
from cxcli.findings.composite_found import CompositeFound
from cxcli.findings.composite_run import composite_of
from cxcli.findings.journey_found import JourneyFound
from cxcli.mapping.columns import resolve
from cxcli.over_sources.journey import journey_over_sources
from cxcli.over_sources.risk_list import ToList, customers_listed
from cxcli.over_sources.scored import scored_over_sources
from cxcli.pipeline import Run, opened, run
from cxcli.presentation.themes_output import ThemesShown, shown_themes
from cxcli.report.inputs import Inputs
from cxcli.scoring.at_risk_definition import AtRiskDefinition
from cxcli.scoring.box_definition import BoxDefinition
from cxcli.scoring.composite_definition import CompositeDefinition
from cxcli.scoring.definition import Definition
from cxcli.settings import Asked, Settings, settle
from cxcli.settings.composites import composite_asked
from cxcli.settings.report import ReportPlan
from cxcli.settings.sources import SourceRun, source_files, source_runs
from cxcli.settings.themes import AskedThemes, themes_of
from cxcli.sources.paths import InputFile

Told = Callable[[str, int, int], None]
"""Takes what is begun, which step that is, from 1, and how many there are."""

_EXAMPLES = 2


class Found(Struct, frozen=True, kw_only=True):
    """What was found for a report: the runs, and the composites, the journey, themes and customers of it."""

    runs: Sequence[Run]
    composites: Sequence[CompositeFound]
    journey: JourneyFound | None
    themes: ThemesShown | None
    customers: Listing | None
    notices: Sequence[Notice]

    @property
    def all_runs(self) -> list[Run]:
        """Every run that was made: those of the metrics, of the parts of composites, and of the sections."""
        return [
            *self.runs,
            *(each.run for each in self.composites),
            *([self.journey.run] if self.journey is not None else []),
            *([self.themes.found.run] if self.themes is not None else []),
            *([self.customers.found.run] if self.customers is not None else []),
        ]


def found_for(plan: ReportPlan, asked: Asked, clock: datetime, inputs: Inputs, told: Told) -> Found:
    """Return what was found for a report; each source is read once for all of its metrics.

    Journey, themes and customers look at the rows of their sources in other ways, and read them again.

    Raises:
        CxError: a source is refused.
    """
    asked = replace(asked, by=(), period=plan.periods.grain.value, rolling=None, during=None, cut=True)
    window = replace(asked, since=str(plan.since), until=str(plan.period.end))
    notices: list[Notice] = []
    single = [each.id for each in plan.definitions if _is_single(each)]
    parts = source_runs(replace(window, metrics=single), plan.loaded) if single else []
    risks = [each.id for each in plan.definitions if isinstance(each, AtRiskDefinition)]
    composites = [each.id for each in plan.definitions if isinstance(each, CompositeDefinition)]
    read_again = _read_again(plan)
    step = _Steps(told, len(parts) + bool(risks) + len(composites) + len(read_again))
    runs = []
    for part in parts:
        step(", ".join(Path(pattern).name for pattern in part.patterns))
        runs.append(_run(part, plan, clock, inputs, notices))
    if risks:
        step(", ".join(risks))
        runs.append(scored_over_sources(replace(window, metrics=risks), plan.loaded, clock, inputs.opened))
    found = [_composite(metric, window, plan, clock, inputs, step) for metric in composites]
    period = replace(asked, since=str(plan.period.start), until=str(plan.period.end), cut=False, period=None)
    return Found(
        runs=runs,
        composites=found,
        journey=_journey(period, plan, clock, inputs, step) if "journey" in read_again else None,
        themes=_themes(period, plan, clock, inputs, step) if "themes" in read_again else None,
        customers=_customers(asked, plan, clock, inputs, step) if "customers" in read_again else None,
        notices=notices,
    )


def sources_of(plan: ReportPlan) -> dict[str, list[str]]:
    """Return the files or globs of each source of the config."""
    return {name: source_files(plan.loaded, name) for name in plan.loaded.config.sources}


class _Steps:
    """Counts the steps as they are begun."""

    def __init__(self, told: Told, of: int) -> None:
        self._told, self._of, self._begun = told, of, 0

    def __call__(self, what: str) -> None:
        self._begun += 1
        self._told(what, self._begun, self._of)


def _read_again(plan: ReportPlan) -> list[SectionName]:
    """Return the sections that somebody gets, that read rows once more, and that there is something for."""
    there: dict[SectionName, bool] = {
        "journey": bool(plan.loaded.config.journey.stages),
        "themes": any(isinstance(each, BoxDefinition) for each in plan.definitions),
        "customers": True,
    }
    return [section for section, found in there.items() if found and plan.wants(section)]


def _is_single(definition: Definition) -> bool:
    return not isinstance(definition, CompositeDefinition | AtRiskDefinition)


def _run(part: SourceRun, plan: ReportPlan, clock: datetime, inputs: Inputs, notices: list[Notice]) -> Run:
    """Return the run over one source, broken down by those columns that it has."""
    plain = settle(replace(part.asked, cut=False), part.loaded, clock)
    with inputs.opened(part.source, part.patterns) as files:
        there = [crossed for crossed in plan.by if all(_has(plain, files, column) for column in crossed)]
        for crossed in plan.by:
            if crossed not in there:
                message = f"not broken down by {'+'.join(crossed)}: there is no such column"
                notices.append(Notice(code="no-breakdown", message=message, source=files[0].name))
        by = ["+".join(crossed) for crossed in there]
        settings = settle(replace(part.asked, by=by), part.loaded, clock)
        # A config that breaks down by columns that this source does not have must not be asked for them.
        return run(settings if by else _uncut(settings), files)


def _uncut(settings: Settings) -> Settings:
    return replace(settings, by=[], wants=replace(settings.wants, by=[]))


def _has(settings: Settings, inputs: Sequence[InputFile], column: str) -> bool:
    try:
        for given in inputs:
            resolve(column, opened(given, settings).columns)
    except UsageError:
        return False
    return True


def _composite(
    metric: str, asked: Asked, plan: ReportPlan, clock: datetime, inputs: Inputs, step: _Steps
) -> CompositeFound:
    step(metric)
    wanted = composite_asked(replace(asked, metrics=[metric]), plan.loaded, ())
    if wanted is None:
        raise ValueError(f"{metric} is no composite")
    return composite_of(scored_over_sources(wanted.asked, plan.loaded, clock, inputs.opened), wanted)


def _journey(asked: Asked, plan: ReportPlan, clock: datetime, inputs: Inputs, step: _Steps) -> JourneyFound:
    step("journey")
    return journey_over_sources(asked, plan.loaded, clock, inputs.opened)


def _themes(asked: Asked, plan: ReportPlan, clock: datetime, inputs: Inputs, step: _Steps) -> ThemesShown:
    """Return the themes of the comments beside the first metric that counts answers into boxes."""
    metric = next(each for each in plan.definitions if isinstance(each, BoxDefinition))
    step("themes")
    (part,) = source_runs(replace(asked, metrics=[metric.id]), plan.loaded)
    settings, themes = themes_of(part.asked, AskedThemes(examples=_EXAMPLES), part.loaded, clock)
    with inputs.opened(part.source, part.patterns) as files:
        return shown_themes(settings, themes, files)


def _customers(asked: Asked, plan: ReportPlan, clock: datetime, inputs: Inputs, step: _Steps) -> Listing:
    step("customers at risk")
    until = replace(asked, until=str(plan.period.end), cut=False, period=None)
    return customers_listed(until, plan.loaded, clock, (), ToList(), inputs.opened, lambda _: None)
