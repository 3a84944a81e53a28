"""What is known of a column before it is read: from the first records, or, where they leave something open, from all."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field

import numpy as np

from cxcli.mapping.candidates import Choice, Wanted
from cxcli.mapping.date_choices import DateChoices
from cxcli.mapping.date_evidence import DateEvidence
from cxcli.mapping.dates import DateFormat, decide
from cxcli.mapping.readers import MOST_WORDS, unread_words, used
from cxcli.sources.chunk import Column, TextColumn
from cxcli.sources.source import Source

SAMPLE_ROWS = 10_000


@dataclass(slots=True)
class Known:
    """What a column holds: answers that are no numbers (`words`), all answers (`texts`), the shapes of its `dates`.

    Words and texts stop growing where they are too many for any vocabulary. `complete`: all records were looked at.
    """

    words: set[str] = field(default_factory=set)
    texts: set[str] = field(default_factory=set)
    dates: DateEvidence = field(default_factory=DateEvidence.empty)
    complete: bool = False


def look(
    source: Source, answers: Sequence[tuple[Wanted, Choice]], dates: Column | None, *, whole: bool
) -> Mapping[int, Known]:
    """Return what is known of the columns of answers and of dates, by position.

    All records are looked at where `whole` asks for it, and where the first ones show words for answers or dates that
    are not ISO: what those mean must not depend on where in the file they stand.
    """
    wanted = {choice.column.position: wanted for wanted, choice in answers}
    columns = [choice.column for _, choice in answers] + ([dates] if dates else [])
    known = {column.position: Known() for column in columns}
    at = dates.position if dates else -1
    _learn(known, sample(source, columns), wanted, at)
    if whole or any(found.words or not _is_plain(found.dates) for found in known.values()):
        for chunk in source.chunks(list(known)):
            _learn(known, {position: used(texts) for position, texts in chunk.columns.items()}, wanted, at)
        for found in known.values():
            found.complete = True
    return known


def sample(source: Source, columns: Sequence[Column]) -> Mapping[int, TextColumn]:
    """Return the texts of some columns in the first records, by position; no rows for a file without records."""
    positions = sorted({column.position for column in columns})
    for chunk in source.chunks(positions, rows=SAMPLE_ROWS) if positions else ():
        if len(chunk):
            return {position: used(texts) for position, texts in chunk.columns.items()}
    return {position: TextColumn(np.zeros(0, np.int64), []) for position in positions}


def _learn(known: Mapping[int, Known], texts: Mapping[int, TextColumn], wanted: Mapping[int, Wanted], at: int) -> None:
    for position, column in texts.items():
        found = known[position]
        if position == at:
            found.dates += DateEvidence.of(column.texts)
        if position in wanted and len(found.words) <= MOST_WORDS:
            found.words |= unread_words(column.texts, wanted[position].labels, wanted[position].missing)
            found.texts.update(column.texts)


def _is_plain(dates: DateEvidence) -> bool:
    found = decide(dates, DateChoices())
    return isinstance(found, DateFormat) and found.plain
