"""Which column holds the answers, where nobody has said so: by its name, by the words of its question, by its values.

The tiers are tried in that order, and the first that knows a column decides. Two columns in one tier are a question
to the user, never a guess.
"""

import re
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass

import numpy as np

from cxcli.errors import Problem
from cxcli.mapping.columns import option, shown
from cxcli.mapping.labels import Vocabulary, vocabulary_for
from cxcli.mapping.readings import READ, UNREADABLE, Number
from cxcli.mapping.scores import read_scores
from cxcli.mapping.texts import Code
from cxcli.sources.chunk import Column, TextColumn

Sample = Callable[[Sequence[Column]], Mapping[int, TextColumn]]
"""The first records of the source, for the columns asked for, by position."""

_HALF = 0.5
_SOME_ANSWERS = 3
_MOST_LISTED = 8
_NOT_ANSWERS = re.compile(
    r"\b(id|ids|code|index|age|year|month|day|week|hour|count|number|num|no|qty|quantity|price|amount|zip|phone|duration"
    r"|seconds|minutes|progress|group|category|segment|comment|reason|why|text|feedback|date|time|weight)\b"
)


@dataclass(frozen=True, slots=True)
class Wanted:
    """What a column of answers is known by: exact `names`, patterns in `questions`, `general` names, and the scale."""

    metric: str
    names: Sequence[str]
    questions: Sequence[str]
    general: Sequence[str]
    low: int
    high: int
    labels: Mapping[str, Number]
    missing: Sequence[Code]


@dataclass(frozen=True, slots=True)
class Choice:
    """The column taken, and the evidence for it."""

    column: Column
    evidence: str


def find_answers(wanted: Wanted, columns: Sequence[Column], sample: Sample, file: str) -> Choice | Problem:
    """Return the one column that holds the answers to `wanted`, or the problem that there are none or several."""
    tiers: tuple[tuple[list[Column], float, str], ...] = (
        (_named(columns, wanted.names), 0.0, "its name"),
        (_asking(columns, wanted.questions), 0.0, "its question"),
        (_named(columns, wanted.general), _HALF, f"its name, and answers {wanted.low}-{wanted.high}"),
    )
    for candidates, on_scale, evidence in tiers:
        texts = sample(candidates) if candidates else {}
        fitting = [column for column in candidates if _fits(texts[column.position], wanted, on_scale)]
        if fitting:
            return _one(fitting, evidence, wanted, file)
    texts = sample(columns)
    by_values = [column for column in columns if _holds_the_scale(column, texts[column.position], wanted)]
    if by_values:
        evidence = f"the only column of whole numbers {wanted.low}-{wanted.high}"
        return _one(by_values, evidence, wanted, file)
    return _none(wanted, columns, file)


def normal(name: str) -> str:
    """Return a column name in the form in which names are compared: lower case, words parted by single spaces."""
    words = re.sub(r"([a-z])([A-Z])", r"\1 \2", name)
    return " ".join(re.split(r"[^a-z0-9]+", words.lower())).strip()


def _named(columns: Sequence[Column], names: Sequence[str]) -> list[Column]:
    """Return the columns of these names; in dotted names the last part counts too."""
    wanted = set(names)
    return [
        column
        for column in columns
        if {normal(_without_repeat(column.name)), normal(_without_repeat(column.name).rsplit(".", 1)[-1])} & wanted
    ]


def _without_repeat(name: str) -> str:
    return re.sub(r"#\d+$", "", name)


def _asking(columns: Sequence[Column], questions: Sequence[str]) -> list[Column]:
    """Return the columns that match the first of the patterns that any column matches."""
    for question in questions:
        pattern = re.compile(question)
        found = [
            column for column in columns if pattern.search(column.name.lower()) or pattern.search(column.label.lower())
        ]
        if found:
            return found
    return []


def _fits(texts: TextColumn, wanted: Wanted, on_scale: float) -> bool:
    """Whether most answers can be read, and enough of them are on the scale. An empty column fits its name."""
    counts = np.bincount(texts.codes, minlength=len(texts.texts))
    labels, low, high = wanted.labels, wanted.low, wanted.high
    vocabulary = None if labels else vocabulary_for(texts.texts, missing=wanted.missing)
    if isinstance(vocabulary, Vocabulary):
        labels, (low, high) = dict(vocabulary.labels), vocabulary.scale
    found = read_scores(texts.texts, labels=labels, missing=wanted.missing)
    read = int(counts[found.fates == READ].sum())
    unreadable = int(counts[found.fates == UNREADABLE].sum())
    right = sum(
        count
        for count, value in zip(counts.tolist(), found.values, strict=True)
        if value is not None and low <= value <= high
    )
    return read >= unreadable and right >= read * on_scale


def _holds_the_scale(column: Column, texts: TextColumn, wanted: Wanted) -> bool:
    """Whether every answer is a whole number on the scale, and they are several, and the name says nothing else."""
    if _NOT_ANSWERS.search(normal(column.name)) or _NOT_ANSWERS.search(normal(column.label)):
        return False
    used = np.unique(texts.codes).tolist()
    found = read_scores([texts.texts[code] for code in used], labels={}, missing=wanted.missing)
    values = {value for value in found.values if value is not None}
    whole = all(isinstance(value, int) and wanted.low <= value <= wanted.high for value in values)
    unread = bool((found.fates == UNREADABLE).any())
    return whole and not unread and len(values) >= _SOME_ANSWERS and max(values) > (wanted.low + wanted.high) / 2


def _one(fitting: Sequence[Column], evidence: str, wanted: Wanted, file: str) -> Choice | Problem:
    if len(fitting) == 1:
        return Choice(fitting[0], evidence)
    listed = "; ".join(f"{option(column)}  ({shown(column)})" for column in fitting[:_MOST_LISTED])
    more = f"; and {len(fitting) - _MOST_LISTED} more" if len(fitting) > _MOST_LISTED else ""
    repeated = len({_without_repeat(column.name) for column in fitting}) == 1
    return Problem(
        code="repeated-column" if repeated else "ambiguous-column",
        message=f"{len(fitting)} columns could hold the answers to {wanted.metric}, by {evidence}",
        file=file,
        help=f"say which: {listed}{more}",
    )


def _none(wanted: Wanted, columns: Sequence[Column], file: str) -> Problem:
    names = ", ".join(shown(column) for column in columns[:_MOST_LISTED])
    more = ", …" if len(columns) > _MOST_LISTED else ""
    return Problem(
        code="no-column",
        message=f"no column looks like the answers to {wanted.metric}",
        file=file,
        help=f"name it: --column NAME; columns: {names}{more}",
    )
