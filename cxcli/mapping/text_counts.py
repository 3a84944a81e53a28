"""How often each text of a column occurs, as far as the column can be one of answers."""

from collections import Counter

import numpy as np
from msgspec import Struct, field

from cxcli.sources.chunk import TextColumn
from cxcli.sources.lazy_texts import LazyTexts

MOST_TEXTS = 10_000
"""Distinct texts up to which a column is counted; one with more holds no answers on a scale."""


class TextCounts(Struct):
    """The rows of each text. A column of too many texts is `free`, and its counts are no longer kept.

    `whole` says that all records were counted, not only the first ones.
    """

    rows: Counter[str] = field(default_factory=Counter)
    free: bool = False
    whole: bool = True

    def add(self, column: TextColumn) -> None:
        """Count the rows of a chunk."""
        if self.free:
            return
        counts = np.bincount(column.codes, minlength=len(column.texts)).tolist()
        for text, count in zip(column.texts, counts, strict=True):
            if count:
                self.rows[text] += count
        if len(self.rows) > MOST_TEXTS:
            self.free = True
            self.rows.clear()


def used(texts: TextColumn) -> TextColumn:
    """Return the column without the texts that no row of it has."""
    occurs = np.bincount(texts.codes, minlength=len(texts.texts)) > 0
    if occurs.all():
        return texts
    numbers = np.cumsum(occurs) - 1
    if isinstance(texts.texts, LazyTexts):
        return TextColumn(numbers[texts.codes], texts.texts.some(occurs))
    kept = [text for text, present in zip(texts.texts, occurs.tolist(), strict=True) if present]
    return TextColumn(numbers[texts.codes], kept)
