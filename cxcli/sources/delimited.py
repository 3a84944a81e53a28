"""Delimited text as a source: understood from its head, then audited and handed on block by block."""

from collections.abc import Collection, Iterator

from msgspec.structs import replace

from cxcli.errors import DataError, Problem
from cxcli.sources import containers, encodings
from cxcli.sources.blank_runs import BlankRuns, blank_runs, squeezed
from cxcli.sources.block_reader import BlockReader
from cxcli.sources.chunk import Chunk, Column, Detection, Reject
from cxcli.sources.field_text import take_column
from cxcli.sources.form import understand
from cxcli.sources.head import SAMPLE_BYTES, Head, read_head
from cxcli.sources.options import ReadOptions
from cxcli.sources.pass_over import PassFindings
from cxcli.sources.paths import InputFile
from cxcli.sources.signatures import Container, packing_notices
from cxcli.sources.source import SourceFacts
from cxcli.sources.structure import Block
from cxcli.sources.words import PADDING

_BYTES_A_ROW = 16
_SMALLEST = 256 * 1024
"""Bytes of a short record, and of the smallest block: where few rows are wanted at a time, no more is looked at."""


class DelimitedSource:
    """A CSV file or its like. Opening it reads the head; each call of `chunks` is a pass over the whole."""

    def __init__(
        self, file: InputFile, packed: Container, options: ReadOptions, block_bytes: int | None = None
    ) -> None:
        """Understand the head of `file`, packed as said.

        Raises:
            DataError: the file is no delimited text, or its form is not clear.
        """
        self._file = file
        self._packed = packed
        self._footer = options.footer
        self._block_bytes = block_bytes or containers.BLOCK_BYTES
        self._encoding = self._detect_encoding(options)
        self._blanks: BlankRuns | None = None
        if options.delimiter == " ":
            self._blanks = blank_runs(self._read_head())
            options = replace(options, delimiter="\t", quoted=False)
        head = self._read_head()
        self._returns_only = head.returns_only
        self._form = understand(head, options, file=file.name)
        self._facts = self._new_facts()

    @property
    def columns(self) -> tuple[Column, ...]:
        """The columns, in the file's order."""
        return self._form.header.columns

    @property
    def facts(self) -> SourceFacts:
        """What the file was taken to be, and what the last pass found."""
        return self._facts

    def chunks(self, positions: Collection[int], rows: int | None = None) -> Iterator[Chunk]:
        """Make a pass over the file and yield the columns at `positions`, at most `rows` records at a time.

        Raises:
            DataError: a quote is left open, a record is too large, or no record is usable.
            RetryError: the file changed meanwhile.
        """
        facts = self._facts = self._new_facts()
        findings = PassFindings(facts, self._file.name)
        for first_line, block in self._reader(rows).blocks(findings):
            rejects = findings.take(first_line, block)
            yield from self._cut(first_line, block, rejects, positions, rows)
        findings.close()

    def _detect_encoding(self, options: ReadOptions) -> encodings.Encoding:
        first = next(containers.blocks(self._file, self._packed, SAMPLE_BYTES), b"")
        if not first.strip(b"\xef\xbb\xbf\xff\xfe\r\n \t\x00"):
            raise DataError(
                Problem(
                    code="empty", message="there is nothing in the file", file=self._file.name, help="export it again"
                )
            )
        return encodings.detect(first, options.encoding, file=self._file.name)

    def _read_head(self) -> Head:
        return read_head(self._stream(0))

    def _stream(self, rows: int | None = None) -> Iterator[bytes]:
        size = self._block_bytes if rows is None else min(self._block_bytes, max(_SMALLEST, rows * _BYTES_A_ROW))
        raw = containers.blocks(self._file, self._packed, size)
        text = encodings.to_utf8(raw, self._encoding, file=self._file.name)
        return squeezed(text, self._blanks.run) if self._blanks else text

    def _reader(self, rows: int | None) -> BlockReader:
        stream = self._stream(rows)
        return BlockReader(
            stream=(block.replace(b"\r", b"\n") for block in stream) if self._returns_only else stream,
            layout=self._form.layout,
            skip_bytes=self._form.data_start,
            first_line=self._form.data_line,
            footer=self._footer,
        )

    def _cut(
        self, first_line: int, block: Block, rejects: list[Reject], positions: Collection[int], rows: int | None
    ) -> Iterator[Chunk]:
        buffer = block.data + PADDING
        quoted = self._form.layout.quoted and b'"' in buffer
        columns = {position: take_column(buffer, *block.field(position), quoted=quoted) for position in positions}
        lines = block.lines + first_line
        step = rows or max(len(block), 1)
        for start in range(0, max(len(block), 1), step):
            cut = slice(start, start + step)
            part = {position: column.at(cut) for position, column in columns.items()}
            yield Chunk(self._file.name, lines[cut], part, rejects if start == 0 else ())

    def _new_facts(self) -> SourceFacts:
        form, blanks = self._form, self._blanks
        separated = [Detection("delimiter", "spaces", blanks.evidence)] if blanks else []
        return SourceFacts(
            file=self._file.name,
            format="text" if blanks else "tsv" if form.delimiter == "\t" else "csv",
            encoding=self._encoding.name,
            delimiter=" " if blanks else form.delimiter,
            header={"rows": form.header.rows, "skip_before": form.skip_before},
            zone=form.header.zone,
            detected=[
                Detection("encoding", self._encoding.name, self._encoding.evidence),
                *separated,
                *form.detected,
            ],
            notices=[*packing_notices(self._file.name, self._packed), *form.notices],
        )
