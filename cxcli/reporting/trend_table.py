"""A series of periods as a table for people: a row a period, with a small drawing."""

from collections.abc import Sequence
from typing import Any

from cxcli.analysis.control_chart import ControlChart
from cxcli.analysis.forecast import Forecast
from cxcli.analysis.period_series import PeriodPoint
from cxcli.analysis.trend_finding import TrendFinding
from cxcli.reporting.number_format import count, number
from cxcli.reporting.score_words import confidence_text, decimals_for, limits_text, value_text
from cxcli.reporting.sentence import metric_name
from cxcli.reporting.table import Cell, ColumnSpec, Figure, Table
from cxcli.reporting.trend_drawing import Marks, Scale, drawn
from cxcli.reporting.trend_words import signal_words

_NOTHING = Figure("")


def trend_table(
    finding: TrendFinding,
    decimals: int | None,
    *,
    with_limits: bool = True,
    drawing: tuple[Marks, int] | None = None,
) -> Table:
    """Return the periods for people, and below them the forecast; several without any row are one row.

    `drawing` is the signs and the width of the small drawing; without it there is none.
    """
    overall = finding.series.overall
    places = decimals_for(overall, decimals)
    scale = Scale.over(_extent(finding), drawing[1]) if drawing else None
    marks = drawing[0] if drawing else None
    rows = [*_rows(finding, places, scale, marks), *_ahead_rows(finding, places, scale, marks)]
    columns = (
        ColumnSpec("period", finding.series.grain),
        ColumnSpec("value", metric_name(overall.metric), "right"),
        ColumnSpec("limits", confidence_text(overall), "right"),
        ColumnSpec("n", "n", "right"),
        ColumnSpec("drawing", scale.title(places) if scale else ""),
        ColumnSpec("note", "note"),
    )
    kept = (True, True, with_limits, True, scale is not None, any(row[-1] for row in rows))
    return Table(_only(columns, kept), tuple(_only(row, kept) for row in rows))


def _only(cells: Sequence[Any], kept: Sequence[bool]) -> tuple[Any, ...]:
    return tuple(cell for cell, stays in zip(cells, kept, strict=True) if stays)


def _extent(finding: TrendFinding) -> list[float | None]:
    """Return everything that is drawn."""
    scores = [point.score for point in finding.series.points if point.score]
    found = [each for score in scores for each in (score.value, score.low, score.high)]
    if isinstance(finding.chart, ControlChart):
        found += [each for limits in finding.chart.limits if limits for each in (limits.low, limits.high)]
    if isinstance(finding.forecast, Forecast):
        found += [each for step in finding.forecast.steps for each in (step.interval.low, step.interval.high)]
    return found


def _rows(finding: TrendFinding, places: int, scale: Scale | None, marks: Marks | None) -> list[tuple[Cell, ...]]:
    rows: list[tuple[Cell, ...]] = []
    gap: list[PeriodPoint] = []
    for place, point in enumerate(finding.series.points):
        if point.score is None:
            gap.append(point)
            continue
        rows += [_gap_row(gap)] if gap else []
        gap = []
        control = finding.limits_at(place)
        drawing = (
            drawn(scale, marks, point.value, (point.score.low, point.score.high), control) if scale and marks else ""
        )
        rows.append(
            (
                Figure(point.period.label),
                Figure(value_text(point.score, places)),
                Figure(limits_text(point.score, places)),
                Figure(count(point.score.shown_n)),
                Figure(drawing),
                _note(finding, place),
            )
        )
    return [*rows, *([_gap_row(gap)] if gap else [])]


def _gap_row(gap: Sequence[PeriodPoint]) -> tuple[Cell, ...]:
    until = f" until {gap[-1].period.label}" if len(gap) > 1 else ""
    return Figure(gap[0].period.label), _NOTHING, _NOTHING, Figure("0"), _NOTHING, f"no rows{until}"


def _note(finding: TrendFinding, place: int) -> str:
    words = [signal_words(signal) for signal in finding.by_point[place]]
    running = [] if finding.series.points[place].period.complete else ["(incomplete)"]
    return ", ".join(running + words)


def _ahead_rows(finding: TrendFinding, places: int, scale: Scale | None, marks: Marks | None) -> list[tuple[Cell, ...]]:
    found = finding.forecast
    if not isinstance(found, Forecast):
        return []
    unit = finding.series.overall.unit
    return [
        (
            Figure(period.label),
            Figure(number(step.value, unit, places)),
            Figure(f"{number(step.interval.low, '', places)} to {number(step.interval.high, '', places)}"),
            _NOTHING,
            Figure(
                drawn(scale, marks, step.value, (step.interval.low, step.interval.high), None, ahead=True)
                if scale and marks
                else ""
            ),
            "forecast",
        )
        for period, step in zip(finding.series.following, found.steps, strict=False)
    ]
