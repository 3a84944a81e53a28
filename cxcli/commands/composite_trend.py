"""How `cx trend` shows the periods of a composite."""

from collections.abc import Sequence
from pathlib import Path

from msgspec.structs import replace

from cxcli.analysis.trend_finding import ChartName
from cxcli.commands.composite import run_composite
from cxcli.commands.gates import end
from cxcli.commands.options.trending import TrendFormat
from cxcli.commands.output import deliver, has_colour, output_encoding, say_notices, terminal_width
from cxcli.commands.targets import prepare
from cxcli.commands.trend_output import say_hidden
from cxcli.config.load import LoadedConfig
from cxcli.findings.composite_doubts import composite_doubts
from cxcli.findings.composite_found import CompositeFound
from cxcli.findings.composite_groups import composite_grouped
from cxcli.findings.series_found import SeriesFound, series_of
from cxcli.presentation.composite_series import composite_series_markdown, composite_series_text
from cxcli.presentation.series_output import series_json
from cxcli.reporting.csv_table import csv_table
from cxcli.reporting.trend_rows import flat_trend_table
from cxcli.scoring.composite_definition import CompositeMetric
from cxcli.settings.composites import AskedComposite


def trend_composite(
    asked: AskedComposite,
    files: Sequence[str],
    loaded: LoadedConfig | None,
    *,
    form: TrendFormat,
    output: Path | None,
    chart: ChartName | None,
    ahead: int,
) -> None:
    """Show the periods of a composite as a line; of each group, too, where some were asked for.

    Raises:
        CxError: something is wrong with what was asked for, or with a file.
        typer.Exit: too many rows are bad.
    """
    run = run_composite(asked, files, loaded, targets=prepare(output, None))
    found = composite_grouped(run, asked)
    run.notices += composite_doubts(found)
    series = _series(found, chart, ahead)
    say_hidden(series)
    deliver(_rendered(found, series, form, to_file=output is not None), output)
    say_notices(run.notices)
    end(run)


def _series(found: CompositeFound, chart: ChartName | None, ahead: int) -> SeriesFound:
    """Return the series of the scores of a composite, in place of those of its parts."""
    cells = [*found.cells, *(cell for each in found.groups for cell in each.cells)]
    made = replace(found.run, scores=[cell.score for cell in cells])
    return series_of(made, [CompositeMetric(found.definition)], chart=chart, ahead=ahead)


def _rendered(found: CompositeFound, series: SeriesFound, form: TrendFormat, *, to_file: bool) -> str:
    match form:
        case "table":
            return composite_series_text(
                found,
                series,
                width=terminal_width(to_file=to_file),
                colour=has_colour(to_file=to_file),
                encoding=output_encoding(to_file=to_file),
            )
        case "markdown":
            return composite_series_markdown(found, series)
        case "csv":
            return csv_table(flat_trend_table(series.findings))
        case _:
            return series_json(series)
