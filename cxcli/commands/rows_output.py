"""From what was asked to the rows behind a number, and how these are written."""

from collections.abc import Sequence
from datetime import UTC, datetime
from pathlib import Path

from cxcli.commands.configured import loaded_config
from cxcli.commands.options.drilling import RowsFormat
from cxcli.commands.output import has_colour, output_encoding, terminal_width
from cxcli.commands.targets import inputs_beside
from cxcli.drill_down.search import DrillDown, drill_down
from cxcli.presentation.run_output import metric_columns, scored
from cxcli.reporting.csv_table import csv_table
from cxcli.reporting.number_format import count
from cxcli.reporting.rows_json import rows_json
from cxcli.reporting.rows_table import rows_table
from cxcli.reporting.score_json import dumps
from cxcli.reporting.score_words import column_text, days_text, decimals_for, headline, reason_words, rows_text
from cxcli.reporting.terminal import render_table
from cxcli.settings import Asked
from cxcli.settings.sought import AskedRows, sought
from cxcli.settings.sources import files_to_read

_ON_SCREEN = 50
_FEW = 6


def listed_at_most(limit: int | None, output_format: RowsFormat, *, to_file: bool) -> int | None:
    """Return how many rows are listed at most, None for all: a table on the screen has 50 where nothing is said."""
    if limit is None and output_format == "table" and not to_file:
        return _ON_SCREEN
    return limit


def found_rows(
    asked: Asked,
    wanted: AskedRows,
    files: Sequence[str],
    config: Path | None,
    *,
    targets: Sequence[Path],
    limit: int | None,
) -> DrillDown:
    """Return the rows that were asked for; the use of a config is said on standard error.

    Raises:
        UsageError: one of the `targets`, which will be written, is a file that is read.
        CxError: the run fails.
    """
    loaded, read = files_to_read(loaded_config(config), files, asked.metrics)
    settings, rows = sought(asked, wanted, loaded, datetime.now(UTC))
    with inputs_beside(targets, read, loaded) as inputs:
        return drill_down(settings, rows, inputs, limit=limit)


def render_rows(found: DrillDown, output_format: RowsFormat, *, to_file: bool) -> str:
    """Return the rows in the format asked for."""
    match output_format:
        case "table":
            return render_table(
                rows_table(found.listing, _notes(found)),
                width=terminal_width(to_file=to_file),
                colour=has_colour(to_file=to_file),
                encoding=output_encoding(to_file=to_file),
            )
        case "csv":
            return csv_table(rows_table(found.listing, in_words=False))
        case _:
            return _json(found)


def found_text(found: DrillDown) -> str:
    """Return "39 rows: scored, detractors, plan 'pro'", and how many of them are listed if not all."""
    rows = found.listing.found
    cell = [f"{column} '{key}'" for column, key in found.score.group.items()]
    cell += [found.score.period.label] if found.score.period else []
    said = ", ".join([_asked_text(found), *cell])
    listed = len(found.listing.rows)
    text = f"{count(rows)} row{'' if rows == 1 else 's'}: {said}{_masked_text(found.listing.masked)}"
    return text if listed == rows else f"{text}; {count(listed)} of them listed, --limit {rows} lists all"


def _masked_text(masked: int) -> str:
    if not masked:
        return ""
    return f"; personal data masked in {count(masked)} text{'' if masked == 1 else 's'}, --no-mask shows it"


def _asked_text(found: DrillDown) -> str:
    wanted = found.sought
    answers = [f"answer {answer}" for answer in sorted(wanted.answers)]
    classes = [" or ".join(each) for each in (wanted.boxes, answers) if each]
    flag = [f"flag {wanted.flag}"] if wanted.flag else []
    fates = "any fate" if len(wanted.fates) > _FEW else " or ".join(map(reason_words, wanted.fates))
    return ", ".join([fates, *classes, *flag])


def _notes(found: DrillDown) -> tuple[str, ...]:
    score, run = found.score, found.run
    (columns,) = metric_columns(run).values()
    days = f"days {days_text(run.plan.window)}" if run.plan.window.bounded else ""
    behind = "   ".join(headline(score, decimals_for(score, run.settings.decimals)))
    return tuple(
        line for line in (found_text(found), f"behind {behind}", days, rows_text(score), column_text(columns)) if line
    )


def _json(found: DrillDown) -> str:
    wanted = found.sought
    asked = {
        "fates": [str(fate) for fate in wanted.fates],
        "classes": list(wanted.boxes),
        "answers": sorted(wanted.answers),
        "flag": wanted.flag,
    }
    return dumps(rows_json(scored(found.run, [found.score]), found.listing, asked))
