"""The cells of stickiness: which months count in each group and period, and what their users did."""

from collections.abc import Iterator, Mapping

import numpy as np
import numpy.typing as npt
from msgspec import Struct

from cxcli.mapping.records import FateArray, IntArray
from cxcli.scoring.calendar import Grain
from cxcli.scoring.cells import CellKey
from cxcli.scoring.event_days import on_days_that_count, whole_and_parts
from cxcli.scoring.interval import Undefined
from cxcli.scoring.log_days import LogDays, log_days
from cxcli.scoring.periods import Periods
from cxcli.scoring.retention_span import DAY
from cxcli.scoring.together import Rows, Whole
from cxcli.scoring.together_metric import NOT_APPLICABLE, Cells, Cut
from cxcli.scoring.user_days import UserDays, user_days

_BY_MONTH = Undefined("it is of months: --period=month, quarter or year")
_DATED_BY_MONTH = Undefined("all events are of the first day of a month: it takes the days on which they happened")
_NO_DAYS = Undefined("no event is of a day that counts and is over")


def stickiness_cells(rows: Rows, cut: Cut, *, whole: bool) -> Cells:
    """Yield each group over all months that count, and period by period; only `whole` months count if so asked.

    Where no month of a cell counts, its rows stay, and the cell says why there is no value.
    """
    log = _Log.of(rows, cut, whole=whole)
    for number, group, mine in rows.breakdowns(cut.by):
        for code, here in whole_and_parts(mine, rows, cut):
            yield CellKey(number, group, code), *log.cell(here, *log.within(code, cut.periods))


class _Log(Struct, frozen=True, eq=False):
    """All events: user, day and month of each, with fates, the days they cover and the days of the months that count.

    `reason` is why there is no value, where there is none of the whole log.
    """

    fates: FateArray
    users: IntArray
    days: IntArray
    months: npt.NDArray[np.int32]
    covered: LogDays | None
    lengths: Mapping[int, int]
    reason: Undefined

    @classmethod
    def of(cls, rows: Rows, cut: Cut, *, whole: bool) -> "_Log":
        """The log of some rows."""
        at, fates = rows.columns["at"], on_days_that_count(rows, cut)
        # Days are known from all events, also where only some of them count.
        fates = np.where((fates == 0) & (rows.columns["used"] == 0), NOT_APPLICABLE, fates).astype(np.int8)
        covered, days = log_days(at[rows.fates == 0], cut), at // DAY
        months = days.astype("datetime64[D]").astype("datetime64[M]").astype(np.int32)
        lengths = covered.months(whole=whole) if covered else {}
        reason = _incomplete(covered) if covered else _NO_DAYS
        if covered is not None and len(lengths) > 1 and _on_first_days(days[fates == 0]):
            lengths, reason = {}, _DATED_BY_MONTH
        return cls(fates, rows.texts["user"][0], days, months, covered, lengths, reason)

    def within(self, code: int | None, periods: Periods | None) -> tuple[Mapping[int, int], Undefined]:
        """Return the months that count and lie in a period or window, and why there is no value if none does."""
        if code is None or periods is None:
            return self.lengths, self.reason
        if periods.grain in (Grain.DAY, Grain.WEEK):
            return {}, _BY_MONTH
        first = periods.calendar.first_day(code - periods.rolling + 1, periods.grain)
        ends = np.array([first, periods.calendar.last_day(code, periods.grain)], "datetime64[M]").astype(np.int64)
        found = {month: days for month, days in self.lengths.items() if ends[0] <= month <= ends[1]}
        return found, self.reason

    def cell(self, here: IntArray, lengths: Mapping[int, int], reason: Undefined) -> tuple[FateArray, Whole]:
        """Return the fates of some rows, and what they say of the months that count."""
        fates = self.fates[here]
        if not lengths:
            scored = here[fates == 0]
            return fates, Whole(len(scored), len(np.unique(self.users[scored])), reason)
        counted = np.isin(self.months[here], list(lengths))
        fates = np.where((fates == 0) & ~counted, NOT_APPLICABLE, fates).astype(np.int8)
        scored = here[fates == 0]
        sums = user_days(self.users[scored], self.days[scored], lengths)
        quiet = sum(month in lengths for month in self._quiet_months())
        return fates, Whole(len(scored), sums.n, UserDays(sums, len(lengths), sum(lengths.values()), quiet))

    def _quiet_months(self) -> Iterator[int]:
        """Yield the month of each day without any event."""
        quiet = self.covered.quiet if self.covered else ()
        yield from np.array(quiet, "datetime64[D]").astype("datetime64[M]").astype(np.int64).tolist()


def _on_first_days(days: IntArray) -> bool:
    """Whether all of some days are the first of a month."""
    dates = np.unique(days).astype("datetime64[D]")
    return bool((dates == dates.astype("datetime64[M]").astype("datetime64[D]")).all())


def _incomplete(covered: LogDays) -> Undefined:
    first, last = np.array([covered.first, covered.last], "datetime64[D]").tolist()
    return Undefined(f"no month is complete: the days that count go from {first} to {last}")
