"""Which days a log of events covers, and how many of them each month has.

A log begins with the day of its first event and ends with that of its last one before now: of other days nobody knows
whether nothing happened or nothing was written down.
"""

from collections.abc import Mapping

import numpy as np
import numpy.typing as npt
from msgspec import Struct

from cxcli.mapping.records import IntArray
from cxcli.scoring.retention_span import DAY, Span, counted_span
from cxcli.scoring.together_metric import Cut

DayArray = npt.NDArray[np.datetime64]


class LogDays(Struct, frozen=True):
    """The days from `first` to `last`, both in it, in days since 1970, and those of them `quiet`, without any event.

    `today` is the day of the report: it is not over.
    """

    first: int
    last: int
    today: int
    quiet: tuple[int, ...]

    def months(self, *, whole: bool) -> Mapping[int, int]:
        """Return how many days are known of each month, by months since 1970; of `whole` ones alone, if asked for."""
        ends = np.array([self.first, self.last], "datetime64[D]").astype("datetime64[M]")
        months = np.arange(ends[0], ends[1] + 1)
        starts, after = (each.astype("datetime64[D]").astype(np.int64) for each in (months, months + 1))
        known = np.minimum(after, self.last + 1) - np.maximum(starts, self.first)
        kept = (known == after - starts) & (after <= self.today) if whole else known > 0
        return dict(zip(months.astype(np.int64)[kept].tolist(), known[kept].tolist(), strict=True))

    def within(self, span: Span) -> int:
        """Return how many days of a span are known."""
        return max(min(self.last + 1, -(-span.end // DAY)) - max(self.first, span.start // DAY), 0)


def log_days(at: IntArray, cut: Cut) -> LogDays | None:
    """Return the days that events at these moments cover, as far as they count; None where there are none.

    Moments are in microseconds since 1970 in the zone of the report.
    """
    days = np.unique(at[at < cut.here] // DAY)
    if not len(days):
        return None
    counted = counted_span(cut)
    first = max(int(days[0]), -(-counted.start // DAY))
    last = min(int(days[-1]), (counted.end - 1) // DAY)
    if first > last:
        return None
    quiet = np.setdiff1d(np.arange(first, last + 1), days)
    return LogDays(first, last, cut.here // DAY, tuple(quiet.tolist()))
