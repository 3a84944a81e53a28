"""Stickiness: how many days of a month its users are there, from events.

The mean of the users of a day over the users of the month is a ratio of sums over users: of the days on which each was
there, and of the days of the months in which each was. So the user is the unit of its interval, and not the day, since
the days of one user go together.
"""

from collections.abc import Mapping
from fractions import Fraction

import numpy as np
from msgspec import Struct

from cxcli.mapping.records import IntArray
from cxcli.scoring.interval import Interval, Undefined
from cxcli.scoring.metric import Estimate
from cxcli.scoring.ratio_interval import default_method, ratio_interval
from cxcli.scoring.ratio_sums import RatioSums

_PERCENT = 100


class UserDays(Struct, frozen=True):
    """What the users of some months did: `sums` over users of days there (y) and days of their months (x).

    `months` is how many months count, `days` how many days they have, `quiet` on how many of these nothing happened.
    """

    sums: RatioSums
    months: int
    days: int
    quiet: int

    @property
    def daily(self) -> Fraction:
        """The mean number of users of a day."""
        return Fraction(self.sums.y, self.days)

    @property
    def monthly(self) -> Fraction:
        """The mean number of users of a month; months count by their days."""
        return Fraction(self.sums.x, self.days)


def user_days(users: IntArray, days: IntArray, lengths: Mapping[int, int]) -> RatioSums:
    """Return the sums over users of days there and of the days of their months.

    `users` are codes from 0 on and `days` are days since 1970, a pair for each event; `lengths` has how many days are
    known of each month that counts, by months since 1970, and every event is in one of them.
    """
    if not len(users):
        return RatioSums()
    first = int(days.min())
    reach = int(days.max()) - first + 1
    there = np.unique(users * reach + (days - first))
    owners, when = there // reach, there % reach + first
    months = when.astype("datetime64[D]").astype("datetime64[M]").astype(np.int64)
    # Pairs are sorted by user and day, so those of one user and month stand together.
    begins = np.flatnonzero(np.diff(owners, prepend=-1) | np.diff(months, prepend=months[0] - 1))
    length = _by_month(lengths)[months[begins] - min(lengths)]
    present, index = np.unique(owners, return_inverse=True)
    known = np.bincount(index[begins], length, len(present)).astype(np.int64)
    return RatioSums.of(known, np.bincount(index).astype(np.int64))


def stickiness(found: UserDays, confidence: float = 0.95, interval: str | None = None) -> Estimate:
    """Return daily users over monthly users in percent, with limits over users, and both means beside it.

    Source: linearised as Cochran, Sampling Techniques (3rd edition, 1977), 6.4; below 50 users the bootstrap-t of Efron
    and Tibshirani (1993), 12.5.

    Raises:
        ValueError: a confidence not between 0 and 1.
    """
    method = interval or default_method(found.sums)
    limits = ratio_interval(found.sums, confidence, method, possible=(0, 1))
    value = float(_PERCENT * found.sums.ratio)
    parts = {"daily users": float(found.daily), "monthly users": float(found.monthly), "months": float(found.months)}
    if found.quiet:
        parts["days without events"] = float(found.quiet)
    if isinstance(limits, Undefined):
        return Estimate(value, interval=method, parts=parts, reason=limits.reason)
    return Estimate(value, *_percent(limits, value), method, parts)


def _by_month(lengths: Mapping[int, int]) -> IntArray:
    """Return the days of each month from the first one that counts to the last."""
    table = np.zeros(max(lengths) - min(lengths) + 1, np.int64)
    table[np.array(list(lengths)) - min(lengths)] = list(lengths.values())
    return table


def _percent(limits: Interval, value: float) -> tuple[float, float]:
    # Rounding may put a limit a last bit beyond the value.
    return min(_PERCENT * limits.low, value), max(_PERCENT * limits.high, value)
