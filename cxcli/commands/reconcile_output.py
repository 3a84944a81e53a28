"""From what was asked to the definitions side by side, and how these are written."""

from collections.abc import Sequence
from datetime import UTC, datetime
from pathlib import Path

from cxcli.commands.configured import loaded_config
from cxcli.commands.options.reconciling import ReconcileFormat
from cxcli.commands.output import has_colour, output_encoding, terminal_width
from cxcli.commands.targets import inputs_beside
from cxcli.presentation.reconcile_output import reconciled_json, reconciled_table, reconciled_text
from cxcli.reconciliation import Reconciled, reconcile
from cxcli.reporting.csv_table import csv_table
from cxcli.settings import Asked
from cxcli.settings.sources import files_to_read


def reconciled_files(asked: Asked, files: Sequence[str], config: Path | None, *, targets: Sequence[Path]) -> Reconciled:
    """Return the definitions that were asked for; the use of a config is said on standard error.

    Raises:
        UsageError: one of the `targets`, which will be written, is a file that is read.
        CxError: no definition can be answered, or a file is refused.
    """
    loaded, read = files_to_read(loaded_config(config), files, asked.metrics)
    with inputs_beside(targets, read, loaded) as inputs:
        return reconcile(asked, loaded, datetime.now(UTC), inputs)


def render(found: Reconciled, output_format: ReconcileFormat, *, rows: bool, limit: int | None, to_file: bool) -> str:
    """Return the definitions in the format asked for; with `rows`, the rows that they take in different ways, too."""
    match output_format:
        case "table":
            return reconciled_text(
                found,
                rows=rows,
                limit=limit,
                width=terminal_width(to_file=to_file),
                colour=has_colour(to_file=to_file),
                encoding=output_encoding(to_file=to_file),
            )
        case "csv":
            return csv_table(reconciled_table(found, rows=rows, limit=limit))
        case _:
            return reconciled_json(found, rows=rows, limit=limit)
