"""Where the rows and cells of a table in an XML Spreadsheet are: as they say it, or behind the one before.

The rules are those of the XML Spreadsheet Reference (Microsoft, 2001) for ss:Index, ss:Span, ss:MergeAcross and
ss:MergeDown.
"""

import re

from cxcli.sources import limits
from cxcli.sources.spreadsheetml_styles import DEFAULT
from cxcli.sources.xlsx_places import Merged, row_of
from cxcli.sources.xlsx_xml import XmlError

_COUNT = re.compile(r"\d{1,7}", re.ASCII)


class Table:
    """The places in one table, row by row: `number` is that of the row, `column` (from 0) that of its last cell.

    `fault` is what is wrong with the places in the row, `cells` counts cells as a sheet has them. A cell `is_covered`
    where one above is merged with those below it.
    """

    def __init__(self, style: str | None) -> None:
        """Begin above the first row; `style` is that of cells that have none."""
        self.number = self.rows = self.cells = 0
        self.column = -1
        self.fault = ""
        self.is_covered = False
        self._span = self._next = 0
        self._style = style or DEFAULT
        self._row_style: str | None = None
        self._column_styles: dict[int, str] = {}
        self._next_column = 0
        self._covered: dict[int, int] = {}

    def column_style(self, index: str | None, span: str | None, style: str | None) -> None:
        """Take what is said of a column, and of as many behind it as `span` says."""
        first = self._next_column if index is None else _count(index) - 1
        self._next_column = first + _count(span) + 1
        if style is not None:
            self._column_styles.update(dict.fromkeys(range(first, min(self._next_column, limits.COLUMNS)), style))

    def begin_row(self, index: str | None, span: str | None, style: str | None) -> None:
        """Begin the next row, behind which as many more are blank as `span` says.

        Raises:
            XmlError: it is on a row that no sheet has.
        """
        number = self.number + self._span + 1 if index is None else row_of(index)
        if number is None or number > limits.SHEET_ROWS:
            raise XmlError("a row has no number that a sheet can have")
        self.number, self._span, self._row_style = number, _count(span), style
        self.rows += 1
        self._next, self.column, self.fault = 0, -1, ""

    def begin_cell(self, index: str | None) -> None:
        """Begin the next cell of the row."""
        column = self._next if index is None else self._placed(index)
        self.column, self._next = column, column + 1
        self.is_covered = self._covered.get(column, 0) >= self.number
        self.cells += 1

    def merge(self, across: str | None, down: str | None) -> Merged:
        """Take the cell as one with those beside and below it."""
        last_row, last = self.number + _count(down), self.column + _count(across)
        self._next = last + 1
        if last_row > self.number:
            columns = range(self.column, min(last + 1, limits.COLUMNS))
            self.cells += len(columns)
            self._covered.update(dict.fromkeys(columns, last_row))
        return Merged(self.number, last_row, self.column, last)

    def style_of(self, own: str | None) -> str:
        """Return the style of the cell: its `own`, or that of its row, its column or the table."""
        return own or self._row_style or self._column_styles.get(self.column) or self._style

    def _placed(self, index: str) -> int:
        column = _count(index) - 1
        if column >= self._next:
            return column
        self.fault = "a cell that says it is elsewhere"
        return self._next


def _count(text: str | None) -> int:
    if text is None:
        return 0
    if not _COUNT.fullmatch(text):
        raise XmlError("a row, a column or a cell says no number where one should be")
    return int(text)
