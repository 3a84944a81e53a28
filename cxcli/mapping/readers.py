"""How the text of one field is read, chunk by chunk, and what must be known of the whole column first."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from typing import Protocol

import numpy as np

from cxcli.errors import Notice
from cxcli.mapping.dates import DateFormat
from cxcli.mapping.groups import GroupFormat
from cxcli.mapping.readings import UNREADABLE, Number
from cxcli.mapping.records import FateArray, Field
from cxcli.mapping.scores import read_scores
from cxcli.mapping.texts import Code
from cxcli.sources.chunk import Column, TextColumn

MOST_WORDS = 50
"""Distinct unread words that a column of answers is watched for; a column with more is free text."""


class Surprise(Exception):  # noqa: N818 - a turn in the flow, caught where the pass is made; no fault
    """A text of the field at the given place would change how its column is read: look at the whole column first."""


@dataclass(frozen=True, slots=True)
class Read:
    """What a reader made of the distinct texts of a chunk."""

    values: Sequence[object]
    fates: FateArray
    notices: tuple[Notice, ...]


class Reader(Protocol):
    """Reads the distinct texts of one column. Raises `Surprise` where they contradict what it was decided on."""

    def read(self, texts: Sequence[str]) -> Read:
        """Return values and fates, one each a text."""
        ...


@dataclass(frozen=True, slots=True)
class ScoreReader:
    """Reads answers. `known` are the words that the decision on `labels` has seen; another one is a surprise."""

    labels: Mapping[str, Number]
    missing: Sequence[Code]
    known: frozenset[str] = frozenset()
    complete: bool = False

    def read(self, texts: Sequence[str]) -> Read:
        """Return the answers."""
        found = read_scores(texts, labels=self.labels, missing=self.missing)
        if not self.complete and any(
            fate == UNREADABLE and text not in self.known for text, fate in zip(texts, found.fates, strict=True)
        ):
            raise Surprise
        return Read(found.values, found.fates, found.notices)


@dataclass(frozen=True, slots=True)
class DateReader:
    """Reads dates as wall time of the report, in the one format decided on."""

    format: DateFormat

    def read(self, texts: Sequence[str]) -> Read:
        """Return the times, `datetime64[us]`."""
        found = self.format.read(texts)
        if found.surprising:
            raise Surprise
        return Read(found.values, found.fates, found.notices)  # type: ignore[arg-type] - an array is a sequence here


@dataclass(frozen=True, slots=True)
class GroupReader:
    """Reads the keys of a breakdown."""

    format: GroupFormat

    def read(self, texts: Sequence[str]) -> Read:
        """Return the keys."""
        found = self.format.read(texts)
        return Read(found.values, found.fates, found.notices)


@dataclass(frozen=True, slots=True)
class Binding:
    """A field by the name under which the records hold it, the column that feeds it, and how that is read."""

    name: str
    column: Column
    reader: Reader
    evidence: str = ""


@dataclass(slots=True)
class NoticeLog:
    """The notices of a pass, each code and message once."""

    found: dict[tuple[str, str], Notice] = field(default_factory=dict)

    def add(self, notices: Sequence[Notice], source: str) -> None:
        """Keep what is new."""
        for notice in notices:
            kept = Notice(code=notice.code, message=notice.message, source=notice.source or source)
            self.found.setdefault((kept.code, kept.message), kept)


def read_field(binding: Binding, texts: TextColumn) -> tuple[Field, tuple[Notice, ...]]:
    """Return the field that `binding` makes of its column's texts, and what the reader must be told.

    Texts that no row of the chunk has are not read, so that a cut of the rows cannot change what is found.
    """
    present = used(texts)
    found = binding.reader.read(present.texts)
    return Field(present.codes, found.values, found.fates, present.texts), found.notices


def used(texts: TextColumn) -> TextColumn:
    """Return the column without the texts that no row of it has."""
    occurs = np.bincount(texts.codes, minlength=len(texts.texts)) > 0
    if occurs.all():
        return texts
    numbers = np.cumsum(occurs) - 1
    kept = [text for text, present in zip(texts.texts, occurs.tolist(), strict=True) if present]
    return TextColumn(numbers[texts.codes], kept)


def unread_words(texts: Sequence[str], labels: Mapping[str, Number], missing: Sequence[Code]) -> set[str]:
    """Return the texts that are no answers by themselves: what a vocabulary must be found for."""
    found = read_scores(texts, labels=labels, missing=missing)
    return {text for text, fate in zip(texts, found.fates, strict=True) if fate == UNREADABLE}
