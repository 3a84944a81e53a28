"""The table of texts that the sheets of a workbook share, and how texts are written in them."""

import re

from cxcli.sources import limits
from cxcli.sources.xlsx_package import Package
from cxcli.sources.xlsx_xml import XmlError, XmlFeed, spelled

_ESCAPED = re.compile(r"(?:_x[dD][89abAB][0-9a-fA-F]{2}__x[dD][c-fC-F][0-9a-fA-F]{2}_)|_x[0-9a-fA-F]{4}_")
_ITEM, _TEXT, _PHONETIC = 1, 2, 3
_KINDS = {
    spelling: kind for name, kind in (("si", _ITEM), ("t", _TEXT), ("rPh", _PHONETIC)) for spelling in spelled(name)
}


def read_strings(package: Package, part: str | None) -> list[str]:
    """Return the shared texts of a workbook, by their number; none where it has no such part.

    Raises:
        DataError: the part is not there, damaged, or over a limit.
    """
    if part is None:
        return []
    table = _Table()
    feed = XmlFeed(table)
    try:
        for block in package.blocks(part):
            feed.feed(block)
        feed.feed(b"", last=True)
    except XmlError as error:
        raise package.unsound(error) from error
    return table.texts


def unescaped(text: str) -> str:
    """Return a text with its `_x000D_` as the characters that XML cannot hold; what stands for none stays as it is."""
    return _ESCAPED.sub(_character, text) if "_x" in text else text


def _character(match: re.Match[str]) -> str:
    found = match[0]
    codes = [int(found[2:6], 16)] if len(found) == len("_x0000_") else [int(found[2:6], 16), int(found[9:13], 16)]
    if codes == [0]:
        return found
    try:
        return b"".join(code.to_bytes(2, "little") for code in codes).decode("utf-16-le")
    except UnicodeDecodeError:
        return found


class _Table:
    """Gathers the texts: runs of one item are joined, what says how it is pronounced is left out."""

    def __init__(self) -> None:
        self.texts: list[str] = []
        self._pieces: list[str] = []
        self._size = 0
        self._is_text = self._is_phonetic = False

    def start(self, name: str, _attributes: dict[str, str]) -> None:
        kind = _KINDS.get(name)
        if kind == _TEXT:
            self._is_text = not self._is_phonetic
        elif kind == _ITEM:
            self._pieces, self._size = [], 0
        elif kind == _PHONETIC:
            self._is_phonetic = True

    def end(self, name: str) -> None:
        kind = _KINDS.get(name)
        if kind == _TEXT:
            self._is_text = False
        elif kind == _PHONETIC:
            self._is_phonetic = False
        elif kind == _ITEM:
            self.texts.append(unescaped("".join(self._pieces)))
            if len(self.texts) > limits.SHARED_TEXTS:
                raise XmlError(f"more than {limits.SHARED_TEXTS:,} shared texts")

    def text(self, text: str) -> None:
        if self._is_text:
            self._pieces.append(text)
            self._size += len(text)
            if self._size > limits.RECORD_BYTES:
                raise XmlError("a text is too long for a cell")
