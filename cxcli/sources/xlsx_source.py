"""A workbook as a source: the parts of an XLSX file, and the sheet of it that is read."""

from functools import partial
from itertools import islice

from cxcli.sources.chunk import Detection
from cxcli.sources.options import ReadOptions
from cxcli.sources.paths import InputFile
from cxcli.sources.sheet_source import OpenedSheet, SheetSource
from cxcli.sources.signatures import packing_notices
from cxcli.sources.xlsx_cells import CellTexts
from cxcli.sources.xlsx_choice import choose_sheet
from cxcli.sources.xlsx_formats import read_formats
from cxcli.sources.xlsx_package import Package
from cxcli.sources.xlsx_places import merged_cells
from cxcli.sources.xlsx_rows import read_rows
from cxcli.sources.xlsx_strings import read_strings
from cxcli.sources.xlsx_workbook import Sheet, read_workbook


class XlsxSource(SheetSource):
    """One sheet of an XLSX file."""

    def __init__(self, file: InputFile, options: ReadOptions) -> None:
        """Choose the sheet and understand its header.

        Raises:
            UsageError: there is no such sheet.
            DataError: the workbook is damaged or over a limit, or it is not clear what is to be read.
        """
        super().__init__(file, options, _opened(file, options))


def _opened(file: InputFile, options: ReadOptions) -> OpenedSheet:
    package = Package(file)
    workbook = read_workbook(package)
    sheet, evidence = choose_sheet(file.name, workbook.sheets, options.sheet, partial(_held, package))
    part = sheet.part or ""
    strings = read_strings(package, workbook.strings)
    formats = read_formats(package, workbook.formats)
    return OpenedSheet(
        format="xlsx",
        encoding="utf-8",
        detected=Detection("sheet", sheet.name, evidence),
        rows=partial(read_rows, package, part),
        texts=partial(CellTexts, strings, formats, from_1904=workbook.from_1904),
        merged=partial(merged_cells, package, part),
        hidden=sum(each.hidden and each is not sheet for each in workbook.sheets),
        is_unworked=workbook.is_unworked,
        notices=packing_notices(file.name, "workbook"),
    )


def _held(package: Package, sheet: Sheet) -> int:
    return sum(len(row.cells) for row in islice(read_rows(package, sheet.part or ""), 2))
