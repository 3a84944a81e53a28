"""The audit of every record of a block of delimited text, before any value is taken from it."""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass

import numpy as np
import numpy.typing as npt

from cxcli.sources import limits
from cxcli.sources.separators import RETURN, Bytes, Positions, Separators

RULES: Mapping[str, str] = {
    "stray_quote": "a quote inside an unquoted field, or text behind a closing quote",
    "invalid_utf8": "bytes that are not UTF-8",
    "nul_byte": "a NUL byte",
    "bare_return": "a carriage return that ends no line, outside quotes",
    "too_long": "a record over the size limit",
    "repeated_header": "the header again, among the data",
    "too_few_fields": "fewer fields than the header",
    "too_many_fields": "more fields than the header",
    "total_row": "a total under the data",
}
"""Every rule that a record of delimited text can break; of several, the first is the one counted."""

BOM = b"\xef\xbb\xbf"
_TOTALS = frozenset({"total", "totals", "grand total", "sum", "average", "mean", "summe", "gesamt", "somme", "suma"})


@dataclass(frozen=True, slots=True, kw_only=True)
class Layout:
    """What the records of a file look like: the `delimiter` byte, whether quotes count, `width` fields in a record.

    `header` is the last header record as its bytes stand in the file, so that it is known when it comes again.
    """

    delimiter: int
    quoted: bool
    width: int
    header: bytes = b""


@dataclass(frozen=True, slots=True)
class Broken:
    """A record that breaks a rule: its bytes `start` to `stop` in the block, its first `line` there (from 0)."""

    start: int
    stop: int
    line: int
    rule: str
    detail: str


@dataclass(frozen=True, slots=True)
class Block:
    """The audited records of a block of bytes.

    `starts` and `stops` are the first byte of each good record and the byte behind its last, `first` the index of its
    first separator in `separators`. `lines` is each good record's first line in the block, from 0. `blank` counts
    empty lines, which are no records unless the file has one column; `records` counts the records, good and broken.
    `returned` of `line_ends` record ends are CR LF, `marks` records begin with a byte order mark.
    """

    data: bytes
    separators: Positions
    first: Positions
    starts: Positions
    stops: Positions
    width: int
    lines: Positions
    broken: Sequence[Broken]
    records: int
    blank: int
    line_ends: int
    returned: int
    marks: int

    def __len__(self) -> int:
        return len(self.starts)

    def field(self, column: int) -> tuple[Positions, Positions]:
        """Return, for each good record, the first byte of its field `column` (from 0) and the byte behind its last."""
        at = self.first + column
        starts = self.starts if column == 0 else self.separators[at - 1] + 1
        stops = self.stops if column == self.width - 1 else self.separators[at]
        return starts, stops


@dataclass(frozen=True, slots=True)
class _Lines:
    """The records of a block as stretches of bytes: `starts` to `stops`, line ends left out, `widths` in fields."""

    starts: Positions
    stops: Positions
    widths: Positions
    first: Positions  # of each record, the index of its first separator

    @property
    def lengths(self) -> Positions:
        return self.stops - self.starts


def audit(block: bytes, found: Separators, layout: Layout, *, last: bool) -> Block:
    """Return the audited records of `block`, given its separators; `last` where the file ends with it."""
    data = np.frombuffer(block, np.uint8)
    lines, returned = _lines(data, found)
    blank = (lines.lengths == 0) & (lines.widths == 1)
    is_record = ~blank if layout.width > 1 else np.ones(len(blank), np.bool_)
    faults = _faults(block, data, found, lines, layout, is_record, last=last)
    good = is_record.copy()
    good[list(faults)] = False
    starts, stops, first = lines.starts, lines.stops, lines.first
    if not good.all():
        starts, stops, first = starts[good], stops[good], first[good]
    return Block(
        data=block,
        separators=found.positions,
        first=first,
        starts=starts,
        stops=stops,
        width=layout.width,
        lines=_line_of(found, starts),
        broken=[
            Broken(int(lines.starts[i]), int(lines.stops[i]), int(_line_of(found, lines.starts[i : i + 1])[0]), *fault)
            for i, fault in sorted(faults.items())
        ],
        records=int(is_record.sum()),
        blank=int(blank.sum()),
        line_ends=len(lines.starts),
        returned=returned,
        marks=0 if block.isascii() else block.startswith(BOM) + block.count(b"\n" + BOM),
    )


def _lines(data: Bytes, found: Separators) -> tuple[_Lines, int]:
    at_end = np.flatnonzero(found.is_end)
    ends = found.positions[at_end]
    first = np.concatenate((np.zeros(1, np.int64), at_end[:-1] + 1))[: len(ends)]
    starts = np.concatenate((np.zeros(1, np.int64), ends[:-1] + 1))[: len(ends)]
    returned = (ends > starts) & (data[ends - 1] == RETURN)
    return _Lines(starts, ends - returned, at_end - first + 1, first), int(returned.sum())


def _line_of(found: Separators, starts: Positions) -> Positions:
    if len(found.newlines) == np.count_nonzero(found.is_end) and len(starts) == len(found.newlines):
        return np.arange(len(starts), dtype=np.int64)
    return np.searchsorted(found.newlines, starts)


Faults = dict[int, tuple[str, str]]
"""By record number: the rule and the detail."""


def _faults(
    block: bytes,
    data: Bytes,
    found: Separators,
    lines: _Lines,
    layout: Layout,
    is_record: npt.NDArray[np.bool_],
    *,
    last: bool,
) -> Faults:
    faults: Faults = {}
    for number, rule, detail in _all_faults(block, data, found, lines, layout, last=last):
        if is_record[number]:
            faults.setdefault(number, (rule, detail))
    return faults


def _all_faults(
    block: bytes, data: Bytes, found: Separators, lines: _Lines, layout: Layout, *, last: bool
) -> Iterator[tuple[int, str, str]]:
    """Yield record number, rule and detail, in the order of `RULES`."""
    for number in np.searchsorted(lines.starts, sorted(found.stray)):
        yield int(number), "stray_quote", RULES["stray_quote"]
    for number in _not_utf8(block, lines):
        yield number, "invalid_utf8", RULES["invalid_utf8"]
    if b"\0" in block:
        for number in _records_at(lines, np.flatnonzero(data == 0)):
            yield number, "nul_byte", RULES["nul_byte"]
    for number in _bare_returns(block, data, lines, layout):
        yield number, "bare_return", RULES["bare_return"]
    for number in np.flatnonzero(lines.lengths > limits.RECORD_BYTES):
        yield int(number), "too_long", f"more than {limits.RECORD_BYTES:,} bytes"
    for number in _header_again(block, lines, layout):
        yield number, "repeated_header", RULES["repeated_header"]
    for number in np.flatnonzero(lines.widths != layout.width):
        width = int(lines.widths[number])
        rule = "too_few_fields" if width < layout.width else "too_many_fields"
        yield int(number), rule, f"{width} field{'s' * (width != 1)} where the header has {layout.width}"
    if last:
        yield from _total(block, lines, layout)


def _records_at(lines: _Lines, places: Positions) -> list[int]:
    """Return the numbers of the records that hold the bytes at `places`, each once."""
    numbers = np.unique(np.searchsorted(lines.starts, places, side="right") - 1)
    return [int(number) for number in numbers if 0 <= number < len(lines.starts)]


def _not_utf8(block: bytes, lines: _Lines) -> Iterator[int]:
    if block.isascii():
        return
    at = 0
    while at < len(block):
        try:
            block[at:].decode()
        except UnicodeDecodeError as error:
            number = int(np.searchsorted(lines.starts, at + error.start, side="right")) - 1
            if number >= len(lines.starts) or at + error.start > lines.stops[-1]:
                return
            yield number
            at = int(lines.stops[number]) + 1
        else:
            return


def _bare_returns(block: bytes, data: Bytes, lines: _Lines, layout: Layout) -> Iterator[int]:
    if b"\r" not in block or block.count(b"\r") == block.count(b"\r\n"):
        return
    returns = np.flatnonzero(data[:-1] == RETURN)
    bare = returns[data[returns + 1] != data.dtype.type(10)]
    for place in bare:
        for number in _records_at(lines, np.array([place])):
            inside = layout.quoted and block.count(b'"', int(lines.starts[number]), int(place)) % 2
            if not inside and place < lines.stops[number]:
                yield number


def _header_again(block: bytes, lines: _Lines, layout: Layout) -> Iterator[int]:
    size = len(layout.header)
    if size == 0:
        return
    for number in np.flatnonzero((lines.lengths == size) | (lines.lengths == size + len(BOM))):
        text = block[int(lines.starts[number]) : int(lines.stops[number])]
        if text.removeprefix(BOM) == layout.header:
            yield int(number)


def _total(block: bytes, lines: _Lines, layout: Layout) -> Iterator[tuple[int, str, str]]:
    """Look at the last record only: exports put their total there."""
    filled = np.flatnonzero(lines.lengths > 0)
    if layout.width == 1 or len(filled) == 0:
        return
    number = int(filled[-1])
    record = block[int(lines.starts[number]) : int(lines.stops[number])]
    first = record.split(bytes([layout.delimiter]), 1)[0]
    if first.strip(b' "\t:').decode(errors="replace").casefold() in _TOTALS:
        yield number, "total_row", RULES["total_row"]
