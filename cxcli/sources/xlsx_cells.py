"""What a stored cell says, as text."""

import re
from collections.abc import Mapping, Sequence

from cxcli.sources.xlsx_formats import Shown
from cxcli.sources.xlsx_rows import FORMULA, RawCell
from cxcli.sources.xlsx_rules import Fault, fault
from cxcli.sources.xlsx_serials import EXACT, number, number_text, percent_text, serial_text
from cxcli.sources.xlsx_strings import unescaped

_REMEMBERED = 200_000
_LONGEST_NUMBER = 9
_TRUTHS = {"1": "TRUE", "0": "FALSE", "true": "TRUE", "false": "FALSE"}
_TEXTS = ("str", "inlineStr", "d")
_SHORT = re.compile(r"[1-9]\d{0,14}|0", re.ASCII)
"""Most numbers are written like this, and are handed on as they are."""


class CellTexts:
    """The texts of the cells of one workbook; `met_inexact` once one was a number of more digits than are stored."""

    def __init__(self, strings: Sequence[str], formats: Mapping[str, Shown], *, from_1904: bool) -> None:
        """Take what cells refer to: shared texts by number, formats by name, and the first day of the calendar."""
        self._strings = strings
        self._formats = formats
        self._from_1904 = from_1904
        self.met_inexact = False
        self._known: dict[RawCell, str | Fault] = {}

    def of(self, cell: RawCell) -> str | Fault:
        """Return the text of a cell, or the rule that it breaks. What takes longer than to look it up is kept."""
        found = self._known.get(cell)
        if found is None and cell[0] in _TEXTS:
            return self._read(cell)
        if found is None:
            if len(self._known) >= _REMEMBERED:
                self._known.clear()
            found = self._known[cell] = self._read(cell)
        return found

    def is_inexact(self, cell: RawCell) -> bool:
        """Whether a cell is a plain number with more digits than a sheet can store."""
        kind, style, value = cell
        if value is None or kind.removeprefix(FORMULA) != "n" or self._formats.get(style) is not Shown.NUMBER:
            return False
        return not _SHORT.fullmatch(value) and abs(number(value) or 0) >= EXACT

    def _read(self, cell: RawCell) -> str | Fault:
        kind, style, value = cell
        kind = kind.removeprefix(FORMULA)
        if kind == "e":
            return fault("error_cell")
        if value is None or not (value or kind == "str"):
            return fault("no_cached_value")
        if kind == "n":
            return self._number(value, style)
        if kind == "s":
            return self._shared(value)
        found = _TRUTHS.get(value) if kind == "b" else unescaped(value) if kind in _TEXTS else None
        return Fault("damaged_cell", "a value that is not of its type") if found is None else found

    def _shared(self, value: str) -> str | Fault:
        place = int(value) if value.isascii() and value.isdecimal() and len(value) <= _LONGEST_NUMBER else -1
        if not 0 <= place < len(self._strings):
            return Fault("damaged_cell", "a text that the workbook does not have")
        return self._strings[place]

    def _number(self, value: str, style: str) -> str | Fault:
        shown = self._formats.get(style)
        if shown is Shown.NUMBER and _SHORT.fullmatch(value):
            return value
        stored = number(value)
        if stored is None:
            return Fault("damaged_cell", "a number that is none")
        if shown is None:
            return Fault("damaged_cell", "a format that the workbook does not have")
        if shown is Shown.NUMBER:
            self.met_inexact = self.met_inexact or abs(stored) >= EXACT
            return number_text(value, stored)
        if shown is Shown.PERCENT:
            return percent_text(stored)
        return serial_text(stored, shown, from_1904=self._from_1904) or fault("no_such_date")
