"""An XML Spreadsheet (SpreadsheetML 2003) as a source: a workbook that is one XML file, often called `.xls`."""

import re
from functools import partial

from cxcli.errors import Notice
from cxcli.sources import containers, encodings
from cxcli.sources.chunk import Detection
from cxcli.sources.options import ReadOptions
from cxcli.sources.paths import InputFile
from cxcli.sources.rules import BOM
from cxcli.sources.sheet_source import OpenedSheet, SheetSource
from cxcli.sources.signatures import Container, packing_notices
from cxcli.sources.spreadsheetml_book import read_book, read_rows
from cxcli.sources.spreadsheetml_cells import MarkedTexts
from cxcli.sources.xlsx_choice import choose_sheet
from cxcli.sources.xlsx_package import FEED_BYTES
from cxcli.sources.xlsx_workbook import Sheet

_ENCODING = re.compile(rb"<\?xml[^>]*?\sencoding\s*=\s*[\"']([\w.-]+)[\"']")
_ENDINGS = (".xls", ".xml")


class SpreadsheetMLSource(SheetSource):
    """One sheet of an XML Spreadsheet."""

    def __init__(self, file: InputFile, packed: Container, options: ReadOptions) -> None:
        """Choose the sheet and understand its header.

        Raises:
            UsageError: there is no such sheet.
            DataError: the file is other XML, damaged or over a limit, or it is not clear what is to be read.
        """
        super().__init__(file, options, _opened(file, packed, options))


def _opened(file: InputFile, packed: Container, options: ReadOptions) -> OpenedSheet:
    blocks = partial(containers.blocks, file, packed, FEED_BYTES)
    book = read_book(file.name, blocks())
    sheets = [Sheet(each.name, str(number), each.is_hidden) for number, each in enumerate(book.sheets, 1)]
    sheet, evidence = choose_sheet(file.name, sheets, options.sheet, lambda each: book.sheets[sheets.index(each)].held)
    place = sheets.index(sheet)
    return OpenedSheet(
        format="spreadsheetml",
        encoding=_encoding(next(blocks(), b"")),
        detected=Detection("sheet", sheet.name, evidence),
        rows=lambda: read_rows(file.name, blocks(), place + 1),
        texts=partial(MarkedTexts, book.styles.formats, from_1904=book.from_1904),
        merged=lambda: book.sheets[place].merged.found,
        hidden=sum(each.hidden and each is not sheet for each in sheets),
        is_unworked=False,
        notices=_notices(file.name, packed),
    )


def _encoding(head: bytes) -> str:
    """Return the encoding that XML says it is in; what it does not say is UTF-8, or UTF-16 by its zeros."""
    if b"\0" in head[:4]:
        return "utf-16"
    declared = _ENCODING.match(head.removeprefix(BOM))
    return encodings.known_encoding(declared[1].decode()) if declared else "utf-8"


def _notices(name: str, packed: Container) -> list[Notice]:
    """Return a notice where the name says neither a workbook nor XML, or nothing of how the file is packed."""
    if packed != "plain":
        return packing_notices(name, packed)
    return [] if name.lower().endswith(_ENDINGS) else packing_notices(name, "workbook")
