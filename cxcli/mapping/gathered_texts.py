"""The texts of one column over all chunks, each distinct text kept once."""

from collections.abc import Sequence

import numpy as np
from msgspec import Struct, field

from cxcli.mapping.records import IntArray
from cxcli.mapping.text_counts import used
from cxcli.sources.chunk import TextColumn


class GatheredTexts(Struct):
    """A column as its chunks come; codes are kept as narrow as they can be."""

    numbers: dict[str, int] = field(default_factory=dict)
    codes: list[IntArray] = field(default_factory=list)

    def add(self, column: TextColumn) -> None:
        """Take in some rows."""
        mine = used(column)
        numbers = self.numbers
        found = [numbers.setdefault(text, len(numbers)) for text in mine.texts]
        place = np.array(found, np.min_scalar_type(len(numbers)))
        self.codes.append(place[mine.codes])

    def column(self) -> TextColumn:
        """Return the column of all rows so far."""
        return TextColumn(np.concatenate([np.zeros(0, np.uint8), *self.codes]), list(self.numbers))


def rows_of_texts(column: TextColumn, counts: IntArray | None = None) -> Sequence[int]:
    """Return how many rows have each text, where each row stands `counts` times, or once."""
    found: list[int] = np.bincount(column.codes, counts, minlength=len(column.texts)).astype(np.int64).tolist()
    return found
