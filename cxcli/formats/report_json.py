"""A report as JSON, by the contract of docs/cx.report.schema.json."""

from collections.abc import Sequence
from typing import get_args

from cxcli import __version__
from cxcli.formats.rendered import Rendered
from cxcli.presentation.at_risk_output import at_risk_data
from cxcli.presentation.journey_output import journey_data
from cxcli.presentation.themes_output import themes_data
from cxcli.report.content import Cell, Gate, GateLevel, MetricReport, Point, Report
from cxcli.reporting.difference_json import difference_json
from cxcli.reporting.score_json import Json, dumps, notice_json, score_json, source_json
from cxcli.scoring.score import PeriodSpan
from cxcli.settings.targets import Event


def write(report: Report) -> Sequence[Rendered]:
    """Return the one file."""
    return [Rendered(dumps(report_json(report)).encode())]


def report_json(report: Report) -> Json:
    """Return a report for programs: all numbers of its sections, and none of the sentences.

    Journey, themes and customers are those of `cx journey`, `cx themes` and `cx customers`; null where no section shows
    them.
    """
    return {
        "schema": "cx.report/1",
        "cx": __version__,
        "as_of": report.as_of.isoformat(),
        "config": {"path": report.config[0], "sha256": report.config[1]},
        "audience": report.audience.name or None,
        "title": report.audience.title,
        "sections": list(report.audience.sections),
        "period": _period(report.period),
        "before": _period(report.before),
        "grain": report.grain,
        "confidence": report.confidence,
        "gates": _gates(report),
        "metrics": [_metric(each, report) for each in report.metrics],
        "journey": None if report.journey is None else journey_data(report.journey),
        "themes": None if report.themes is None else themes_data(report.themes),
        "customers": None if report.customers is None else at_risk_data(report.customers, None),
        "events": [_event(each) for each in report.events],
        "sources": [source_json(each) for each in report.sources],
        "warnings": [notice_json(each) for each in report.notices],
    }


def _gates(report: Report) -> Json:
    """Return how many values stand how to their bounds."""
    found = [cell.gate.level for _, cell in report.cells if cell.gate is not None]
    return {level: found.count(level) for level in get_args(GateLevel)}


def _metric(each: MetricReport, report: Report) -> Json:
    definition, sections = each.definition, report.audience.sections
    groups = each.groups if {"groups", "attention"} & {*sections} else ()
    return {
        "metric": definition.id,
        "title": definition.title,
        "description": definition.description,
        "definition": each.words,
        "unit": definition.unit,
        "direction": definition.direction,
        "overall": _cell(each.whole),
        "groups": [_cell(cell) for cell in groups],
        "periods": [_point(point) for point in each.points if "trends" in sections],
        "answers": [
            {"answer": answer.label, "count": answer.count, "share": answer.share, "box": answer.box}
            for answer in each.answers
            if "answers" in sections
        ],
        "files": list(each.files),
        "columns": list(each.columns),
    }


def _cell(cell: Cell) -> Json:
    before = cell.before
    return {
        "group": dict(cell.group),
        "score": score_json(cell.score),
        "before": None if before is None else score_json(before),
        "change": None if cell.change is None else difference_json(cell.change),
        "moved": cell.moved,
        "gate": None if cell.gate is None else _gate(cell.gate),
    }


def _gate(gate: Gate) -> Json:
    bounds = gate.bounds
    return {
        "level": gate.level,
        "target": bounds.target,
        "warn": bounds.warn,
        "fail": bounds.fail,
        "certain": bounds.certain,
        "reason": gate.reason,
    }


def _point(point: Point) -> Json:
    return {
        "period": _period(point.period),
        "status": point.status,
        "value": point.value,
        "low": point.low,
        "high": point.high,
        "n": point.n,
        "signals": list(point.signals),
        "kept": point.kept,
        "restated": point.restated,
    }


def _period(period: PeriodSpan) -> Json:
    return {
        "label": period.label,
        "start": str(period.start),
        "end": str(period.end),
        "complete": period.complete,
    }


def _event(event: Event) -> Json:
    return {"on": str(event.on), "title": event.title, "metrics": list(event.metrics)}
