"""The rows of a sheet as they are stored: their numbers, their cells without a meaning yet, hidden or not."""

from collections.abc import Iterator, Mapping

from msgspec import Struct

from cxcli.errors import DataError, Problem
from cxcli.sources import limits
from cxcli.sources.xlsx_package import FEED_BYTES, Package
from cxcli.sources.xlsx_places import column_of, letters_of, row_of
from cxcli.sources.xlsx_xml import XmlError, XmlFeed, prefix_of

RawCell = tuple[str, str, str | None]
"""A cell as it is stored: its type, the number of its format, and its value; None for a formula without one.

Before the type of a cell with a formula stands `FORMULA`, a character that XML cannot hold.
"""
FORMULA = "\0"


class Row(Struct):
    """A row with at least one cell that holds something; `fault` is what is wrong with the places of its cells."""

    number: int
    cells: Mapping[int, RawCell]
    hidden: bool
    fault: str


_READ = frozenset({"sheetData", "row", "c", "v"})
_TRUE = ("1", "true")
_LETTERED = 702
_LETTERS = [letters_of(column) for column in range(_LETTERED)]
"""The letters of the columns A to ZZ: nearly all cells stand right of the one before."""


def read_rows(package: Package, part: str) -> Iterator[Row]:
    """Yield the rows of a sheet that hold anything, in their order.

    Raises:
        DataError: the part is damaged or over a limit, is no sheet of cells, or its rows are out of order.
    """
    sheet = _Sheet(package.file.name)
    feed = XmlFeed(sheet, plain=True)
    try:
        for block in package.blocks(part):
            feed.feed(block)
            yield from sheet.taken()
        feed.feed(b"", last=True)
    except XmlError as error:
        raise package.unsound(error) from error
    yield from sheet.taken()


def over_limit(file: str, code: str, message: str, line: int | None = None) -> DataError:
    """Return the refusal of a sheet of which more is there than is read, or whose rows are out of order."""
    help_text = "open it in a spreadsheet program, keep the table alone and save it again, or save it as CSV UTF-8"
    return DataError(Problem(code=code, message=message, file=file, line=line, help=help_text))


class _Sheet:
    """Puts the rows together as their parts come in; this is done for every cell, so it is written for speed."""

    def __init__(self, file: str) -> None:
        self._file = file
        self._found: list[Row] = []
        self._number = self._rows = self._seen = self._blocks = 0
        self._name, self._is_hidden, self._in_row = "", False, False
        self._cells: dict[int, RawCell] = {}
        self._fault = ""
        self._column = -1
        self._prefix: str | None = None
        self._row = self._c = self._v = ""
        self._cell: dict[str, str] = {}
        self._value: str | None = None
        self._formula = self._is_phonetic = self._gathers = False

    def start(self, name: str, attributes: dict[str, str]) -> None:
        if name == self._c:
            self._seen += 1
            column = self._column + 1
            place = attributes.get("r")
            if place is not None and (column >= _LETTERED or place != _LETTERS[column] + self._name):
                column = self._placed(place)
            self._column = column
            self._cell = attributes
            self._value = None
            self._formula = False
        elif name == self._v:
            self._value, self._gathers = "", True
        elif name == self._row:
            self._begin_row(attributes)
        else:
            self._begin_other(name, attributes)

    def end(self, name: str) -> None:
        if name == self._v:
            self._gathers = False
        elif name == self._c:
            value, column = self._value, self._column
            if value or self._formula:
                if column in self._cells or column >= limits.COLUMNS:
                    self._misplace(column)
                cell = self._cell
                kind = cell.get("t", "n")
                self._cells[column] = (FORMULA + kind if self._formula else kind, cell.get("s", "0"), value)
        elif name == self._row:
            self._end_row()
        elif name == f"{self._prefix}t":
            self._gathers = False
        elif name == f"{self._prefix}rPh":
            self._is_phonetic = False

    def text(self, text: str) -> None:
        if self._gathers:
            self._value = text if self._value is None else self._value + text

    def taken(self) -> list[Row]:
        """Return the rows that ended since the last call, which is made for each block."""
        self._blocks += 1
        if self._in_row and self._blocks * FEED_BYTES > limits.RECORD_BYTES:
            raise self._over("record-size", f"row {self._number:,} holds more than {limits.RECORD_BYTES:,} bytes")
        found, self._found = self._found, []
        return found

    def _begin_other(self, name: str, attributes: dict[str, str]) -> None:
        """Take an element that is rare, the root among them: it says how the names of the others are spelled."""
        prefix, colon, last = name.rpartition(":")
        if self._prefix is None:
            found = prefix_of(name, attributes)
            if found is None or last != "worksheet":
                raise XmlError("a part that should be a sheet is none")
            self._prefix = found
            self._row, self._c, self._v = f"{found}row", f"{found}c", f"{found}v"
        elif prefix + colon != self._prefix:
            if last in _READ:
                raise XmlError("the names in a sheet have several prefixes")
        elif last == "f":
            self._formula = True
        elif last == "t":
            self._gathers = not self._is_phonetic
        elif last == "rPh":
            self._is_phonetic = True

    def _begin_row(self, attributes: dict[str, str]) -> None:
        before, name = self._number, attributes.get("r")
        number = before + 1 if name is None else row_of(name)
        if number is None:
            raise XmlError("a row has no number that a sheet can have")
        if number < before:
            raise self._over("unordered-rows", f"row {number:,} stands behind row {before:,}", number)
        self._rows += 1
        if self._rows > limits.SHEET_ROWS:
            raise self._over("too-many-cells", f"more than {limits.SHEET_ROWS:,} rows")
        self._number, self._name, self._blocks, self._in_row = number, str(number), 0, True
        self._is_hidden = attributes.get("hidden") in _TRUE
        self._cells, self._fault, self._column = {}, "", -1

    def _placed(self, place: str) -> int:
        """Return the column of a cell that is not simply the next one."""
        column = column_of(place.removesuffix(self._name))
        if column is None or not place.endswith(self._name):
            self._fault = "a cell that says it is elsewhere"
            return self._column + 1
        return column

    def _misplace(self, column: int) -> None:
        if column >= limits.COLUMNS:
            what = f"row {self._number:,} has a cell in column {column + 1:,}, at most {limits.COLUMNS:,} are read"
            raise self._over("columns", what, self._number)
        self._fault = "two cells in one place"

    def _end_row(self) -> None:
        self._in_row = False
        if self._seen > limits.CELLS:
            raise self._over("too-many-cells", f"more than {limits.CELLS:,} cells")
        if self._cells:
            self._found.append(Row(self._number, self._cells, self._is_hidden, self._fault))

    def _over(self, code: str, message: str, line: int | None = None) -> DataError:
        return over_limit(self._file, code, message, line)
