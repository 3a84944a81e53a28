"""How groups that are judged are written."""

from cxcli.commands.options.agents import AgentsFormat
from cxcli.commands.output import has_colour, output_encoding, terminal_width
from cxcli.findings.groups_found import GroupsFound
from cxcli.presentation.groups_output import around, groups_json
from cxcli.reporting.csv_table import csv_table
from cxcli.reporting.groups_csv import flat_groups_table
from cxcli.reporting.groups_order import Listed
from cxcli.reporting.groups_text import groups_markdown, groups_text


def render(found: GroupsFound, output_format: AgentsFormat, listed: Listed, *, to_file: bool) -> str:
    """Return the groups in the format asked for; JSON has all of them."""
    match output_format:
        case "table":
            return groups_text(
                found.found,
                around(found),
                listed,
                width=terminal_width(to_file=to_file),
                colour=has_colour(to_file=to_file),
                encoding=output_encoding(to_file=to_file),
            )
        case "json":
            return groups_json(found)
        case "csv":
            return csv_table(flat_groups_table(found.found, listed))
        case _:
            return groups_markdown(found.found, around(found), listed)
