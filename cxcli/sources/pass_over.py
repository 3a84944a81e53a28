"""One pass over a delimited file: blocks of audited records, and what the pass found in them."""

from collections.abc import Iterator

from cxcli.errors import DataError, Notice, Problem
from cxcli.sources import encodings, limits
from cxcli.sources.chunk import Reject
from cxcli.sources.source import SourceFacts
from cxcli.sources.structure import Block, Broken


class PassFindings:
    """What a pass has found so far, kept in `facts`; `close` ends it and refuses what only the whole can show."""

    def __init__(self, facts: SourceFacts, file: str) -> None:
        """Begin the findings of one pass over `file`."""
        self._facts = facts
        self._kept = self._blank = self._marks = self._ends = self._returned = self._beyond_ascii = 0
        self._narrow = self._footer = 0
        self._bad_sample = bytearray()
        self._bad_line: int | None = None
        self.file = file
        self.cut_off = False
        self.end_mark = False

    def take(self, first_line: int, block: Block) -> list[Reject]:
        """Count a block whose first line is `first_line`, and return its rejects in detail, up to the limit."""
        self._facts.account.read += block.records
        self._blank += block.blank
        self._marks += block.marks
        self._ends += block.line_ends
        self._returned += block.returned
        self._beyond_ascii += block.beyond_ascii
        self._note_narrow(block)
        rejected = self._facts.account.rejected
        for broken in block.broken:
            rejected[broken.rule] = rejected.get(broken.rule, 0) + 1
            if broken.rule == "invalid_utf8":
                self._note_bytes(first_line, block, broken)
        room = max(limits.REJECTS_KEPT - self._kept, 0)
        self._kept += len(block.broken)
        return [_to_reject(first_line, block, broken) for broken in block.broken[:room]]

    def close(self) -> None:
        """End the pass.

        Raises:
            DataError: no record is usable, or the file is in another encoding throughout.
        """
        account = self._facts.account
        self._refuse_other_encoding(account.rejected.get("invalid_utf8", 0), account.accepted)
        if account.read and account.accepted == 0:
            rules = ", ".join(f"{rule} ({count:,})" for rule, count in account.rejected.items())
            raise DataError(
                Problem(
                    code="all-rejected",
                    message=f"no record is usable: {rules}",
                    file=self.file,
                    help="check the delimiter, the quotes and the header; --rejects FILE lists every line",
                )
            )
        self._facts.notices += self._notices()

    def _refuse_other_encoding(self, wrong: int, accepted: int) -> None:
        """Tell another encoding from damage: in the one, characters beyond ASCII are wrong more often than right."""
        if wrong > self._beyond_ascii and (wrong > 1 or accepted == 0):
            raise encodings.not_utf8(self.file, bytes(self._bad_sample), self._bad_line)

    def _note_narrow(self, block: Block) -> None:
        """Count the records of one field behind the last other one, and the record ends from the first of them."""
        other = [broken.start for broken in block.broken if broken.rule != "too_few_fields" or broken.width > 1]
        others_end = max(int(block.starts[-1]) if len(block) else -1, max(other, default=-1))
        narrow = [broken for broken in block.broken if broken.start > others_end]
        if others_end >= 0:
            self._narrow = self._footer = 0
        if self._narrow:
            self._footer += block.line_ends
        elif narrow:
            self._footer = narrow[0].ends_behind
        self._narrow += len(narrow)

    def _note_bytes(self, first_line: int, block: Block, broken: Broken) -> None:
        if self._bad_line is None:
            self._bad_line = first_line + broken.line
        if len(self._bad_sample) < encodings.SAMPLE_BYTES:
            self._bad_sample += block.data[broken.start : broken.stop] + b"\n"

    def _notices(self) -> Iterator[Notice]:
        if self._facts.account.read == 0:
            yield self._notice("no-records", "there is a header and no record")
        if self._blank:
            yield self._notice("blank-lines", f"{self._blank:,} empty line{'s' * (self._blank != 1)}")
        if 0 < self._returned < self._ends - self.cut_off:
            yield self._notice("mixed-line-ends", "some lines end with CR LF, some with LF")
        rejected = self._facts.account.rejected
        if self._narrow and self._narrow == sum(rejected.values()) - rejected.get("total_row", 0):
            records = f"{self._narrow:,} records are" if self._narrow != 1 else "record is"
            advice = f"if {'they are' if self._narrow != 1 else 'it is'} a footer, add --footer {self._footer}"
            yield self._notice("footer-lines", f"the last {records} narrower than the header: {advice}")
        if self.end_mark:
            yield self._notice("end-of-file-mark", "a DOS end-of-file mark was left out")
        if self.cut_off:
            yield self._notice("no-final-newline", "the last line does not end: the file may be cut off")
        if self._marks:
            records = f"{self._marks:,} record{'s begin' if self._marks != 1 else ' begins'}"
            yield self._notice("mark-inside", f"{records} with a byte order mark: joined files?")

    def _notice(self, code: str, message: str) -> Notice:
        return Notice(code=code, message=message, source=self.file)


def _to_reject(first_line: int, block: Block, broken: Broken) -> Reject:
    content = block.data[broken.start : broken.stop].decode(errors="backslashreplace")
    return Reject(first_line + broken.line, broken.rule, broken.detail, content)
