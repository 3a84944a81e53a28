"""How a run is written, and the list of its bad rows."""

from collections.abc import Mapping, Sequence

from cxcli.commands.options import Format
from cxcli.commands.output import has_colour, output_encoding, say, terminal_width
from cxcli.errors import Problem, UsageError
from cxcli.pipeline import Run
from cxcli.reporting.csv_table import csv_table
from cxcli.reporting.number_format import bare
from cxcli.reporting.score_json import SourceEntry, dumps, scores_json
from cxcli.reporting.score_markdown import score_markdown
from cxcli.reporting.score_table import flat_table
from cxcli.reporting.score_text import score_text
from cxcli.reporting.score_words import account_text, decimals_for
from cxcli.reporting.sentence import sentence
from cxcli.reporting.table import ColumnSpec, Figure, Table
from cxcli.scoring.score import Score
from cxcli.settings import Asked


def refuse_misfit(asked: Asked, output_format: Format, *, content: bool) -> None:
    """Refuse options that could have no effect; `content` says that contents are to be listed where no list is.

    Raises:
        UsageError: there is such an option.
    """
    if content:
        help_text = "add it: --rejects FILE --rejects-content"
        raise UsageError(Problem(code="usage", message="--rejects-content needs --rejects FILE", help=help_text))
    if output_format == "value" and (asked.by or asked.period):
        message = "--format value is one number for each metric, without groups and periods"
        raise UsageError(Problem(code="usage", message=message, help="leave --by and --period away, or: --format csv"))


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
            return "".join(f"{_bare(score, decimals)}\n" for score in run.overall)
        case "sentence":
            return "".join(f"{sentence(score, decimals=decimals)}\n" for score in run.scores)


def say_accounts(run: Run) -> None:
    """Say on standard error what a bare value or sentence leaves out: why there is no value, and the rows."""
    for score in run.overall:
        if score.value is None:
            say(f"cx: {score.metric} has no value: {score.reason}")
        say(f"cx: {score.metric}: {account_text(score.account, score.offenders)}")


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


def _bare(score: Score, decimals: int | None) -> str:
    return "" if score.value is None else bare(score.value, decimals_for(score, decimals))
