"""Files in which a column says that the answers beside it belong to several surveys: `nps` here, `csat` there."""

from collections.abc import Iterator, Mapping, Sequence

import numpy as np

from cxcli.errors import Problem
from cxcli.mapping.column_words import normal
from cxcli.mapping.columns import shown, without_repeat
from cxcli.mapping.evidence import SAMPLE_ROWS
from cxcli.mapping.expression import Comparison, unparse
from cxcli.mapping.text_counts import used
from cxcli.mapping.texts import clean
from cxcli.mapping.wanted import Choice, Wanted
from cxcli.sources.chunk import Column, TextColumn
from cxcli.sources.source import Source

_MOST_TYPES = 12
_LAST_WORDS = frozenset({"type", "metric", "survey"})
_FAMILIES: Mapping[str, frozenset[str]] = {
    "nps": frozenset({"nps", "net promoter score", "net promoter"}),
    "osat": frozenset({"osat", "overall satisfaction"}),
    "csat": frozenset({"csat", "customer satisfaction", "customer satisfaction score"}),
    "ces": frozenset({"ces", "customer effort score", "customer effort"}),
    "stars": frozenset({"star", "stars", "5star", "5 star", "five star", "star rating"}),
}
"""What the types of surveys are called, in the form of `normal`."""


def mixed_surveys(
    source: Source, answers: Sequence[tuple[Wanted, Choice]], filtered: Mapping[str, Sequence[Column]]
) -> list[Problem]:
    """Return a problem for each metric whose answers a column of types gives to several surveys.

    `filtered` holds the columns of the filters, by metric: a column of types among them settles it. The first records
    are looked at.
    """
    return [
        _problem(wanted, types, spellings, source.facts.file)
        for types in source.columns
        if types.position not in {choice.column.position for _, choice in answers} and _is_of_types(types)
        for wanted, choice in answers
        if types not in filtered.get(wanted.metric, ())
        if len(spellings := _filled(source, types, choice.column)) > 1
    ]


def _is_of_types(column: Column) -> bool:
    return bool(_LAST_WORDS.intersection(normal(without_repeat(column.name)).split()[-1:]))


def _filled(source: Source, types: Column, answers: Column) -> dict[str, str]:
    """Return the families whose rows have answers, each with its spelling; none where there are many texts."""
    texts: set[str] = set()
    spellings: dict[str, str] = {}
    for kinds, given in _first(source, types, answers):
        texts.update(text for text in used(kinds).texts if clean(text))
        filled = np.array([bool(clean(text)) for text in given.texts], dtype=np.bool_)[given.codes]
        for code in np.unique(kinds.codes[filled]).tolist():
            text = clean(kinds.texts[code])
            family = _family(text)
            if family is not None:
                spellings[family] = min(text, spellings.get(family, text))
    return spellings if len(texts) <= _MOST_TYPES else {}


def _first(source: Source, *columns: Column) -> Iterator[list[TextColumn]]:
    """Yield the columns of the first records, the same ones however the source cuts them."""
    left = SAMPLE_ROWS
    for chunk in source.chunks(sorted(column.position for column in columns), SAMPLE_ROWS):
        yield [chunk.columns[column.position].at(slice(left)) for column in columns]
        left -= len(chunk)
        if left <= 0:
            return


def _family(text: str) -> str | None:
    return next((family for family, names in _FAMILIES.items() if normal(text) in names), None)


def _problem(wanted: Wanted, types: Column, spellings: Mapping[str, str], file: str) -> Problem:
    family = next((each for each in _FAMILIES if each in wanted.names), None)
    spelling = spellings.get(family or "")
    example = unparse(Comparison(types.name, "==", "…" if spelling is None else spelling))
    return Problem(
        code="mixed-surveys",
        message=f"the column '{shown(types)}' says that this file holds answers to several surveys",
        file=file,
        help=f'say which are answers to {wanted.metric}: --where "{example}"',
    )
