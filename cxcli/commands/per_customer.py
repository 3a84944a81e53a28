"""How `cx score --per customer` lists the customers of a value."""

from cxcli.commands.options import Format
from cxcli.commands.options.customers import CustomersFormat
from cxcli.commands.output import has_colour, output_encoding, terminal_width
from cxcli.errors import Problem, UsageError
from cxcli.findings import valued_list
from cxcli.findings.customers_valued import CustomersValued, customers_valued
from cxcli.pipeline import Run
from cxcli.presentation.customers_output import valued_json, valued_text
from cxcli.reporting.csv_table import PLAIN, CsvDialect, csv_table
from cxcli.reporting.customer_tables import customers_listed
from cxcli.settings import Asked

_ON_SCREEN = 50


def refuse_cuts(asked: Asked, output_format: Format, per: str = "customer") -> CustomersFormat:
    """Return the format of a list of customers, which has no groups and periods.

    Raises:
        UsageError: there are some, or a format that has no rows.
    """
    valued_list.refuse_cuts(asked, per)
    if output_format not in ("table", "json", "csv"):
        message = f"--format {output_format} writes no customers"
        raise UsageError(Problem(code="per-customer", message=message, help="table, json or csv"))
    return output_format


def render_customers(
    run: Run, output_format: CustomersFormat, *, limit: int | None, to_file: bool, csv: CsvDialect = PLAIN
) -> str:
    """Return the customers of a run in the format asked for, at most `limit` of them; a screen has 50."""
    found = customers_valued(run)
    match output_format:
        case "table":
            return _table(found, limit or (None if to_file else _ON_SCREEN), to_file=to_file)
        case "csv":
            return csv_table(customers_listed(found.lines, limit), csv)
        case _:
            return valued_json(found, limit)


def _table(found: CustomersValued, limit: int | None, *, to_file: bool) -> str:
    width, colour = terminal_width(to_file=to_file), has_colour(to_file=to_file)
    return valued_text(found, limit, width=width, colour=colour, encoding=output_encoding(to_file=to_file))
