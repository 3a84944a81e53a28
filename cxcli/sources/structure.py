"""The audit of every record of a block of delimited text, before any value is taken from it."""

from collections.abc import Sequence

import numpy as np
from msgspec import Struct

from cxcli.sources.layout import Layout, Records, cut_records
from cxcli.sources.rules import BOM, Faults, beyond_ascii, find_faults
from cxcli.sources.separators import Positions, Separators


class Broken(Struct, frozen=True):
    """A record that breaks a rule: its bytes `start` to `stop` in the block, its first `line` there (from 0).

    `ends_behind` of the block's record ends lie at or behind it, `width` is how many fields it has.
    """

    start: int
    stop: int
    line: int
    ends_behind: int
    width: int
    rule: str
    detail: str


class Block(Struct, frozen=True, kw_only=True):
    """The audited records of a block of bytes.

    `starts` and `stops` are the first byte of each good record and the byte behind its last, `first` the index of its
    first separator in `separators`. `lines` is each good record's first line in the block, from 0. `blank` counts
    empty lines, which are no records unless the file has one column; `records` counts the records, good and broken.
    `returned` of `line_ends` record ends are CR LF, `marks` records begin with a byte order mark, `beyond_ascii` good
    records hold characters beyond ASCII.
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
    beyond_ascii: int

    def __len__(self) -> int:
        return len(self.starts)

    def field(self, column: int) -> tuple[Positions, Positions]:
        """Return, for each good record, the first byte of its field `column` (from 0) and the byte behind its last."""
        starts = self.starts if column == 0 else self._separators(column - 1) + 1
        stops = self.stops if column == self.width - 1 else self._separators(column)
        return starts, stops

    def _separators(self, column: int) -> Positions:
        """Return the separator behind a field of each good record; where all are good, they lie evenly."""
        if len(self) * self.width == len(self.separators):
            return self.separators[column :: self.width]
        return self.separators[self.first + column]


def audit(block: bytes, found: Separators, layout: Layout, *, last: bool) -> Block:
    """Return the audited records of `block`, which ends with `found.consumed`; `last` where the file ends with it."""
    records = cut_records(block, found)
    is_blank = records.lengths == 0
    is_record = ~is_blank if layout.width > 1 else np.ones(len(records), np.bool_)
    faults = find_faults(records, found.stray, layout, last=last)
    good = is_record.copy()
    good[list(faults)] = False
    starts, stops, first = records.starts, records.stops, records.first
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
        broken=_to_broken(records, found, faults) if faults else (),
        records=int(is_record.sum()),
        blank=int(is_blank.sum()),
        line_ends=len(records),
        returned=records.returned,
        marks=_marks(records),
        beyond_ascii=int(np.count_nonzero(beyond_ascii(records)[good])),
    )


def _line_of(found: Separators, starts: Positions) -> Positions:
    """Return the line, from 0, on which each record begins; where every line is a good record there is no search."""
    if len(starts) == len(found.at_end) == len(found.newlines):
        return np.arange(len(starts), dtype=np.int64)
    return np.searchsorted(found.newlines, starts)


def _to_broken(records: Records, found: Separators, faults: Faults) -> list[Broken]:
    numbers = sorted(faults)
    starts, stops = records.starts[numbers], records.stops[numbers]
    lines = np.searchsorted(found.newlines, starts)
    more = np.searchsorted(found.newlines, stops) - lines
    places = zip(starts.tolist(), stops.tolist(), lines.tolist(), strict=True)
    sizes = zip(numbers, records.widths[numbers].tolist(), more.tolist(), strict=True)
    return [
        Broken(*place, len(records) - number, width, *_told(*faults[number], extra))
        for place, (number, width, extra) in zip(places, sizes, strict=True)
    ]


def _told(rule: str, detail: str, more: int) -> tuple[str, str]:
    """Return rule and detail; of a quote out of place, how far it reached: that may be many records of the author."""
    if rule == "stray_quote" and more:
        return rule, f"{detail}; it made one record of {more + 1:,} lines"
    return rule, detail


def _marks(records: Records) -> int:
    if records.block.isascii() or BOM not in records.block:
        return 0
    return sum(records.block.startswith(BOM, start) for start in records.starts.tolist())
