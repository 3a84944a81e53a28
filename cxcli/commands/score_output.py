"""How a run is written, and the list of its bad rows."""

from cxcli.commands.options import Format
from cxcli.commands.output import has_colour, output_encoding, say, terminal_width
from cxcli.errors import Problem, UsageError
from cxcli.pipeline import Run
from cxcli.presentation.run_output import metric_columns, run_json, run_text
from cxcli.reporting.csv_table import PLAIN, CsvDialect, csv_table
from cxcli.reporting.number_format import bare
from cxcli.reporting.score_markdown import score_markdown
from cxcli.reporting.score_table import flat_table
from cxcli.reporting.score_words import days_text, decimals_for, rows_text
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
    if output_format == "value" and (asked.by or asked.period or asked.rolling):
        message = "--format value is one number for each metric, without groups and periods"
        raise UsageError(Problem(code="usage", message=message, help="leave --by and --period away, or: --format csv"))


def csv_only(said: Format | None) -> Format:
    """Return CSV, the format that `--excel` writes.

    Raises:
        UsageError: another format was asked for beside it.
    """
    if said not in (None, "csv"):
        message = f"--excel writes CSV, but --format asks for {said}"
        raise UsageError(Problem(code="usage", message=message, help="leave one of the two away"))
    return "csv"


def render(run: Run, output_format: Format, *, to_file: bool, csv: CsvDialect = PLAIN) -> str:
    """Return the run in the format asked for; `csv` is how CSV is spelled."""
    decimals = run.settings.decimals
    match output_format:
        case "table":
            return run_text(
                run,
                width=terminal_width(to_file=to_file),
                colour=has_colour(to_file=to_file),
                encoding=output_encoding(to_file=to_file),
            )
        case "json":
            return run_json(run)
        case "csv":
            return csv_table(flat_table(run.scores, run.changes), csv)
        case "markdown":
            return score_markdown(run.scores, metric_columns(run), decimals, run.plan.window, run.changes)
        case "value":
            return "".join(f"{_bare(score, decimals)}\n" for score in run.overall)
        case "sentence":
            days = days_text(run.plan.window)
            return "".join(f"{sentence(score, decimals=decimals, days=days)}\n" for score in run.scores)


def say_accounts(run: Run) -> None:
    """Say on standard error what a bare value or sentence leaves out: why there is no value, and the rows."""
    for score in run.overall:
        if score.value is None:
            say(f"cx: {score.metric} has no value: {score.reason}")
        say(f"cx: {score.metric}: {rows_text(score)}")


def say_dialect(dialect: CsvDialect) -> None:
    """Say on standard error for which Excel the file is; another one would read the numbers as texts or dates."""
    sign, other = ("comma", "point") if dialect.decimal == "," else ("point", "comma")
    say(
        f"cx: for an Excel with a decimal {sign} and '{dialect.delimiter}' between columns; if yours has a decimal "
        f"{other}, add: --decimal {other}"
    )


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
