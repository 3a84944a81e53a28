"""The kind `activity`: distinct users of events, by day, by month, by feature, among members, through a funnel."""

from collections.abc import Mapping, Sequence

from msgspec.structs import replace

from cxcli.errors import Notice
from cxcli.scoring.activity_definition import ActivityDefinition
from cxcli.scoring.activity_doubts import activity_doubts
from cxcli.scoring.activity_figures import ACTIVITY_FIGURES, ActivityFigure
from cxcli.scoring.activity_rows import judged_events, judged_members, judged_steps
from cxcli.scoring.counts import CountsByValue
from cxcli.scoring.funnel_cells import funnel_cells
from cxcli.scoring.interval import Undefined
from cxcli.scoring.metric import Estimate
from cxcli.scoring.share_estimate import estimate_share
from cxcli.scoring.sticky_months import stickiness_cells
from cxcli.scoring.together import Gathered, Rows, Whole
from cxcli.scoring.together_metric import Cells, Cut, Judged, TogetherMetric
from cxcli.scoring.used_shares import UserShare, member_cells, utilisation_cells
from cxcli.scoring.user_days import UserDays, stickiness
from cxcli.scoring.worked_out import MetricFields


class Activity(TogetherMetric, frozen=True):
    """A figure of the distinct users of events. A user counts once in a span, however many events there are."""

    source: ActivityDefinition

    @property
    def figure(self) -> ActivityFigure:
        """The figure."""
        return ACTIVITY_FIGURES[self.source.figure]

    @property
    def definition(self) -> str:
        """For example `% of the members of the same period with an event`."""
        return self.figure.said(self.source.counts)

    @property
    def parameters(self) -> Mapping[str, object]:
        """Which events count and the steps, where that is said, and the filter."""
        steps = {"steps": ", ".join(self.source.steps)} if self.source.steps else {}
        return {**({"counts": self.source.counts} if self.source.counts else {}), **steps, **self.filter}

    @property
    def intervals(self) -> tuple[str, ...]:
        """The names of the intervals that the figure can have, the default first."""
        return self.figure.intervals

    def judged(self, fields: MetricFields) -> Judged:
        """Return what can be said of each row by itself."""
        if self.source.figure == "funnel":
            return judged_steps(fields)
        if self.figure.listed:
            return judged_members(fields, self.source)
        return judged_events(fields, self.source, features=self.figure.features)

    def cells(self, rows: Rows, cut: Cut) -> Cells:
        """Yield each group over the days that count, and period by period; none where there are no rows."""
        if not len(rows):
            return iter(())
        match self.source.figure:
            case "funnel":
                return funnel_cells(rows, cut, self.source.steps)
            case "utilisation":
                return utilisation_cells(rows, cut)
            case "of_members":
                return member_cells(self.id, rows, cut, all_count=self.source.counts is None)
        return stickiness_cells(rows, cut, whole=self.figure.whole)

    def row_doubts(self, gathered: Gathered) -> Sequence[Notice]:
        """Return what days without events, and lists that lack users, say against the number."""
        return activity_doubts(self.id, self.source.figure, gathered)

    def estimate(
        self, statistic: Whole, *, confidence: float, interval: str | None, population: int | None = None
    ) -> Estimate:
        """Return the figure, its limits, and what stands beside it."""
        del population
        match statistic.of:
            case UserDays() as found:
                return stickiness(found, confidence, interval)
            case UserShare(used=counts, days=days):
                share = estimate_share(counts, self.figure.parts, confidence, interval)
                return replace(share, parts={**share.parts, "days known": float(days)})
            case CountsByValue() as counts:
                return estimate_share(counts, self.figure.parts, confidence, interval)
            case Undefined(reason=reason):
                return Estimate(reason=reason)
        raise TypeError("what an activity says is counted, or has a reason")
