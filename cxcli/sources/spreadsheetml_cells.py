"""What a stored cell of an XML Spreadsheet says, as text."""

import re
from collections.abc import Mapping
from datetime import datetime, timedelta

from cxcli.sources.xlsx_cells import CellTexts
from cxcli.sources.xlsx_formats import Shown
from cxcli.sources.xlsx_rows import FORMULA, RawCell
from cxcli.sources.xlsx_rules import Fault, fault
from cxcli.sources.xlsx_serials import serial_text

TEXT, MOMENT = "String", "DateTime"
"""The kinds of cells that XLSX does not have; the others are called as there."""
_DAY = timedelta(days=1)
_DAY_0 = datetime(1899, 12, 31)  # noqa: DTZ001 - a sheet knows no zones
_DAY_0_FROM_1904 = datetime(1904, 1, 1)  # noqa: DTZ001 - as above
_AFTER_LEAP_DAY = datetime(1900, 3, 1)  # noqa: DTZ001 - as above
_MOMENT = re.compile(r"\d{4}-\d\d-\d\d(T\d\d:\d\d(:\d\d(\.\d+)?)?(Z|[+-]\d\d:\d\d)?)?", re.ASCII)
_WHOLE = re.compile(r"-?[1-9]\d{0,39}", re.ASCII)


class MarkedTexts(CellTexts):
    """The texts of the cells of one XML Spreadsheet.

    A whole number has all its digits, which the file holds. A moment is a serial number with another spelling, and is
    read as one is in XLSX; one with an offset, or from before the first day of sheets, is handed on as it is written.
    """

    def __init__(self, formats: Mapping[str, Shown], *, from_1904: bool) -> None:
        """Take the formats of the cells by the names of their styles, and the first day of the calendar."""
        super().__init__((), formats, from_1904=from_1904)
        self._day_0 = _DAY_0_FROM_1904 if from_1904 else _DAY_0

    def of(self, cell: RawCell) -> str | Fault:
        """Return the text of a cell, or the rule that it breaks."""
        kind, style, value = cell
        kind = kind.removeprefix(FORMULA)
        if kind == TEXT and value is not None:
            return value
        if kind == MOMENT and value:
            return self._moment(value.strip(), self._formats.get(style))
        text = super().of(cell)
        if kind == "n" and value and _WHOLE.fullmatch(value) and self._formats.get(style) is Shown.NUMBER:
            return value
        return text

    def _moment(self, value: str, shown: Shown | None) -> str | Fault:
        moment = _moment(value)
        if moment is None:
            return Fault("damaged_cell", "a date that is none")
        if shown is None:
            return Fault("damaged_cell", "a format that the workbook does not have")
        if moment.tzinfo is not None or moment < self._day_0:
            return value
        days = (moment - self._day_0) / _DAY
        if self._day_0 == _DAY_0 and moment >= _AFTER_LEAP_DAY:
            days += 1
        if shown in (Shown.NUMBER, Shown.PERCENT):
            shown = Shown.TIME if days < 1 else Shown.MOMENT
        return serial_text(days, shown, from_1904=self._day_0 != _DAY_0) or fault("no_such_date")


def _moment(value: str) -> datetime | None:
    try:
        return datetime.fromisoformat(value) if _MOMENT.fullmatch(value) else None
    except ValueError:
        return None
