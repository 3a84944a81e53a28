"""The texts of one column over all chunks, each distinct text kept once."""

from collections.abc import Sequence

import numpy as np
from msgspec import Struct, field

from cxcli.mapping.records import IntArray
from cxcli.mapping.text_counts import used
from cxcli.sources.chunk import TextColumn


class GatheredTexts(Struct):
    """A column as its chunks come."""

    numbers: dict[str, int] = field(default_factory=dict)
    codes: list[IntArray] = field(default_factory=list)

    def add(self, column: TextColumn) -> None:
        """Take in some rows."""
        mine = used(column)
        numbers = self.numbers
        place = np.array([numbers.setdefault(text, len(numbers)) for text in mine.texts], np.int64)
        self.codes.append(place[mine.codes] if len(place) else mine.codes)

    def column(self) -> TextColumn:
        """Return the column of all rows so far."""
        return TextColumn(np.concatenate([np.zeros(0, np.int64), *self.codes]), list(self.numbers))


def rows_of_texts(column: TextColumn) -> Sequence[int]:
    """Return how many rows have each text."""
    counts: list[int] = np.bincount(column.codes, minlength=len(column.texts)).tolist()
    return counts
