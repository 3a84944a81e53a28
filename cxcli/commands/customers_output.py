"""How the ledger and the cohorts of customers are written."""

from cxcli.commands.options.customers import CustomersFormat
from cxcli.commands.output import has_colour, output_encoding, terminal_width
from cxcli.findings.customers_found import CohortsFound, LedgerFound
from cxcli.presentation.customers_output import (
    cohorts_text,
    customers_cohorts_json,
    customers_ledger_json,
    ledger_text,
)
from cxcli.reporting.cohort_tables import flat_cohorts_table
from cxcli.reporting.csv_table import csv_table
from cxcli.reporting.ledger_tables import flat_ledger_table


def render_ledger(found: LedgerFound, output_format: CustomersFormat, *, to_file: bool) -> str:
    """Return the ledger in the format asked for."""
    match output_format:
        case "table":
            width, colour = terminal_width(to_file=to_file), has_colour(to_file=to_file)
            return ledger_text(found, width=width, colour=colour, encoding=output_encoding(to_file=to_file))
        case "csv":
            return csv_table(flat_ledger_table(found.table.lines))
        case _:
            return customers_ledger_json(found)


def render_cohorts(found: CohortsFound, output_format: CustomersFormat, *, to_file: bool) -> str:
    """Return cohorts and tenure in the format asked for; CSV has the cohorts."""
    match output_format:
        case "table":
            width, colour = terminal_width(to_file=to_file), has_colour(to_file=to_file)
            return cohorts_text(found, width=width, colour=colour, encoding=output_encoding(to_file=to_file))
        case "csv":
            return csv_table(flat_cohorts_table(found.table))
        case _:
            return customers_cohorts_json(found)
