"""How a funnel, and where people stop in a survey, are written."""

from cxcli.commands.options.funnels import FunnelFormat
from cxcli.commands.output import has_colour, output_encoding, terminal_width
from cxcli.findings.drop_off_found import DropOffFound
from cxcli.findings.funnel_found import FunnelFound
from cxcli.presentation import drop_off_output
from cxcli.presentation.funnel_output import funnel_as_json, funnel_markdown, funnel_text, groups_of
from cxcli.reporting.csv_table import csv_table
from cxcli.reporting.drop_off_tables import flat_drop_off
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


def render_drop_off(found: DropOffFound, output_format: FunnelFormat, *, to_file: bool) -> str:
    """Return where people stop in the format asked for."""
    match output_format:
        case "table":
            width, colour = terminal_width(to_file=to_file), has_colour(to_file=to_file)
            encoding = output_encoding(to_file=to_file)
            return drop_off_output.drop_off_text(found, width=width, colour=colour, encoding=encoding)
        case "csv":
            return csv_table(flat_drop_off(found.table, drop_off_output.groups_of(found)))
        case "markdown":
            return drop_off_output.drop_off_markdown(found)
        case _:
            return drop_off_output.drop_off_as_json(found)
