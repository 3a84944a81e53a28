"""The kind `at_risk`: of the customers seen in any source, the share with several bad experiences in a short time."""

from collections.abc import Iterator, Mapping
from fractions import Fraction
from typing import Final

import numpy as np

from cxcli.mapping.records import FateArray
from cxcli.scoring.at_risk_definition import AtRiskDefinition
from cxcli.scoring.bad_experiences import AT, Stretch, counted
from cxcli.scoring.cells import OVERALL, CellKey
from cxcli.scoring.counts import CountsByValue
from cxcli.scoring.metric import Estimate
from cxcli.scoring.periods import Periods
from cxcli.scoring.row_definitions import seconds_text
from cxcli.scoring.share_estimate import SHARES, estimate_share
from cxcli.scoring.together import NEVER, Rows, Whole
from cxcli.scoring.together_metric import Cells, Cut, Judged, TogetherMetric
from cxcli.scoring.worked_out import MILLION, MetricFields

SIDES: Final = ("at risk", "not at risk")


class AtRisk(TogetherMetric, frozen=True):
    """The share of customers at risk. Its rows are those of several sources, each with what it says of a customer."""

    source: AtRiskDefinition

    @property
    def definition(self) -> str:
        """For example `% of customers with 2 or more bad experiences within 90 d`."""
        return f"% of customers with {self.source.at_least} or more bad experiences within {self.source.within}"

    @property
    def parameters(self) -> Mapping[str, object]:
        """How many bad experiences, within which time, and by which metrics."""
        metrics = {"metrics": list(self.source.metrics)} if self.source.metrics else {}
        return {"at_least": self.source.at_least, "within": self.source.within, **metrics, **self.filter}

    @property
    def intervals(self) -> tuple[str, ...]:
        """The intervals of a share."""
        return SHARES

    def judged(self, fields: MetricFields) -> Judged:
        """Refuse: rows of several sources are put together before they come here."""
        raise NotImplementedError(f"{self.id}: the rows of several sources are put together elsewhere")

    def stretch(self, cut: Cut) -> Stretch:
        """Return the time of which bad experiences count: the latest, or the days that were asked for."""
        since, until = cut.window.since, cut.here
        if cut.window.until is not None:
            until = min(until, _microseconds(np.datetime64(cut.window.until, "D") + 1) - 1)
        if since is None:
            return self.latest(until)
        before = _microseconds(np.datetime64(since, "D")) - 1
        return Stretch(before, until, before)

    def latest(self, until: int) -> Stretch:
        """Return the time of which bad experiences count that are the latest at a moment, in microseconds."""
        return Stretch(until - int(Fraction(seconds_text(self.source.within)) * MILLION), until)

    def cells(self, rows: Rows, cut: Cut) -> Cells:
        """Yield the customers at risk now, or in the days that count, and those at the end of each period."""
        if not len(rows):
            return
        yield OVERALL, *self._told(rows, self.stretch(cut))
        if cut.periods is not None:
            for code, until in _ends(rows, cut, cut.periods):
                mine = np.flatnonzero((rows.columns[AT] <= until) & (rows.columns[AT] != NEVER))
                yield CellKey(0, (), code), *self._told(rows.only(mine), self.latest(until))

    def estimate(
        self, statistic: Whole, *, confidence: float, interval: str | None, population: int | None = None
    ) -> Estimate:
        """Return the share, its limits, and both shares beside it."""
        del population
        if not isinstance(statistic.of, CountsByValue):
            raise TypeError("customers at risk are counted")
        return estimate_share(statistic.of, SIDES, confidence, interval)

    def _told(self, rows: Rows, stretch: Stretch) -> tuple[FateArray, Whole]:
        found = counted(rows, stretch)
        n, at_risk = len(found.customers), len(found.at_least(self.source.at_least))
        counts = CountsByValue.of({1: at_risk, 0: n - at_risk})
        return found.fates, Whole(int(np.count_nonzero(found.fates == 0)), n, counts)


def _ends(rows: Rows, cut: Cut, periods: Periods) -> Iterator[tuple[int, int]]:
    """Yield the code of each period from the first to the last row, and when it ends; one that is not over ends now."""
    at = rows.columns[AT][rows.scored()]
    at = at[at <= cut.here]
    if not len(at):
        return
    first, last = periods.bucket(np.array([at.min(), at.max()]).view("datetime64[us]")).tolist()
    for code in range(first, last + 1):
        if cut.window.meets(code, periods):
            day = periods.calendar.last_day(code, periods.grain)
            yield code, min(_microseconds(np.datetime64(day, "D") + 1) - 1, cut.here)


def _microseconds(day: np.datetime64) -> int:
    return int(day.astype("datetime64[us]").astype(np.int64))
