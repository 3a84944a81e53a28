"""Series of periods as a flat table for programs: one period a row, with every figure in full."""

from collections.abc import Sequence
from math import isinf

from cxcli.analysis.control_chart import ControlChart
from cxcli.analysis.period_series import PeriodPoint
from cxcli.analysis.trend_finding import TrendFinding
from cxcli.reporting.table import Cell, ColumnSpec, Figure, Table

_NOTHING = Figure("")
_FLAT = (
    *("metric", "period", "start", "end", "complete", "status", "reason", "value", "low", "high", "unit"),
    *("confidence", "n", "effective_n", "chart", "centre", "lower_limit", "upper_limit", "signals"),
)


def flat_trend_table(findings: Sequence[TrendFinding]) -> Table:
    """Return all periods of all series, one a row, with every figure in full: the table of the CSV format."""
    keys = list(dict.fromkeys(key for finding in findings for key in finding.series.overall.group))
    names = (_FLAT[0], *keys, *_FLAT[1:])
    rows = tuple(
        _flat_row(finding, place, point, keys)
        for finding in findings
        for place, point in enumerate(finding.series.points)
    )
    return Table(tuple(ColumnSpec(name, name) for name in names), rows)


def _flat_row(finding: TrendFinding, place: int, point: PeriodPoint, keys: Sequence[str]) -> tuple[Cell, ...]:
    score, overall, limits = point.score, finding.series.overall, finding.limits_at(place)
    period = point.period
    effective = score.effective_n if score else None
    return (
        Figure(overall.metric),
        *(overall.group.get(key, "") for key in keys),
        *(Figure(each) for each in (period.label, str(period.start), str(period.end), str(period.complete).lower())),
        Figure(score.status if score else "no_data"),
        Figure((score.reason or "") if score else "no row is in the period"),
        *(_number(each) for each in ((score.value, score.low, score.high) if score else (None, None, None))),
        Figure(overall.unit),
        _number(overall.confidence),
        _number(score.shown_n if score else 0),
        _number(None if effective is None or isinf(effective) else effective),
        Figure(finding.kind if isinstance(finding.chart, ControlChart) else ""),
        *(_number(each) for each in ((limits.centre, limits.low, limits.high) if limits else (None, None, None))),
        Figure("; ".join(f"{signal.rule} {signal.side}" for signal in finding.by_point[place])),
    )


def _number(value: float | None) -> Figure:
    return _NOTHING if value is None else Figure(str(value), value)
