"""One sheet of a workbook as a source, whatever the format: understood from its first rows, handed on row by row."""

from collections.abc import Callable, Collection, Iterator, Sequence

from msgspec import Struct

from cxcli.errors import Notice
from cxcli.sources.chunk import Chunk, Column, Detection
from cxcli.sources.options import ReadOptions
from cxcli.sources.paths import InputFile
from cxcli.sources.source import SourceFacts
from cxcli.sources.xlsx_cells import CellTexts
from cxcli.sources.xlsx_chunks import ChunkMaker
from cxcli.sources.xlsx_header import HeadRow, SheetHeader, understand
from cxcli.sources.xlsx_notices import pass_notices
from cxcli.sources.xlsx_places import Merged
from cxcli.sources.xlsx_records import Records
from cxcli.sources.xlsx_rows import Row
from cxcli.sources.xlsx_rules import Fault

_ROWS_LOOKED_AT = 60
_FAULTY = "#"
"""What stands for a cell without a text while the header is looked for: something, and neither a name nor data."""


class OpenedSheet(Struct, frozen=True, kw_only=True):
    """A sheet that was chosen: the `format` and `encoding` of its file, the evidence for it, and how it is read.

    `rows` begins a pass over it, `texts` makes what reads its cells, `merged` finds its merged cells. Of the other
    sheets, `hidden` are. `is_unworked` where formulas are left to be worked out by the program that opens the file.
    `notices` are those of the file.
    """

    format: str
    encoding: str
    detected: Detection
    rows: Callable[[], Iterator[Row]]
    texts: Callable[[], CellTexts]
    merged: Callable[[], Sequence[Merged]]
    hidden: int
    is_unworked: bool
    notices: Sequence[Notice]


class SheetSource:
    """One sheet of a workbook. Opening it reads the first rows; each call of `chunks` is a pass over the whole."""

    def __init__(self, file: InputFile, options: ReadOptions, sheet: OpenedSheet) -> None:
        """Understand the header of `sheet`.

        Raises:
            DataError: the workbook is damaged or over a limit, or it is not clear what is to be read.
        """
        self._file = file
        self._options = options
        self._sheet = sheet
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
        texts = self._sheet.texts()
        records = Records(self._header, texts, self._options.footer)
        maker = ChunkMaker(self._file.name, facts.account, texts, positions, rows)
        for record in records.of(self._sheet.rows()):
            yield from maker.take(record, records)
        yield from maker.rest()
        has_unworked = self._sheet.is_unworked and maker.has_formula
        facts.notices += pass_notices(
            records, facts.account, self._file.name, has_inexact=maker.has_inexact, has_unworked=has_unworked
        )

    def _understand(self) -> SheetHeader:
        texts, head = self._sheet.texts(), list[HeadRow]()
        for ordinal, row in enumerate(self._sheet.rows(), 1):
            found = _head_row(ordinal, row, texts)
            if found.texts and row.number > (self._options.skip_before or 0):
                head.append(found)
            if len(head) == _ROWS_LOOKED_AT:
                break
        return understand(head, self._sheet.merged(), self._options, file=self._file.name)

    def _new_facts(self) -> SourceFacts:
        sheet, header = self._sheet, self._header
        return SourceFacts(
            file=self._file.name,
            format=sheet.format,
            encoding=sheet.encoding,
            delimiter=None,
            header={"rows": header.header.rows, "skip_before": header.skip_before},
            zone=header.header.zone,
            detected=[sheet.detected, header.detected],
            notices=[*sheet.notices, *self._hidden_sheets(), *header.notices],
        )

    def _hidden_sheets(self) -> list[Notice]:
        if not self._sheet.hidden:
            return []
        are = "s are" if self._sheet.hidden > 1 else " is"
        message = f"{self._sheet.hidden} sheet{are} hidden and not read; --sheet NAME reads one"
        return [Notice(code="hidden-sheets", message=message, source=self._file.name)]


def _head_row(ordinal: int, row: Row, texts: CellTexts) -> HeadRow:
    found = {column: texts.of(cell) for column, cell in row.cells.items()}
    is_sound = not row.fault and not any(isinstance(text, Fault) for text in found.values())
    filled = {column: _FAULTY if isinstance(text, Fault) else text for column, text in found.items()}
    return HeadRow(ordinal, row.number, {column: text for column, text in filled.items() if text.strip()}, is_sound)
