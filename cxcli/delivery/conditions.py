"""When somebody is told: on every run, on a real change, or on a failure."""

import json
from collections.abc import Iterator, Sequence
from hashlib import sha256

from cxcli.config.notify import Occasion
from cxcli.report.cells import gate
from cxcli.report.content import Cell, MetricReport, Report

Finding = tuple[str, ...]
"""What is told, without its numbers: late answers that move a number a little are no news."""


def findings(on: Occasion, report: Report, bad: Sequence[str]) -> list[Finding]:
    """Return what there is to tell on an occasion; `bad` are the metrics of which too many rows are bad."""
    if on == "change":
        return list(_changes(report))
    return [*_failed(report), *(("bad-rows", metric) for metric in bad)]


def mark(report: Report, found: Sequence[Finding]) -> str:
    """Return what tells these findings of this period from all others: a SHA-256, hexadecimal."""
    text = json.dumps([str(report.period.start), str(report.period.end), sorted(found)], ensure_ascii=True)
    return sha256(text.encode()).hexdigest()


def _changes(report: Report) -> Iterator[Finding]:
    """Yield the values that got better or worse by more than chance explains, and those on another side of a bound."""
    for metric, cell in report.cells:
        if cell.moved in ("better", "worse"):
            yield (*_name(metric, cell), cell.moved)
        levels = _levels(metric, cell)
        if levels is not None and levels[0] != levels[1]:
            yield (*_name(metric, cell), *levels)


def _levels(metric: MetricReport, cell: Cell) -> tuple[str, str] | None:
    """Return how a value stood to its bounds in the period before, and how it stands now.

    Where there was no period before, or no value in it, only a warning or a failure is news.
    """
    if cell.gate is None:
        return None
    now = cell.gate.level
    if cell.before is None or cell.before.value is None:
        return ("", now) if now in ("failed", "warned") else None
    return gate(cell.before, cell.gate.bounds, metric.definition.direction).level, now


def _failed(report: Report) -> Iterator[Finding]:
    for metric, cell in report.failed:
        yield (*_name(metric, cell), "failed")


def _name(metric: MetricReport, cell: Cell) -> Finding:
    return metric.definition.id, *(text for pair in cell.group for text in pair)
