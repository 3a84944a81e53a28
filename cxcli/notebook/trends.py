"""What a call for a trend gives back."""

from collections.abc import Iterator, Sequence

import pandas as pd

from cxcli.analysis.nhs_rules import RULES, Signal
from cxcli.analysis.trend import Trend as FoundTrend
from cxcli.analysis.trend_finding import TrendFinding
from cxcli.errors import Notice
from cxcli.findings.series_found import SeriesFound
from cxcli.notebook.frames import frame_of, table_frame
from cxcli.notebook.shown import Shown
from cxcli.presentation.series_output import series_json, series_text
from cxcli.reporting.trend_rows import flat_trend_table
from cxcli.scoring.interval import Interval, Undefined

_KINDS = {
    **dict.fromkeys(("start", "end"), "datetime64[s]"),
    "complete": "boolean",
    **dict.fromkeys(("value", "low", "high", "confidence", "effective_n"), "float64"),
    **dict.fromkeys(("centre", "lower_limit", "upper_limit"), "float64"),
    **dict.fromkeys(("slope", "p", "tau"), "float64"),
    **dict.fromkeys(("n", "periods"), "int64"),
}


class Trend(Shown):
    """The periods as series: what is a signal, whether there is a trend, what comes next; as frames, JSON and text."""

    def __init__(self, found: SeriesFound) -> None:
        """Take what the series say."""
        self._found = found

    @property
    def frame(self) -> pd.DataFrame:
        """One row a period of each series: value, limits, n, control limits, and the rules that it is a signal by."""
        return table_frame(flat_trend_table(self._found.findings), _KINDS, range(1, 1 + len(self._groups)))

    @property
    def signals(self) -> pd.DataFrame:
        """One row a signal: rule, side, its first and last period, how many there are, and the rule in words."""
        rows = [
            (finding, (signal.rule, signal.side, *_ends(signal, finding), len(signal.points), RULES[signal.rule]))
            for finding in self._found.findings
            for signal in finding.signals
        ]
        return self._frame(("rule", "side", "first", "last", "periods", "definition"), rows)

    @property
    def trend(self) -> pd.DataFrame:
        """One row a series: slope a period with its limits, and the test; where there is none, the `reason`."""
        names = ("direction", "slope", "low", "high", "confidence", "p", "tau", "n", "variant", "reason")
        return self._frame(names, [(finding, _trend(finding.trend)) for finding in self._found.findings])

    @property
    def forecast(self) -> pd.DataFrame:
        """One row a period ahead of each series; where there is no forecast, one row with the `reason`.

        A series for which none was asked has no row.
        """
        names = ("period", "start", "end", "value", "low", "high", "confidence", "method", "reason")
        return self._frame(names, [(finding, row) for finding in self._found.findings for row in _forecast(finding)])

    @property
    def notices(self) -> Sequence[Notice]:
        """What the reader of the numbers must know; each was shown as a `CxWarning`, too."""
        hidden = [Notice(code="no-series", message=text) for text in self._found.hidden_texts]
        return (*self._found.run.notices, *hidden)

    def to_json(self) -> str:
        """Return the series as JSON, by the contract `cx.trend/1`, as `cx trend --format json` does."""
        return series_json(self._found)

    def _text(self, width: int) -> str:
        return series_text(self._found, width=width)

    @property
    def _groups(self) -> list[str]:
        """The columns that series are broken down by."""
        return list(dict.fromkeys(name for each in self._found.findings for name in each.series.overall.group))

    def _frame(self, names: Sequence[str], rows: Sequence[tuple[TrendFinding, Sequence[object]]]) -> pd.DataFrame:
        """Return rows, each with the series that it is of."""
        groups = self._groups
        listed = [
            (each.series.overall.metric, *(each.series.overall.group.get(name) for name in groups), *row)
            for each, row in rows
        ]
        return frame_of(("metric", *groups, *names), listed, _KINDS, range(1, 1 + len(groups)))


def _ends(signal: Signal, finding: TrendFinding) -> tuple[str, str]:
    """Return the labels of the first and the last period of a signal."""
    points = finding.series.points
    return points[signal.points[0]].period.label, points[signal.points[-1]].period.label


def _trend(found: FoundTrend | Undefined) -> Sequence[object]:
    if isinstance(found, Undefined):
        return (None,) * 9 + (found.reason,)
    limits, test = found.slope.interval, found.test
    low, high, reason = (limits.low, limits.high, None) if isinstance(limits, Interval) else (None, None, limits.reason)
    slope = found.slope.slope
    return found.direction, slope, low, high, found.confidence, test.p, test.tau, test.n, test.variant, reason


def _forecast(finding: TrendFinding) -> Iterator[Sequence[object]]:
    found = finding.forecast
    if isinstance(found, Undefined):
        yield (None,) * 8 + (found.reason,)
    elif found is not None:
        for period, step in zip(finding.series.following, found.steps, strict=False):
            days = str(period.start), str(period.end)
            limits = step.interval.low, step.interval.high
            yield period.label, *days, step.value, *limits, found.confidence, found.method, None
