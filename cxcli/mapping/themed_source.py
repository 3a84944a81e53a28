"""A source with columns that say what its comments are about, so that themes are groups like any others."""

from collections.abc import Callable, Collection, Iterator, Mapping

import numpy as np
import numpy.typing as npt
from msgspec.structs import replace

from cxcli.mapping.text_counts import used
from cxcli.mapping.texts import clean
from cxcli.mapping.theme_words import ThemeMatcher
from cxcli.sources.chunk import Chunk, Column, TextColumn
from cxcli.sources.source import Source, SourceFacts

MADE = "\x00"
"""How the names of the columns begin that are made of comments; none of a file begins so."""
THEMES = f"{MADE}themes"
"""The column that says which themes a comment has: a number of which bit i is set for theme i."""
COMMENT = f"{MADE}comment"
"""The column of the comments themselves, whatever it is called in the file."""
COMMENTED = f"{MADE}commented"
"""The column that says whether there is a comment: 1 or 0."""


class ThemedSource:
    """A source beside whose columns stand some that are made of its comments.

    Of a row without a comment they say nothing. All of this is done for each distinct text of a chunk.
    """

    def __init__(self, source: Source, comments: Column, matcher: ThemeMatcher) -> None:
        """Take the column of the comments and what tells their themes."""
        self._source, self._comments, self._matcher = source, comments, matcher
        after = max((column.position for column in source.columns), default=-1) + 1
        self._made = {name: Column(after + place, name) for place, name in enumerate((THEMES, COMMENT, COMMENTED))}

    @property
    def columns(self) -> tuple[Column, ...]:
        """The columns of the file, and then those that are made."""
        return (*self._source.columns, *self._made.values())

    @property
    def facts(self) -> SourceFacts:
        """What the file was taken to be."""
        return self._source.facts

    def chunks(self, positions: Collection[int], rows: int | None = None) -> Iterator[Chunk]:
        """Make a pass over the file; see `Source`.

        Raises:
            CxError: the file is refused.
        """
        made = {column.position: name for name, column in self._made.items() if column.position in positions}
        read = [position for position in positions if position not in made]
        for chunk in self._source.chunks(sorted({*read, self._comments.position} if made else read), rows):
            yield replace(chunk, columns={**chunk.columns, **self._columns(chunk, made)}) if made else chunk

    def _columns(self, chunk: Chunk, made: Mapping[int, str]) -> dict[int, TextColumn]:
        comments = used(chunk.columns[self._comments.position])
        said = np.array([bool(clean(text)) for text in comments.texts], np.bool_)
        columns: dict[str, Callable[[], TextColumn]] = {
            THEMES: lambda: self._themes(comments, said),
            COMMENT: lambda: comments,
            COMMENTED: lambda: TextColumn(said.astype(np.int64)[comments.codes], ("0", "1")),
        }
        return {position: columns[name]() for position, name in made.items()}

    def _themes(self, comments: TextColumn, said: npt.NDArray[np.bool_]) -> TextColumn:
        bits = np.where(said, self._matcher.bits(comments.texts), -1)
        sets, codes = np.unique(bits, return_inverse=True)
        return TextColumn(
            codes.astype(np.int64)[comments.codes], ["" if each < 0 else str(each) for each in sets.tolist()]
        )


def comment_texts(source: Source, comments: Column) -> set[str]:
    """Return the distinct comments of a file.

    Raises:
        CxError: the file is refused.
    """
    found: set[str] = set()
    for chunk in source.chunks([comments.position]):
        found.update(filter(clean, used(chunk.columns[comments.position]).texts))
    return found
