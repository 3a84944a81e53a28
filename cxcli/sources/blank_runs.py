"""Text whose columns stand below each other, with blanks between them: a tab takes the place of each run of blanks.

The audit and the reading then find records of fields with a tab between them, as in any delimited text.
"""

from collections.abc import Iterable, Iterator

import numpy as np
from msgspec import Struct

from cxcli.sources.head import Head, HeadRecords, head_records
from cxcli.sources.separators import NEWLINE, RETURN

_RUNS = (1, 2)
_LOOKED_AT = 128 * 1024
_BLANKS = b" \t"
_LINE_ENDS = (b"\n", b"\r")
_TAB, _SPACE = 9, 32


class BlankRuns(Struct, frozen=True):
    """How blanks separate the first records of a file: `run` of them or more stand between two fields.

    `agreeing` of the `records` looked at have as many `fields`; `first` are the fields of the first. `in_columns`
    where between some fields of some record there is more than one blank, as only what aligns columns writes it.
    """

    run: int
    fields: int
    agreeing: int
    records: int
    first: tuple[str, ...]
    in_columns: bool

    @property
    def evidence(self) -> str:
        """What was found, in words."""
        blanks = "blanks" if self.run == 1 else f"runs of {self.run} or more blanks"
        return f"{self.fields} fields between {blanks} in {self.agreeing:,} of {self.records:,} records looked at"


def blank_runs(head: Head) -> BlankRuns:
    """Return how long the runs of blanks are that separate: as long as makes most records alike, the shorter of equals.

    Where single blanks make as many records alike as runs of two do, no field holds a blank.
    """
    looked_at = head.shorter(_LOOKED_AT)
    tables = [_table(looked_at, run) for run in _RUNS]
    in_columns = bool((tables[-1].widths > 1).any())
    found = [_counted(run, table, in_columns=in_columns) for run, table in zip(_RUNS, tables, strict=True)]
    return max(found, key=lambda each: (each.fields > 1, each.agreeing))


def squeezed(stream: Iterable[bytes], run: int) -> Iterator[bytes]:
    """Yield the bytes of `stream` with one tab for `run` blanks or more, and with none at the ends of lines.

    A tab counts as a blank; one that is alone where two are needed becomes a space. However the stream is cut, the
    bytes are the same.
    """
    waiting, is_line_start = b"", True
    for block in stream:
        data = waiting + block
        data = data.lstrip(_BLANKS) if is_line_start else data
        piece = data.rstrip(_BLANKS)
        # Whether the blanks behind it separate is told by what follows; more than two of them say no more than two.
        waiting = data[len(piece) :][: max(_RUNS)]
        if piece:
            is_line_start = piece.endswith(_LINE_ENDS)
            yield _with_tabs(piece, run)


def _with_tabs(piece: bytes, run: int) -> bytes:
    """Return a piece, which ends with no blank, with one tab or space for each run of blanks within a line."""
    data = np.frombuffer(piece, np.uint8).copy()
    is_blank = (data == _SPACE) | (data == _TAB)
    ends = np.flatnonzero(np.diff(is_blank, prepend=False))
    starts, stops = ends[0::2], ends[1::2]
    if len(starts) == 0:
        return piece
    is_line_end = (data == NEWLINE) | (data == RETURN)
    within = ~is_line_end[stops] & ((starts == 0) | ~is_line_end[starts - 1])
    data[starts] = np.where(stops - starts >= run, _TAB, _SPACE)
    is_kept = ~is_blank
    is_kept[starts[within]] = True
    found: bytes = data[is_kept].tobytes()
    return found


def _table(head: Head, run: int) -> HeadRecords:
    return head_records(Head(b"".join(squeezed([head.data], run))), "\t", quoted=False)


def _counted(run: int, table: HeadRecords, *, in_columns: bool) -> BlankRuns:
    counts = np.bincount(table.widths, minlength=1)
    first = tuple(table.cells(0)) if len(table) else ()
    return BlankRuns(run, int(counts.argmax()), int(counts.max()), len(table), first, in_columns)
