"""A source that keeps what a pass read of it, so that the same rows can be looked at again without reading."""

from collections.abc import Collection, Iterator

import numpy as np

from cxcli.sources.chunk import Chunk, Column, IntArray, TextColumn
from cxcli.sources.source import Source, SourceFacts


class KeptSource:
    """A source, and the chunks of the last pass over it; codes and lines are kept as narrow as they can be."""

    def __init__(self, of: Source) -> None:
        """Begin with nothing kept."""
        self._of = of
        self._kept: list[Chunk] = []

    @property
    def columns(self) -> tuple[Column, ...]:
        """The columns, in the file's order."""
        return self._of.columns

    @property
    def facts(self) -> SourceFacts:
        """What the file was taken to be."""
        return self._of.facts

    def chunks(self, positions: Collection[int], rows: int | None = None) -> Iterator[Chunk]:
        """Make a pass over the file, and keep what it yields in the place of what was kept before."""
        self._kept = []
        for chunk in self._of.chunks(positions, rows):
            columns = {
                place: TextColumn(_narrow(column.codes), column.texts) for place, column in chunk.columns.items()
            }
            self._kept.append(Chunk(chunk.file, _narrow(chunk.lines), columns, chunk.rejects))
            yield chunk

    def again(self) -> "KeptAgain":
        """Return the kept chunks as a source."""
        return KeptAgain(self, self._kept)

    def let_go(self) -> None:
        """Keep nothing any more."""
        self._kept = []


class KeptAgain:
    """The chunks that were kept of a source, whatever positions are asked for: those of the pass."""

    def __init__(self, of: KeptSource, kept: list[Chunk]) -> None:
        """Take the chunks over."""
        self._of = of
        self._kept = kept

    @property
    def columns(self) -> tuple[Column, ...]:
        """The columns, in the file's order."""
        return self._of.columns

    @property
    def facts(self) -> SourceFacts:
        """What the file was taken to be."""
        return self._of.facts

    def chunks(self, positions: Collection[int], rows: int | None = None) -> Iterator[Chunk]:  # noqa: ARG002 - the protocol's
        """Yield what was kept."""
        for chunk in self._kept:
            columns = {
                place: TextColumn(column.codes.astype(np.int64), column.texts)
                for place, column in chunk.columns.items()
            }
            yield Chunk(chunk.file, chunk.lines.astype(np.int64), columns, chunk.rejects)


def _narrow(numbers: IntArray) -> IntArray:
    highest = int(numbers.max(initial=0))
    return numbers.astype(np.min_scalar_type(highest))
