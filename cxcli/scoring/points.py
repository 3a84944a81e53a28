"""The kind `points`: what members of a loyalty programme redeem of their points, from a ledger of movements."""

from collections.abc import Mapping, Sequence

import numpy as np

from cxcli.errors import Notice
from cxcli.scoring.counts import CountsByValue
from cxcli.scoring.interval import Undefined
from cxcli.scoring.metric import Estimate
from cxcli.scoring.points_cells import PointsMoved, points_cells
from cxcli.scoring.points_definition import PointsDefinition
from cxcli.scoring.points_doubts import points_doubts
from cxcli.scoring.points_figures import POINTS_FIGURES, PointsFigure
from cxcli.scoring.points_rows import judged_points
from cxcli.scoring.ratio_interval import default_method, ratio_interval
from cxcli.scoring.ratio_sums import RatioSums
from cxcli.scoring.reach import Reach
from cxcli.scoring.row_definitions import seconds_text
from cxcli.scoring.share_estimate import estimate_share
from cxcli.scoring.together import NEVER, Gathered, Rows, Whole
from cxcli.scoring.together_metric import Cells, Cut, Judged, TogetherMetric
from cxcli.scoring.worked_out import MILLION, MetricFields

_PERCENT = 100
_REDEEMERS = ("redeemed", "not redeemed")


class Points(TogetherMetric, frozen=True):
    """A figure of the points of members. The member is the unit: the movements of one go together."""

    source: PointsDefinition

    @property
    def figure(self) -> PointsFigure:
        """The figure."""
        return POINTS_FIGURES[self.source.figure]

    @property
    def definition(self) -> str:
        """For example `points redeemed / points issued to the same members`."""
        mature = f", of members who joined more than {self.source.within} ago" if self.source.within else ""
        return f"{self.figure.definition}{mature}"

    @property
    def parameters(self) -> Mapping[str, object]:
        """After which time members are mature, where that is said, and the filter."""
        return {**({"within": self.source.within} if self.source.within else {}), **self.filter}

    @property
    def intervals(self) -> tuple[str, ...]:
        """The names of the intervals that the figure can have, the default first."""
        return self.figure.intervals

    def judged(self, fields: MetricFields) -> Judged:
        """Return what can be said of each row by itself."""
        return judged_points(fields)

    def cells(self, rows: Rows, cut: Cut) -> Cells:
        """Yield each group over the days that count, and cohort by cohort; none where there are no rows."""
        return points_cells(rows, cut, self.source.figure, self._within) if len(rows) else iter(())

    def row_doubts(self, gathered: Gathered) -> Sequence[Notice]:
        """Return what signs, days of joining and balances say against the number."""
        return points_doubts(self.id, gathered)

    def reach(self, gathered: Gathered, cut: Cut) -> Reach:
        """Return the last movement until now; where members mature, all rows that count go by the time since."""
        if self._within is None:
            return Reach()
        rows = gathered.rows()
        moments = rows.columns["at"][rows.scored()] if len(rows) else np.zeros(0, np.int64)
        moments = moments[moments <= cut.here]
        # Moments are of the zone of the report, not of UTC: hours, where days count.
        return Reach(int(moments.max(initial=NEVER)), len(moments))

    def estimate(
        self, statistic: Whole, *, confidence: float, interval: str | None, population: int | None = None
    ) -> Estimate:
        """Return the figure in percent, its limits over members, and the points of each kind beside it."""
        del population
        match statistic.of:
            case PointsMoved(said=CountsByValue() as counts):
                return estimate_share(counts, _REDEEMERS, confidence, interval)
            case PointsMoved(said=RatioSums() as sums) as moved:
                return self._ratio(sums, _parts(moved), confidence, interval)
            case Undefined(reason=reason):
                return Estimate(reason=reason)
        raise TypeError("what a ledger of points says is a ratio or counted, or has a reason")

    def _ratio(self, sums: RatioSums, parts: Mapping[str, float], confidence: float, interval: str | None) -> Estimate:
        if not sums.x:
            moved = "redeemed" if self.figure.pooled else "issued"
            return Estimate(parts=parts, reason=f"no points were {moved}")
        value, method = float(_PERCENT * sums.ratio), interval or default_method(sums)
        found = ratio_interval(sums, confidence, method, possible=self.figure.possible)
        if isinstance(found, Undefined):
            return Estimate(value, interval=method, parts=parts, reason=found.reason)
        # Rounding may put a limit a last bit beyond the value.
        low, high = min(_PERCENT * found.low, value), max(_PERCENT * found.high, value)
        return Estimate(value, low, high, method, parts)

    @property
    def _within(self) -> int | None:
        """After which time members are mature, in microseconds."""
        return round(float(seconds_text(self.source.within)) * MILLION) if self.source.within else None


def _parts(moved: PointsMoved) -> Mapping[str, float]:
    """Return the points of each kind; those that expired or were adjusted where there are any."""
    always = {"points issued": moved.issued, "points redeemed": moved.redeemed}
    others = {"points expired": moved.expired, "points adjusted": moved.adjusted}
    return {name: sum_ / MILLION for name, sum_ in (always | {k: v for k, v in others.items() if v}).items()}
