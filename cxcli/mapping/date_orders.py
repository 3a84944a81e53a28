"""Day-first or month-first: decided for each separator from the whole column, or refused."""

from collections.abc import Mapping
from types import MappingProxyType

from cxcli.errors import Problem
from cxcli.mapping.date_choices import Order
from cxcli.mapping.date_evidence import Clue, DateEvidence
from cxcli.mapping.date_forms import Shape

Orders = Mapping[Shape, tuple[Order, str]]
"""The order of each numeric shape, and the reason for it."""

LINES = "add to the config one of: dates: {order: day-first}   dates: {order: month-first}"

_NAMES: Mapping[Shape, str] = MappingProxyType(
    {Shape.SLASH: "a/b/year", Shape.DOT: "a.b.year", Shape.DASH: "a-b-year", Shape.SHORT_DASH: "a-b-c"}
)


def decided_orders(evidence: DateEvidence) -> Orders | Problem:
    """The order of each numeric shape that occurs, with the reason for it, or why the column is refused.

    A first number above 12 proves day-first, a second one month-first. Separators are decided apart, since two
    spellings in one column are a sign of a spreadsheet that swapped day and month in one of them. Dates with dots
    are day-first where nothing proves otherwise: no country writes them month-first.
    """
    orders: dict[Shape, tuple[Order, str]] = {}
    for shape in sorted(evidence.shapes & _NAMES.keys()):
        found = _order(shape, evidence.about(shape))
        if isinstance(found, Problem):
            return found
        orders[shape] = found
    return orders


def declared_orders(order: Order) -> Orders:
    """The declared order for every numeric shape; `iso` reads none of them."""
    return {} if order == "iso" else dict.fromkeys(_NAMES, (order, f"dates are {order}, as the config says"))


def _order(shape: Shape, clues: frozenset[Clue]) -> tuple[Order, str] | Problem:
    if {Clue.DAY_FIRST, Clue.MONTH_FIRST} <= clues:
        return Problem(
            code="date-order-contradiction",
            message=f"some dates of the form {_NAMES[shape]} can only be day-first and some only month-first",
            help=f"{LINES}; the dates of the other kind are then unreadable",
        )
    if Clue.DAY_FIRST in clues:
        return "day-first", f"{_NAMES[shape]} is day-first: a first number is above 12, no second one is"
    if Clue.MONTH_FIRST in clues:
        return "month-first", f"{_NAMES[shape]} is month-first: a second number is above 12, no first one is"
    if shape == Shape.DOT:
        return "day-first", f"{_NAMES[shape]} is day-first by convention: no number is above 12"
    if Clue.OPEN in clues:
        return Problem(
            code="date-order-unknown",
            message=f"nothing says which number is the day in the dates of the form {_NAMES[shape]}",
            help=LINES,
        )
    return "day-first", f"{_NAMES[shape]}: day and month are the same number in every date"
