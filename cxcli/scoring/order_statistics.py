"""The interval of a quantile, from the ranks of the values around it."""

from bisect import bisect_left, bisect_right
from math import ceil, floor

from cxcli.scoring.duration_table import DurationTable
from cxcli.scoring.interval import Interval, Undefined, tail
from cxcli.scoring.quantile import at_rank, inner, position, spoken

_MOST = 2**53


def quantile_limits(table: DurationTable, p: float, confidence: float = 0.95) -> Interval | Undefined:
    """The limits of the p quantile of the ended durations, in microseconds, or the reason why one cannot say.

    They are durations that occur, at the ranks of `quantile_interval`, and hold the quantile of type 7.

    Raises:
        ValueError: as in `quantile_interval`.
    """
    ranks = quantile_interval(table.n, p, confidence)
    if isinstance(ranks, Undefined):
        return ranks
    low, high = (float(at_rank(table, rank)) for rank in ranks)
    return Interval(low, high, "order-statistics")


def quantile_interval(n: int, p: float, confidence: float = 0.95) -> tuple[int, int] | Undefined:
    """The ranks, 1 to n, of the values that are the limits of the p quantile, or the reason why there are none.

    How many of `n` values lie below the quantile is binomial, whatever their distribution is. The ranks are the
    innermost ones that leave out at most (1 - confidence) / 2 of its probability on either side; equal values make the
    interval surer, not less sure. With a confidence below a half they may lie inside the two ranks that type 7 stands
    between (from a half on, none of p in steps of 0.005 and n below 200 does); these are then taken. Values that count
    differently (weights) have no such ranks.

    Source: Thompson, Annals of Mathematical Statistics 7 (1936) 122-128; David and Nagaraja, Order Statistics (2003),
    7.1.

    Raises:
        ValueError: n is negative, p or confidence not between 0 and 1, both excluded.
    """
    if n < 0:
        raise ValueError("the number of values is never negative")
    below, above = float(inner(p)), float(1 - inner(p))
    half = tail(confidence)
    low, high = _rank(n, below, half), n + 1 - _rank(n, above, half)
    if low < 1 or high > n:
        open_ends = [part for part, missing in ((below, low < 1), (above, high > n)) if missing]
        side = "" if len(open_ends) > 1 else " from below" if low < 1 else " from above"
        fewest = max(_fewest(part, half) for part in open_ends)
        few = f"fewer than {fewest:,} finished ones do not bound a {spoken(p)}"
        return Undefined(f"{few}{side} at {100 * confidence:g} %")
    return min(low, floor(position(n, p))), max(high, ceil(position(n, p)))


def _rank(n: int, p: float, half: float) -> int:
    """Return the highest rank below which at most `half` of the probability lies, 0 where there is none."""
    return bisect_right(range(n), half, key=lambda k: _at_most(k, n, p))


def _fewest(p: float, half: float) -> int:
    """Return the fewest values of which the first is a lower limit of the p quantile."""
    return bisect_left(range(_MOST), -half, key=lambda n: -_at_most(0, n, p) if n else -1.0)


def _at_most(k: int, n: int, p: float) -> float:
    """Return the probability that at most `k` of `n` values lie below the p quantile."""
    from scipy.special import betaincc  # noqa: PLC0415 - scipy costs start-up time that other metrics do not need

    # Not `bdtr`, which says the same but is off in the third digit for ten million values.
    return float(betaincc(k + 1, n - k, p))
