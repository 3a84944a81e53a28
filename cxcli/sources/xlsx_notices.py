"""What a pass over a sheet must say beside its rows."""

from collections.abc import Iterator

from cxcli.errors import Notice
from cxcli.sources import limits
from cxcli.sources.chunk import SourceAccount
from cxcli.sources.xlsx_records import Records


def pass_notices(
    records: Records, account: SourceAccount, file: str, *, has_inexact: bool, has_unworked: bool
) -> Iterator[Notice]:
    """Yield what is to be said of a pass that has ended: of blank, hidden and lost rows, and of what cells lack.

    `has_unworked`: values of formulas were read that the program which wrote them did not work out.
    """
    if account.read == 0:
        yield _notice("no-records", "there is a header and no record", file)
    if records.blank:
        yield _notice("blank-lines", f"{_rows(records.blank)} blank and left out", file)
    if records.hidden:
        what = f"{_rows(records.hidden)} hidden in the sheet, by a filter or by hand; they are read like the others"
        yield _notice("hidden-rows", what, file)
    if records.beyond:
        cells = f"{records.beyond:,} row{'s have' if records.beyond != 1 else ' has'} cells"
        yield _notice("cells-beyond", f"{cells} to the right of the table; they are not read", file)
    if records.last == limits.SHEET_ROWS:
        yield _notice("full-sheet", "the sheet is filled to its last row: the export may be cut off", file)
    if has_inexact:
        what = "some numbers have more than 15 digits, and a workbook keeps no more: ids in them may be wrong"
        yield _notice("long-numbers", what, file)
    if has_unworked:
        what = (
            "formulas were read that the program which wrote the workbook left to be worked out: their values, often 0,"
            " may be wrong; open the workbook in a spreadsheet program and save it"
        )
        yield _notice("unworked-formulas", what, file)
    if account.rejected.get("no_cached_value"):
        what = "some formulas have no saved value: open the workbook in a spreadsheet program and save it"
        yield _notice("no-cached-value", what, file)


def _notice(code: str, message: str, file: str) -> Notice:
    return Notice(code=code, message=message, source=file)


def _rows(number: int) -> str:
    return f"{number:,} row{'s are' if number != 1 else ' is'}"
