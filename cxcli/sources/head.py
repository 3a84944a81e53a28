"""The first records of a delimited file, looked at closely before the rest is read."""

from collections.abc import Iterable

import numpy as np
from msgspec import Struct

from cxcli.sources import limits
from cxcli.sources.layout import cut_records
from cxcli.sources.separators import Positions, Separators, find_separators

SAMPLE_BYTES = limits.MIB
_LARGEST_SAMPLE = 2 * limits.RECORD_BYTES
_LINES_NEEDED = 2
_LINES_ENOUGH = 50
END_OF_FILE = b"\x1a"
"""The mark that DOS programs put behind the last line."""


class Head(Struct, frozen=True):
    """The start of a file as UTF-8: `data` holds complete lines that end with a line feed.

    `returns_only`: in the file they end with a carriage return alone.
    """

    data: bytes
    returns_only: bool = False

    def shorter(self, size: int) -> "Head":
        """Return the complete lines among the first `size` bytes, or the whole head where these are few."""
        if self.data.count(b"\n", 0, size) < _LINES_ENOUGH:
            return self
        return Head(self.data[: self.data.rfind(b"\n", 0, size) + 1], self.returns_only)

    def without_lines(self, count: int) -> "Head":
        """Return the head without its first `count` lines."""
        at = 0
        for _ in range(count):
            at = behind_line(self.data, at)
        return Head(self.data[at:], self.returns_only)


class HeadRecords(Struct, frozen=True):
    """The records of a head under one delimiter: `starts` and `stops` in bytes, `widths` in fields, `lines` from 0."""

    head: Head
    quoted: bool
    starts: Positions
    stops: Positions
    widths: Positions
    lines: Positions
    separators: Separators

    def __len__(self) -> int:
        return len(self.starts)

    def is_stray(self, number: int) -> bool:
        """Whether record `number` has a quote out of place."""
        return int(self.starts[number]) in self.separators.stray

    def raw(self, number: int) -> bytes:
        """Return the bytes of record `number`."""
        return self.head.data[int(self.starts[number]) : int(self.stops[number])]

    def cells(self, number: int) -> list[str]:
        """Return the texts of record `number`; bytes that are not UTF-8 show as replacement characters."""
        first = int(np.searchsorted(self.separators.positions, self.starts[number]))
        stops = self.separators.positions[first : first + int(self.widths[number])].tolist()
        stops[-1] = int(self.stops[number])
        starts = [int(self.starts[number]), *(stop + 1 for stop in stops[:-1])]
        return [
            _text(self.head.data[start:stop], quoted=self.quoted) for start, stop in zip(starts, stops, strict=True)
        ]


def read_head(stream: Iterable[bytes]) -> Head:
    """Return the first complete lines of a stream: a sample of a fixed size, or a larger one where lines are long."""
    data = bytearray()
    for block in stream:
        data += block
        if len(data) > SAMPLE_BYTES and _line_ends(data, SAMPLE_BYTES) >= _LINES_NEEDED:
            return _cut(bytes(data[:SAMPLE_BYTES]))
        if len(data) > _LARGEST_SAMPLE:
            return _cut(bytes(data[:_LARGEST_SAMPLE]))
    head = _with_line_feeds(bytes(data).rstrip(END_OF_FILE))
    return head if head.data.endswith(b"\n") else Head(head.data + b"\n", head.returns_only)


def head_records(head: Head, delimiter: str, *, quoted: bool) -> HeadRecords:
    """Return the records of the head; blank lines are left out."""
    found = find_separators(head.data, ord(delimiter), quoted=quoted)
    records = cut_records(head.data, found)
    filled = records.lengths > 0
    starts = records.starts[filled]
    lines = np.searchsorted(found.newlines, starts)
    return HeadRecords(head, quoted, starts, records.stops[filled], records.widths[filled], lines, found)


def behind_line(data: bytes, at: int) -> int:
    """Return the position behind the line end at or after `at`."""
    end = data.find(b"\n", at)
    return len(data) if end == -1 else end + 1


def _line_ends(data: bytearray, size: int) -> int:
    return data.count(b"\n", 0, size) or data.count(b"\r", 0, size)


def _cut(data: bytes) -> Head:
    head = _with_line_feeds(data)
    return Head(head.data[: head.data.rfind(b"\n") + 1], head.returns_only)


def _with_line_feeds(data: bytes) -> Head:
    returns_only = b"\r" in data and b"\n" not in data
    return Head(data.replace(b"\r", b"\n") if returns_only else data, returns_only)


def _text(field: bytes, *, quoted: bool) -> str:
    text = field.decode(errors="replace")
    return text[1:-1].replace('""', '"') if quoted and text.startswith('"') else text
