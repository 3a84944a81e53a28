"""What the records of a delimited file look like, and the records of one block as stretches of its bytes."""

import numpy as np
from msgspec import Struct

from cxcli.sources.separators import RETURN, Bytes, Positions, Separators


class Layout(Struct, frozen=True, kw_only=True):
    """What the records of a file look like: the `delimiter` byte, whether quotes count, `width` fields in a record.

    `headers` are the header records as bytes, in every quoting that is usual, so that they are known when they come
    again. `labels` are the words for a total that begin records among the data, and so are answers in this file.
    """

    delimiter: int
    quoted: bool
    width: int
    headers: tuple[bytes, ...] = ()
    labels: frozenset[str] = frozenset()


class Records(Struct, frozen=True):
    """The records of `block`: `starts` to `stops` in bytes, line ends left out, `widths` in fields.

    `first` is the index of each record's first separator; `returned` of the line ends are CR LF.
    """

    block: bytes
    data: Bytes
    starts: Positions
    stops: Positions
    widths: Positions
    first: Positions
    returned: int

    def __len__(self) -> int:
        return len(self.starts)

    @property
    def lengths(self) -> Positions:
        """The bytes of each record."""
        return self.stops - self.starts

    def text(self, number: int) -> bytes:
        """Return the bytes of record `number`."""
        return self.block[int(self.starts[number]) : int(self.stops[number])]


def cut_records(block: bytes, found: Separators) -> Records:
    """Return the complete records of `block`, given its separators; an empty line is one of no bytes."""
    data = np.frombuffer(block, np.uint8)
    at_end = found.at_end
    ends = found.positions[at_end]
    first = _shifted(at_end)
    starts = _shifted(ends)
    is_returned = (ends > starts) & (data[ends - 1] == RETURN)
    return Records(block, data, starts, ends - is_returned, at_end - first + 1, first, int(is_returned.sum()))


def _shifted(ends: Positions) -> Positions:
    """Return where things begin that end at `ends`: the first at 0, each other behind the one before."""
    starts = np.zeros(len(ends), np.int64)
    starts[1:] = ends[:-1] + 1
    return starts
