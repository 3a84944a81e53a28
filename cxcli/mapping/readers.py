"""How the text of one field is read, chunk by chunk, once it is known how the whole column is written."""

from collections.abc import Mapping, Sequence
from typing import Protocol, cast

import numpy as np
from msgspec import Struct, field

from cxcli.errors import Notice
from cxcli.mapping.dates import DateFormat
from cxcli.mapping.groups import KeySpellings, group_key
from cxcli.mapping.readings import READ, UNREADABLE, Number
from cxcli.mapping.records import FateArray, Field
from cxcli.mapping.scores import read_scores
from cxcli.mapping.text_counts import used
from cxcli.mapping.texts import Code
from cxcli.sources.chunk import Column, TextColumn


class Surprise(Exception):  # noqa: N818 - a turn in the flow, caught where the pass is made; no fault
    """A text would change how its column is read: the whole column must be looked at first."""


class Read(Struct, frozen=True):
    """What a reader made of some distinct texts."""

    values: Sequence[object]
    fates: FateArray
    notices: tuple[Notice, ...] = ()


class Reader(Protocol):
    """Reads the distinct texts of one column."""

    def read(self, texts: Sequence[str]) -> Read:
        """Return values and fates, one each a text.

        Raises:
            Surprise: the texts contradict what was decided on the column.
        """
        ...


class ScoreReader(Struct, frozen=True):
    """Reads answers. `complete`: all texts of the column were known when it was decided how to read them.

    Otherwise those were numbers, and `labelled` are the ones with words beside the number.
    """

    labels: Mapping[str, Number]
    missing: Sequence[Code]
    labelled: frozenset[str] = frozenset()
    complete: bool = False

    def read(self, texts: Sequence[str]) -> Read:
        """Return the answers, exact numbers."""
        found = read_scores(texts, labels=self.labels, missing=self.missing)
        fates = found.fates.tolist()
        if not self.complete and any(self._is_new(text, fate) for text, fate in zip(texts, fates, strict=True)):
            raise Surprise
        return Read(found.values, found.fates, found.notices)

    def _is_new(self, text: str, fate: int) -> bool:
        return fate == UNREADABLE or (fate == READ and has_words(text) and text not in self.labelled)


class DateReader(Struct, frozen=True):
    """Reads dates as wall time of the report, in the one format decided on."""

    format: DateFormat

    def read(self, texts: Sequence[str]) -> Read:
        """Return the times, `datetime64[us]`."""
        found = self.format.read(texts)
        if found.surprising:
            raise Surprise
        return Read(cast("Sequence[object]", found.values), found.fates, found.notices)


class GroupReader(Struct, frozen=True):
    """Reads the keys of a breakdown."""

    def read(self, texts: Sequence[str]) -> Read:
        """Return the keys; a blank is one too, the empty text."""
        return Read([group_key(text) for text in texts], np.full(len(texts), READ, np.int8))


class Binding(Struct, frozen=True):
    """A field by the name under which the records hold it, the column that feeds it, and how that is read."""

    name: str
    column: Column
    reader: Reader
    evidence: str = ""


class NoticeLog(Struct):
    """The notices of a pass, each code and message once, whatever the cut into chunks."""

    found: dict[tuple[str, str], Notice] = field(default_factory=dict)
    _keys: dict[str, KeySpellings] = field(default_factory=dict)

    def add(self, notices: Sequence[Notice], source: str) -> None:
        """Keep what is new."""
        for notice in notices:
            kept = Notice(code=notice.code, message=notice.message, source=notice.source or source)
            self.found.setdefault((kept.code, kept.message), kept)

    def add_keys(self, column: str, keys: Field, source: str) -> None:
        """Compare the keys of a breakdown with those of earlier chunks."""
        spellings = self._keys.setdefault(column, KeySpellings(column))
        spellings.add(keys.texts, [str(key) for key in keys.values])
        self.add(spellings.notices(), source)


def read_field(binding: Binding, texts: TextColumn) -> tuple[Field, tuple[Notice, ...]]:
    """Return the field that `binding` makes of its column's texts, and what the reader must be told.

    Texts that no row of the chunk has are not read, so that a cut of the rows cannot change what is found.

    Raises:
        Surprise: a text contradicts what its column was taken for.
    """
    present = used(texts)
    found = binding.reader.read(present.texts)
    return Field(present.codes, found.values, found.fates, present.texts), found.notices


def has_words(text: str) -> bool:
    """Whether a text has letters, in whatever script."""
    return any(character.isalpha() for character in text)
