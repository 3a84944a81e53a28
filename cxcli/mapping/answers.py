"""Answers that are a number with words, such as `10 - Extremely likely` or `Very satisfied (5)`, and rows of stars."""

import re
from collections.abc import Container

from cxcli.mapping.labels import phrases
from cxcli.mapping.readings import Number
from cxcli.mapping.texts import fold, plain_number

_NUMBER = r"(?P<number>'?[+-]?[0-9]+(?:[.,][0-9]+)?)"
_DASH = r"[-\u2013\u2014]"
# A number before a month or AM is a date or a time that a spreadsheet made.
_MONTH = (
    r"jan(?:uary)?|feb(?:ruary)?|mar(?:ch)?|apr(?:il)?|may|june?|july?|aug(?:ust)?|sept?(?:ember)?"
    r"|oct(?:ober)?|nov(?:ember)?|dec(?:ember)?"
)
_NOT_A_DATE = rf"(?!(?:{_MONTH}|am|pm)\.?(?:[\s,-]*[0-9]+)?\)?$)"
_LABEL = rf"{_NOT_A_DATE}(?P<label>[^\W\d_].*)"

_NUMBER_FIRST = (
    re.compile(rf"{_NUMBER}(?:\s*[=:)]\s*|\s+{_DASH}\s*|\s*{_DASH}\s+|\.\s+){_LABEL}", re.DOTALL | re.IGNORECASE),
    re.compile(rf"{_NUMBER}\s*\({_LABEL}\)", re.DOTALL | re.IGNORECASE),
)
_NUMBER_LAST = (
    re.compile(rf"(?P<label>[^\W\d_][^0-9]*?)\s+{_DASH}\s+{_NUMBER}"),
    re.compile(rf"(?P<label>[^\W\d_][^0-9(]*?)\s*\({_NUMBER}\)"),
)
_NUMBER_BESIDE = re.compile(rf"{_NUMBER}(?:\s+|{_DASH}){_LABEL}", re.DOTALL | re.IGNORECASE)
_STARS_WORD = re.compile(rf"{_NUMBER}\s+(?P<label>stars?)", re.IGNORECASE)
_FIRM = (*_NUMBER_FIRST, *_NUMBER_LAST, _STARS_WORD)

_LONGEST = 200
_STARS = re.compile("(?P<full>(?:[\u2605\u2b50\U0001f31f]\ufe0f?)+)(?:[\u2606\u2729]\ufe0f?)*")


def labelled_number(text: str, *, known: Container[str]) -> tuple[Number, str] | None:
    """The number and the folded label of a cleaned text, or None.

    A space alone, or a dash without spaces, binds a number to a label only if the label is a well-known phrase or
    one of `known`: `10 Extremely likely` is an answer, `2 weeks` and `3-year plan` are not. `7/10`, `4 out of 5` and
    `85%` are None: they speak of another scale than the number. A text of more than 200 characters is no answer.
    """
    if len(text) > _LONGEST:
        return None
    for pattern in _FIRM:
        match = pattern.fullmatch(text)
        if match:
            return _parts(match)
    match = _NUMBER_BESIDE.fullmatch(text)
    found = _parts(match) if match else None
    return found if found and (found[1] in known or found[1] in phrases()) else None


def star_count(text: str) -> int | None:
    """How many full stars the cleaned text shows, empty stars after them allowed; None where it is no row of stars."""
    match = _STARS.fullmatch(text)
    return len(match["full"].replace("\ufe0f", "")) if match else None


def _parts(match: re.Match[str]) -> tuple[Number, str] | None:
    number = plain_number(match["number"])
    return None if number is None else (number, fold(match["label"]))
