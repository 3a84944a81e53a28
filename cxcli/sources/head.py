"""The first records of a delimited file, looked at closely before the rest is read."""

from dataclasses import dataclass

import numpy as np

from cxcli.sources.separators import Positions, Separators, find_separators

SAMPLE_BYTES = 256 * 1024


@dataclass(frozen=True, slots=True)
class Head:
    """The start of a file as UTF-8: `data` holds complete lines, all of them where `whole`."""

    data: bytes
    whole: bool


@dataclass(frozen=True, slots=True)
class HeadRecords:
    """The records of a head under one delimiter: `starts` and `stops` in bytes, `widths` in fields, `lines` from 0."""

    starts: Positions
    stops: Positions
    widths: Positions
    lines: Positions
    separators: Separators

    def cells(self, head: Head, number: int, *, quoted: bool) -> list[str]:
        """Return the texts of record `number`."""
        first = int(np.searchsorted(self.separators.positions, self.starts[number]))
        stops = self.separators.positions[first : first + int(self.widths[number])].tolist()
        stops[-1] = int(self.stops[number])
        starts = [int(self.starts[number]), *(stop + 1 for stop in stops[:-1])]
        return [_text(head.data[start:stop], quoted=quoted) for start, stop in zip(starts, stops, strict=True)]


def head_records(head: Head, delimiter: str, *, quoted: bool) -> HeadRecords:
    """Return the records of the head; blank lines are left out."""
    found = find_separators(head.data, ord(delimiter), quoted=quoted)
    at_end = np.flatnonzero(found.is_end)
    ends = found.positions[at_end]
    starts = np.concatenate((np.zeros(1, np.int64), ends + 1))[: len(ends)]
    widths = np.diff(at_end, prepend=-1)
    data = np.frombuffer(head.data, np.uint8)
    stops = ends - ((ends > starts) & (data[ends - 1] == ord("\r")))
    filled = stops > starts
    lines = np.searchsorted(found.newlines, starts)
    return HeadRecords(starts[filled], stops[filled], widths[filled], lines[filled], found)


def _text(field: bytes, *, quoted: bool) -> str:
    text = field.decode()
    return text[1:-1].replace('""', '"') if quoted and text.startswith('"') else text
