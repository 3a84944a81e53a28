"""How the explanation of a run is put together."""

from typing import Any

from msgspec.structs import replace

from cxcli.pipeline import Run
from cxcli.presentation.run_output import source_entries
from cxcli.reporting import explanation as page
from cxcli.reporting.row_explanation import FedSource, row_explanation
from cxcli.reporting.score_json import SourceEntry
from cxcli.scoring.box_score import BoxScore
from cxcli.scoring.counts import CountsByValue
from cxcli.scoring.definition import Definition
from cxcli.scoring.metric import Metric, of_answers
from cxcli.scoring.score import Score


def explanation(run: Run, width: int) -> str:
    """Return the explanation of each overall score of the run.

    Raises:
        NotImplementedError: a metric is of a kind that has no explanation: a fault in cx.
    """
    parts = zip(run.plan.metrics, run.settings.definitions, run.overall, strict=True)
    return "\n".join(_page(run, metric, definition, score, width) for metric, definition, score in parts)


def _page(run: Run, metric: Metric[Any], definition: Definition, score: Score, width: int) -> str:
    if score.private or not of_answers(metric):
        return row_explanation(
            metric,
            definition,
            score,
            _fed_sources(run, metric.id),
            decimals=run.settings.decimals,
            width=width,
            days=run.plan.window,
        )
    match metric, score.statistic:
        case BoxScore(), CountsByValue() as statistic:
            sources = [source for source in source_entries(run) if f"{metric.id}.score" in source.columns]
            return page.explanation(
                metric,
                statistic,
                score,
                [_for_metric(source, metric.id) for source in sources],
                decimals=run.settings.decimals,
                width=width,
                days=run.plan.window,
            )
    raise NotImplementedError(metric.id)


def _for_metric(source: SourceEntry, metric: str) -> SourceEntry:
    """Leave out the columns that feed other metrics."""
    columns = {field: column for field, column in source.columns.items() if _of(field) in ("", metric)}
    return replace(source, columns=columns)


def _fed_sources(run: Run, metric: str) -> list[FedSource]:
    """Return the sources with the fields of a metric, by their own names."""
    found = []
    for entry, report in zip(source_entries(run), run.sources, strict=True):
        fields = _for_metric(entry, metric).columns
        columns = {name.removeprefix(f"{metric}."): fed for name, fed in fields.items()}
        of_metric = {name: way for name, way in report.bindings.ways.items() if _of(name) == metric}
        ways = {name.removeprefix(f"{metric}."): way for name, way in of_metric.items()}
        if columns:
            found.append(FedSource(replace(entry, columns=columns), ways))
    return found


def _of(name: str) -> str:
    """Return the metric of a field; a column of its own may have points in its name, as may that of a breakdown."""
    owner, point, _ = name.partition(".")
    return owner if point and not name.startswith("by:") else ""
