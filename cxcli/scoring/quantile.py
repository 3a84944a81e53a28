"""A quantile of the durations that ended: the median, or the time within which some other part of them ended."""

from fractions import Fraction
from math import floor

from cxcli.scoring.duration_table import DurationTable


def quantile(table: DurationTable, p: float) -> float:
    """The quantile of type 7 of the ended durations, in microseconds; the running ones are left out.

    The sorted durations stand at equal steps from p = 0 to p = 1; between two of them the quantile runs in a straight
    line. It is worked out exactly and rounded once.

    Source: Hyndman and Fan, The American Statistician 50 (1996) 361-365, definition 7.

    Raises:
        ValueError: none has ended, or p is not between 0 and 1.
    """
    place = position(table.n, p)
    rank, following = ranks_around(table.n, p)
    low, high = at_rank(table, rank), at_rank(table, following)
    return float(low + (place - rank) * (high - low))


def ranks_around(n: int, p: float) -> tuple[int, int]:
    """The ranks of the two values that the quantile of type 7 lies between.

    Raises:
        ValueError: as in `position`.
    """
    rank = floor(position(n, p))
    return rank, min(rank + 1, n)


def position(n: int, p: float) -> Fraction:
    """Where the quantile of type 7 stands among `n` sorted values, from 1 to n.

    Raises:
        ValueError: there are no values, or p is not between 0 and 1.
    """
    if n < 1:
        raise ValueError("none has ended: there is nothing to take a quantile of")
    return 1 + (n - 1) * as_written(p)


def at_rank(table: DurationTable, rank: int) -> int:
    """The ended duration at a rank: 1 is the shortest, n the longest.

    Raises:
        ValueError: there is no such rank.
    """
    if not 1 <= rank <= table.n:
        raise ValueError("a rank runs from 1 to the number of ended ones")
    return table.at_ranks([rank])[0]


def as_written(p: float) -> Fraction:
    """The decimal number that a p is written as: 0.9 means nine tenths, which no float is exactly.

    Raises:
        ValueError: p is not between 0 and 1.
    """
    if not 0 <= p <= 1:
        raise ValueError("the p of a quantile lies between 0 and 1")
    return Fraction(str(float(p)))


def inner(p: float) -> Fraction:
    """The same of a quantile that can have limits, which the shortest and the longest of all have not.

    Raises:
        ValueError: p is not between 0 and 1, both excluded.
    """
    part = as_written(p)
    if part in (0, 1):
        raise ValueError("the p of a quantile with limits lies between 0 and 1, both excluded")
    return part


def spoken(p: float) -> str:
    """The quantile's name: `median`, or `p90` for p = 0.9."""
    return "median" if as_written(p) == Fraction(1, 2) else f"p{100 * p:g}"
