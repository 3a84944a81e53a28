"""Answers on a scale: `9`, `9,0`, `10 - Extremely likely`, `Very satisfied`, `★★★★☆`, and nothing that needs a guess.

Whether a number lies on the scale is for the metric to say.
"""

from collections.abc import Collection, Mapping, Sequence

import numpy as np
from msgspec import Struct

from cxcli.mapping.answers import labelled_number, star_count
from cxcli.mapping.readings import BLANK, MISSING, READ, UNICODE_DIGITS, UNREADABLE, Number, Readings
from cxcli.mapping.texts import MISSING_WORDS, Code, MissingCodes, ascii_digits, clean, fold, plain_number

_Answer = tuple[Number | None, int]
_NO_ANSWER: _Answer = (None, MISSING)
_NOT_READ: _Answer = (None, UNREADABLE)


def read_scores(
    texts: Sequence[str], *, labels: Mapping[str, Number], missing: Collection[Code]
) -> Readings[list[Number | None]]:
    """The answer that each text is.

    `labels` give the value of a word or of a code, `missing` are the words and codes that mean no answer; both go
    before every rule of this module, and `missing` goes before `labels`.
    """
    rules = _Rules.of(labels, missing)
    plain = [ascii_digits(clean(text)) for text in texts]
    answers = [_answer(text, rules) for text in plain]
    fates = np.array([fate for _, fate in answers], dtype=np.int8)
    foreign = any(
        fate == READ and not text.isascii() and ascii_digits(text) != text
        for text, (_, fate) in zip(texts, answers, strict=True)
    )
    return Readings([value for value, _ in answers], fates, (UNICODE_DIGITS,) if foreign else ())


class _Rules(Struct, frozen=True):
    """What was declared, in the form in which texts are looked up."""

    words: Mapping[str, Number]
    codes: Mapping[Number, Number]
    missing: MissingCodes

    @classmethod
    def of(cls, labels: Mapping[str, Number], missing: Collection[Code]) -> "_Rules":
        whole = {label: _whole(value) for label, value in labels.items()}
        keyed = ((plain_number(clean(label)), value) for label, value in whole.items())
        codes: dict[Number, Number] = {code: value for code, value in keyed if code is not None}
        return cls({fold(label): value for label, value in whole.items()}, codes, MissingCodes.of(missing))


def _whole(value: Number) -> Number:
    return int(value) if value == int(value) else value


def _answer(text: str, rules: _Rules) -> _Answer:
    """The answer of a cleaned text."""
    if not text:
        return None, BLANK
    word, number = fold(text), plain_number(text)
    if rules.missing.hold(word, number):
        return _NO_ANSWER
    if word in rules.words:
        return rules.words[word], READ
    if number is not None:
        return rules.codes.get(number, number), READ
    return _NO_ANSWER if word in MISSING_WORDS else _written_answer(text, rules)


def _written_answer(text: str, rules: _Rules) -> _Answer:
    """The answer of a text that is neither a bare number nor a declared word."""
    stars = star_count(text)
    if stars is not None:
        return stars, READ
    found = labelled_number(text, known=rules.words)
    if found is None:
        return _NOT_READ
    number, label = found
    if rules.missing.hold(label, number) or label in MISSING_WORDS:
        return _NO_ANSWER
    value = rules.codes.get(number, number)
    return (value, READ) if rules.words.get(label, value) == value else _NOT_READ
