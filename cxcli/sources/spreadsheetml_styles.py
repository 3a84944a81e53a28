"""Which cells of an XML Spreadsheet are dates, times, durations or percentages: its styles."""

from collections.abc import Mapping

from cxcli.sources import limits
from cxcli.sources.xlsx_formats import Shown, shown_by
from cxcli.sources.xlsx_xml import XmlError

DEFAULT = "Default"
"""The style of a cell that neither it nor its row, column or table names."""
_NAMED: Mapping[str, Shown] = {
    **dict.fromkeys(("Long Date", "Medium Date", "Short Date"), Shown.DATE),
    **dict.fromkeys(("Long Time", "Medium Time", "Short Time"), Shown.TIME),
    **dict.fromkeys(("General", "General Number", "Currency", "Euro Currency", "Fixed", "Standard"), Shown.NUMBER),
    **dict.fromkeys(("Scientific", "Yes/No", "True/False", "On/Off", ""), Shown.NUMBER),
    "General Date": Shown.MOMENT,
    "Percent": Shown.PERCENT,
}
"""The formats that have a name instead of a code (XML Spreadsheet Reference, Microsoft 2001, ss:NumberFormat)."""


class Styles:
    """The styles of a workbook, by their names: `formats` says as what each shows a number."""

    def __init__(self) -> None:
        """Begin with the style that is always there."""
        self.formats: dict[str, Shown] = {DEFAULT: Shown.NUMBER}
        self._name = DEFAULT

    def begin(self, name: str, parent: str) -> None:
        """Take a style that begins; what it does not say is as in its `parent`.

        Raises:
            XmlError: there are more styles than the limit.
        """
        if len(self.formats) > limits.STYLES:
            raise XmlError(f"more than {limits.STYLES:,} styles")
        self._name = name
        self.formats[name] = self.formats.get(parent, Shown.NUMBER)

    def number_format(self, form: str) -> None:
        """Take the format of the style that began last."""
        named = _NAMED.get(form)
        self.formats[self._name] = shown_by(form) if named is None else named
