"""Which sheet of a workbook is read: the one that is named, or the only one in sight that holds more than a title."""

import shlex
from collections.abc import Callable, Sequence
from difflib import get_close_matches

from cxcli.errors import CxError, DataError, Problem, UsageError
from cxcli.sources.xlsx_workbook import Sheet

_LOOKED_AT = 100
_SHOWN = 20


def choose_sheet(
    file: str, sheets: Sequence[Sheet], wanted: str | None, held: Callable[[Sheet], int]
) -> tuple[Sheet, str]:
    """Return the sheet to read, which has a part, and the evidence for it.

    A sheet that is `wanted` is named, in capitals or not, or counted from 1 among those in sight. `held` tells how
    many cells the first two rows of a sheet hold that are not blank: one is a title and no table.

    Raises:
        UsageError: there is no such sheet, or it has no cells. DataError: it is not clear which sheet is meant.
    """
    if wanted is not None:
        return _named(file, sheets, wanted), "declared"
    cells = [sheet for sheet in sheets if sheet.part is not None and not sheet.hidden]
    if len(cells) > _LOOKED_AT:
        raise _several(file, cells)
    counts = [held(sheet) for sheet in cells]
    filled = [sheet for sheet, count in zip(cells, counts, strict=True) if count]
    if not filled:
        raise _nothing(file, sheets)
    filled = [sheet for sheet, count in zip(cells, counts, strict=True) if count > 1] or filled
    if len(filled) > 1:
        raise _several(file, filled)
    in_sight = sum(not sheet.hidden for sheet in sheets)
    what = "cells" if sum(map(bool, counts)) == 1 else "more than a title"
    return filled[0], "the only sheet" if len(sheets) == 1 else f"the only one of {in_sight} in sight that holds {what}"


def _named(file: str, sheets: Sequence[Sheet], wanted: str) -> Sheet:
    in_sight = [sheet for sheet in sheets if not sheet.hidden]
    exact = [sheet for sheet in sheets if sheet.name == wanted]
    folded = [sheet for sheet in sheets if sheet.name.casefold() == wanted.strip().casefold()]
    number = int(wanted) if wanted.isascii() and wanted.isdecimal() and len(wanted) < 5 else 0  # noqa: PLR2004 - far more than there are
    counted = in_sight[number - 1 : number] if number else []
    found = next(iter(exact or folded or counted), None)
    if found is None:
        raise _unknown(file, sheets, wanted)
    if found.part is None:
        message = f"the sheet '{found.name}' has no cells: it is a chart or the like"
        raise UsageError(Problem(code="sheet", message=message, file=file, help=_options(sheets)))
    return found


def _unknown(file: str, sheets: Sequence[Sheet], wanted: str) -> CxError:
    names = {sheet.name.casefold(): sheet for sheet in sheets}
    near = [names[name] for name in get_close_matches(wanted.casefold(), names, n=3)]
    message = f"there is no sheet '{wanted[:40]}'"
    return UsageError(Problem(code="sheet", message=message, file=file, help=_options(near or sheets)))


def _several(file: str, filled: Sequence[Sheet]) -> CxError:
    message = f"{len(filled)} sheets may be meant"
    return DataError(Problem(code="ambiguous-sheet", message=message, file=file, help=_options(filled)))


def _nothing(file: str, sheets: Sequence[Sheet]) -> CxError:
    hidden = [sheet for sheet in sheets if sheet.hidden and sheet.part is not None]
    advice = f"if a hidden sheet is meant, {_options(hidden)}" if hidden else "export it again"
    return DataError(Problem(code="empty", message="no sheet in sight holds a cell", file=file, help=advice))


def _options(sheets: Sequence[Sheet]) -> str:
    """Return what to paste for each of the sheets that has cells."""
    names = [
        f"--sheet{'=' if sheet.name.startswith('-') else ' '}{shlex.quote(sheet.name)}"
        for sheet in sheets
        if sheet.part is not None
    ]
    return "say which: " + ", ".join(names[:_SHOWN]) + ", …" * (len(names) > _SHOWN)
