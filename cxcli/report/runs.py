"""The runs that a report is made of: one for each source, all metrics of a source in one."""

from collections.abc import Callable, Sequence
from datetime import datetime
from pathlib import Path
from typing import Any

from msgspec import Struct
from msgspec.structs import replace

from cxcli.at_risk.found import risk_found
from cxcli.at_risk.listing import Listing, listing
from cxcli.config.reporting import SectionName
from cxcli.drill_down.quoted_comments import quoted_comments
from cxcli.errors import Notice, UsageError
from cxcli.findings.composite_doubts import composite_doubts
from cxcli.findings.composite_found import CompositeFound, composite_found
from cxcli.findings.journey_found import JourneyFound, Walk, journey_found, walked
from cxcli.findings.themes_found import themes_found
from cxcli.mapping.columns import resolve
from cxcli.pipeline import Run, opened, run
from cxcli.presentation.themes_output import ThemesShown
from cxcli.report.inputs import Inputs
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
from cxcli.sources.paths import InputFile

Told = Callable[[str, int, int], None]
"""Takes what is begun, which step that is, from 1, and how many there are."""

_EXAMPLES = 2
_READ_AGAIN: tuple[SectionName, ...] = ("journey", "themes", "customers")


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


def found_for(plan: ReportPlan, asked: Asked, clock: datetime, inputs: Inputs, told: Told) -> Found:
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
    risks = [each.id for each in plan.definitions if isinstance(each, AtRiskDefinition)]
    composites = [each.id for each in plan.definitions if isinstance(each, CompositeDefinition)]
    step = _Steps(told, len(parts) + len(composites) + len(risks) + sum(plan.wants(section) for section in _READ_AGAIN))
    runs = []
    for part in parts:
        step(", ".join(Path(pattern).name for pattern in part.patterns))
        runs.append(_run(part, plan, clock, inputs, notices))
    found = [_composite(metric, window, plan, clock, inputs, step) for metric in composites]
    runs += [_risk(metric, window, plan, clock, inputs, step) for metric in risks]
    period = replace(asked, since=str(plan.period.start), until=str(plan.period.end), cut=False, period=None)
    return Found(
        runs=runs,
        composites=found,
        journey=_journey(period, plan, clock, inputs, step) if plan.wants("journey") else None,
        themes=_themes(period, plan, clock, inputs, step) if plan.wants("themes") else None,
        customers=_customers(asked, plan, clock, inputs, step) if plan.wants("customers") else None,
        notices=notices,
    )


def sources_of(plan: ReportPlan) -> list[list[str]]:
    """Return the files or globs of each source of the config."""
    return [source_files(plan.loaded, name) for name in plan.loaded.config.sources]


class _Steps:
    """Counts the steps as they are begun."""

    def __init__(self, told: Told, of: int) -> None:
        self._told, self._of, self._begun = told, of, 0

    def __call__(self, what: str) -> None:
        self._begun += 1
        self._told(what, self._begun, self._of)


def _is_single(definition: Definition) -> bool:
    return not isinstance(definition, CompositeDefinition | AtRiskDefinition)


def _run(part: SourceRun, plan: ReportPlan, clock: datetime, inputs: Inputs, notices: list[Notice]) -> Run:
    """Return the run over one source, broken down by those columns that it has."""
    plain = settle(replace(part.asked, cut=False), part.loaded, clock)
    files = inputs.of(part.patterns)
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
    parts = source_runs(wanted.asked, plan.loaded)
    runs = [run(settle(part.asked, part.loaded, clock), inputs.of(part.patterns)) for part in parts]
    found = composite_found(together(runs), wanted.definition, wanted.metrics)
    found.run.notices += composite_doubts(found)
    return found


def _risk(metric: str, asked: Asked, plan: ReportPlan, clock: datetime, inputs: Inputs, step: _Steps) -> Run:
    step(metric)
    wanted = asked_risk(asked, plan.loaded, clock, (), metric)
    return risk_found(wanted, [inputs.of(each.patterns) for each in wanted.sources]).run


def _journey(asked: Asked, plan: ReportPlan, clock: datetime, inputs: Inputs, step: _Steps) -> JourneyFound | None:
    if not plan.loaded.config.journey.stages:
        return None
    step("journey")
    journey = journey_of(plan.loaded)
    parts = source_runs(replace(asked, metrics=[each.id for each in journey.parts]), journey.loaded)
    walks = [walked(settle(part.asked, part.loaded, clock), journey, inputs.of(part.patterns)) for part in parts]
    return journey_found(journey, walks, together([walk.run for walk in walks]))


def _themes(asked: Asked, plan: ReportPlan, clock: datetime, inputs: Inputs, step: _Steps) -> ThemesShown | None:
    """Return the themes of the comments beside the first metric that counts answers into boxes."""
    metric = next((each for each in plan.definitions if isinstance(each, BoxDefinition)), None)
    if metric is None:
        return None
    step("themes")
    (part,) = source_runs(replace(asked, metrics=[metric.id]), plan.loaded)
    settings, themes = themes_of(part.asked, AskedThemes(examples=_EXAMPLES), part.loaded, clock)
    found = themes_found(settings, themes, inputs.of(part.patterns))
    fewest = max(settings.min_n, FEWEST_QUOTED)
    enough = [number for number, each in enumerate(found.blocks[0].themes) if each.n >= fewest and not each.hidden]
    quotes = quoted_comments(found.run, found.sources, found.matcher, enough, themes.examples)
    return ThemesShown(found, {found.matcher.names[number]: texts for number, texts in quotes.items()})


def _customers(asked: Asked, plan: ReportPlan, clock: datetime, inputs: Inputs, step: _Steps) -> Listing:
    step("customers at risk")
    until = replace(asked, until=str(plan.period.end), cut=False, period=None)
    wanted = asked_risk(until, plan.loaded, clock)
    found = risk_found(wanted, [inputs.of(each.patterns) for each in wanted.sources])
    return listing(found, None, least=None, only_open=False)
