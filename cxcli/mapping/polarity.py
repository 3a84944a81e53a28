"""Which end of an effort scale is the good one, as far as the question or the answers say so."""

import re
from collections.abc import Iterator, Sequence
from typing import Literal

from cxcli.mapping.column_words import normal
from cxcli.mapping.reversed_labels import run_backwards
from cxcli.mapping.scores import read_scores
from cxcli.mapping.wanted import Wanted
from cxcli.sources.chunk import Column

Polarity = Literal["ease", "effort"]

_MUCH = r"(much|high|higher|highest|significant|considerable|great deal of|lots? of|maximum)"
_LITTLE = r"(no|not much|little|low|lower|lowest|minimal|minimum|less)"
_NOT = r"\b(not|isn t|wasn t|never)( at all| very| so| that| really)? "
_EASY = (
    rf"\b(easy|easily|easier|ease|effortless|simple|{_LITTLE} (personal )?effort|(no|without) (difficulty|trouble))\b"
)
_HARD = rf"\b(hard|harder|difficult|difficulty|{_MUCH} (personal )?effort)\b"
_TERMS: tuple[tuple[Polarity, re.Pattern[str]], ...] = (
    ("effort", re.compile(_NOT + r"(easy|simple)\b")),
    ("ease", re.compile(_NOT + r"(hard|difficult)\b")),
    ("ease", re.compile(_EASY)),
    ("effort", re.compile(_HARD)),
)


def polarity_of(column: Column, texts: Sequence[str], wanted: Wanted) -> tuple[Polarity, str] | None:
    """Return the polarity and the evidence: the words beside numbers in the answers, else those of the question.

    `ease`: a high answer means that it was easy. None where neither says so, or where they speak of both. Words of
    agreement and the like, beside numbers that fall as the words rise, turn the question round.
    """
    beside = set(_beside_numbers(texts, wanted.low, wanted.high))
    if len(beside) == 1:
        return beside.pop(), "the words beside the numbers"
    asked = _sense(f"{column.name} {column.label}")
    if run_backwards(texts, wanted):
        return _opposite(asked or "ease"), "the words beside the numbers"
    return (asked, "the words of the question") if asked else None


def asks_for_ease(wanted: Wanted) -> bool:
    """Whether the metric is one of ease or effort, by what its answers are known by."""
    return any(_sense(name) for name in wanted.names)


def _beside_numbers(texts: Sequence[str], low: int, high: int) -> Iterator[Polarity]:
    for text, value in zip(texts, read_scores(texts, labels={}, missing=()).values, strict=True):
        sense = _sense(text)
        if value is not None and sense is not None and 2 * value != low + high:
            upper = 2 * value > low + high
            yield sense if upper else _opposite(sense)


def _sense(text: str) -> Polarity | None:
    """Return which of the two the words speak of, or None: of neither, or of both."""
    words = normal(text)
    found: set[Polarity] = set()
    for sense, term in _TERMS:
        words, count = term.subn(" ", words)
        if count:
            found.add(sense)
    return found.pop() if len(found) == 1 else None


def _opposite(sense: Polarity) -> Polarity:
    return "effort" if sense == "ease" else "ease"
