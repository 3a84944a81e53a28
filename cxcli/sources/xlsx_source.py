"""A workbook as a source: one of its sheets, understood from the first rows, then handed on row by row."""

from collections.abc import Collection, Iterator

from cxcli.errors import Notice
from cxcli.sources.chunk import Chunk, Column, Detection
from cxcli.sources.options import ReadOptions
from cxcli.sources.paths import InputFile
from cxcli.sources.signatures import packing_notices
from cxcli.sources.source import SourceFacts
from cxcli.sources.xlsx_cells import CellTexts
from cxcli.sources.xlsx_choice import choose_sheet
from cxcli.sources.xlsx_chunks import ChunkMaker
from cxcli.sources.xlsx_formats import read_formats
from cxcli.sources.xlsx_header import HeadRow, SheetHeader, understand
from cxcli.sources.xlsx_notices import pass_notices
from cxcli.sources.xlsx_package import Package
from cxcli.sources.xlsx_places import merged_cells
from cxcli.sources.xlsx_records import Records
from cxcli.sources.xlsx_rows import Row, read_rows
from cxcli.sources.xlsx_rules import Fault
from cxcli.sources.xlsx_strings import read_strings
from cxcli.sources.xlsx_workbook import read_workbook

_ROWS_LOOKED_AT = 60
_FAULTY = "#"
"""What stands for a cell without a text while the header is looked for: something, and neither a name nor data."""


class XlsxSource:
    """One sheet of a workbook. Opening it reads the first rows; each call of `chunks` is a pass over the whole."""

    def __init__(self, file: InputFile, options: ReadOptions) -> None:
        """Choose the sheet and understand its header.

        Raises:
            UsageError: there is no such sheet.
            DataError: the workbook is damaged or over a limit, or it is not clear what is to be read.
        """
        self._file = file
        self._options = options
        self._package = Package(file)
        workbook = read_workbook(self._package)
        sheet, evidence = choose_sheet(self._package, workbook.sheets, options.sheet)
        self._part = sheet.part or ""
        self._strings = read_strings(self._package, workbook.strings)
        self._formats = read_formats(self._package, workbook.formats)
        self._from_1904 = workbook.from_1904
        self._is_unworked = workbook.is_unworked
        self._hidden = sum(each.hidden and each is not sheet for each in workbook.sheets)
        self._sheet = Detection("sheet", sheet.name, evidence)
        self._header = self._understand()
        self._facts = self._new_facts()

    @property
    def columns(self) -> tuple[Column, ...]:
        """The columns, in the order of the sheet."""
        return self._header.header.columns

    @property
    def facts(self) -> SourceFacts:
        """What the file was taken to be, and what the last pass found."""
        return self._facts

    def chunks(self, positions: Collection[int], rows: int | None = None) -> Iterator[Chunk]:
        """Make a pass over the sheet and yield the columns at `positions`, at most `rows` records at a time.

        A row with an error, or a formula without a value, is rejected where that is in one of the columns; where no
        columns are asked for, in any.

        Raises:
            DataError: the sheet is damaged or over a limit. RetryError: the file changed meanwhile.
        """
        facts = self._facts = self._new_facts()
        texts = self._texts()
        records = Records(self._header, texts, self._options.footer)
        maker = ChunkMaker(self._file.name, facts.account, texts, positions, rows)
        for record in records.of(self._rows()):
            yield from maker.take(record, records)
        yield from maker.rest()
        has_unworked = self._is_unworked and maker.has_formula
        facts.notices += pass_notices(
            records, facts.account, self._file.name, has_inexact=maker.has_inexact, has_unworked=has_unworked
        )

    def _rows(self) -> Iterator[Row]:
        return read_rows(self._package, self._part)

    def _texts(self) -> CellTexts:
        return CellTexts(self._strings, self._formats, from_1904=self._from_1904)

    def _understand(self) -> SheetHeader:
        texts, head = self._texts(), list[HeadRow]()
        for ordinal, row in enumerate(self._rows(), 1):
            found = _head_row(ordinal, row, texts)
            if found.texts and row.number > (self._options.skip_before or 0):
                head.append(found)
            if len(head) == _ROWS_LOOKED_AT:
                break
        merged = merged_cells(self._package, self._part)
        return understand(head, merged, self._options, file=self._file.name)

    def _new_facts(self) -> SourceFacts:
        header = self._header
        return SourceFacts(
            file=self._file.name,
            format="xlsx",
            encoding="utf-8",
            delimiter=None,
            header={"rows": header.header.rows, "skip_before": header.skip_before},
            zone=header.header.zone,
            detected=[self._sheet, header.detected],
            notices=[*packing_notices(self._file.name, "workbook"), *self._hidden_sheets(), *header.notices],
        )

    def _hidden_sheets(self) -> list[Notice]:
        if not self._hidden:
            return []
        are = "s are" if self._hidden > 1 else " is"
        message = f"{self._hidden} sheet{are} hidden and not read; --sheet NAME reads one"
        return [Notice(code="hidden-sheets", message=message, source=self._file.name)]


def _head_row(ordinal: int, row: Row, texts: CellTexts) -> HeadRow:
    found = {column: texts.of(cell) for column, cell in row.cells.items()}
    is_sound = not row.fault and not any(isinstance(text, Fault) for text in found.values())
    filled = {column: _FAULTY if isinstance(text, Fault) else text for column, text in found.items()}
    return HeadRow(ordinal, row.number, {column: text for column, text in filled.items() if text.strip()}, is_sound)
