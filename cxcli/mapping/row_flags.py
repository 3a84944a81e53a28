"""Rows that need a second look: test answers, answers given too fast, the same answer ticked all along."""

from collections.abc import Iterator, Mapping, Sequence

import numpy as np
from msgspec import Struct

from cxcli.mapping.expression import Expression
from cxcli.mapping.expression import columns as columns_of
from cxcli.mapping.expression_match import BoolArray, Match, matches
from cxcli.mapping.records import Field
from cxcli.mapping.texts import MISSING_WORDS, fold
from cxcli.sources.chunk import TextColumn

FLAGS = ("test", "speeder", "straight-liner")
"""The flags that there are, in the order in which they are told."""


class Flag(Struct, frozen=True):
    """A flag by its `name`: rows that match an expression, or give one answer to all of some questions."""

    name: str
    condition: Expression | None = None
    questions: tuple[str, ...] = ()

    @property
    def columns(self) -> tuple[str, ...]:
        """The columns that it looks at, as the user has named them."""
        return self.questions if self.condition is None else tuple(columns_of(self.condition))


def flag_field(name: str) -> str:
    """Return the name under which the records hold a flag."""
    return f"flag:{name}"


def raised(flag: Flag, columns: Mapping[str, TextColumn], rows: int) -> tuple[Field, Match | None]:
    """Return whether each row has the flag, as a field of False and True, and what a condition could not compare."""
    if flag.condition is None:
        return _field(_straight([columns[name] for name in flag.questions], rows)), None
    found = matches(flag.condition, columns)
    return _field(found.mask), found


def _field(mask: BoolArray) -> Field:
    return Field(mask.astype(np.int64), (False, True), np.zeros(2, np.int8), ("", ""))


def _straight(questions: Sequence[TextColumn], rows: int) -> BoolArray:
    """Return the rows with one and the same answer to all questions; a row that left one out is none of them."""
    alike = np.ones(rows, np.bool_)
    numbers: dict[str, int] = {}
    codes = [np.array(list(_numbered(each.texts, numbers)), np.int64)[each.codes] for each in questions]
    for each in codes:
        alike &= (each == codes[0]) & (each >= 0)
    return alike


def _numbered(texts: Sequence[str], numbers: dict[str, int]) -> Iterator[int]:
    for text in texts:
        word = fold(text)
        yield -1 if not word or word in MISSING_WORDS else numbers.setdefault(word, len(numbers))
