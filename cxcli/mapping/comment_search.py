"""The search for a column of comments: by its name, by the words of its question, by a general name.

The tiers are tried in that order, and the first that knows a column with words in it decides.
"""

import re
from collections.abc import Iterator, Sequence

from cxcli.mapping.answer_search import Sample
from cxcli.mapping.column_words import is_question, names_of
from cxcli.mapping.readers import has_words
from cxcli.mapping.text_counts import TextCounts
from cxcli.mapping.wanted import Choice, Wanted
from cxcli.sources.chunk import Column


def comment_columns(wanted: Wanted, columns: Sequence[Column], sample: Sample, count_all: Sample) -> list[Choice]:
    """Return the columns of the first tier that has any with words; without those, the ones that are blank.

    `sample` counts the texts of the first records, `count_all` those of all: it is asked where those hold no words.
    """
    empty: list[Choice] = []
    for tier in _tiers(wanted, columns):
        named = [choice.column for choice in tier]
        counts = sample(named) if named else {}
        if not all(each.whole or _has_words(each) for each in counts.values()):
            counts = count_all(named)
        worded = [choice for choice in tier if _has_words(counts[choice.column.position])]
        if worded:
            return worded
        empty = empty or [choice for choice in tier if not any(map(str.strip, counts[choice.column.position].rows))]
    return empty


def _tiers(wanted: Wanted, columns: Sequence[Column]) -> Iterator[list[Choice]]:
    yield [Choice(column, "its name") for column in columns if names_of(column) & set(wanted.names)]
    yield [Choice(column, "its question") for column in columns if _asks(column, wanted)]
    yield [Choice(column, "its name") for column in columns if names_of(column) & set(wanted.general)]


def _asks(column: Column, wanted: Wanted) -> bool:
    questions = [text.lower() for text in (column.name, column.label) if is_question(text)]
    return any(re.search(pattern, text) for text in questions for pattern in wanted.questions)


def _has_words(texts: TextCounts) -> bool:
    """Whether most of what is there has letters: a score beside a question for its reason has none."""
    filled = [text for text in texts.rows if text.strip()]
    return texts.free or sum(map(has_words, filled)) * 2 > len(filled) > 0
