"""From what was found to the report of each audience."""

from collections.abc import Iterator, Mapping, Sequence
from itertools import groupby
from typing import Any

from msgspec.structs import replace

from cxcli.analysis.composite_change import CompositeChange
from cxcli.analysis.difference_of_scores import Difference
from cxcli.analysis.period_series import period_series
from cxcli.analysis.trend_finding import trend_finding
from cxcli.analysis.verdict import verdict
from cxcli.errors import DataError, Notice, Problem
from cxcli.findings.composite_found import CompositeFound
from cxcli.pipeline import Run
from cxcli.presentation.run_output import metric_columns, source_entries
from cxcli.report.cells import called_together, cell, change_between
from cxcli.report.content import Answer, Cell, MetricReport, Point, Report
from cxcli.report.runs import Found
from cxcli.reporting.score_json import SourceEntry
from cxcli.reporting.trend_words import signal_words
from cxcli.rows import RowAccount
from cxcli.scoring.box_score import BoxScore
from cxcli.scoring.counts import CountsByValue
from cxcli.scoring.definition import Definition
from cxcli.scoring.interval import Undefined
from cxcli.scoring.metric import Metric
from cxcli.scoring.score import PeriodSpan, Score, no_data
from cxcli.settings.audiences import Audience
from cxcli.settings.report import ReportPlan, example_of
from cxcli.settings.targets import Event

_TWO = 2


def reports(plan: ReportPlan, found: Found) -> list[Report]:
    """Return the report of each audience.

    Raises:
        DataError: no row of any source is in the reported period.
    """
    metrics = [each for made in found.runs for each in _metrics(plan, made)]
    metrics += [_composite(plan, each) for each in found.composites]
    in_order = {each.id: place for place, each in enumerate(plan.definitions)}
    metrics.sort(key=lambda each: in_order[each.definition.id])
    if not any(each.whole.score.account.read or each.whole.score.private for each in metrics):
        raise DataError(_no_rows(plan, metrics))
    return [_report(plan, found, metrics, audience) for audience in plan.audiences]


def _report(plan: ReportPlan, found: Found, metrics: Sequence[MetricReport], audience: Audience) -> Report:
    """Return what one audience gets to see: its metrics, breakdowns and sections."""
    first, sections = found.all_runs[0], audience.sections
    return Report(
        audience=audience,
        period=plan.period,
        before=plan.before,
        grain=plan.periods.grain.value,
        as_of=plan.as_of,
        confidence=first.plan.confidence,
        decimals=first.settings.decimals,
        config=(plan.loaded.path.name, plan.loaded.sha256),
        metrics=tuple(_cut(each, audience) for each in metrics if each.definition.id in audience.metrics),
        by=audience.by,
        events=tuple(event for event in plan.events if _is_shown(event, plan)),
        journey=found.journey if "journey" in sections else None,
        themes=found.themes if "themes" in sections else None,
        customers=found.customers if "customers" in sections else None,
        sources=tuple(_sources(found)),
        notices=tuple(dict.fromkeys(_notices(found))),
    )


def _cut(metric: MetricReport, audience: Audience) -> MetricReport:
    """Return a metric with the breakdowns that an audience gets."""
    groups = [each for each in metric.groups if _columns(each) in audience.by]
    return replace(metric, groups=tuple(groups))


def _sources(found: Found) -> Iterator[SourceEntry]:
    """Yield each file that was read, once, with all columns that any of the runs took from it."""
    by_file: dict[str, list[SourceEntry]] = {}
    for made in found.all_runs:
        for each in source_entries(made):
            by_file.setdefault(each.facts.file, []).append(each)
    for entries in by_file.values():
        yield SourceEntry(entries[0].facts, {name: fed for each in entries for name, fed in each.columns.items()})


def _notices(found: Found) -> Iterator[Notice]:
    yield from found.notices
    for made in found.all_runs:
        yield from made.notices


def _metrics(plan: ReportPlan, made: Run) -> Iterator[MetricReport]:
    """Yield what a run says of each of its metrics."""
    scores = sorted(made.scores, key=lambda score: score.metric)
    by_metric = {name: list(mine) for name, mine in groupby(scores, key=lambda score: score.metric)}
    for metric, definition in zip(made.plan.metrics, made.settings.definitions, strict=True):
        yield _metric(plan, made, metric, definition, by_metric[metric.id])


def _metric(
    plan: ReportPlan, made: Run, metric: Metric[Any], definition: Definition, scores: Sequence[Score]
) -> MetricReport:
    by_place = {(tuple(score.group.items()), score.period and score.period.label): score for score in scores}
    overall = by_place[(), None]
    cells = []
    for group in dict.fromkeys(group for group, _ in by_place):
        now = by_place.get((group, plan.period.label))
        if group and now is None:
            continue
        bounds = plan.targets.get((metric.id, group))
        here = now or no_data(overall, dict(group), plan.period)
        before = by_place.get((group, plan.before.label))
        change = change_between(before, here, metric)
        cells.append(cell(group, here, before, change, bounds, definition.direction))
    cells += _missing(plan, definition, overall, {each.group for each in cells})
    whole, *groups = cells
    breakdowns = [list(mine) for _, mine in groupby(sorted(groups, key=_columns), key=_columns)]
    groups = [each for mine in breakdowns for each in called_together(mine)]
    return MetricReport(
        definition=definition,
        words=overall.definition,
        whole=whole,
        groups=tuple(groups),
        points=tuple(_points(plan, metric, [by_place[place] for place in by_place if not place[0]])),
        answers=tuple(_answers(metric, whole.score)),
        account=overall.shown_account,
        files=tuple(report.facts.file for report in made.sources),
        columns=tuple(metric_columns(made)[metric.id]),
        events=tuple(event for event in plan.events if _marks(event, metric.id, plan)),
    )


def _composite(plan: ReportPlan, found: CompositeFound) -> MetricReport:
    """Return what the run of a composite says of it; its changes are those of the customers who are in both periods."""
    cells = {each.score.period.label: each for each in found.cells if each.score.period is not None}
    definition, overall = found.definition, found.cells[0].score
    here, past = cells.get(plan.period.label), cells.get(plan.before.label)
    score = here.score if here else no_data(overall, {}, plan.period)
    change = _difference(score, here.change) if here and here.change else None
    bounds = plan.targets.get((definition.id, ()))
    return MetricReport(
        definition=definition,
        words=overall.definition,
        whole=cell((), score, past.score if past else None, change, bounds, definition.direction),
        groups=(),
        points=tuple(_point(each.score.period, each.score, ()) for each in cells.values() if each.score.period),
        answers=(),
        account=overall.shown_account,
        files=tuple(report.facts.file for report in found.run.sources),
        columns=(),
        events=tuple(event for event in plan.events if _marks(event, definition.id, plan)),
    )


def _columns(each: Cell) -> tuple[str, ...]:
    return tuple(name for name, _ in each.group)


def _difference(score: Score, change: CompositeChange) -> Difference:
    """Return the change of a composite as that of any metric."""
    found = Difference(unit=score.unit, confidence=score.confidence, value=change.difference)
    if isinstance(change.limits, Undefined):
        return replace(found, reason=change.limits.reason)
    limits = change.limits
    called = verdict(limits, None, score.confidence)
    return replace(found, low=limits.low, high=limits.high, interval=limits.method, verdict=called)


def _missing(plan: ReportPlan, definition: Definition, overall: Score, there: set[Any]) -> Iterator[Cell]:
    """Yield the groups that have a bound and no row: a gate that has nothing to judge is not passed."""
    for (name, group), bounds in plan.targets.items():
        if name == definition.id and group and group not in there:
            score = no_data(overall, dict(group), plan.period)
            yield cell(group, score, None, None, bounds, definition.direction)


def _marks(event: Event, metric: str, plan: ReportPlan) -> bool:
    return _is_shown(event, plan) and metric in (event.metrics or (metric,))


def _is_shown(event: Event, plan: ReportPlan) -> bool:
    return plan.since <= event.on <= plan.period.end


def _points(plan: ReportPlan, metric: Metric[Any], scores: Sequence[Score]) -> Iterator[Point]:
    """Yield the periods of the chart; the control chart says which are signals."""
    for series in period_series(scores, plan.periods, until=plan.period.end, now=plan.as_of):
        finding = trend_finding(series, metric, ahead=0)
        for point, signals in zip(series.points, finding.by_point, strict=True):
            yield _point(point.period, point.score, tuple(signal_words(signal) for signal in signals))


def _point(period: PeriodSpan, score: Score | None, signals: tuple[str, ...]) -> Point:
    return Point(
        period=period,
        value=score.value if score else None,
        low=score.low if score else None,
        high=score.high if score else None,
        n=score.shown_n if score else 0,
        status=score.status if score else "no_data",
        signals=signals,
    )


def _answers(metric: Metric[Any], score: Score) -> Iterator[Answer]:
    """Yield how answers spread over the scale, from the lowest; nothing of what is counted, hidden, or yes or no."""
    if score.status == "suppressed":
        return
    if not isinstance(metric, BoxScore) or not isinstance(score.statistic, CountsByValue) or not score.statistic.n:
        return
    points = range(metric.scale.low, metric.scale.high + 1)
    if len(points) <= _TWO:
        return
    boxes: Mapping[int, str] = {point: name for name, box in metric.boxes.items() for point in box}
    counts = score.statistic.counts
    for point in points:
        share = 100 * float(score.statistic.share(frozenset({point})))
        yield Answer(str(point), int(counts.get(point, 0)), share, boxes.get(point))


def _no_rows(plan: ReportPlan, metrics: Sequence[MetricReport]) -> Problem:
    """Return why there is no report: a report of nothing would look like one."""
    labels = [(point.period.start, point.period.label) for each in metrics for point in each.points if point.n]
    latest, grain = max(labels, default=(None, ""))[1], plan.periods.grain
    message = f"no source has a row in {plan.period.label}"
    advice = f"the latest {grain} with rows is {latest}: --for {latest}" if latest else "bring newer exports"
    account = sum((each.account or RowAccount() for each in metrics), start=RowAccount())
    if not latest and account.read:
        message += f", nor in the {grain}s before it that the report shows"
        example = example_of(plan.periods)
        advice = f"name a {grain} that has rows: --for {example}; cx check FILE shows the days of a file"
    return Problem(code="no-rows-in-period", message=message, help=advice)
