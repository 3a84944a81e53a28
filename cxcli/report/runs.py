"""The runs that a report is made of: one for each source, all metrics of a source in one."""

from collections.abc import Callable, Iterator, Sequence
from datetime import datetime
from typing import Any

from msgspec import Struct
from msgspec.structs import replace

from cxcli.at_risk.found import risk_found
from cxcli.at_risk.listing import Listing, listing
from cxcli.drill_down.quoted_comments import quoted_comments
from cxcli.errors import Notice, UsageError
from cxcli.findings.composite_doubts import composite_doubts
from cxcli.findings.composite_found import CompositeFound, composite_found
from cxcli.findings.journey_found import JourneyFound, Walk, journey_found, walked
from cxcli.findings.themes_found import themes_found
from cxcli.mapping.columns import resolve
from cxcli.pipeline import Run, opened, run
from cxcli.presentation.themes_output import ThemesShown
from cxcli.scoring.at_risk_definition import AtRiskDefinition
from cxcli.scoring.box_definition import BoxDefinition
from cxcli.scoring.composite_definition import CompositeDefinition
from cxcli.scoring.definition import Definition
from cxcli.scoring.metric import Metric
from cxcli.settings import Asked, Settings, settle
from cxcli.settings.at_risk import asked_risk
from cxcli.settings.composites import composite_asked
from cxcli.settings.journey import journey_of
from cxcli.settings.report import ReportPlan
from cxcli.settings.sources import SourceRun, source_files, source_runs
from cxcli.settings.themes import FEWEST_QUOTED, AskedThemes, themes_of
from cxcli.several_sources import together
from cxcli.sources.paths import InputFile, open_inputs

Told = Callable[[str], None]
"""Takes what is being done, for a progress bar."""

_EXAMPLES = 2


class Inputs:
    """The files of the sources, as they were when the report was begun: one that changes meanwhile is noticed."""

    def __init__(self) -> None:
        """Begin with none."""
        self._opened: dict[tuple[str, ...], list[InputFile]] = {}

    def of(self, patterns: Sequence[str]) -> list[InputFile]:
        """Return the files that the patterns name, each as it was when it was first asked for.

        Raises:
            CxError: a file is missing or cannot be read.
        """
        key = tuple(patterns)
        if key not in self._opened:
            with open_inputs(patterns) as inputs:
                self._opened[key] = inputs
        return self._opened[key]

    @property
    def files(self) -> list[InputFile]:
        """All files that were asked for."""
        return [file for files in self._opened.values() for file in files]


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
    composites = [_composite(each.id, window, plan, clock) for each in plan.definitions if _is_composite(each)]
    runs += [_risk(metric, window, plan, clock) for metric in risks]
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
    runs = []
    for part in source_runs(wanted.asked, plan.loaded):
        with open_inputs(part.patterns) as inputs:
            runs.append(run(settle(part.asked, part.loaded, clock), inputs))
    found = composite_found(together(runs), wanted.definition, wanted.metrics)
    found.run.notices += composite_doubts(found)
    return found


def _risk(metric: str, asked: Asked, plan: ReportPlan, clock: datetime) -> Run:
    wanted = asked_risk(asked, plan.loaded, clock, (), metric)
    return risk_found(wanted, [_open(each.patterns) for each in wanted.sources]).run


def _open(patterns: Sequence[str]) -> list[InputFile]:
    with open_inputs(patterns) as inputs:
        return inputs


def _journey(asked: Asked, plan: ReportPlan, clock: datetime, told: Told) -> JourneyFound | None:
    if not plan.loaded.config.journey.stages:
        return None
    told("journey")
    journey = journey_of(plan.loaded)
    walks: list[Walk] = []
    for part in source_runs(replace(asked, metrics=[each.id for each in journey.parts]), journey.loaded):
        with open_inputs(part.patterns) as inputs:
            walks.append(walked(settle(part.asked, part.loaded, clock), journey, inputs))
    return journey_found(journey, walks, together([walk.run for walk in walks]))


def _themes(asked: Asked, plan: ReportPlan, clock: datetime, told: Told) -> ThemesShown | None:
    """Return the themes of the comments beside the first metric that counts answers into boxes."""
    metric = next((each for each in plan.definitions if isinstance(each, BoxDefinition)), None)
    if metric is None:
        return None
    told("themes")
    (part,) = source_runs(replace(asked, metrics=[metric.id]), plan.loaded)
    settings, themes = themes_of(part.asked, AskedThemes(examples=_EXAMPLES), part.loaded, clock)
    with open_inputs(part.patterns) as inputs:
        found = themes_found(settings, themes, inputs)
        fewest = max(settings.min_n, FEWEST_QUOTED)
        enough = [number for number, each in enumerate(found.blocks[0].themes) if each.n >= fewest and not each.hidden]
        quotes = quoted_comments(found.run, found.sources, found.matcher, enough, themes.examples)
    return ThemesShown(found, {found.matcher.names[number]: texts for number, texts in quotes.items()})


def _customers(asked: Asked, plan: ReportPlan, clock: datetime, told: Told) -> Listing:
    told("customers at risk")
    until = replace(asked, until=str(plan.period.end), cut=False, period=None)
    wanted = asked_risk(until, plan.loaded, clock)
    found = risk_found(wanted, [_open(each.patterns) for each in wanted.sources])
    return listing(found, None, least=None, only_open=False)
