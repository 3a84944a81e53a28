"""Amounts and weights: exact decimals, with the decimal sign decided from the whole column or refused."""

from collections.abc import Sequence
from dataclasses import dataclass, field
from decimal import Decimal
from typing import Literal

import numpy as np

from cxcli.errors import Notice, Problem
from cxcli.mapping.number_evidence import Clue, NumberEvidence, Spelling, spelling
from cxcli.mapping.readings import BLANK, MISSING, READ, UNICODE_DIGITS, UNREADABLE, Readings
from cxcli.mapping.texts import MISSING_WORDS, fold, simplified

DecimalSign = Literal["comma", "point"]

_LINES = "add to the config one of: numbers: {decimal: comma}   numbers: {decimal: point}"
_SPACED = Notice(
    code="spaced-thousands",
    message="some numbers have spaces or apostrophes between their thousands; they were read as one number",
)


@dataclass(frozen=True, slots=True)
class NumberFormat:
    """How the numbers of a column are written: the decimal sign, and whether every number carries a percent sign.

    `85%` is 85 where all have the sign, and unreadable where only some do. `basis` says on what this rests.
    """

    decimal: DecimalSign
    percent: bool
    basis: str
    declared: DecimalSign | None = None
    evidence: NumberEvidence = field(default_factory=NumberEvidence, compare=False)

    def read(self, texts: Sequence[str]) -> Readings[list[int | Decimal | None]]:
        """The exact number that each text is; a whole number is an int.

        Infinity, NaN, `(5)` for minus five, the sign U+2212, currencies and more than 40 digits are
        unreadable.
        """
        spellings = [spelling(text) for text in texts]
        values = [self._value(found) for found in spellings]
        fates = np.array([_fate(*pair) for pair in zip(texts, values, strict=True)], dtype=np.int8)
        merged = self.evidence + NumberEvidence.of_spellings(spellings)
        return Readings(
            values, fates, _notices(spellings, values), surprising=decide(merged, decimal=self.declared) != self
        )

    def _value(self, found: Spelling | None) -> int | Decimal | None:
        if found is None or found.percent != self.percent:
            return None
        text = found.with_comma if self.decimal == "comma" else found.with_point
        return None if text is None else simplified(Decimal(text))


def decide(evidence: NumberEvidence, *, decimal: DecimalSign | None) -> NumberFormat | Problem:
    """The one format that all the numbers of a column can have, or the Problem that there are two or none.

    A declared `decimal` sign decides; numbers that are not written with it are then unreadable.
    """
    clues = evidence.clues
    percent = Clue.PERCENT in clues and Clue.BARE not in clues
    if decimal is not None:
        return NumberFormat(decimal, percent, "as the config says", decimal, evidence)
    if {Clue.PROVES_COMMA, Clue.PROVES_POINT} <= clues:
        return _refusal("both a comma and a point stand before decimals in this column of numbers")
    if Clue.PROVES_COMMA in clues:
        return NumberFormat(
            "comma", percent, "some numbers can only have a decimal comma, none needs a point", None, evidence
        )
    if Clue.PROVES_POINT in clues:
        return NumberFormat(
            "point", percent, "some numbers can only have a decimal point, none needs a comma", None, evidence
        )
    if clues & {Clue.OPEN_COMMA, Clue.OPEN_POINT}:
        return _refusal("a sign before three digits, as in 1,234 or 1.234, can be decimal or part thousands here")
    return NumberFormat("point", percent, "no number has a decimal sign", None, evidence)


def _refusal(message: str) -> Problem:
    return Problem(code="decimal-sign-unknown", message=message, help=_LINES)


def _fate(text: str, value: int | Decimal | None) -> int:
    if value is not None:
        return READ
    word = fold(text)
    if not word:
        return BLANK
    return MISSING if word in MISSING_WORDS else UNREADABLE


def _notices(spellings: Sequence[Spelling | None], values: Sequence[int | Decimal | None]) -> tuple[Notice, ...]:
    read = [found for found, value in zip(spellings, values, strict=True) if found is not None and value is not None]
    seen = ((UNICODE_DIGITS, any(found.foreign for found in read)), (_SPACED, any(found.spaced for found in read)))
    return tuple(notice for notice, present in seen if present)
