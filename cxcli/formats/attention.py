"""What needs attention: failed targets, values that got worse, signals, and the weakest stage, the gravest first."""

from collections.abc import Iterator, Sequence

from cxcli.formats.figures import change_size, decimals_of, group_text, target_text
from cxcli.presentation.at_risk_output import listed_words
from cxcli.presentation.journey_output import journey_sentences
from cxcli.report.content import Cell, GateLevel, MetricReport, Report
from cxcli.reporting.score_words import value_text

_MOST = 12


def attention(report: Report) -> list[str]:
    """Return a sentence for each thing that its readers should look at; one that says so where there is none."""
    said = [
        *_gates(report, "failed"),
        *_gates(report, "warned"),
        *_worse(report),
        *_signals(report),
        *_weakest(report),
        *_customers(report),
        *_gates(report, "missed"),
    ]
    if not said:
        return ["Nothing failed, got clearly worse or stands out."]
    more = len(said) - _MOST
    return [*said[:_MOST], *([f"{more} more: see the sections below."] if more > 0 else [])]


def gate_lines(reports: Sequence[Report]) -> list[str]:
    """Return a line for each value that fails its bound, each once."""
    return list(dict.fromkeys(line for report in reports for line in _gates(report, "failed")))


def _gates(report: Report, level: GateLevel) -> Iterator[str]:
    for metric, cell in report.cells:
        if cell.gate is None or cell.gate.level != level:
            continue
        decimals = decimals_of(cell.score, report)
        name = _name(metric, cell)
        if cell.score.value is None:
            yield f"{name} has no value: {cell.score.reason}"
        else:
            yield f"{name} {value_text(cell.score, decimals)}: {target_text(cell, decimals)}"


def _worse(report: Report) -> Iterator[str]:
    for metric, cell in report.cells:
        if cell.moved == "worse":
            size = change_size(cell, decimals_of(cell.score, report))
            yield f"{_name(metric, cell)} got worse since {report.before.label}: {size}"


def _signals(report: Report) -> Iterator[str]:
    for metric in report.metrics:
        for point in metric.points:
            if point.period.label == report.period.label and point.signals:
                yield f"{metric.definition.id}: {', '.join(point.signals)} (control chart)"


def _weakest(report: Report) -> Iterator[str]:
    if report.journey is not None and any(each.weakest is not None for each in report.journey.weakest):
        found = zip(report.journey.weakest, journey_sentences(report.journey), strict=True)
        yield from (words for each, words in found if each.weakest is not None)


def _customers(report: Report) -> Iterator[str]:
    if report.customers is not None and report.customers.at_risk:
        yield listed_words(report.customers, None)


def _name(metric: MetricReport, cell: Cell) -> str:
    group = group_text(cell)
    return f"{metric.definition.id} ({group})" if group else metric.definition.id
