"""An XML Spreadsheet (SpreadsheetML 2003) as one stream: its sheets one after the other, and the rows of one."""

from collections.abc import Iterator

from cxcli.errors import DataError, Problem
from cxcli.sources import limits
from cxcli.sources.signatures import XML
from cxcli.sources.spreadsheetml_cells import MOMENT, TEXT
from cxcli.sources.spreadsheetml_styles import DEFAULT, Styles
from cxcli.sources.spreadsheetml_table import Table
from cxcli.sources.xlsx_places import MergedCells
from cxcli.sources.xlsx_rows import FORMULA, RawCell, Row, over_limit
from cxcli.sources.xlsx_xml import XmlError, XmlFeed

_SPREADSHEET = "urn:schemas-microsoft-com:office:spreadsheet}"
_EXCEL = "urn:schemas-microsoft-com:office:excel}"
_NAMES = ("Workbook", "Worksheet", "Table", "Row", "Cell", "Data")
_PATH = (*(f"{_SPREADSHEET}{name}" for name in _NAMES), "")
"""The elements that hold each other down to a value, and nothing inside a value."""
_WORKSHEET, _TABLE, _ROW, _CELL, _DATA = range(2, 7)
"""How far on the way an element is."""
_COLUMN, _STYLE, _NUMBER_FORMAT = (f"{_SPREADSHEET}{name}" for name in ("Column", "Style", "NumberFormat"))
_VISIBLE, _DATE_1904 = f"{_EXCEL}Visible", f"{_EXCEL}Date1904"
_ATTRIBUTES = ("Index", "Span", "MergeAcross", "MergeDown", "StyleID", "Formula", "Type", "Name", "Hidden")
_INDEX, _SPAN, _ACROSS, _DOWN, _STYLE_ID, _FORMULA, _TYPE, _NAME, _HIDDEN = (
    f"{_SPREADSHEET}{name}" for name in _ATTRIBUTES
)
_ID, _PARENT, _FORMAT = (f"{_SPREADSHEET}{name}" for name in ("ID", "Parent", "Format"))
_KINDS = {"Number": "n", "Boolean": "b", "Error": "e", "String": TEXT, "DateTime": MOMENT}
_TRUE = ("1", "true")
_TITLE_ROWS = 2
_ADVICE = "export it again, or open it in a spreadsheet program and save it as XLSX"


class BookSheet:
    """A sheet: its `name`, its merged cells, whether it is hidden; its first two filled rows hold `held` cells."""

    def __init__(self, name: str) -> None:
        """Take the name; the rest follows."""
        self.name = name
        self.merged = MergedCells()
        self.is_hidden = False
        self.filled = self.held = 0


class Book:
    """What has been met of a workbook: its `sheets`, `styles` and first day, and the rows of the sheet `wanted`."""

    def __init__(self, file: str, wanted: int = 0) -> None:
        """Begin before the first element; sheets are counted from 1, and 0 is none."""
        self.sheets: list[BookSheet] = []
        self.styles = Styles()
        self.from_1904 = False
        self._file, self._wanted = file, wanted
        self._depth = self._on = self._row_bytes = 0
        self._begins = (
            *(self._begin_book, self._begin_sheet, self._begin_table),
            *(self._begin_row, self._begin_cell, self._begin_data),
        )
        self._table = Table(None)
        self._found: list[Row] = []
        self._cells: dict[int, RawCell] = {}
        self._value: str | None = None
        self._kind = self._style = ""
        self._is_hidden = self._is_formula = self._gathers = False
        self._is_workbook = self._has_table = False

    def start(self, name: str, attributes: dict[str, str]) -> None:
        """An element begins: the next one on the way to a value, or another."""
        self._depth += 1
        if self._depth == self._on + 1 and name == _PATH[self._on]:
            if attributes and not attributes.keys().isdisjoint(_ATTRIBUTES):
                raise XmlError("a place or a type stands without its prefix")
            self._begins[self._on](attributes)
            self._on += 1
        else:
            self._begin_other(name, attributes)

    def end(self, name: str) -> None:
        """An element ends."""
        if self._depth == self._on:
            if self._on == _DATA:
                self._gathers = False
            elif self._on == _CELL:
                self._end_cell()
            elif self._on == _ROW:
                self._end_row()
            self._on -= 1
        elif name == _VISIBLE and self._on == _WORKSHEET:
            self._gathers = False
            self.sheets[-1].is_hidden = (self._value or "").strip() in ("SheetHidden", "SheetVeryHidden")
        self._depth -= 1

    def text(self, text: str) -> None:
        """A piece of text stands here."""
        if self._gathers:
            self._value = text if self._value is None else self._value + text

    def taken(self, size: int) -> list[Row]:
        """Return the rows of the sheet wanted that ended in the last block, which has `size` bytes.

        Raises:
            DataError: a row is too long.
        """
        self._row_bytes += size
        if self._on >= _ROW and self._row_bytes > limits.RECORD_BYTES:
            what = f"row {self._table.number:,} holds more than {limits.RECORD_BYTES:,} bytes"
            raise over_limit(self._file, "record-size", what)
        found, self._found = self._found, []
        return found

    def refused(self, error: XmlError) -> DataError:
        """Return the refusal of a file whose XML is not sound, or is something else."""
        if not self._is_workbook:
            what, advice = XML
            code, message = "unsupported-format", f"this is {what} that is not read: {error.what}"
            advice = advice.replace("FILE", self._file)
        else:
            code, message, advice = "workbook", f"the workbook is damaged: {error.what}", _ADVICE
        return DataError(Problem(code=code, message=message, file=self._file, line=error.line, help=advice))

    def _begin_other(self, name: str, attributes: dict[str, str]) -> None:
        """Take an element that is not on the way to a value."""
        if self._depth > limits.XML_DEPTH:
            raise XmlError("elements are nested too deep")
        if self._on == 0:
            raise XmlError("it is no XML Spreadsheet")
        if name.removeprefix(_SPREADSHEET) in _NAMES and (self._on < _CELL or name != _PATH[_DATA - 1]):
            raise XmlError("a sheet, a row or a cell stands where none should")
        if name == _COLUMN and self._on == _TABLE:
            self._table.column_style(attributes.get(_INDEX), attributes.get(_SPAN), attributes.get(_STYLE_ID))
        elif name == _STYLE:
            self.styles.begin(attributes.get(_ID, ""), attributes.get(_PARENT, DEFAULT))
        elif name == _NUMBER_FORMAT:
            self.styles.number_format(attributes.get(_FORMAT, ""))
        elif name == _DATE_1904:
            self.from_1904 = True
        elif name == _VISIBLE and self._on == _WORKSHEET:
            self._value, self._gathers = "", True

    def _begin_book(self, _attributes: dict[str, str]) -> None:
        self._is_workbook = True

    def _begin_sheet(self, attributes: dict[str, str]) -> None:
        if len(self.sheets) == limits.MEMBERS:
            raise XmlError(f"more than {limits.MEMBERS:,} sheets")
        self.sheets.append(BookSheet(attributes.get(_NAME, "")))
        self._has_table = False

    def _begin_table(self, attributes: dict[str, str]) -> None:
        if self._has_table:
            raise XmlError("a sheet holds two tables")
        self._has_table, self._table = True, Table(attributes.get(_STYLE_ID))

    def _begin_row(self, attributes: dict[str, str]) -> None:
        table = self._table
        before = table.number
        table.begin_row(attributes.get(_INDEX), attributes.get(_SPAN), attributes.get(_STYLE_ID))
        if table.number < before:
            what = f"row {table.number:,} stands behind row {before:,}"
            raise over_limit(self._file, "unordered-rows", what, table.number)
        if table.rows > limits.SHEET_ROWS:
            raise over_limit(self._file, "too-many-cells", f"more than {limits.SHEET_ROWS:,} rows")
        self._is_hidden = attributes.get(_HIDDEN) in _TRUE
        self._cells, self._row_bytes = {}, 0

    def _begin_cell(self, attributes: dict[str, str]) -> None:
        table = self._table
        table.begin_cell(attributes.get(_INDEX))
        across, down = attributes.get(_ACROSS), attributes.get(_DOWN)
        if across is not None or down is not None:
            self.sheets[-1].merged.add(table.merge(across, down))
        self._style = table.style_of(attributes.get(_STYLE_ID))
        self._is_formula = _FORMULA in attributes
        self._kind, self._value = "n", None

    def _begin_data(self, attributes: dict[str, str]) -> None:
        if self._value is not None:
            self._table.fault = "two values in one cell"
        self._kind = _KINDS.get(attributes.get(_TYPE, ""), "")
        self._value, self._gathers = "", True

    def _end_cell(self) -> None:
        table = self._table
        if not (self._value or self._is_formula or self._kind == "e"):
            return
        if table.column >= limits.COLUMNS:
            what = (
                f"row {table.number:,} has a cell in column {table.column + 1:,}, at most {limits.COLUMNS:,} are read"
            )
            raise over_limit(self._file, "columns", what, table.number)
        if table.is_covered:
            table.fault = "two cells in one place"
        kind = FORMULA + self._kind if self._is_formula else self._kind
        self._cells[table.column] = (kind, self._style, self._value)

    def _end_row(self) -> None:
        table, sheet = self._table, self.sheets[-1]
        if table.cells > limits.CELLS:
            raise over_limit(self._file, "too-many-cells", f"more than {limits.CELLS:,} cells")
        if self._cells:
            sheet.filled += 1
            sheet.held += len(self._cells) if sheet.filled <= _TITLE_ROWS else 0
            if len(self.sheets) == self._wanted:
                self._found.append(Row(table.number, self._cells, self._is_hidden, table.fault))


def read_book(file: str, blocks: Iterator[bytes]) -> Book:
    """Return what a workbook says beside its rows: the sheets, the styles, the first day of its calendar.

    Raises:
        DataError: it is another kind of XML, damaged, or over a limit.
    """
    book = Book(file)
    # No sheet is wanted, so no row comes out.
    list(_rows(book, blocks))
    return book


def read_rows(file: str, blocks: Iterator[bytes], number: int) -> Iterator[Row]:
    """Yield the rows that hold anything of the sheet with this number, from 1, in their order.

    Raises:
        DataError: the workbook is damaged or over a limit, or the rows of a sheet are out of order.
    """
    return _rows(Book(file, number), blocks)


def _rows(book: Book, blocks: Iterator[bytes]) -> Iterator[Row]:
    feed = XmlFeed(book, declared=True)
    try:
        for block in blocks:
            feed.feed(block)
            yield from book.taken(len(block))
        feed.feed(b"", last=True)
    except XmlError as error:
        raise book.refused(error) from error
