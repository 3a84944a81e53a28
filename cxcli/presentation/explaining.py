"""How the explanation of a run is put together."""

from dataclasses import replace
from typing import Any

from cxcli.pipeline import Run
from cxcli.presentation.run_output import source_entries
from cxcli.reporting import explanation as page
from cxcli.reporting.score_json import SourceEntry
from cxcli.scoring.box_score import BoxScore
from cxcli.scoring.counts import CountsByValue
from cxcli.scoring.metric import Metric
from cxcli.scoring.score import Score


def explanation(run: Run, width: int) -> str:
    """Return the explanation of each overall score of the run.

    Raises:
        NotImplementedError: a metric is of a kind that has no explanation: a fault in cx.
    """
    return "\n".join(
        _page(run, metric, score, width) for metric, score in zip(run.plan.metrics, run.overall, strict=True)
    )


def _page(run: Run, metric: Metric[Any], score: Score, width: int) -> str:
    match metric, score.statistic:
        case BoxScore(), CountsByValue() as statistic:
            sources = [_for_metric(source, metric.id) for source in source_entries(run)]
            return page.explanation(
                metric,
                statistic,
                score,
                sources,
                decimals=run.settings.decimals,
                width=width,
                days=run.plan.window,
            )
    raise NotImplementedError(metric.id)


def _for_metric(source: SourceEntry, metric: str) -> SourceEntry:
    """Leave out the columns that feed other metrics."""
    columns = {field: column for field, column in source.columns.items() if field.rpartition(".")[0] in ("", metric)}
    return replace(source, columns=columns)
