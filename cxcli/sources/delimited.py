"""Delimited text as a source: understood from its head, then audited and handed on block by block."""

from collections.abc import Collection, Iterator


from cxcli.errors import DataError, Notice, Problem
from cxcli.sources import containers, dialect, encodings, header, limits
from cxcli.sources.chunk import Chunk, Column, Detection, Reject
from cxcli.sources.field_text import PADDING, take_column
from cxcli.sources.head import SAMPLE_BYTES, Head, head_records
from cxcli.sources.options import DELIMITERS, ReadOptions
from cxcli.sources.pass_over import BlockReader, PassFindings
from cxcli.sources.paths import InputFile
from cxcli.sources.signatures import Container
from cxcli.sources.source import SourceFacts
from cxcli.sources.structure import Block, Layout

_HEAD_RECORDS = 60


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
        self._block_bytes = block_bytes or containers.BLOCK_BYTES
        self._footer = options.footer
        self._encoding = self._detect_encoding(options)
        head = self._read_head()
        self._returns_only = b"\r" in head.data and b"\n" not in head.data
        if self._returns_only:
            head = Head(head.data.replace(b"\r", b"\n"), head.whole)
        self._understand(head, options)

    @property
    def columns(self) -> tuple[Column, ...]:
        """The columns, in the file's order."""
        return self._header.columns

    @property
    def facts(self) -> SourceFacts:
        """What the file was taken to be, and what the last pass found."""
        return self._facts

    def chunks(self, positions: Collection[int], rows: int | None = None) -> Iterator[Chunk]:
        """Make a pass over the file and yield the columns at `positions`, at most `rows` records at a time."""
        facts = self._facts = self._new_facts()
        findings = PassFindings(facts, self._file.name)
        for first_line, block in self._reader().blocks(findings):
            rejects = findings.take(first_line, block)
            yield from self._cut(first_line, block, rejects, positions, rows)
        findings.close()

    def _cut(
        self, first_line: int, block: Block, rejects: list[Reject], positions: Collection[int], rows: int | None
    ) -> Iterator[Chunk]:
        buffer = block.data + PADDING
        columns = {
            position: take_column(buffer, *block.field(position), quoted=self._layout.quoted) for position in positions
        }
        lines = block.lines + first_line
        step = rows or max(len(block), 1)
        for start in range(0, max(len(block), 1), step):
            cut = slice(start, start + step)
            part = {position: column.at(cut) for position, column in columns.items()}
            yield Chunk(self._file.name, lines[cut], part, rejects if start == 0 else ())

    def _reader(self) -> BlockReader:
        return BlockReader(
            stream=self._stream(),
            layout=self._layout,
            skip_bytes=self._data_start,
            first_line=self._data_line,
            footer=self._footer,
        )

    def _stream(self) -> Iterator[bytes]:
        raw = containers.blocks(self._file, self._packed, self._block_bytes)
        stream = encodings.to_utf8(raw, self._encoding, file=self._file.name)
        return (block.replace(b"\r", b"\n") for block in stream) if self._returns_only else stream

    def _detect_encoding(self, options: ReadOptions) -> encodings.Encoding:
        first = next(containers.blocks(self._file, self._packed, SAMPLE_BYTES), b"")
        if not first.strip(b"\xef\xbb\xbf\xff\xfe\r\n \t\x00"):
            raise DataError(
                Problem(code="empty", message="the file is empty", file=self._file.name, help="export it again")
            )
        return encodings.detect(first, options.encoding, file=self._file.name)

    def _read_head(self) -> Head:
        data = bytearray()
        self._returns_only = False
        for block in self._stream():
            data += block
            if len(data) >= SAMPLE_BYTES:
                end = data.rfind(b"\n") + 1
                return Head(bytes(data[:end]) if end else bytes(data), whole=False)
        if not data.endswith((b"\n", b"\r")):
            data += b"\n"
        return Head(bytes(data), whole=True)

    def _understand(self, head: Head, options: ReadOptions) -> None:
        skip, declared = _lines_before(head, options)
        body = Head(_without_lines(head.data, skip), head.whole)
        self._notices: list[Notice] = []
        self._detected = [Detection("encoding", self._encoding.name, self._encoding.evidence)]
        chosen = declared or options.delimiter
        if declared and declared != options.delimiter:
            self._notices.append(
                Notice(
                    code="sep-line",
                    message=f"the line sep={declared} was taken as the delimiter",
                    source=self._file.name,
                )
            )
        if chosen is None:
            found = dialect.choose(body, quoted=options.quoted, file=self._file.name)
            chosen = found.delimiter
            self._detected.append(Detection("delimiter", chosen, found.evidence))
        self._delimiter = chosen
        self._read_columns(head, body, skip, options)

    def _read_columns(self, head: Head, body: Head, skip: int, options: ReadOptions) -> None:
        records = head_records(body, self._delimiter, quoted=options.quoted)
        name = self._file.name
        if len(records.starts) == 0:
            raise DataError(
                Problem(
                    code="no-header",
                    message="there is no complete header record",
                    file=name,
                    line=skip + 1,
                    help="check the quotes of the first lines",
                )
            )
        try:
            sample = [
                records.cells(body, number, quoted=options.quoted)
                for number in range(min(len(records.starts), _HEAD_RECORDS))
            ]
        except UnicodeDecodeError as error:
            raise encodings.not_utf8(name, body.data, skip + 1) from error
        if int(records.starts[0]) in records.separators.stray:
            raise DataError(
                Problem(
                    code="header-quotes",
                    message="a quote is out of place in the header",
                    file=name,
                    line=skip + 1,
                    help="mend it, or say that quotes mean nothing: --no-quotes",
                )
            )
        self._header = header.read_header(sample, options, file=name)
        self._notices += self._header.notices
        rows = self._header.rows
        self._detected.append(Detection("header", f"{rows} row{'s' * (rows != 1)}", self._header.evidence))
        width = len(self.columns)
        if width > limits.COLUMNS:
            raise DataError(
                Problem(code="columns", message=f"{width:,} columns, at most {limits.COLUMNS:,} are read", file=name)
            )
        starts, stops = records.starts.tolist(), records.stops.tolist()
        raw = body.data[starts[0] : stops[0]] if rows else b""
        self._layout = Layout(delimiter=ord(self._delimiter), quoted=options.quoted, width=width, header=raw)
        start = _behind(body.data, stops[rows - 1]) if rows else starts[0]
        self._data_start = len(head.data) - len(body.data) + start
        self._data_line = skip + body.data.count(b"\n", 0, start) + 1
        self._header_info = {"rows": rows, "skip_before": skip}
        self._facts = self._new_facts()

    def _new_facts(self) -> SourceFacts:
        return SourceFacts(
            file=self._file.name,
            format="csv" if self._delimiter != "\t" else "tsv",
            encoding=self._encoding.name,
            delimiter=self._delimiter,
            header=self._header_info,
            zone=self._header.zone,
            detected=list(self._detected),
            notices=list(self._notices) + self._line_end_notices(),
        )

    def _line_end_notices(self) -> list[Notice]:
        if not self._returns_only:
            return []
        return [
            Notice(code="return-line-ends", message="lines end with a carriage return alone", source=self._file.name)
        ]


def _lines_before(head: Head, options: ReadOptions) -> tuple[int, str | None]:
    """Return how many lines stand before the header, and the delimiter if a `sep=` line among them declares it."""
    if options.skip_before is not None:
        return options.skip_before, None
    first = head.data.split(b"\n", 1)[0].strip().strip(b'"').lower()
    declared = first.removeprefix(b"sep=").decode("ascii", errors="replace")
    if first.startswith(b"sep=") and declared in DELIMITERS:
        return 1, declared
    blank = 0
    for line in head.data.split(b"\n"):
        if line.strip(b"\r"):
            break
        blank += 1
    return blank, None


def _without_lines(data: bytes, count: int) -> bytes:
    at = 0
    for _ in range(count):
        at = _behind(data, at)
    return data[at:]


def _behind(data: bytes, at: int) -> int:
    """Return the position behind the line end at or after `at`."""
    end = data.find(b"\n", at)
    return len(data) if end == -1 else end + 1
