"""How a comparison is written."""

from cxcli.commands.options.comparing import CompareFormat
from cxcli.commands.output import has_colour, output_encoding, terminal_width
from cxcli.findings.side_by_side import Compared
from cxcli.presentation.comparison_output import compared_json, comparison_text
from cxcli.presentation.run_output import account_texts, metric_columns
from cxcli.reporting.compare_csv import compare_table
from cxcli.reporting.compare_text import compare_markdown
from cxcli.reporting.csv_table import csv_table
from cxcli.reporting.score_words import days_text


def render(compared: Compared, output_format: CompareFormat, *, to_file: bool) -> str:
    """Return the comparison in the format asked for."""
    run, found = compared.run, compared.found
    match output_format:
        case "table":
            return comparison_text(
                compared,
                width=terminal_width(to_file=to_file),
                colour=has_colour(to_file=to_file),
                encoding=output_encoding(to_file=to_file),
            )
        case "json":
            return compared_json(compared)
        case "csv":
            return csv_table(compare_table(found))
        case _:
            return compare_markdown(
                found, metric_columns(run), run.settings.decimals, days_text(run.plan.window), account_texts(run)
            )
