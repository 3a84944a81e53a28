"""Customers with what each is worth, as a table and as JSON."""

from collections.abc import Mapping, Sequence

from msgspec.structs import asdict

from cxcli.analysis.customer_lines import CustomerLine
from cxcli.reporting.number_format import bare, count
from cxcli.reporting.table import Cell, ColumnSpec, Figure, Table

_TITLES = {
    "purchases": "purchases",
    "first": "first",
    "last": "last",
    "revenue": "revenue",
    "alive": "alive %",
    "expected": "expected",
    "value": "value",
}
_AHEAD = ("alive", "expected")


def customers_listed(lines: Sequence[CustomerLine], listed: int | None, notes: Sequence[str] = ()) -> Table:
    """Return a row a customer, at most `listed` of them; chance and purchases to come only where they are known."""
    names = [name for name in _TITLES if name not in _AHEAD or lines[0].alive is not None]
    columns = (ColumnSpec("customer", "customer"), *(ColumnSpec(name, _TITLES[name], "right") for name in names))
    return Table(columns, tuple(_row(line, names) for line in lines[:listed]), tuple(notes))


def customer_json(line: CustomerLine) -> Mapping[str, object]:
    """Return one customer."""
    return {**asdict(line), "first": str(line.first), "last": str(line.last)}


def _row(line: CustomerLine, names: Sequence[str]) -> tuple[Cell, ...]:
    figures = {
        "purchases": Figure(count(line.purchases), line.purchases),
        "first": Figure(str(line.first)),
        "last": Figure(str(line.last)),
        "revenue": _figure(line.revenue, 2),
        "alive": _figure(line.alive, 1),
        "expected": _figure(line.expected, 2),
        "value": _figure(line.value, 2),
    }
    return line.customer, *(figures[name] for name in names)


def _figure(value: float | None, decimals: int) -> Figure:
    return Figure("") if value is None else Figure(bare(value, decimals), value)
