"""What a plain YAML scalar means: the core schema of YAML 1.2, without its surprises.

Source: YAML 1.2.2 (2021), section 10.3.2. Text that YAML 1.1 would turn into something else (`NO`, `on`, `1:30`,
`1_000`, dates) stays text. Two things of the core schema are refused, since they lose what was written or cannot be
counted with: numbers with leading zeros, and infinity and NaN.
"""

import math
import re

MAX_DIGITS = 40

_NULL = frozenset({"", "~", "null", "Null", "NULL"})
_TRUE = frozenset({"true", "True", "TRUE"})
_FALSE = frozenset({"false", "False", "FALSE"})
_DECIMAL = re.compile(r"[-+]?[0-9]+")
_OCTAL_OR_HEX = re.compile(r"0o[0-7]+|0x[0-9a-fA-F]+")
_FLOAT = re.compile(r"[-+]?(?:\.[0-9]+|[0-9]+(?:\.[0-9]*)?)(?:[eE][-+]?[0-9]+)?")
_NOT_FINITE = re.compile(r"[-+]?\.(?:inf|Inf|INF)|\.(?:nan|NaN|NAN)")
_LEADING_ZERO = re.compile(r"[-+]?0[0-9]")


class ScalarError(Exception):
    """A plain scalar that is refused: `message` says why, `advice` what to write."""

    def __init__(self, message: str, advice: str) -> None:
        """Take both texts."""
        self.message = message
        self.advice = advice
        super().__init__(message)


def plain_value(text: str) -> str | int | float | bool | None:
    """The value of an unquoted scalar.

    Raises:
        ScalarError: a number with a leading zero, of more than 40 digits, or beyond all bounds.
    """
    if text in _NULL:
        return None
    if text in _TRUE or text in _FALSE:
        return text in _TRUE
    if _NOT_FINITE.fullmatch(text):
        raise ScalarError("infinity and NaN are no numbers to work with", "write a number, or put the word in quotes")
    return _number(text)


def _number(text: str) -> str | int | float:
    whole = _DECIMAL.fullmatch(text) or _OCTAL_OR_HEX.fullmatch(text)
    if not whole and not _FLOAT.fullmatch(text):
        return text
    if _LEADING_ZERO.match(text):
        raise ScalarError(
            "a number with a leading zero would lose it", f'quote it to keep it as it is: "{text[:MAX_DIGITS]}"'
        )
    if _digits(text) > MAX_DIGITS:
        raise ScalarError(f"a number of more than {MAX_DIGITS} digits", "put it in quotes if it is a text")
    return int(text, _base(text)) if whole else _finite(text)


def _digits(text: str) -> int:
    return len(text.lstrip("+-").removeprefix("0x").removeprefix("0o").replace(".", ""))


def _base(text: str) -> int:
    return {"0o": 8, "0x": 16}.get(text[:2], 10)


def _finite(text: str) -> float:
    value = float(text)
    if math.isinf(value):
        raise ScalarError("a number that is too large to work with", "put it in quotes if it is a text")
    return value
