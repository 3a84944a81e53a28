"""How series of periods are written."""

from cxcli.commands.options.trending import TrendFormat
from cxcli.commands.output import has_colour, output_encoding, say, terminal_width
from cxcli.errors import Problem, UsageError
from cxcli.findings.series_found import SeriesFound
from cxcli.presentation.run_output import metric_columns
from cxcli.presentation.series_output import series_json, series_text
from cxcli.reporting.csv_table import csv_table
from cxcli.reporting.trend_rows import flat_trend_table
from cxcli.reporting.trend_text import trend_markdown


def refuse_overlap(rolling: tuple[int, str] | None) -> None:
    """Refuse rolling windows.

    Raises:
        UsageError: they were asked for.
    """
    if rolling is not None:
        message = "windows that roll overlap: neighbours share rows, and limits and tests take them for apart"
        raise UsageError(Problem(code="rolling", message=message, help="give a longer period: --period quarter"))


def say_hidden(found: SeriesFound) -> None:
    """Say on standard error how many groups have no series."""
    for text in found.hidden_texts:
        say(f"cx: {text}")


def render_trend(found: SeriesFound, output_format: TrendFormat, *, to_file: bool) -> str:
    """Return what the series say in the format asked for."""
    run = found.run
    match output_format:
        case "table":
            return series_text(
                found,
                width=terminal_width(to_file=to_file),
                colour=has_colour(to_file=to_file),
                encoding=output_encoding(to_file=to_file),
            )
        case "markdown":
            return trend_markdown(found.findings, metric_columns(run), run.settings.decimals, run.plan.window)
        case "csv":
            return csv_table(flat_trend_table(found.findings))
        case _:
            return series_json(found)
