"""Sums that do not depend on order: exact until the end, then rounded once."""

import re
from collections import defaultdict
from collections.abc import Iterable
from decimal import Decimal
from fractions import Fraction
from operator import index

from msgspec import Struct

Number = int | float | Decimal | Fraction
Exact = int | Fraction


class ExactSum(Struct, frozen=True):
    """The sum of some numbers without any rounding: `total`. Sums add; `ExactSum()` is neutral.

    Order and cut of the numbers change nothing, not even the last bit.
    """

    total: Fraction = Fraction(0)

    @classmethod
    def empty(cls) -> "ExactSum":
        """The sum of nothing, 0."""
        return cls()

    @classmethod
    def of(cls, numbers: Iterable[Number]) -> "ExactSum":
        """The sum of `numbers`. A float counts as the binary fraction that it is.

        Raises:
            ValueError: as in `exact`.
        """
        # Most numbers of a column share a few denominators: whole numbers are added, fractions only once for each.
        numerators: defaultdict[int, int] = defaultdict(int)
        for number in numbers:
            numerator, denominator = _ratio(number)
            numerators[denominator] += numerator
        return cls(sum((Fraction(top, bottom) for bottom, top in numerators.items()), start=Fraction(0)))

    def __add__(self, other: "ExactSum") -> "ExactSum":
        return ExactSum(self.total + other.total)

    def value(self) -> float:
        """The float nearest to the sum (ties to even).

        Raises:
            OverflowError: the sum is beyond the largest float.
        """
        return float(self.total)

    def to_json(self) -> str:
        """The sum as text, `17` or `-35/2`; no digit is lost."""
        return str(self.total)

    @classmethod
    def from_json(cls, text: object) -> "ExactSum":
        """What `to_json` wrote.

        Raises:
            ValueError: the text is something else.
        """
        return cls(Fraction(read_exact(text)))


def exact(number: Number) -> Exact:
    """The same number as an int where it is whole, else as a Fraction: equal numbers of all types become one.

    Raises:
        ValueError: NaN, infinite, or a Decimal with more than 400 digits or an exponent beyond 400
            (which would need more memory than it is worth).
    """
    numerator, denominator = _ratio(number)
    return numerator if denominator == 1 else Fraction(numerator, denominator)


def read_exact(text: object) -> Exact:
    """The number that `str` wrote for an `Exact`: `17` or `-35/2`.

    Raises:
        ValueError: the text is something else.
    """
    if not isinstance(text, str) or not _WRITTEN.fullmatch(text):
        raise ValueError("an exact number is a text such as 17 or -35/2")
    return exact(Fraction(text))


_MOST_DIGITS = 400
_WRITTEN = re.compile(r"-?[0-9]{1,4000}(/[1-9][0-9]{0,3999})?")


def _ratio(number: Number) -> tuple[int, int]:
    """Numerator and denominator, in lowest terms."""
    if isinstance(number, float):
        return _float_ratio(number)
    if isinstance(number, Decimal):
        _refuse_vast(number)
        return number.as_integer_ratio()
    if isinstance(number, Fraction):
        return number.as_integer_ratio()
    return index(number), 1


def _float_ratio(number: float) -> tuple[int, int]:
    try:
        return number.as_integer_ratio()
    except (ValueError, OverflowError) as cause:
        raise ValueError("a sum takes finite numbers only") from cause


def _refuse_vast(number: Decimal) -> None:
    _, digits, exponent = number.as_tuple()
    if not isinstance(exponent, int):
        raise ValueError("a sum takes finite numbers only")  # noqa: TRY004 - the type is right, the number is not
    if abs(exponent) > _MOST_DIGITS or len(digits) > _MOST_DIGITS:
        raise ValueError("a decimal number of more than 400 digits is not added up")
