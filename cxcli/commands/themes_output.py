"""From what was asked of comments to their themes, and how these are written."""

from collections.abc import Sequence
from datetime import UTC, datetime
from pathlib import Path

from cxcli.commands.options.theming import ThemesFormat
from cxcli.commands.output import has_colour, output_encoding, terminal_width
from cxcli.commands.targets import inputs_beside
from cxcli.config.load import LoadedConfig
from cxcli.errors import Problem, UsageError
from cxcli.presentation.themes_output import ThemesShown, shown_themes, themes_json, themes_text
from cxcli.reporting.csv_table import csv_table
from cxcli.reporting.theme_tables import flat_table
from cxcli.reporting.theme_text import themes_markdown
from cxcli.scoring.catalogue import with_own
from cxcli.settings import Asked
from cxcli.settings.sources import files_to_read
from cxcli.settings.themes import ANY_METRIC, AskedThemes, themes_of


def file_and_metric(file: str | None, metric: str | None, loaded: LoadedConfig | None) -> tuple[str | None, str | None]:
    """Return the file and the metric that were named; one name alone is a metric where the config has sources.

    Raises:
        UsageError: a metric stands in the place of the file.
    """
    if file is None or Path(file).exists() or not _is_metric(file, loaded):
        return file, metric
    if metric is None and loaded is not None and loaded.config.sources:
        return None, file
    message = f"'{file}' is a metric, and the file comes first"
    raise UsageError(Problem(code="usage", message=message, help=f"cx themes {metric or 'FILE'} {file}"))


def themes_of_file(
    asked: Asked, wanted: AskedThemes, file: str | None, loaded: LoadedConfig | None, *, targets: Sequence[Path]
) -> ThemesShown:
    """Return the themes of the comments of a file, else of the source of the metric in the config.

    Raises:
        UsageError: one of the `targets`, which will be written, is a file that is read.
        CxError: the run fails.
    """
    loaded, read = files_to_read(loaded, [] if file is None else [file], asked.metrics or [ANY_METRIC])
    settings, themes = themes_of(asked, wanted, loaded, datetime.now(UTC))
    with inputs_beside(targets, read, loaded) as inputs:
        return shown_themes(settings, themes, inputs)


def render_themes(shown: ThemesShown, output_format: ThemesFormat, *, to_file: bool) -> str:
    """Return the themes in the format asked for."""
    match output_format:
        case "table":
            width, colour = terminal_width(to_file=to_file), has_colour(to_file=to_file)
            return themes_text(shown, width=width, colour=colour, encoding=output_encoding(to_file=to_file))
        case "json":
            return themes_json(shown)
        case "csv":
            return csv_table(flat_table(shown.page))
        case _:
            return themes_markdown(shown.page)


def _is_metric(name: str, loaded: LoadedConfig | None) -> bool:
    return name in with_own(loaded.config.metrics if loaded else {}, loaded.document if loaded else None)
