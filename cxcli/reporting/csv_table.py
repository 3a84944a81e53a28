"""A table as CSV: what other programs and spreadsheets read."""

import csv
from io import StringIO

from msgspec import Struct

from cxcli.reporting.safe import inert, neutralise
from cxcli.reporting.table import Cell, Figure, Table

BOM = "\ufeff"


class CsvDialect(Struct, frozen=True):
    """How CSV is spelled: the sign between fields, the decimal sign, what ends a line, and whether a BOM starts it."""

    delimiter: str = ","
    decimal: str = "."
    line_end: str = "\n"
    bom: bool = False


PLAIN = CsvDialect()
"""What programs read: commas, decimal points, LF, no BOM."""


def csv_table(table: Table, dialect: CsvDialect = PLAIN) -> str:
    """Return the table as CSV: column names, then rows, and no notes.

    A figure is its value in full precision, with the decimal sign of the dialect and nothing between thousands. A text
    that a spreadsheet could take for a formula has an apostrophe before it. A text with a line break of any kind is
    quoted.
    """
    head = _line([_text(column.name) for column in table.columns], dialect)
    lines = [head, *(_line([_field(cell, dialect) for cell in row], dialect) for row in table.rows)]
    return (BOM if dialect.bom else "") + "".join(lines)


def _field(cell: Cell, dialect: CsvDialect) -> str:
    if isinstance(cell, Figure):
        return _text(cell.text) if cell.value is None else str(cell.value + 0).replace(".", dialect.decimal)
    return _text(cell)


def _text(text: str) -> str:
    return neutralise(inert(text))


def _line(fields: list[str], dialect: CsvDialect) -> str:
    line = StringIO(newline="")
    # The csv module quotes a bare CR only where its own line end holds one.
    csv.writer(line, delimiter=dialect.delimiter, lineterminator="\r\n").writerow(fields)
    return line.getvalue().removesuffix("\r\n") + dialect.line_end
