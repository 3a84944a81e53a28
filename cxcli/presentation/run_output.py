"""A run as text for people, and as JSON for programs."""

from collections.abc import Mapping, Sequence

from cxcli.pipeline import Run
from cxcli.reporting.score_json import Json, SourceEntry, dumps, scores_json
from cxcli.reporting.score_text import score_text
from cxcli.reporting.score_words import rows_text
from cxcli.scoring.score import Score


def run_text(run: Run, *, width: int, colour: bool = False, encoding: str = "utf-8") -> str:
    """Return the scores of a run for a screen that is `width` cells wide."""
    return score_text(
        run.scores,
        metric_columns(run),
        decimals=run.settings.decimals,
        width=width,
        colour=colour,
        encoding=encoding,
        days=run.plan.window,
        changes=run.changes,
    )


def run_json(run: Run) -> str:
    """Return the run as JSON, by the contract of docs/cx.scores.schema.json."""
    return dumps(scored(run, run.scores))


def scored(run: Run, scores: Sequence[Score]) -> Json:
    """Return some scores with what the run says of its sources, by the contract of docs/cx.scores.schema.json."""
    config = run.settings.config
    return scores_json(
        scores,
        source_entries(run),
        run.notices,
        as_of=run.settings.as_of,
        config=(config.path, config.sha256) if config else None,
        days=run.plan.window,
        changes=run.changes,
    )


def source_entries(run: Run) -> list[SourceEntry]:
    """Return the sources of a run, each with the column that feeds each field and the evidence for it."""
    return [
        SourceEntry(
            report.facts, {binding.name: (binding.column.name, binding.evidence) for binding in report.bindings.fields}
        )
        for report in run.sources
    ]


def account_texts(run: Run) -> Mapping[str, str]:
    """Return, for each metric, what became of all rows."""
    return {score.metric: rows_text(score) for score in run.overall}


def metric_columns(run: Run) -> Mapping[str, Sequence[str]]:
    """Return, for each metric, the names of the columns with its answers, source by source."""
    return {
        metric.id: [
            binding.column.label or binding.column.name
            for report in run.sources
            for binding in report.bindings.fields
            if binding.name.startswith(f"{metric.id}.")
        ]
        for metric in run.plan.metrics
    }
