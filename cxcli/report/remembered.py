"""What was found for a report, put together with what its history tells."""

from collections.abc import Iterator, Mapping, Sequence

from msgspec import Struct
from msgspec.structs import replace

from cxcli.analysis.composite_cells import CompositeCell
from cxcli.errors import Notice
from cxcli.findings.composite_found import CompositeFound
from cxcli.history.fact import Telling
from cxcli.pipeline import Run
from cxcli.report.content import MetricReport, Report
from cxcli.report.earlier import Earlier, Places, earlier
from cxcli.report.earlier_notices import earlier_notices
from cxcli.report.recording import meanings_of
from cxcli.report.runs import Found
from cxcli.scoring.score import Score
from cxcli.settings.report import ReportPlan
from cxcli.settings.targets import Group


class Remembered(Struct, frozen=True):
    """What was found for a report, put together with what the history tells, by metric."""

    found: Found
    by_metric: Mapping[str, Earlier]

    def marked(self, report: Report) -> Report:
        """Return a report with the points marked that are from the history, or told anew."""
        return replace(report, metrics=tuple(map(self._marked, report.metrics)))

    def _marked(self, metric: MetricReport) -> MetricReport:
        told = self.by_metric.get(metric.definition.id, Earlier())
        points = tuple(
            replace(each, kept=each.period.label in told.kept, restated=told.restated.get(each.period.label))
            for each in metric.points
        )
        return replace(metric, points=points)


def remembered(plan: ReportPlan, found: Found, told: Sequence[Telling]) -> Remembered:
    """Return what was found with the earlier scores that only the history has.

    A report knows what was told up to its own moment, and nothing of what came later.
    """
    known = [each for each in told if each.as_of <= plan.as_of]
    meanings = meanings_of(plan, found) if known else {}
    by_metric: dict[str, Earlier] = {}
    notices: list[Notice] = []
    for made, scores in _scored(found):
        for metric in dict.fromkeys(score.metric for score in scores if score.metric in meanings):
            mine: Places = {_place(score): score for score in scores if score.metric == metric}
            told_of = earlier(plan, known, meanings[metric], mine, made.settings.min_n)
            by_metric[metric] = told_of
            notices += earlier_notices(plan, mine[(), None], told_of, made.settings.decimals)
    runs = [replace(made, scores=[*made.scores, *_of(made, by_metric)]) for made in found.runs]
    composites = [_with_cells(each, by_metric.get(each.definition.id, Earlier())) for each in found.composites]
    return Remembered(replace(found, runs=runs, composites=composites, notices=[*found.notices, *notices]), by_metric)


def _scored(found: Found) -> Iterator[tuple[Run, Sequence[Score]]]:
    """Yield the scores of the report with the runs that they are of."""
    yield from ((made, made.scores) for made in found.runs)
    yield from ((each.run, [cell.score for cell in each.cells]) for each in found.composites)


def _of(made: Run, by_metric: Mapping[str, Earlier]) -> Iterator[Score]:
    for metric in made.plan.metrics:
        yield from by_metric.get(metric.id, Earlier()).scores


def _with_cells(found: CompositeFound, told: Earlier) -> CompositeFound:
    """Return a composite with its earlier scores, in the order of their periods."""
    kept = told.kept
    overall, *cells = found.cells
    cells = [each for each in cells if each.score.period is not None and each.score.period.label not in kept]
    cells += [CompositeCell(score=score, members={}, parts=()) for score in told.scores]
    cells.sort(key=lambda each: str(each.score.period and each.score.period.start))
    return replace(found, cells=(overall, *cells))


def _place(score: Score) -> tuple[Group, str | None]:
    return tuple(score.group.items()), score.period.label if score.period is not None else None
