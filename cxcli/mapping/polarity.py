"""Which end of an effort scale is the good one, as far as the question or the answers say so."""

import re
from collections.abc import Mapping, Sequence
from typing import Literal

from cxcli.mapping.readings import Number
from cxcli.mapping.scores import read_scores
from cxcli.sources.chunk import Column

Polarity = Literal["ease", "effort"]

_EASY = re.compile(r"\b(easy|easily|effortless|little effort|low effort|no effort)\b")
_HARD = re.compile(r"\b(hard|difficult|difficulty|much effort|high effort|a lot of effort)\b")
_ASKS_EASE = re.compile(r"\b(easy|easily|ease)\b")
_ASKS_EFFORT = re.compile(r"\b(how much (personal )?effort|how (hard|difficult))\b")


def polarity_of(column: Column, texts: Sequence[str], *, low: int, high: int) -> tuple[Polarity, str] | None:
    """Return the polarity and the evidence: the words at the ends of the scale, else those of the question.

    `ease`: a high answer means that it was easy. None where neither says so.
    """
    ends = _ends(texts, low, high)
    if len(ends) == 1:
        return ends.pop(), "the words beside the numbers"
    question = f"{column.name} {column.label}".lower()
    asks_ease, asks_effort = _ASKS_EASE.search(question), _ASKS_EFFORT.search(question)
    if asks_effort and not asks_ease:
        return "effort", "the words of the question"
    if asks_ease and not asks_effort and re.search(r"\b(made it|agree|how easy|was easy|it was|ease)\b", question):
        return "ease", "the words of the question"
    return None


def _ends(texts: Sequence[str], low: int, high: int) -> set[Polarity]:
    found: set[Polarity] = set()
    labels: Mapping[str, Number] = {}
    readings = read_scores(texts, labels=labels, missing=())
    for text, value in zip(texts, readings.values, strict=True):
        words = text.lower()
        if value is None or not (_EASY.search(words) or _HARD.search(words)):
            continue
        upper = value > (low + high) / 2
        easy = _EASY.search(words) is not None and _HARD.search(words) is None
        found.add("ease" if upper == easy else "effort")
    return found
