"""What the values of a column say about whether it holds answers."""

from collections import Counter
from collections.abc import Mapping, Sequence

from msgspec import Struct

from cxcli.mapping.labels import AmbiguousLabels, vocabulary_for
from cxcli.mapping.readings import UNREADABLE, Number
from cxcli.mapping.scores import read_scores
from cxcli.mapping.text_counts import TextCounts
from cxcli.mapping.texts import Code

MOST_WORDS = 50
"""Distinct unread texts up to which a column may hold answer words; one with more holds free text."""

_SOME_ANSWERS = 3
_MOST_POINTS = 7
_MOSTLY = 0.5


class AnswerValues(Struct, frozen=True):
    """The rows by the number that each answers, and the rows (`unread`) that hold something else.

    `words` is the number of distinct texts that are something else, `scale` the one that answer words decide.
    `free` says that the column has far too many texts to be one of answers.
    """

    rows: Counter[Number]
    unread: int = 0
    words: int = 0
    scale: tuple[int, int] | None = None
    free: bool = False

    @classmethod
    def of(cls, texts: TextCounts, *, labels: Mapping[str, Number], missing: Sequence[Code]) -> "AnswerValues":
        """Return what the texts say; words are answers if `labels` or a shipped vocabulary holds them."""
        scale = None
        found = None if labels else vocabulary_for(list(texts.rows), missing=missing)
        vocabulary = found.candidates[0] if isinstance(found, AmbiguousLabels) else found
        if vocabulary is not None:
            labels, scale = vocabulary.labels, vocabulary.scale
        readings = read_scores(list(texts.rows), labels=labels, missing=missing)
        rows: Counter[Number] = Counter()
        for value, count in zip(readings.values, texts.rows.values(), strict=True):
            if value is not None:
                rows[value] += count
        unreadable = (readings.fates == UNREADABLE).tolist()
        unread = sum(count for count, not_read in zip(texts.rows.values(), unreadable, strict=True) if not_read)
        return cls(rows, unread, sum(unreadable), scale, texts.free)

    @property
    def empty(self) -> bool:
        """Whether no row holds anything: all are blank, or say that there is no answer."""
        return not (self.rows or self.unread or self.free)

    @property
    def readable(self) -> bool:
        """Whether at least half of what the rows hold can be read; nothing can be."""
        return not self.free and self.rows.total() >= self.unread

    @property
    def wordy(self) -> bool:
        """Whether the rows hold words that recur as answers do, though nothing says what they stand for."""
        recurring = self.words <= _MOST_POINTS or self.words * 2 <= self.unread
        return not self.readable and not self.free and self.words <= MOST_WORDS and recurring

    def mostly_on(self, low: int, high: int) -> bool:
        """Whether at least half of the answers are whole numbers of the scale, or of the one that words decide."""
        low, high = self.scale or (low, high)
        right = sum(rows for value, rows in self.rows.items() if isinstance(value, int) and low <= value <= high)
        return self.readable and right >= self.rows.total() * _MOSTLY

    def within(self, low: int, high: int) -> bool:
        """Whether the rows hold nothing but whole numbers of the scale."""
        whole = all(isinstance(value, int) and low <= value <= high for value in self.rows)
        return whole and not self.unread and not self.free

    def fill(self, low: int, high: int) -> bool:
        """Whether the rows hold nothing but whole numbers of the scale, several, its highest among them.

        Numbers in a row that all occur equally often are a count of the rows, no answers.
        """
        several = len(self.rows) >= _SOME_ANSWERS and high in self.rows
        in_a_row = set(range(high - len(self.rows) + 1, high + 1)) == self.rows.keys()
        return self.within(low, high) and several and not (in_a_row and len(set(self.rows.values())) == 1)
