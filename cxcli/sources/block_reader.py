"""A stream of bytes cut into blocks of complete, audited records, the same ones however the stream is cut."""

from collections.abc import Iterator

import numpy as np
from msgspec import Struct

from cxcli.errors import DataError, Problem
from cxcli.sources import limits
from cxcli.sources.head import END_OF_FILE
from cxcli.sources.layout import Layout, cut_records
from cxcli.sources.pass_over import PassFindings
from cxcli.sources.rules import TOTALS_LOOKED_AT
from cxcli.sources.separators import NEWLINE, Separators, find_separators
from cxcli.sources.structure import Block, audit


class BlockReader(Struct, frozen=True):
    """Cuts a stream of UTF-8 bytes into blocks of complete records and audits them.

    `skip_bytes` lead to the first record, which is on `first_line`; the last `footer` lines are no data.
    """

    stream: Iterator[bytes]
    layout: Layout
    skip_bytes: int
    first_line: int
    footer: int

    def blocks(self, findings: PassFindings) -> Iterator[tuple[int, Block]]:
        """Yield each audited block with its first line.

        Raises:
            DataError: a quote is opened and not closed, or a record is too large.
        """
        line = self.first_line
        pieces: list[bytes] = []
        size = wanted = 0
        for piece, last in _with_last(_skip(self.stream, self.skip_bytes)):
            pieces.append(piece)
            size += len(piece)
            if size < wanted and not last:
                continue
            data = b"".join(pieces)
            data = _complete(data, findings) if last else data
            found = find_separators(data, self.layout.delimiter, quoted=self.layout.quoted)
            self._refuse_unending(data, found, line, findings.file, last=last)
            found = self._settled(data, found, last=last)
            if len(found.at_end):
                yield line, audit(data[: found.consumed], found, self.layout, last=last)
            line += len(found.newlines)
            pieces = [data[found.consumed :]]
            size = len(pieces[0])
            # A record that spans many pieces is looked at each time it has doubled, not with each piece.
            wanted = 0 if found.consumed else 2 * size

    def _settled(self, data: bytes, found: Separators, *, last: bool) -> Separators:
        """Return the records that the rest of the file cannot change; those behind them wait for the next block.

        The footer waits, and so do the last `TOTALS_LOOKED_AT` filled records before it, since only the end of the
        file tells whether they may be totals; a long run of empty lines is let go.
        """
        found = found.first(len(found.at_end) - self.footer)
        if last or self.layout.width == 1:
            return found
        records = cut_records(data, found)
        waiting = np.flatnonzero(records.lengths)[-TOTALS_LOOKED_AT:]
        if len(waiting) == 0 or found.consumed - int(records.stops[waiting[-1]]) > limits.RECORD_BYTES:
            return found
        return found.first(int(waiting[0]))

    def _refuse_unending(self, data: bytes, found: Separators, line: int, file: str, *, last: bool) -> None:
        """Refuse the first record that is larger than any honest one, complete or not, and a quote open at the end."""
        starts = np.concatenate((np.zeros(1, np.int64), found.positions[found.at_end] + 1))
        sizes = np.diff(starts, append=len(data) + 1) - 1
        is_large = sizes > limits.RECORD_BYTES
        if found.open_quote is not None or len(found.newlines) > len(found.at_end):
            lines = np.diff(np.searchsorted(found.newlines, starts), append=len(found.newlines)) - 1
            lines[-1] = data.count(b"\n", found.consumed)
            is_large |= lines > limits.LINES_IN_A_RECORD
        if is_large.any():
            raise _unending(data, int(starts[is_large][0]), self.layout, line, file)
        if last and found.open_quote is not None:
            raise _open_quote(line + data.count(b"\n", 0, found.open_quote), file)


def _unending(data: bytes, start: int, layout: Layout, line: int, file: str) -> DataError:
    """Return the error for the record at `start`, told by its first bytes alone: more of them change nothing."""
    part = data[start : start + limits.RECORD_BYTES + 1]
    newlines = np.flatnonzero(np.frombuffer(part, np.uint8) == NEWLINE)
    if len(newlines) > limits.LINES_IN_A_RECORD:
        part = part[: int(newlines[limits.LINES_IN_A_RECORD])]
    line += data.count(b"\n", 0, start)
    opened = find_separators(part, layout.delimiter, quoted=layout.quoted).open_quote
    if opened is not None:
        return _open_quote(line + part.count(b"\n", 0, opened), file)
    return DataError(
        Problem(
            code="record-size",
            message=f"a record of more than {limits.RECORD_BYTES:,} bytes",
            file=file,
            line=line,
            help="check that this is delimited text",
        )
    )


def _open_quote(line: int, file: str) -> DataError:
    return DataError(
        Problem(
            code="open-quote",
            message="a quote is opened here and not closed",
            file=file,
            line=line,
            help="mend the line, or say that quotes mean nothing in this file: --no-quotes",
        )
    )


def _skip(stream: Iterator[bytes], count: int) -> Iterator[bytes]:
    for block in stream:
        if count < len(block):
            yield block[count:] if count else block
        count = max(count - len(block), 0)


def _with_last(stream: Iterator[bytes]) -> Iterator[tuple[bytes, bool]]:
    held = next(stream, b"")
    for block in stream:
        yield held, False
        held = block
    yield held, True


def _complete(data: bytes, findings: PassFindings) -> bytes:
    """Give the last line an end, and leave the mark out that DOS programs put behind it."""
    if data.endswith(END_OF_FILE):
        findings.end_mark = True
        data = data.rstrip(END_OF_FILE)
    if data and not data.endswith(b"\n"):
        findings.cut_off = True
        data += b"\n"
    return data
