"""Small tables that count answers, one row for many of them, which must not be read as one answer a row."""

from collections.abc import Sequence

from cxcli.errors import Problem
from cxcli.mapping.column_words import normal
from cxcli.mapping.columns import shown
from cxcli.mapping.evidence import sample
from cxcli.mapping.text_counts import TextCounts
from cxcli.mapping.texts import clean, plain_number
from cxcli.mapping.wanted import Choice, Wanted
from cxcli.sources.chunk import Column
from cxcli.sources.source import Source

_COUNTS = frozenset({"count", "counts", "responses", "answers", "n", "freq", "frequency", "anzahl"})
_MOST_ROWS = 20
_FEWEST_ANSWERS = 3


def tallies(source: Source, answers: Sequence[tuple[Wanted, Choice]]) -> list[Problem]:
    """Return a problem for each column of answers of which each occurs once, beside a column that counts them."""
    taken = {choice.column for _, choice in answers}
    counting = [column for column in source.columns if normal(column.name) in _COUNTS and column not in taken]
    if not counting:
        return []
    texts = sample(source, [*taken, *counting])
    counted = [column for column in counting if _counts(texts[column.position])]
    return [
        _problem(choice.column, counted[0], source.facts.file)
        for _, choice in answers
        if counted and _once_each(texts[choice.column.position])
    ]


def _once_each(texts: TextCounts) -> bool:
    """Whether these are all the rows, few, and no answer occurs twice."""
    filled = {text: rows for text, rows in texts.rows.items() if clean(text)}
    few = texts.whole and texts.rows.total() <= _MOST_ROWS and len(filled) >= _FEWEST_ANSWERS
    return few and set(filled.values()) == {1}


def _counts(texts: TextCounts) -> bool:
    """Whether these are whole numbers, some above 1, and not the numbers of the rows."""
    numbers = [plain_number(clean(text)) for text in texts.rows if clean(text)]
    whole = [number for number in numbers if isinstance(number, int) and number >= 0]
    return len(whole) == len(numbers) and max(whole, default=0) > 1 and whole != list(range(1, len(whole) + 1))


def _problem(answers: Column, counts: Column, file: str) -> Problem:
    what = f"'{shown(answers)}' has each answer once, beside '{shown(counts)}'"
    return Problem(
        code="tally",
        message=f"this looks like a table of counts, one row for many answers: {what}; counts are not read yet",
        file=file,
        help="give one row an answer",
    )
