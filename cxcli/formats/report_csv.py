"""A report as CSV for other programs: a row for each value, with the section that it belongs to."""

from collections.abc import Iterator, Sequence

from cxcli.config.reporting import SectionName
from cxcli.formats.rendered import Rendered
from cxcli.report.content import Cell as ReportCell
from cxcli.report.content import MetricReport, Point, Report
from cxcli.reporting.csv_table import csv_table
from cxcli.reporting.table import Cell, ColumnSpec, Figure, Table
from cxcli.reporting.theme_page import shown_themes
from cxcli.scoring.score import PeriodSpan, Score

_NAMES = (
    *("section", "metric", "unit", "direction", "group", "period", "start", "end", "complete", "status", "reason"),
    *("value", "low", "high", "confidence", "n", "change", "change_low", "change_high", "moved", "target", "level"),
)
_Row = dict[str, str | float | None]


def write(report: Report) -> Sequence[Rendered]:
    """Return the one file. Customers are not in it: they are no values."""
    rows = tuple(tuple(_cell(row.get(name)) for name in _NAMES) for row in _rows(report))
    return [Rendered(csv_table(Table(tuple(ColumnSpec(name, name) for name in _NAMES), rows)).encode())]


def _rows(report: Report) -> Iterator[_Row]:
    """Yield the rows of each metric, then those of the journey and of themes."""
    for metric in report.metrics:
        yield from _of_metric(metric, report)
    yield from _journey(report)
    yield from _themes(report)


def _of_metric(metric: MetricReport, report: Report) -> Iterator[_Row]:
    """Yield the periods before the reported one, then this one: all rows, each group, each answer."""
    sections = report.audience.sections
    definition = metric.definition
    whose: _Row = {"metric": definition.id, "unit": definition.unit, "direction": definition.direction}
    for point in metric.points if "trends" in sections else ():
        if point.period.label != report.period.label:
            yield _placed("trends", point.period) | whose | _of_point(point, report)
    yield _placed("scorecard", report.period) | whose | _of_cell(metric.whole)
    for cell in metric.groups if {"groups", "attention"} & {*sections} else ():
        yield _placed("groups", report.period) | whose | _of_cell(cell)
    for answer in metric.answers if "answers" in sections else ():
        told: _Row = {"unit": "percent", "direction": "", "status": "ok", "value": answer.share, "n": answer.count}
        yield _placed("answers", report.period) | whose | told | {"group": f"answer={answer.label}"}


def _journey(report: Report) -> Iterator[_Row]:
    for stage in report.journey.stages if report.journey is not None else ():
        for part, score in stage.scores:
            group = f"stage={stage.name}" + (f"+touchpoint={part.touchpoint}" if part.touchpoint else "")
            yield _placed("journey", report.period) | {"metric": part.metric, "group": group} | _of_score(score)


def _themes(report: Report) -> Iterator[_Row]:
    """Yield the share of comments that each theme has."""
    blocks = report.themes.page.blocks[:1] if report.themes is not None else ()
    for each in (theme for block in blocks for theme in shown_themes(block)):
        low, high = (each.limits.low, each.limits.high) if each.limits else (None, None)
        told: _Row = {
            "unit": "percent",
            "status": "ok",
            "value": each.share,
            "confidence": each.confidence,
            "n": each.n,
        }
        yield _placed("themes", report.period) | told | {"low": low, "high": high, "group": f"theme={each.theme}"}


def _placed(section: SectionName, period: PeriodSpan) -> _Row:
    return {
        "section": section,
        "period": period.label,
        "start": str(period.start),
        "end": str(period.end),
        "complete": str(period.complete).lower(),
    }


def _of_point(point: Point, report: Report) -> _Row:
    values = {"value": point.value, "low": point.low, "high": point.high}
    return {"status": point.status, **values, "confidence": report.confidence, "n": _n(point)}


def _of_score(score: Score) -> _Row:
    return {
        "unit": score.unit,
        "status": score.status,
        "reason": score.reason,
        "value": score.value,
        "low": score.low,
        "high": score.high,
        "confidence": score.confidence,
        "n": _n(score),
    }


def _n(found: Point | Score) -> int | None:
    return None if found.status == "suppressed" else found.n


def _of_cell(cell: ReportCell) -> _Row:
    """Return a value with what it changed by and how it stands to its target."""
    change, gate = cell.change, cell.gate
    moves = (change.value, change.low, change.high) if change is not None else (None, None, None)
    return {
        **_of_score(cell.score),
        "group": "+".join(f"{name}={key}" for name, key in cell.group),
        **dict(zip(("change", "change_low", "change_high"), moves, strict=True)),
        "moved": cell.moved,
        "target": None if gate is None else gate.bounds.target,
        "level": None if gate is None else gate.level,
    }


def _cell(value: str | float | None) -> Cell:
    return value if isinstance(value, str) else Figure("", value)
