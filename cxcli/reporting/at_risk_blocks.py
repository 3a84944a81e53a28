"""Customers at risk in a block each, where a table would break words or cut comments."""

from collections.abc import Iterator, Sequence

from rich.cells import cell_len

from cxcli.analysis.customers_at_risk import CustomerAtRisk
from cxcli.reporting.at_risk_tables import beside_of, experience_words, followed_words, reasons_of
from cxcli.reporting.encodable import fit_encoding
from cxcli.reporting.flow import flow
from cxcli.reporting.layout import column_widths
from cxcli.reporting.number_format import count
from cxcli.reporting.safe import safe
from cxcli.reporting.table import Table, shown

_LIMIT = 4000
_INDENT = "  "


def keeps_words(table: Table, width: int) -> bool:
    """Whether the table fits on a screen so wide with no word broken."""
    widths = column_widths(table, width)
    return widths is not None and all(
        cell_len(word) <= widths[place]
        for row in table.rows
        for place, cell in enumerate(row)
        for word in shown(cell).split()
    )


def at_risk_blocks(customers: Sequence[CustomerAtRisk], *, width: int, encoding: str = "utf-8") -> str:
    """Return a block of lines for each customer: a line for each experience and its comment, each sign, in full.

    A line breaks between words alone, so that a word that is wider than the screen goes beyond it.
    """
    return "\n".join("".join(f"{line}\n" for line in _block(each, width, encoding)) for each in customers)


def _block(each: CustomerAtRisk, width: int, encoding: str) -> Iterator[str]:
    def lines(text: str, indent: str = "") -> Iterator[str]:
        fitted = fit_encoding(safe(text, limit=_LIMIT), encoding)
        for line in flow([fitted], "", width - len(indent)).split("\n"):
            yield f"{indent}{line}"

    yield from lines(f"customer: {each.customer}")
    yield from lines(f"bad: {count(len(each.experiences))}")
    yield from lines(f"why: {', '.join(reasons_of(each))}")
    for experience in each.experiences:
        yield from lines(experience_words(experience))
        if experience.comment is not None:
            yield from lines(experience.comment, _INDENT)
    for said in beside_of(each):
        yield from lines(said)
    if each.followed_up is not None:
        yield from lines(f"followed up: {followed_words(each)}")
