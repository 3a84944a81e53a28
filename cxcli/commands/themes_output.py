"""From what was asked of comments to their themes, and how these are written."""

from collections.abc import Sequence
from datetime import UTC, datetime
from pathlib import Path

from cxcli.commands.configured import loaded_config
from cxcli.commands.options.theming import ThemesFormat
from cxcli.commands.output import has_colour, output_encoding, terminal_width
from cxcli.commands.targets import inputs_beside
from cxcli.errors import Problem, UsageError
from cxcli.presentation.themes_output import ThemesShown, shown_themes, themes_json, themes_text
from cxcli.reporting.csv_table import csv_table
from cxcli.reporting.theme_tables import flat_table
from cxcli.reporting.theme_text import themes_markdown
from cxcli.scoring.catalogue import shipped
from cxcli.settings import Asked
from cxcli.settings.sources import of_files
from cxcli.settings.themes import AskedThemes, themes_of


def themes_of_file(
    asked: Asked, wanted: AskedThemes, file: str, config: Path | None, *, targets: Sequence[Path]
) -> ThemesShown:
    """Return the themes of the comments of a file; the use of a config is said on standard error.

    Raises:
        UsageError: one of the `targets`, which will be written, is a file that is read, or words were mixed up.
        CxError: the run fails.
    """
    _refuse_turned(file, asked.metrics)
    loaded = of_files(loaded_config(config), [file], asked.metrics)
    settings, themes = themes_of(asked, wanted, loaded, datetime.now(UTC))
    with inputs_beside(targets, [file], loaded) as inputs:
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


def _refuse_turned(file: str, metrics: Sequence[str]) -> None:
    """Refuse a metric in the place of the file."""
    if file not in shipped() or Path(file).exists():
        return
    message = f"'{file}' is a metric, and the file comes first"
    given = metrics[0] if metrics else "FILE"
    raise UsageError(Problem(code="usage", message=message, help=f"cx themes {given} {file}"))
