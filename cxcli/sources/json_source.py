"""JSON and JSON Lines as sources: their columns are found by a pass of their own, then each pass yields chunks."""

from collections.abc import Collection, Iterator

from cxcli.errors import DataError, Notice, Problem
from cxcli.sources import containers, encodings, json_document, json_lines, limits
from cxcli.sources.chunk import Chunk, Column, Detection
from cxcli.sources.json_records import CHUNK_RECORDS, Discovery
from cxcli.sources.options import ReadOptions
from cxcli.sources.paths import InputFile
from cxcli.sources.signatures import Container, packing_notices
from cxcli.sources.source import SourceFacts


class JsonSource:
    """A JSON document (`lines` false) or JSON Lines. Opening it reads it once, since a key may appear late."""

    def __init__(self, file: InputFile, packed: Container, options: ReadOptions, *, lines: bool) -> None:
        """Find the columns of `file`, packed as said.

        Raises:
            DataError: the file is not JSON, or where its records are is not clear.
        """
        self._file = file
        self._packed = packed
        self._records = options.records
        self._lines = lines
        head = next(containers.blocks(file, packed), b"")
        self._encoding = encodings.detect(head, options.encoding, file=file.name)
        self._discovery = self._discover()
        self._facts = self._new_facts()

    @property
    def columns(self) -> tuple[Column, ...]:
        """The columns, in order of first appearance."""
        return self._discovery.columns

    @property
    def facts(self) -> SourceFacts:
        """What the file was taken to be, and what the last pass found."""
        return self._facts

    def chunks(self, positions: Collection[int], rows: int | None = None) -> Iterator[Chunk]:
        """Make a pass over the file and yield the columns at `positions`, at most `rows` records at a time."""
        facts = self._facts = self._new_facts()
        wanted = self._discovery.wanted(positions)
        size = rows or CHUNK_RECORDS
        name = self._file.name
        if self._lines:
            chunks = json_lines.chunks(self._raw_lines(), name, wanted, size=size)
        else:
            chunks = json_document.chunks(self._text(), name, wanted, records=self._records, size=size)
        for chunk in chunks:
            facts.account.read += len(chunk) + len(chunk.rejects)
            for reject in chunk.rejects:
                facts.account.rejected[reject.rule] = facts.account.rejected.get(reject.rule, 0) + 1
            yield chunk
        facts.notices += self._discovery.notices
        if facts.account.read == 0:
            facts.notices.append(Notice(code="no-records", message="there are no records", source=name))

    def _discover(self) -> Discovery:
        if self._lines:
            return json_lines.discover(self._raw_lines(), self._file.name)
        return json_document.discover(self._text(), self._file.name, records=self._records)

    def _new_facts(self) -> SourceFacts:
        return SourceFacts(
            file=self._file.name,
            format="jsonl" if self._lines else "json",
            encoding=self._encoding.name,
            delimiter=None,
            header=None,
            detected=[Detection("encoding", self._encoding.name, self._encoding.evidence)],
            notices=packing_notices(self._file.name, self._packed),
        )

    def _bytes(self) -> Iterator[bytes]:
        return encodings.to_utf8(containers.blocks(self._file, self._packed), self._encoding, file=self._file.name)

    def _text(self) -> str:
        data = bytearray()
        for block in self._bytes():
            data += block
            if len(data) > limits.JSON_BYTES:
                raise self._refused(
                    "json-size", "a JSON document of more than 512 MiB", "turn it into JSON Lines: jq -c '.[]' FILE"
                )
        try:
            return data.decode()
        except UnicodeDecodeError as error:
            raise encodings.not_utf8(self._file.name, bytes(data)) from error

    def _raw_lines(self) -> Iterator[bytes]:
        rest = b""
        for block in self._bytes():
            *lines, rest = (rest + block).split(b"\n")
            yield from (line + b"\n" for line in lines)
            if len(rest) > 2 * limits.RECORD_BYTES:
                raise self._refused(
                    "record-size", f"a line of more than {limits.RECORD_BYTES:,} bytes", "check that this is JSON Lines"
                )
        if rest:
            yield rest

    def _refused(self, code: str, message: str, help_text: str) -> DataError:
        return DataError(Problem(code=code, message=message, file=self._file.name, help=help_text))


def looks_like_lines(head: bytes) -> bool:
    """Whether JSON text whose first bytes are `head` has one object a line: a line ends where an object does."""
    first, newline, rest = head.lstrip().partition(b"\n")
    text = first.rstrip().decode(errors="replace")
    if not text.startswith("{") or not text.endswith("}"):
        return False
    return bool(newline) and (not rest.strip() or rest.lstrip().startswith(b"{"))
