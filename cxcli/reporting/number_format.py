"""Numbers as people read them: rounded once, from the shortest decimal that is the float, ties to even."""

import math
from decimal import ROUND_HALF_EVEN, Context, Decimal

_WIDE = Context(prec=400, rounding=ROUND_HALF_EVEN)  # the largest float has 309 digits before the point


def rounded(value: float, decimals: int) -> Decimal:
    """Return `value` with `decimals` places, ties to even, never a negative zero.

    Raises:
        ValueError: a value that is not finite; such a value is no score and is never printed.
    """
    if not math.isfinite(value):
        raise ValueError("only a finite number is printed")
    places = Decimal(1).scaleb(-decimals)
    result = Decimal(repr(float(value))).quantize(places, context=_WIDE)
    return result or result.copy_abs()


def bare(value: float, decimals: int) -> str:
    """Return `value` as digits alone, as another program reads them: "-12.3", "1234.5"."""
    return f"{rounded(value, decimals):f}"


def number(value: float, unit: str, decimals: int) -> str:
    """Return `value` as people read it: "1,234.5", and with " %" where the unit is `percent`."""
    text = f"{rounded(value, decimals):,f}"
    return f"{text} %" if unit == "percent" else text


def share(value: float, decimals: int = 1) -> str:
    """Return a share that is given in percent: "58.2 %"."""
    return number(value, "percent", decimals)


def count(n: int | None) -> str:
    """Return a count with thousands separators: "1,225"; a dash where it is not told."""
    return "–" if n is None else f"{n:,d}"
