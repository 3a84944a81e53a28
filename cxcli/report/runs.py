"""The runs that a report is made of: one for each source, all metrics of a source in one."""

from collections.abc import Callable, Iterator, Sequence
from contextlib import AbstractContextManager
from datetime import datetime
from typing import Any

from msgspec import Struct
from msgspec.structs import replace

from cxcli.at_risk.listing import Listing
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
from cxcli.scoring.at_risk_definition import AtRiskDefinition
from cxcli.scoring.box_definition import BoxDefinition
from cxcli.scoring.composite_definition import CompositeDefinition
from cxcli.scoring.definition import Definition
from cxcli.scoring.metric import Metric
from cxcli.settings import Asked, Settings, settle
from cxcli.settings.composites import composite_asked
from cxcli.settings.report import ReportPlan
from cxcli.settings.sources import SourceRun, source_files, source_runs
from cxcli.settings.themes import AskedThemes, themes_of
from cxcli.sources.paths import InputFile, open_inputs

Told = Callable[[str], None]
"""Takes what is being done, for a progress bar."""

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
    def metrics(self) -> dict[str, Metric[Any]]:
        """The metrics that were run, by their ids."""
        return {metric.id: metric for made in self.runs for metric in made.plan.metrics}


def found_for(plan: ReportPlan, asked: Asked, clock: datetime, told: Told) -> Found:
    """Return what was found for a report; each source is read once for all of its metrics.

    Journey, themes and customers look at the rows of their sources in other ways, and read them again.

    Raises:
        CxError: a source is refused.
    """
    asked = replace(asked, by=[], period=plan.periods.grain.value, rolling=None, during=None, cut=True)
    window = replace(asked, since=str(plan.since), until=str(plan.period.end))
    notices: list[Notice] = []
    single = [each.id for each in plan.definitions if _is_single(each)]
    parts = source_runs(replace(window, metrics=single), plan.loaded) if single else []
    runs = []
    for part in parts:
        told(", ".join(part.asked.metrics))
        runs.append(_run(part, plan, clock, notices))
    risks = [each.id for each in plan.definitions if isinstance(each, AtRiskDefinition)]
    runs += [scored_over_sources(replace(window, metrics=risks), plan.loaded, clock, _opening)] if risks else []
    composites = [_composite(each.id, window, plan, clock) for each in plan.definitions if _is_composite(each)]
    period = replace(asked, since=str(plan.period.start), until=str(plan.period.end), cut=False, period=None)
    return Found(
        runs=runs,
        composites=composites,
        journey=_journey(period, plan, clock, told) if plan.wants("journey") else None,
        themes=_themes(period, plan, clock, told) if plan.wants("themes") else None,
        customers=_customers(asked, plan, clock, told) if plan.wants("customers") else None,
        notices=notices,
    )


def files_of(plan: ReportPlan) -> Iterator[str]:
    """Yield the files or globs of all sources of the config."""
    for name in plan.loaded.config.sources:
        yield from source_files(plan.loaded, name)


def _is_composite(definition: Definition) -> bool:
    return isinstance(definition, CompositeDefinition)


def _is_single(definition: Definition) -> bool:
    return not isinstance(definition, CompositeDefinition | AtRiskDefinition)


def _run(part: SourceRun, plan: ReportPlan, clock: datetime, notices: list[Notice]) -> Run:
    """Return the run over one source, broken down by those columns that it has."""
    plain = settle(replace(part.asked, cut=False), part.loaded, clock)
    with open_inputs(part.patterns) as inputs:
        there = [crossed for crossed in plan.by if all(_has(plain, inputs, column) for column in crossed)]
        for crossed in plan.by:
            if crossed not in there:
                message = f"not broken down by {'+'.join(crossed)}: there is no such column"
                notices.append(Notice(code="no-breakdown", message=message, source=inputs[0].name))
        by = ["+".join(crossed) for crossed in there]
        settings = settle(replace(part.asked, by=by), part.loaded, clock)
        # A config that breaks down by columns that this source does not have must not be asked for them.
        return run(settings if by else _uncut(settings), inputs)


def _uncut(settings: Settings) -> Settings:
    return replace(settings, by=[], wants=replace(settings.wants, by=[]))


def _has(settings: Settings, inputs: Sequence[InputFile], column: str) -> bool:
    try:
        for given in inputs:
            resolve(column, opened(given, settings).columns)
    except UsageError:
        return False
    return True


def _composite(metric: str, asked: Asked, plan: ReportPlan, clock: datetime) -> CompositeFound:
    wanted = composite_asked(replace(asked, metrics=[metric]), plan.loaded, ())
    if wanted is None:
        raise ValueError(f"{metric} is no composite")
    return composite_of(scored_over_sources(wanted.asked, plan.loaded, clock, _opening), wanted)


def _opening(_: str, patterns: Sequence[str]) -> AbstractContextManager[Sequence[InputFile]]:
    return open_inputs(patterns)


def _journey(asked: Asked, plan: ReportPlan, clock: datetime, told: Told) -> JourneyFound | None:
    if not plan.loaded.config.journey.stages:
        return None
    told("journey")
    return journey_over_sources(asked, plan.loaded, clock, _opening)


def _themes(asked: Asked, plan: ReportPlan, clock: datetime, told: Told) -> ThemesShown | None:
    """Return the themes of the comments beside the first metric that counts answers into boxes."""
    metric = next((each for each in plan.definitions if isinstance(each, BoxDefinition)), None)
    if metric is None:
        return None
    told("themes")
    (part,) = source_runs(replace(asked, metrics=[metric.id]), plan.loaded)
    settings, themes = themes_of(part.asked, AskedThemes(examples=_EXAMPLES), part.loaded, clock)
    with _opening(part.source, part.patterns) as inputs:
        return shown_themes(settings, themes, inputs)


def _customers(asked: Asked, plan: ReportPlan, clock: datetime, told: Told) -> Listing:
    told("customers at risk")
    until = replace(asked, until=str(plan.period.end), cut=False, period=None)
    return customers_listed(until, plan.loaded, clock, (), ToList(), _opening, lambda _: None)
