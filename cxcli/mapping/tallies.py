"""Tables that count answers, one row for many of them, which must not be read as one answer a row."""

from collections.abc import Collection, Sequence
from shlex import quote

from cxcli.errors import Notice, Problem
from cxcli.mapping.column_words import normal
from cxcli.mapping.columns import reference_to, shown
from cxcli.mapping.evidence import sample
from cxcli.mapping.text_counts import TextCounts
from cxcli.mapping.texts import clean, plain_number
from cxcli.mapping.wanted import Choice, Wanted
from cxcli.sources.chunk import Column
from cxcli.sources.source import Source

_SURE = frozenset({"count", "counts", "freq", "frequency", "anzahl"})
"""Names that say little else than that a row stands for many."""
_COUNTS = _SURE | {"responses", "answers", "n"}
_MOST_ROWS = 20
_FEWEST_ANSWERS = 3


def tallies(source: Source, answers: Sequence[tuple[Wanted, Choice]]) -> list[Problem]:
    """Return a problem for each column of answers of which each occurs once, beside a column that counts them."""
    taken = {choice.column for _, choice in answers}
    counted = _counting(source, taken, _COUNTS)
    texts = sample(source, [*taken]) if counted else {}
    return [
        _problem(choice.column, counted[0], source)
        for _, choice in answers
        if counted and _once_each(texts[choice.column.position])
    ]


def unused_counts(
    source: Source, answers: Sequence[tuple[Wanted, Choice]], amounts: Collection[str] = ()
) -> list[Notice]:
    """Return the notice of a column that seems to count answers, where no column of counts is among the `amounts`."""
    if "count" in amounts:
        return []
    taken = {choice.column for _, choice in answers}
    return [_notice(column, source) for column in _counting(source, taken, _SURE)[:1]] if answers else []


def _counting(source: Source, taken: Collection[Column], names: Collection[str]) -> list[Column]:
    """Return the columns with one of these names that hold counts, but for those that are taken."""
    named = [column for column in source.columns if normal(column.name) in names and column not in taken]
    texts = sample(source, named) if named else {}
    return [column for column in named if _counts(texts[column.position])]


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


def _problem(answers: Column, counts: Column, source: Source) -> Problem:
    name = reference_to(counts, source.columns)
    return Problem(
        code="tally",
        message="this looks like a table of counts, one row for many answers: "
        f"'{shown(answers)}' has each answer once, beside '{shown(counts)}'",
        file=source.facts.file,
        help=f"say so: --count {quote(name)}, or columns: {{count: {name}}} in cx.yaml",
    )


def _notice(counts: Column, source: Source) -> Notice:
    said = f"--count {quote(reference_to(counts, source.columns))}"
    message = f"column '{shown(counts)}' is not used, and each row counts once; if a row is so many answers: {said}"
    return Notice(code="unused-count", message=message)
