"""From what was asked to the drivers of a score, and how these are written."""

from collections.abc import Sequence
from datetime import UTC, datetime
from pathlib import Path

from cxcli.commands.configured import loaded_config
from cxcli.commands.options.driving import DriversFormat
from cxcli.commands.output import has_colour, output_encoding, terminal_width
from cxcli.commands.targets import refuse_sources
from cxcli.drill_down.drivers import DriversFound, found_drivers
from cxcli.presentation.drivers_output import drivers_flat, drivers_json, drivers_markdown, drivers_text
from cxcli.reporting.csv_table import csv_table
from cxcli.settings import Asked, settle
from cxcli.settings.drivers import AskedDrivers, refuse_several, wanted_drivers
from cxcli.settings.sources import files_to_read
from cxcli.sources.paths import open_inputs


def drivers_of_files(
    asked: Asked, drivers: AskedDrivers, files: Sequence[str], config: Path | None, *, targets: Sequence[Path]
) -> DriversFound:
    """Return the drivers that were asked for; the use of a config is said on standard error.

    Raises:
        UsageError: one of the `targets`, which will be written, is a file that is read; several metrics are asked for.
        CxError: the run fails.
    """
    wanted = wanted_drivers(drivers)
    loaded, patterns = files_to_read(loaded_config(config), files, asked.metrics)
    settings = settle(asked, loaded, datetime.now(UTC))
    refuse_several([each.id for each in settings.definitions])
    with open_inputs(patterns) as inputs, open_inputs([drivers.join] if drivers.join else []) as others:
        read = [*(file.path for file in (*inputs, *others)), *([loaded.path] if loaded else [])]
        refuse_sources(targets, read)
        return found_drivers(settings, wanted, inputs, next(iter(others), None))


def render(found: DriversFound, output_format: DriversFormat, *, to_file: bool) -> str:
    """Return the drivers in the format asked for."""
    match output_format:
        case "table":
            return drivers_text(
                found,
                width=terminal_width(to_file=to_file),
                colour=has_colour(to_file=to_file),
                encoding=output_encoding(to_file=to_file),
            )
        case "csv":
            return csv_table(drivers_flat(found))
        case "json":
            return drivers_json(found)
        case _:
            return drivers_markdown(found)
