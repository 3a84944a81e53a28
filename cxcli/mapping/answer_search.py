"""The search for a column of answers: by its name, by the words of its question, by its values.

The tiers are tried in that order, and the first that knows a column decides. A column that is plainly the one, though
its values cannot be read, ends the search too: what else may lie in the file is not what was asked for.
"""

import re
from collections.abc import Callable, Iterator, Mapping, Sequence

from msgspec import Struct, field

from cxcli.mapping.answer_values import AnswerValues
from cxcli.mapping.column_words import (
    asks_for_words,
    counts_something,
    is_about_a_metric,
    is_of_another_moment,
    is_question,
    names_another_thing,
    names_of,
)
from cxcli.mapping.text_counts import TextCounts
from cxcli.mapping.wanted import Choice, Wanted
from cxcli.sources.chunk import Column

Sample = Callable[[Sequence[Column]], Mapping[int, TextCounts]]
"""Counts the texts of the columns asked for, by position."""


class Unread(Struct, frozen=True):
    """A column that is the right one by name or question, though its values are no answers."""

    column: Column
    rows: int
    unread: int


class AnswerSearch:
    """The tiers, one after the other; `unread` fills on the way."""

    def __init__(
        self, wanted: Wanted, columns: Sequence[Column], sample: Sample, count_all: Sample | None = None
    ) -> None:
        """Search `columns` for the answers that are `wanted`."""
        self.unread: list[Unread] = []
        self._wanted = wanted
        self._columns = [column for column in columns if not is_of_another_moment(column)]
        self._objects = _objects(columns)
        self._sample = sample
        self._count_all = count_all

    def first_tier(self) -> list[Choice]:
        """Return the columns of the first tier that knows any."""
        plain = self._named() or self._asking()
        if plain or self.unread:
            return plain
        return self._generally_named() or self._holding_the_scale()

    def _named(self) -> list[Choice]:
        return self._readable([column for column in self._columns if names_of(column) & set(self._wanted.names)])

    def _asking(self) -> list[Choice]:
        """Return the columns of the first pattern that any column matches and fits."""
        fair = [column for column in self._columns if not names_another_thing(column)]
        for question in self._wanted.questions:
            pattern = re.compile(question)
            found = self._readable(
                [each for each in fair if pattern.search(each.name.lower()) or pattern.search(each.label.lower())]
            )
            if found:
                return found
        return []

    def _generally_named(self) -> list[Choice]:
        named = [column for column in self._columns if names_of(column) & set(self._wanted.general)]
        low, high = self._wanted.low, self._wanted.high
        found = _Found()
        for column, values, place in self._values(named):
            found.whole &= not place
            least, most = values.scale or (low, high)
            if values.empty:
                found.empty.append(Choice(column, "its name"))
            elif values.mostly_on(low, high):
                found.answered.append(Choice(column, f"its name, and answers {least}-{most}{place}"))
        return found.preferred

    def _holding_the_scale(self) -> list[Choice]:
        """Return the columns whose values are the only evidence: in all records, where those can be looked at."""
        low, high = self._wanted.low, self._wanted.high
        fair = [column for column in self._columns if not _is_another_thing(column)]
        looked_at = list(self._values(fair))
        if self._count_all is not None:
            looked_at = [each for each in looked_at if each[1].within(low, high)]
            if any(place for _, _, place in looked_at):
                looked_at = list(self._values([column for column, _, _ in looked_at], self._count_all))
        found = [(column, place) for column, values, place in looked_at if values.fill(low, high)]
        return [Choice(column, f"the only column of whole numbers {low}-{high}{place}") for column, place in found]

    def _readable(self, candidates: Sequence[Column]) -> list[Choice]:
        """Return the candidates with answers; those without any value only where there are no others."""
        found = _Found()
        for column, values, place in self._values(candidates):
            found.whole &= not place
            if asks_for_words(column) and not (values.rows and values.readable):
                continue
            if values.readable:
                (found.empty if values.empty else found.answered).append(_by_words(column))
            elif values.wordy:
                self.unread.append(Unread(column, values.rows.total() + values.unread, values.unread))
        return found.preferred

    def _values(
        self, columns: Sequence[Column], count: Sample | None = None
    ) -> Iterator[tuple[Column, AnswerValues, str]]:
        """Yield what the values of each column say, and a remark where only the first records were looked at."""
        counts = (count or self._sample)(columns) if columns else {}
        wanted = self._wanted
        for column in columns:
            texts = counts[column.position]
            values = AnswerValues.of(texts, labels=wanted.labels, missing=wanted.missing)
            if not (values.empty and column.name in self._objects):
                yield column, values, "" if texts.whole else " in the first records"


class _Found(Struct):
    """The columns of a tier; `whole`: all records were looked at, so that the empty ones are empty."""

    answered: list[Choice] = field(default_factory=list)
    empty: list[Choice] = field(default_factory=list)
    whole: bool = True

    @property
    def preferred(self) -> list[Choice]:
        """The columns with answers; those without any where there are no others, or where they may yet have some."""
        return self.answered if self.answered and self.whole else self.answered + self.empty


def _objects(columns: Sequence[Column]) -> set[str]:
    """Return the names of JSON objects: a column of that name only says where the object is null."""
    return {column.name[:place] for column in columns for place, sign in enumerate(column.name) if sign == "."}


def _is_another_thing(column: Column) -> bool:
    return names_another_thing(column) or is_about_a_metric(column) or counts_something(column)


def _by_words(column: Column) -> Choice:
    return Choice(column, "its question" if is_question(column.label or column.name) else "its name")
