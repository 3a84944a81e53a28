"""From a run to what its periods say."""

from collections.abc import Mapping, Sequence
from typing import Any

from msgspec import Struct

from cxcli.analysis.other_kinds import refuse_other_kinds
from cxcli.analysis.period_series import period_series
from cxcli.analysis.trend_finding import ChartName, Look, TrendFinding, trend_finding
from cxcli.pipeline import Run
from cxcli.scoring.calendar import Grain
from cxcli.scoring.composite_definition import CompositeMetric
from cxcli.scoring.metric import Metric
from cxcli.scoring.periods import Periods

_AHEAD: tuple[Look, ...] = (0, 1, 2, 3)


class SeriesFound(Struct, frozen=True):
    """What each series of a run says, metric by metric, that of all rows first.

    `hidden` counts, for each metric that has some, the groups without a series: too few answers are in them.
    """

    run: Run
    findings: Sequence[TrendFinding]
    hidden: Mapping[str, int]

    @property
    def hidden_texts(self) -> list[str]:
        """A sentence for each metric with groups that have no series."""
        return [
            f"{metric}: 1 group has no series, since too few answers are in it: cx score lists all"
            if groups == 1
            else f"{metric}: {groups:,} groups have no series, since too few answers are in them: cx score lists all"
            for metric, groups in self.hidden.items()
        ]


def series_found(run: Run, *, chart: ChartName | None, ahead: int) -> SeriesFound:
    """Return what the series of a run say; `ahead` is how many periods to look ahead, 0 to 3.

    Raises:
        UsageError: a metric of a kind without a trend, or a p-chart of one that is no share.
        DataError: the periods are too far apart.
    """
    refuse_other_kinds(run.settings.definitions, "a trend", "--period month")
    return series_of(run, run.plan.metrics, chart=chart, ahead=ahead)


def series_of(
    run: Run, metrics: Sequence[Metric[Any] | CompositeMetric], *, chart: ChartName | None, ahead: int
) -> SeriesFound:
    """Return what the series of these metrics say, whose scores the run has, and for which trends are known.

    Raises:
        UsageError, DataError: as `series_found`.
    """
    found: list[TrendFinding] = []
    hidden: dict[str, int] = {}
    periods = run.plan.periods or Periods(Grain.MONTH)
    for metric in metrics:
        mine = [score for score in run.scores if score.metric == metric.id]
        series = period_series(mine, periods, until=run.plan.until, now=run.plan.as_of)
        without = len({tuple(score.group.items()) for score in mine}) - len(series)
        hidden |= {metric.id: without} if without else {}
        found += [
            trend_finding(each, metric, chart=chart, ahead=_AHEAD[ahead], confidence=run.plan.confidence)
            for each in series
        ]
    return SeriesFound(run, found, hidden)
