"""Places in a sheet: `AB12` is a column and a row, `A1:C1` the cells that are merged into one."""

import re
from collections.abc import Iterator, Sequence

from msgspec import Struct
from msgspec.structs import replace

from cxcli.sources import limits
from cxcli.sources.xlsx_package import Package
from cxcli.sources.xlsx_xml import XmlError, XmlFeed, local

_LETTERS = re.compile(r"[A-Z]{1,3}", re.ASCII)
_ROW = re.compile(r"[1-9]\d{0,6}", re.ASCII)
_RANGE = re.compile(rf"({_LETTERS.pattern})({_ROW.pattern}):({_LETTERS.pattern})({_ROW.pattern})", re.ASCII)
_MARK = b"mergeCell"
_UTF_16 = (b"\xff\xfe", b"\xfe\xff")
_LAST_ROW = 1000
_KEPT = 1000


class Merged(Struct, frozen=True):
    """Cells that are one: rows (from 1) and columns (from 0) from the first to the last."""

    first_row: int
    last_row: int
    first_column: int
    last_column: int


class MergedCells:
    """The merged cells of a sheet: `found` are those among its first rows, and the first tall one far below."""

    def __init__(self) -> None:
        """Begin without any."""
        self.found: list[Merged] = []
        self._has_far = False

    def add(self, each: Merged) -> None:
        """Take the next one; of very many near the header, the first thousand are kept."""
        is_far = each.first_row > _LAST_ROW and each.last_row > each.first_row and not self._has_far
        if is_far or (each.first_row <= _LAST_ROW and len(self.found) < _KEPT):
            self._has_far = self._has_far or is_far
            self.found.append(replace(each, last_column=min(each.last_column, limits.COLUMNS - 1)))


def column_of(letters: str) -> int | None:
    """Return the position from 0 of the column with these letters, or None for what are none."""
    if not _LETTERS.fullmatch(letters):
        return None
    position = 0
    for letter in letters:
        position = position * 26 + ord(letter) - ord("A") + 1
    return position - 1


def letters_of(column: int) -> str:
    """Return the letters of a column by its position from 0."""
    letters, rest = "", column + 1
    while rest:
        rest, last = divmod(rest - 1, 26)
        letters = chr(ord("A") + last) + letters
    return letters


def row_of(digits: str) -> int | None:
    """Return the number of a row, or None for what a sheet does not have."""
    number = int(digits) if _ROW.fullmatch(digits) else 0
    return number if 1 <= number <= limits.SHEET_ROWS else None


def merged_cells(package: Package, part: str) -> Sequence[Merged]:
    """Return the merged cells among the first rows of a sheet, where its header is: at most a thousand of them.

    Of those far below that reach over several rows, the first is among them, so that they are known of.

    Raises:
        DataError: the part is damaged.
    """
    if not any(is_near for _, is_near in _marked(package, part)):
        return ()
    ranges = _Ranges()
    feed = XmlFeed(ranges, quiet=True)
    try:
        for block, is_near in _marked(package, part):
            if is_near:
                feed.speak()
            feed.feed(block)
    except XmlError as error:
        raise package.unsound(error) from error
    return ranges.merged.found


def _marked(package: Package, part: str) -> Iterator[tuple[bytes, bool]]:
    """Yield the blocks of a sheet, and whether the list of merged cells, which is behind the rows, may be there."""
    rest = b""
    for block in package.blocks(part):
        looked_at = rest + block
        yield block, _MARK in looked_at or looked_at.startswith(_UTF_16)
        rest = looked_at[-len(_MARK) :]


class _Ranges:
    """Keeps the merged cells it is told of."""

    def __init__(self) -> None:
        self.merged = MergedCells()

    def start(self, name: str, attributes: dict[str, str]) -> None:
        match = _RANGE.fullmatch(attributes.get("ref", "")) if local(name) == "mergeCell" else None
        first, last = (column_of(match[1]), column_of(match[3])) if match else (None, None)
        if match and first is not None and last is not None:
            self.merged.add(Merged(int(match[2]), int(match[4]), first, last))

    def end(self, name: str) -> None:
        """The end of an element says nothing here."""

    def text(self, text: str) -> None:
        """Neither does text."""
