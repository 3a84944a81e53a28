"""One pass over a delimited file: blocks of audited records, and what the pass found in them."""

from collections.abc import Iterator
from dataclasses import dataclass

import numpy as np

from cxcli.errors import DataError, Notice, Problem
from cxcli.sources import encodings, limits
from cxcli.sources.chunk import Reject
from cxcli.sources.separators import Separators, find_separators
from cxcli.sources.source import SourceFacts
from cxcli.sources.structure import Block, Layout, audit

_END_OF_FILE = b"\x1a"


class PassFindings:
    """What a pass has found so far, kept in `facts`; `close` ends it and refuses what only the whole can show."""

    def __init__(self, facts: SourceFacts, file: str) -> None:
        """Begin the findings of one pass over `file`."""
        self._facts = facts
        self.file = file
        self._kept = self._blank = self._marks = self._ends = self._returned = 0
        self._not_ascii = 0
        self._bad_sample = b""
        self.cut_off = False
        self.end_mark = False

    def take(self, first_line: int, block: Block) -> list[Reject]:
        """Count a block whose first line is `first_line`, and return its rejects in detail, up to the limit."""
        account = self._facts.account
        account.read += block.records
        self._blank += block.blank
        self._marks += block.marks
        self._ends += block.line_ends
        self._returned += block.returned
        if not block.data.isascii():
            self._count_encodings(block)
        for broken in block.broken:
            account.rejected[broken.rule] = account.rejected.get(broken.rule, 0) + 1
        room = max(limits.REJECTS_KEPT - self._kept, 0)
        self._kept += len(block.broken)
        return [
            Reject(
                first_line + b.line, b.rule, b.detail, block.data[b.start : b.stop].decode(errors="backslashreplace")
            )
            for b in block.broken[:room]
        ]

    def close(self) -> None:
        """End the pass.

        Raises:
            DataError: no record is usable, or the file is in another encoding throughout.
        """
        account = self._facts.account
        wrong = account.rejected.get("invalid_utf8", 0)
        if wrong and (account.accepted == 0 or (wrong > 1 and wrong > self._not_ascii)):
            raise encodings.not_utf8(self.file, self._bad_sample)
        if account.read and account.accepted == 0:
            rules = ", ".join(f"{rule} ×{count:,}" for rule, count in account.rejected.items())
            raise DataError(
                Problem(
                    code="all-rejected",
                    message=f"no record is usable: {rules}",
                    file=self.file,
                    help="check the delimiter, the quotes and the header; --rejects FILE lists every line",
                )
            )
        self._facts.notices += self._notices()

    def _count_encodings(self, block: Block) -> None:
        """Count the good records that hold characters beyond ASCII, and keep a sample of the bad ones."""
        data = np.frombuffer(block.data, np.uint8)
        beyond = np.flatnonzero(data >= 128)  # noqa: PLR2004 - the first byte beyond ASCII
        numbers = np.searchsorted(block.starts, beyond, side="right") - 1
        numbers = (
            numbers[(numbers >= 0) & (beyond < block.stops[np.maximum(numbers, 0)])] if len(block) else numbers[:0]
        )
        self._not_ascii += len(np.unique(numbers))
        for broken in block.broken:
            if broken.rule == "invalid_utf8" and len(self._bad_sample) < limits.MIB:
                self._bad_sample += block.data[broken.start : broken.stop] + b"\n"

    def _notices(self) -> Iterator[Notice]:
        if self._facts.account.read == 0:
            yield self._notice("no-records", "there is a header and no record")
        if self._blank:
            yield self._notice("blank-lines", f"{self._blank:,} empty line{'s' * (self._blank != 1)}")
        if 0 < self._returned < self._ends:
            yield self._notice("mixed-line-ends", "some lines end with CR LF, some with LF")
        if self.end_mark:
            yield self._notice("end-of-file-mark", "a DOS end-of-file mark was left out")
        if self.cut_off:
            yield self._notice("no-final-newline", "the last line does not end: the file may be cut off")
        if self._marks:
            yield self._notice(
                "mark-inside",
                f"{self._marks:,} record{'s' * (self._marks != 1)} begin with a byte order mark: joined files?",
            )

    def _notice(self, code: str, message: str) -> Notice:
        return Notice(code=code, message=message, source=self.file)


@dataclass(slots=True)
class BlockReader:
    """Cuts a stream of UTF-8 bytes into blocks of complete records and audits them.

    `skip_bytes` lead to the first record, which is on `first_line`; the last `footer` records are no data.
    """

    stream: Iterator[bytes]
    layout: Layout
    skip_bytes: int
    first_line: int
    footer: int

    def blocks(self, findings: PassFindings) -> Iterator[tuple[int, Block]]:
        """Yield each audited block with its first line.

        Raises:
            DataError: a quote is opened and not closed.
        """
        line, rest = self.first_line, b""
        for piece, last in _with_last(_skip(self.stream, self.skip_bytes)):
            data = rest + piece if rest else piece
            if last:
                data = _complete(data, findings)
            found = find_separators(data, self.layout.delimiter, quoted=self.layout.quoted)
            self._refuse_open_quote(data, found, line, findings, last=last)
            found = _without_footer(found, self.footer) if self.footer else found
            block = audit(data[: found.consumed], found, self.layout, last=last)
            if block.line_ends:
                yield line, block
            line += len(found.newlines)
            rest = data[found.consumed :]

    def _refuse_open_quote(
        self, data: bytes, found: Separators, line: int, findings: PassFindings, *, last: bool
    ) -> None:
        at = found.open_quote
        if at is None:
            if not last and len(data) - found.consumed > limits.RECORD_BYTES:
                raise self._too_long(findings, line + len(found.newlines))
            return
        lines = data.count(b"\n", at)
        if last or lines > limits.LINES_IN_A_FIELD or len(data) - at > limits.RECORD_BYTES:
            raise DataError(
                Problem(
                    code="open-quote",
                    message="a quote is opened here and not closed",
                    file=findings.file,
                    line=line + data.count(b"\n", 0, at),
                    help="mend the line, or say that quotes mean nothing in this file: --no-quotes",
                )
            )

    def _too_long(self, findings: PassFindings, line: int) -> DataError:
        return DataError(
            Problem(
                code="record-size",
                message=f"a record of more than {limits.RECORD_BYTES:,} bytes",
                file=findings.file,
                line=line,
                help="check that this is delimited text",
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
    if data.endswith(_END_OF_FILE):
        findings.end_mark = True
        data = data.rstrip(_END_OF_FILE)
    if data and not data.endswith(b"\n"):
        findings.cut_off = True
        data += b"\n"
    return data


def _without_footer(found: Separators, count: int) -> Separators:
    """Leave the last `count` records out; before the end of the file they wait for the next block."""
    at_end = np.flatnonzero(found.is_end)
    keep = int(at_end[-count - 1]) + 1 if len(at_end) > count else 0
    consumed = int(found.positions[keep - 1]) + 1 if keep else 0
    newlines = found.newlines[: np.searchsorted(found.newlines, consumed)]
    stray = frozenset(place for place in found.stray if place < consumed)
    return Separators(found.positions[:keep], found.is_end[:keep], newlines, stray, consumed, found.open_quote)
