"""The sums that a ratio of sums and its interval are made of, exact for any whole numbers."""

from collections.abc import Mapping
from fractions import Fraction
from typing import Any, Final

import numpy as np
import numpy.typing as npt
from msgspec import Struct
from msgspec.structs import force_setattr

from cxcli.mapping.records import IntArray
from cxcli.rows import Disposition

FEW: Final = 50
"""Below so many units a statistic keeps each of them, for the bootstrap."""


class RatioSums(Struct, frozen=True):
    """What is kept of `n` units (customers, contacts), each with a base `x`, 0 or more, and an amount `y`.

    The sums of x, y, x², y² and xy are exact. `pairs` are the units themselves, (x, y) in order, while they are fewer
    than 50; from then on there are none. `currencies` are those of amounts of money, as far as they are known. Sums
    add; `RatioSums()` is neutral.

    Raises:
        ValueError: the pairs are not those of the sums.
    """

    n: int = 0
    x: int = 0
    y: int = 0
    xx: int = 0
    yy: int = 0
    xy: int = 0
    pairs: tuple[tuple[int, int], ...] = ()
    currencies: frozenset[str] = frozenset()

    def __post_init__(self) -> None:
        if len(self.pairs) != (self.n if self.n < FEW else 0) or (self.n < FEW and self._sums() != _sums(self.pairs)):
            raise ValueError("the pairs are those of the sums while they are fewer than 50, and then none")
        force_setattr(self, "pairs", tuple(sorted(self.pairs)))

    @classmethod
    def empty(cls) -> "RatioSums":
        """The sums of no units."""
        return cls()

    @classmethod
    def of(cls, x: IntArray, y: IntArray) -> "RatioSums":
        """The sums of some units.

        Raises:
            ValueError: a base below 0.
        """
        if (x < 0).any():
            raise ValueError("the base of a ratio is 0 or more")
        pairs = zip(x.tolist(), y.tolist(), strict=True) if len(x) < FEW else ()
        products = (exact_product(x, x), exact_product(y, y), exact_product(x, y))
        return cls(len(x), exact_total(x), exact_total(y), *products, tuple(pairs))

    def __add__(self, other: "RatioSums") -> "RatioSums":
        n = self.n + other.n
        x, y, xx, yy, xy = (mine + others for mine, others in zip(self._sums(), other._sums(), strict=True))
        pairs = self.pairs + other.pairs if n < FEW else ()
        return RatioSums(n, x, y, xx, yy, xy, pairs, self.currencies | other.currencies)

    @property
    def rows(self) -> int:
        """The units: each stands in a row."""
        return self.n

    @property
    def ratio(self) -> Fraction:
        """The sum of y over the sum of x.

        Raises:
            ZeroDivisionError: the sum of x is 0.
        """
        return Fraction(self.y, self.x)

    @property
    def variance(self) -> Fraction:
        """The square of the standard error of the ratio, linearised: n / (n - 1) times the sum of (y - R x)², over X².

        Source: Cochran, Sampling Techniques (3rd edition, 1977), 2.11 and 6.4, for endless populations.

        Raises:
            ZeroDivisionError: the sum of x is 0, or there is but one unit.
        """
        ratio = self.ratio
        squares = self.yy - 2 * ratio * self.xy + ratio**2 * self.xx
        return Fraction(self.n, self.n - 1) * squares / self.x**2

    def settled(self) -> tuple["RatioSums", Mapping[Disposition, int]]:
        """Itself: every unit counts."""
        return self, {}

    def to_json(self) -> dict[str, object]:
        """`{"n", "sums": [x, y, x², y², xy], "pairs": [[x, y], ...]}`, whole numbers without limit; any currencies."""
        money = {"currencies": sorted(self.currencies)} if self.currencies else {}
        return {"n": self.n, "sums": list(self._sums()), "pairs": [list(pair) for pair in self.pairs], **money}

    @classmethod
    def from_json(cls, data: object) -> "RatioSums":
        """What `to_json` wrote.

        Raises:
            ValueError: the data is something else.
        """
        match data:
            case {"n": int(n), "sums": [int(x), int(y), int(xx), int(yy), int(xy)], "pairs": list(pairs), **rest} if (
                not rest.keys() - {"currencies"}
            ):
                money = _read_texts(rest.get("currencies", []))
                return cls(n, x, y, xx, yy, xy, tuple(_read_pair(pair) for pair in pairs), money)
        raise ValueError('the sums of a ratio are an object with "n", "sums" and "pairs"')

    def _sums(self) -> tuple[int, int, int, int, int]:
        return self.x, self.y, self.xx, self.yy, self.xy


def exact_total(numbers: npt.NDArray[Any]) -> int:
    """Return the sum of 64-bit whole numbers, however large it is."""
    # Halves of 32 bits: two thousand million of them add up before 64 bits are full.
    return (int((numbers >> 32).sum()) << 32) + int((numbers & _LOW).sum())


def exact_product(x: IntArray, y: IntArray) -> int:
    """Return the sum of the products of 64-bit numbers, however large: multiplied in halves, as on paper."""
    (x_high, x_low), (y_high, y_low) = ((each >> 32, each & _LOW) for each in (x, y))
    middle = exact_total(x_high * y_low) + exact_total(x_low * y_high)
    low = exact_total(x_low.astype(np.uint64) * y_low.astype(np.uint64))
    return (exact_total(x_high * y_high) << 64) + (middle << 32) + low


_LOW = 0xFFFFFFFF


def _sums(pairs: tuple[tuple[int, int], ...]) -> tuple[int, int, int, int, int]:
    terms = [(x, y, x * x, y * y, x * y) for x, y in pairs]
    x, y, xx, yy, xy = (sum(column) for column in zip((0,) * 5, *terms, strict=True))
    return x, y, xx, yy, xy


def _read_texts(data: object) -> frozenset[str]:
    if isinstance(data, list) and all(isinstance(text, str) for text in data):
        return frozenset(data)
    raise ValueError("currencies are a list of texts")


def _read_pair(pair: object) -> tuple[int, int]:
    match pair:
        case [int(x), int(y)]:
            return x, y
    raise ValueError("a pair is two whole numbers")
