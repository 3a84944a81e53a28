"""Texts for the cells of a workbook: what XML and a spreadsheet can hold, and never anything but text."""

from cxcli.reporting.safe import inert, neutralise

_MOST = 32_767
_UTF16 = "utf-16-le"
_CUT = " … (cut)"
_RICH = ("<r>", "</r>")


def cell_text(text: str) -> str:
    """Return a text as a cell holds it: at most 32,767 UTF-16 units, else cut with a word, and no control characters.

    A text between `<r>` and `</r>` gets a space at its end, since XlsxWriter takes such a text for markup of its own.
    """
    plain = inert(text).replace("\r\n", "\n").replace("\r", "\n")
    if plain.startswith(_RICH[0]) and plain.endswith(_RICH[1]):
        plain += " "
    units = plain.encode(_UTF16)
    if len(units) <= 2 * _MOST:
        return plain
    return units[: 2 * (_MOST - len(_CUT))].decode(_UTF16, "ignore") + _CUT


def like_a_formula(text: str) -> bool:
    """Whether a spreadsheet would take the text for a formula if somebody typed it."""
    return neutralise(text) != text


class ExactNumber(float):
    """A number that is written with as many digits as it takes to read the same number back; XlsxWriter writes 16."""

    __slots__ = ()

    def __format__(self, spec: str) -> str:
        """Return the shortest decimal that is this number, whatever was asked for."""
        return repr(float(self) + 0.0).removesuffix(".0")
