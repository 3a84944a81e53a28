"""How numbers are spelled, and what the spellings of a column prove about its decimal sign."""

import re
from collections.abc import Iterable, Sequence
from decimal import Decimal
from enum import StrEnum

from msgspec import Struct

from cxcli.mapping.texts import MAX_DIGITS, ascii_digits, clean

# Space, no-break, figure, thin and narrow no-break space, and the apostrophes that part thousands in Switzerland.
_PARTING = "[ \u00a0\u2007\u2009\u202f'\u2019]"
_OUTER = re.compile(r"'?(?P<sign>[+-]?)(?P<body>[^+\-%]*?)\s*(?P<percent>%?)")
_ORDINARY = re.compile(r"-?[0-9]{1,17}(?:\.[0-9]{1,20})?")
_SCIENTIFIC = re.compile(r"-?[0-9](?:[.,][0-9]{1,20})?[eE][+-]?[0-9]{1,2}")
_THOUSANDS = re.compile(r"-?[1-9][0-9]{0,2}\.[0-9]{3}")
_SPACED = re.compile(
    rf"(?P<whole>[1-9][0-9]{{0,2}}(?P<parting>{_PARTING})[0-9]{{3}}(?:(?P=parting)[0-9]{{3}})*)(?P<rest>[.,][0-9]+)?"
)
_POINT = re.compile(r"(?:[0-9]+|[1-9][0-9]{0,2}(?:,[0-9]{3})+)(?:\.[0-9]+)?|\.[0-9]+")
_COMMA = re.compile(r"(?:[0-9]+|[1-9][0-9]{0,2}(?:\.[0-9]{3})+)(?:,[0-9]+)?|,[0-9]+")


class Clue(StrEnum):
    """One thing that a number's spelling says about its column."""

    PROVES_POINT = "proves point"
    PROVES_COMMA = "proves comma"
    OPEN_POINT = "open point"
    OPEN_COMMA = "open comma"
    PERCENT = "percent"
    BARE = "bare"


_CLUES = {
    (percent, sign): frozenset({percent, sign} - {None})
    for percent in (Clue.PERCENT, Clue.BARE)
    for sign in (*Clue, None)
}
"""The clues together, made once: there are as many spellings as numbers."""


class Spelling(Struct, frozen=True):
    """A number as it is written: its value as a plain decimal text if the decimal sign is a point, if it is a comma.

    None where it is no number under that reading. `spaced` says that spaces or apostrophes part its thousands,
    `foreign` that its digits are not 0 to 9.
    """

    with_point: str | None
    with_comma: str | None
    percent: bool
    spaced: bool
    foreign: bool

    @property
    def clues(self) -> frozenset[Clue]:
        """What it says about its column."""
        return _CLUES[Clue.PERCENT if self.percent else Clue.BARE, self._of_the_sign]

    @property
    def _of_the_sign(self) -> Clue | None:
        if self.with_point == self.with_comma:
            return None
        if self.with_comma is None:
            return Clue.PROVES_POINT
        if self.with_point is None:
            return Clue.PROVES_COMMA
        return Clue.OPEN_POINT if "." in self.with_point else Clue.OPEN_COMMA


class NumberEvidence(Struct, frozen=True):
    """What the spellings of a column say; evidence adds in any order, `NumberEvidence.empty()` is neutral."""

    clues: frozenset[Clue] = frozenset()

    @classmethod
    def empty(cls) -> "NumberEvidence":
        """No evidence."""
        return cls()

    @classmethod
    def of(cls, texts: Sequence[str]) -> "NumberEvidence":
        """The evidence of some texts; what is not a number says nothing."""
        return cls.of_spellings(map(spelling, texts))

    @classmethod
    def of_spellings(cls, spellings: Iterable[Spelling | None]) -> "NumberEvidence":
        """The evidence of some spellings."""
        return cls(frozenset().union(*{found.clues for found in spellings if found is not None}))

    def __add__(self, other: "NumberEvidence") -> "NumberEvidence":
        return NumberEvidence(self.clues | other.clues)


def spelling(text: str) -> Spelling | None:
    """How a text spells a number, or None where it is no number under any reading."""
    if _ORDINARY.fullmatch(text):
        return _ordinary(text)
    plain = ascii_digits(clean(text))
    if _SCIENTIFIC.fullmatch(plain):
        return _scientific(plain)
    outer = _OUTER.fullmatch(plain) if len(plain) <= 2 * MAX_DIGITS else None
    if outer is None or sum(map(str.isdigit, plain)) > MAX_DIGITS:
        return None
    spaced = _SPACED.fullmatch(outer["body"])
    body = re.sub(_PARTING, "", outer["body"]) if spaced else outer["body"]
    point = f"{outer['sign']}{body.replace(',', '')}" if _POINT.fullmatch(body) else None
    comma = f"{outer['sign']}{body.replace('.', '').replace(',', '.')}" if _COMMA.fullmatch(body) else None
    if point is None and comma is None:
        return None
    return Spelling(
        point, comma, percent=bool(outer["percent"]), spaced=spaced is not None, foreign=ascii_digits(text) != text
    )


def _ordinary(text: str) -> Spelling:
    """How a number is spelled that has neither signs nor spaces nor commas: nearly all are, and this is quick."""
    thousands = text.replace(".", "") if _THOUSANDS.fullmatch(text) else None
    with_comma = thousands if "." in text else text
    return Spelling(text, with_comma, percent=False, spaced=False, foreign=False)


def _scientific(text: str) -> Spelling:
    """How a number is spelled as programs write very small and very large ones: `1e-05`, `2.5E+3`."""
    number = f"{Decimal(text.replace(',', '.')):f}"
    with_point, with_comma = (None if sign in text else number for sign in (",", "."))
    return Spelling(with_point, with_comma, percent=False, spaced=False, foreign=False)
