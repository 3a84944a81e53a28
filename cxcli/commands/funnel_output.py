"""How a funnel is written."""

from cxcli.commands.options.funnels import FunnelFormat
from cxcli.commands.output import has_colour, output_encoding, terminal_width
from cxcli.findings.funnel_found import FunnelFound
from cxcli.presentation.funnel_output import funnel_as_json, funnel_markdown, funnel_text, groups_of
from cxcli.reporting.csv_table import csv_table
from cxcli.reporting.funnel_groups import flat_groups_table


def render_funnel(found: FunnelFound, output_format: FunnelFormat, *, to_file: bool) -> str:
    """Return the funnel in the format asked for."""
    match output_format:
        case "table":
            width, colour = terminal_width(to_file=to_file), has_colour(to_file=to_file)
            return funnel_text(found, width=width, colour=colour, encoding=output_encoding(to_file=to_file))
        case "csv":
            return csv_table(flat_groups_table(found.table, groups_of(found)))
        case "markdown":
            return funnel_markdown(found)
        case _:
            return funnel_as_json(found)
