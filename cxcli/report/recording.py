"""What a report tells its history: the scores of all whole periods, overall and of groups."""

from collections.abc import Iterator, Mapping, Sequence

from cxcli.findings.composite_found import CompositeFound
from cxcli.history.fact import Fact, Meaning, Recording
from cxcli.history.meaning import meaning_of
from cxcli.pipeline import Run
from cxcli.report.runs import Found
from cxcli.scoring.score import Score
from cxcli.settings.report import ReportPlan


def recording_of(plan: ReportPlan, found: Found) -> Recording:
    """Return what is written once the report is; periods that are not over, or have no row, are none of it."""
    meanings = meanings_of(plan, found)
    scores = [score for made in found.runs for score in made.scores]
    scores += [cell.score for composite in found.composites for cell in composite.cells]
    runs = [*found.runs, *(composite.run for composite in found.composites)]
    files = {(source.facts.file, source.facts.sha256) for made in runs for source in made.sources}
    return Recording(
        as_of=plan.as_of,
        reported=plan.period.label,
        config=plan.loaded.sha256,
        inputs=tuple(sorted(files)),
        facts=tuple(_facts(scores, meanings, plan.periods.grain.value)),
    )


def meanings_of(plan: ReportPlan, found: Found) -> Mapping[str, Meaning]:
    """Return what each metric of the report means."""
    pairs = [each for made in found.runs for each in _of_run(plan, made)]
    return dict([*pairs, *(_of_composite(plan, each) for each in found.composites)])


def _of_run(plan: ReportPlan, made: Run) -> Iterator[tuple[str, Meaning]]:
    overall = {score.metric: score for score in made.overall}
    for definition in made.settings.definitions:
        if definition.id in overall:
            meaning = meaning_of(definition, overall[definition.id], plan.loaded, made.settings.interval)
            yield definition.id, meaning


def _of_composite(plan: ReportPlan, found: CompositeFound) -> tuple[str, Meaning]:
    definition, settings = found.definition, found.run.settings
    overall = found.cells[0].score
    return definition.id, meaning_of(definition, overall, plan.loaded, settings.interval, settings.definitions)


def _facts(scores: Sequence[Score], meanings: Mapping[str, Meaning], grain: str) -> Iterator[Fact]:
    for score in scores:
        if score.period is None or not score.period.complete or score.status == "no_data":
            continue
        hidden = score.status == "suppressed"
        yield Fact(
            meaning=meanings[score.metric],
            group=tuple(sorted(score.group.items())),
            grain=grain,
            period=score.period,
            status=score.status,
            value=score.value,
            low=score.low,
            high=score.high,
            n=0 if hidden else score.n,
            effective_n=None if hidden else score.effective_n,
        )
