"""How the list of customers at risk is written."""

from cxcli.at_risk.listing import Listing
from cxcli.commands.options.at_risk import AtRiskFormat
from cxcli.commands.output import has_colour, output_encoding, terminal_width
from cxcli.presentation.at_risk_output import at_risk_json, at_risk_markdown, at_risk_text
from cxcli.reporting.at_risk_tables import flat_at_risk_table
from cxcli.reporting.csv_table import csv_table

_ON_SCREEN = 50


def render_customers(
    found: Listing, output_format: AtRiskFormat, *, limit: int | None, to_file: bool
) -> tuple[str, int | None]:
    """Return the list in the format asked for, and how many customers it has at most, None for all."""
    if limit is None and output_format == "table" and not to_file:
        limit = _ON_SCREEN
    match output_format:
        case "table":
            return _table(found, limit, to_file=to_file), limit
        case "csv":
            return csv_table(flat_at_risk_table(found.customers[:limit], comments=found.commented)), limit
        case "markdown":
            return at_risk_markdown(found, limit), limit
        case _:
            return at_risk_json(found, limit), limit


def _table(found: Listing, limit: int | None, *, to_file: bool) -> str:
    width, colour = terminal_width(to_file=to_file), has_colour(to_file=to_file)
    return at_risk_text(found, limit, width=width, colour=colour, encoding=output_encoding(to_file=to_file))
