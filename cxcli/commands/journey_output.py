"""How a journey is written."""

from cxcli.commands.options.journeying import JourneyFormat
from cxcli.commands.output import has_colour, output_encoding, terminal_width
from cxcli.findings.journey_found import JourneyFound
from cxcli.presentation.journey_output import journey_json, journey_markdown, journey_table, journey_text
from cxcli.reporting.csv_table import csv_table


def render(found: JourneyFound, output_format: JourneyFormat, *, to_file: bool) -> str:
    """Return the journey in the format asked for; CSV has the scores."""
    match output_format:
        case "table":
            width, colour = terminal_width(to_file=to_file), has_colour(to_file=to_file)
            return journey_text(found, width=width, colour=colour, encoding=output_encoding(to_file=to_file))
        case "markdown":
            return journey_markdown(found)
        case "csv":
            return csv_table(journey_table(found))
        case _:
            return journey_json(found)
