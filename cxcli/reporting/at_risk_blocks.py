"""Customers at risk in a block each, where a table would break words or cut comments."""

from collections.abc import Iterator, Sequence

from rich.cells import cell_len

from cxcli.analysis.customers_at_risk import CustomerAtRisk
from cxcli.reporting.at_risk_tables import beside_of, experience_words, followed_words, reasons_of, shown_experiences
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


def at_risk_blocks(
    customers: Sequence[CustomerAtRisk], *, width: int, encoding: str = "utf-8", every: bool = False
) -> str:
    """Return a block of lines for each customer: a line for each of the latest experiences and its comment, each sign.

    `every`: all experiences are shown. A line breaks between words alone, so that a word that is wider than the screen
    goes beyond it.
    """
    blocks = (_block(each, width, encoding, every=every) for each in customers)
    return "\n".join("".join(f"{line}\n" for line in block) for block in blocks)


def _block(each: CustomerAtRisk, width: int, encoding: str, *, every: bool) -> Iterator[str]:
    def lines(text: str, indent: str = "") -> Iterator[str]:
        fitted = fit_encoding(safe(text, limit=_LIMIT), encoding)
        for line in flow([fitted], "", width - len(indent)).split("\n"):
            yield f"{indent}{line}"

    yield from lines(f"customer: {each.customer}")
    yield from lines(f"bad: {count(len(each.experiences))}")
    yield from lines(f"why: {', '.join(reasons_of(each))}")
    shown = shown_experiences(each, every=every)
    for experience in shown:
        yield from lines(experience_words(experience))
        if experience.comment is not None:
            yield from lines(experience.comment, _INDENT)
    if len(shown) < len(each.experiences):
        yield from lines(f"{count(len(each.experiences) - len(shown))} more")
    for said in beside_of(each):
        yield from lines(said)
    if each.followed_up is not None:
        yield from lines(f"followed up: {followed_words(each)}")
