"""Values in their order in time, gaps included."""

from collections.abc import Sequence
from math import isfinite

import numpy as np
from msgspec import Struct
from numpy.typing import NDArray

from cxcli.scoring.interval import Undefined

Numbers = NDArray[np.float64]

Values = Sequence[float | None]
"""One value a period, oldest first, None where a period has none."""

Bounds = tuple[float, float]
"""The least and the greatest value that a metric can take, such as (-100, 100)."""

MOST_POINTS = 1500
"""Methods that look at every pair of points stop here: 1.1 million pairs, and a forecast looks up to 30 times."""


class Series(Struct, frozen=True):
    """The periods that have a value: their places (0 for the first period) and their values, both of one length."""

    times: Numbers
    values: Numbers


def present(values: Values) -> Series:
    """The values that are there, each with its place in time.

    Raises:
        ValueError: a value is infinite or no number.
    """
    there = [(place, value) for place, value in enumerate(values) if value is not None]
    if not all(isfinite(value) for _, value in there):
        raise ValueError("a value of a series is a finite number, or None where there is none")
    return Series(np.array([place for place, _ in there], float), np.array([value for _, value in there], float))


def enough(count: int, fewest: int, what: str) -> Undefined | None:
    """The reason why `what` cannot be made of `count` points, None where it can."""
    if count < fewest:
        return Undefined(f"{count} {'point' if count == 1 else 'points'}, and {what} needs at least {fewest}")
    if count > MOST_POINTS:
        return Undefined(f"{count} points are more than {what} is made for ({MOST_POINTS}); take longer periods")
    return None
