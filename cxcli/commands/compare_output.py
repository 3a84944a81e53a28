"""How a comparison is written."""

from typing import cast

from cxcli.commands.comparing import Compared
from cxcli.commands.options.comparing import CompareFormat
from cxcli.commands.output import has_colour, output_encoding, terminal_width
from cxcli.presentation.run_output import metric_columns, source_entries
from cxcli.reporting.compare_csv import compare_table
from cxcli.reporting.compare_json import compare_json, comparison_json
from cxcli.reporting.compare_text import compare_markdown, compare_text
from cxcli.reporting.csv_table import csv_table
from cxcli.reporting.score_json import Json, dumps, scores_json
from cxcli.reporting.score_words import days_text
from cxcli.scoring.score import Score


def render(compared: Compared, output_format: CompareFormat, *, to_file: bool) -> str:
    """Return the comparison in the format asked for."""
    run, found = compared.run, compared.found
    days, decimals = days_text(run.plan.window), run.settings.decimals
    match output_format:
        case "table":
            return compare_text(
                found,
                metric_columns(run),
                decimals=decimals,
                width=terminal_width(to_file=to_file),
                colour=has_colour(to_file=to_file),
                encoding=output_encoding(to_file=to_file),
                days=days,
            )
        case "json":
            return dumps(_json(compared))
        case "csv":
            return csv_table(compare_table(found))
        case _:
            return compare_markdown(found, metric_columns(run), decimals, days)


def _json(compared: Compared) -> Json:
    sides = compared.sides
    said: Json = {"kind": sides.kind, "column": sides.column or None, "two": sides.two}
    return compare_json(
        _scored(compared, []),
        said,
        [comparison_json(each, lambda score: _score(compared, score)) for each in compared.found],
    )


def _score(compared: Compared, score: Score) -> Json:
    """Return a score as a scoring run writes it."""
    (written,) = cast("list[Json]", _scored(compared, [score])["scores"])
    return written


def _scored(compared: Compared, scores: list[Score]) -> Json:
    run, config = compared.run, compared.run.settings.config
    return scores_json(
        scores,
        source_entries(run),
        run.notices,
        as_of=run.settings.as_of,
        config=(config.path, config.sha256) if config else None,
        days=run.plan.window,
    )
