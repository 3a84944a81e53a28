"""What every source offers, whatever its format."""

from collections.abc import Collection, Iterator
from typing import Protocol

from msgspec import Struct, field

from cxcli.errors import Notice
from cxcli.sources.chunk import Chunk, Column, Detection, SourceAccount


class SourceFacts(Struct):
    """What a source was taken to be, and what a pass over it found; complete once the pass has ended.

    `header` says how many header records there are and how many lines stand before them.
    """

    file: str
    format: str
    encoding: str
    delimiter: str | None
    header: dict[str, int] | None
    zone: str | None = None
    sha256: str = ""
    detected: list[Detection] = field(default_factory=list)
    notices: list[Notice] = field(default_factory=list)
    account: SourceAccount = field(default_factory=SourceAccount)


class Source(Protocol):
    """One file, opened and understood as far as its columns."""

    @property
    def columns(self) -> tuple[Column, ...]:
        """The columns, in the file's order."""
        ...

    @property
    def facts(self) -> SourceFacts:
        """What the file was taken to be; of the last pass, what it found."""
        ...

    def chunks(self, positions: Collection[int], rows: int | None = None) -> Iterator[Chunk]:
        """Make a pass over the file and yield the columns at `positions`, at most `rows` records at a time.

        Raises:
            CxError: the file is refused, at the point where that is known.
        """
        ...
