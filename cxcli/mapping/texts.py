"""The spelling of cells: what is stripped, which spellings are one word, and which words mean "no answer"."""

import re
import unicodedata
from collections.abc import Collection
from decimal import Decimal
from fractions import Fraction

from msgspec import Struct

from cxcli.mapping.readings import Number

Code = str | int | float | Decimal | Fraction
"""A word or number that is declared to mean "no answer"."""

MAX_DIGITS = 40
"""A longer number is unreadable: no answer and no amount has so many digits."""

MISSING_WORDS = frozenset(
    {
        *("na", "n/a", "n.a", "#n/a", "#n/a n/a", "<na>", "nan", "#nan", "-nan", "null", "none", "nil", "\\n"),
        *(
            "-",
            "--",
            "---",
            "\u2013",
            "\u2014",
            ".",
            "..",
            "...",
            "\u2026",
            "?",
            "missing",
            "[none]",
            "(none)",
            "(blank)",
        ),
        *("not applicable", "does not apply", "not available", "not answered", "unanswered", "no answer"),
        *("no response", "no opinion", "don't know", "dont know", "do not know", "don't know / not applicable"),
        *("dk", "unknown", "prefer not to say", "prefer not to answer", "i prefer not to say"),
        *("i'd rather not say", "rather not say", "decline to answer", "declined", "refused", "skipped"),
        "{question_not_shown}",
    }
)
"""Folded words that mean "no answer" in a number field, never in a text field. The list is closed."""

_SPACES = "".join(chr(point) for point in range(0x3001) if chr(point).isspace())
_UNSEEN = "\ufeff\u200b\u200c\u200d\u200e\u200f\u2060\u00ad"
_EDGES = _SPACES + _UNSEEN
_NUMBER = re.compile(r"'?(?P<number>[+-]?[0-9]+(?:(?P<sign>[.,])(?P<part>[0-9]*))?)")


def clean(text: str) -> str:
    """The text without spaces (no-break ones too), byte order marks and zero-width characters at its ends."""
    return text.strip(_EDGES)


def fold(text: str) -> str:
    """The form in which spellings of a word are equal: NFC, case-folded, single spaces, no full stop at the end."""
    composed = unicodedata.normalize("NFC", clean(text)).replace("\u2019", "'")
    word = unicodedata.normalize("NFC", " ".join(composed.casefold().split()))
    return word.rstrip(" .") or word


def ascii_digits(text: str) -> str:
    """The text with the decimal digits of every script written 0 to 9."""
    if text.isascii():
        return text
    return "".join(str(unicodedata.decimal(sign, sign)) for sign in text)


def plain_number(text: str) -> int | Decimal | None:
    """The number that the cleaned text is, or None.

    Signs are + and -; the decimal sign is a point or a comma. `1,234` is None, since its comma may part thousands;
    so is a number of more than `MAX_DIGITS` digits. An apostrophe in front (a spreadsheet's mark of text) is ignored.
    """
    match = _NUMBER.fullmatch(text)
    if match is None or len(text) > MAX_DIGITS:
        return None
    comma, part = match["sign"] == ",", match["part"]
    if comma and (not part or (len(part) == 3 and not match["number"].lstrip("+-").startswith("0"))):  # noqa: PLR2004 - thousands come in threes
        return None
    return simplified(Decimal(match["number"].replace(",", ".")))


def simplified(number: Decimal) -> int | Decimal:
    """The number as an `int` where it is whole."""
    return int(number) if number == number.to_integral_value() else number


class MissingCodes(Struct, frozen=True):
    """The declared words and codes for "no answer": 99 covers `99`, `99.0` and `99,0`."""

    words: frozenset[str]
    numbers: frozenset[Number]

    @classmethod
    def of(cls, declared: Collection[Code]) -> "MissingCodes":
        """The codes as a config lists them."""
        texts = [str(code) for code in declared]
        numbers = (plain_number(clean(text)) for text in texts)
        return cls(frozenset(fold(text) for text in texts), frozenset(n for n in numbers if n is not None))

    def hold(self, word: str, number: Number | None = None) -> bool:
        """Whether the folded word, or the number that it is, means "no answer"."""
        return word in self.words or (number is not None and number in self.numbers)
