"""How a run is written, what its exit code is, and the list of its bad rows."""

from collections.abc import Mapping, Sequence
from typing import assert_never

from cxcli.commands.options import Format
from cxcli.commands.output import has_colour, output_encoding, say, terminal_width
from cxcli.errors import ExitCode
from cxcli.pipeline import Run
from cxcli.reporting.csv_table import csv_table
from cxcli.reporting.number_format import bare, count
from cxcli.reporting.score_json import SourceEntry, dumps, scores_json
from cxcli.reporting.score_markdown import score_markdown
from cxcli.reporting.score_table import flat_table
from cxcli.reporting.score_text import score_text
from cxcli.reporting.score_words import decimals_for
from cxcli.reporting.sentence import sentence
from cxcli.reporting.table import ColumnSpec, Figure, Table
from cxcli.scoring.score import Score


def render(run: Run, output_format: Format, *, to_file: bool) -> str:
    """Return the run in the format asked for."""
    decimals = run.settings.decimals
    match output_format:
        case "table":
            return score_text(
                run.scores,
                metric_columns(run),
                decimals=decimals,
                width=terminal_width(to_file=to_file),
                colour=has_colour(to_file=to_file),
                encoding=output_encoding(to_file=to_file),
            )
        case "json":
            return run_json(run)
        case "csv":
            return csv_table(flat_table(run.scores))
        case "markdown":
            return score_markdown(run.scores, metric_columns(run), decimals)
        case "value":
            return "".join(f"{_bare(score, decimals)}\n" for score in overall(run.scores))
        case "sentence":
            return "".join(f"{sentence(score, decimals=decimals or 0)}\n" for score in run.scores)
        case _:
            assert_never(output_format)


def run_json(run: Run) -> str:
    """Return the run as JSON, by the contract of docs/cx.scores.schema.json."""
    config = run.settings.config
    data = scores_json(
        run.scores,
        source_entries(run),
        run.notices,
        as_of=run.settings.as_of,
        config=(config.path, config.sha256) if config else None,
    )
    return dumps(data)


def source_entries(run: Run) -> list[SourceEntry]:
    """Return the sources of a run, each with the column that feeds each field and the evidence for it."""
    return [
        SourceEntry(
            report.facts, {binding.name: (binding.column.name, binding.evidence) for binding in report.bindings.fields}
        )
        for report in run.sources
    ]


def metric_columns(run: Run) -> Mapping[str, Sequence[str]]:
    """Return, for each metric, the names of the columns with its answers, source by source."""
    return {
        metric.id: [
            binding.column.label or binding.column.name
            for report in run.sources
            for binding in report.bindings.fields
            if binding.name == f"{metric.id}.score"
        ]
        for metric in run.plan.metrics
    }


def overall(scores: Sequence[Score]) -> list[Score]:
    """Return the scores over all groups and all time."""
    return [score for score in scores if not score.group and score.period is None]


def rejects_text(run: Run, *, content: bool) -> str:
    """Return the bad rows as CSV: file, line, metric, reason, detail, and what they hold only where asked for."""
    names = ["file", "line", "metric", "reason", "detail", *(["content"] if content else [])]
    rows = tuple(
        (
            row.file,
            Figure(str(row.line), row.line),
            row.metric,
            row.reason,
            row.detail,
            *((row.content,) if content else ()),
        )
        for row in run.rejected
    )
    return csv_table(Table(tuple(ColumnSpec(name, name) for name in names), rows))


def gate(run: Run, *, under: float | None, over: float | None) -> ExitCode:
    """Return the exit code of a run that went through, and say on standard error why it is not 0.

    A gate that failed goes before bad rows: it is what the caller asked about.
    """
    failed = False
    for score in overall(run.scores):
        reason = _gate_reason(score, under, over)
        if reason:
            say(f"cx: gate failed: {score.metric} {reason}")
            failed = True
    if failed:
        return ExitCode.GATE
    too_many = False
    for score in overall(run.scores):
        bad, read = score.account.bad, score.account.read
        if run.settings.max_rejects.exceeded(bad=bad, read=read):
            say(
                f"cx: {score.metric}: {count(bad)} of {count(read)} rows are bad, more than --max-rejects allows; --rejects FILE lists them"
            )
            too_many = True
    return ExitCode.BAD_ROWS if too_many else ExitCode.DONE


def _gate_reason(score: Score, under: float | None, over: float | None) -> str:
    if under is None and over is None:
        return ""
    if score.value is None:
        return "has no value"
    if under is not None and score.value < under:
        return f"{score.value:g} is under {under:g}"
    if over is not None and score.value > over:
        return f"{score.value:g} is over {over:g}"
    return ""


def _bare(score: Score, decimals: int | None) -> str:
    return "" if score.value is None else bare(score.value, decimals_for(score, decimals))
