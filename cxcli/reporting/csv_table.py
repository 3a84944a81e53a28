"""A table as CSV: what other programs and spreadsheets read."""

import csv
from io import StringIO

from cxcli.reporting.safe import inert, neutralise
from cxcli.reporting.table import Cell, Figure, Table


def csv_table(table: Table) -> str:
    r"""Return the table as CSV: column names, then rows, with commas and "\n" line ends, and no notes.

    A figure is its value in full precision. A text that a spreadsheet could take for a formula has an apostrophe
    before it. A text with a line break of any kind is quoted.
    """
    head = _line([_text(column.name) for column in table.columns])
    return "".join([head, *(_line([_field(cell) for cell in row]) for row in table.rows)])


def _field(cell: Cell) -> str:
    if isinstance(cell, Figure):
        return _text(cell.text) if cell.value is None else str(cell.value + 0)
    return _text(cell)


def _text(text: str) -> str:
    return neutralise(inert(text))


def _line(fields: list[str]) -> str:
    line = StringIO(newline="")
    # The csv module quotes a bare CR only where its own line end holds one.
    csv.writer(line, lineterminator="\r\n").writerow(fields)
    return line.getvalue().removesuffix("\r\n") + "\n"
