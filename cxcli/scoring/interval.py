"""An interval, and what every way of making one has in common."""

from statistics import NormalDist

from msgspec import Struct


class Interval(Struct, frozen=True):
    """The limits of a value, `low` at most `high`, in the value's own unit, and the `method` that made them.

    Raises:
        ValueError: the limits are no numbers or the wrong way round.
    """

    low: float
    high: float
    method: str

    def __post_init__(self) -> None:
        if not self.low <= self.high:
            raise ValueError("an interval runs from its low to its high limit")


class Undefined(Struct, frozen=True):
    """There is no interval, and the `reason` why, in words for the reader of a report."""

    reason: str


def z_quantile(confidence: float) -> float:
    """The point of the normal distribution that leaves (1 - confidence) / 2 above it; 1.96 for 0.95.

    Raises:
        ValueError: the confidence is not between 0 and 1.
    """
    return -NormalDist().inv_cdf(tail(confidence))


def tail(confidence: float) -> float:
    """The probability outside an interval on each side, (1 - confidence) / 2.

    Raises:
        ValueError: the confidence is not between 0 and 1.
    """
    if not 0 < confidence < 1:
        raise ValueError("a confidence lies between 0 and 1, both excluded")
    return (1 - confidence) / 2


def checked_n(n: float) -> float:
    """The number of answers as a float, once it is known to be above 0; infinite stands for a census.

    Raises:
        ValueError: n is 0, negative or no number.
    """
    if not n > 0:
        raise ValueError("an interval needs more than 0 answers")
    return float(n)


def checked_share(share: float) -> float:
    """The share as a float, once it is known to be one.

    Raises:
        ValueError: the share is below 0, above 1 or no number.
    """
    if not 0 <= share <= 1:
        raise ValueError("a share lies between 0 and 1")
    return float(share)
