"""What needs attention: failed targets, values that got worse, signals, and the weakest stage, the gravest first."""

from collections.abc import Iterator, Mapping, Sequence
from types import MappingProxyType

from msgspec import Struct

from cxcli.formats.figures import change_size, decimals_of, gap_text, group_text, metric_title, target_text
from cxcli.presentation.at_risk_output import listed_words
from cxcli.presentation.journey_output import journey_sentences
from cxcli.report.content import Cell, GateLevel, MetricReport, Report
from cxcli.reporting.period_words import period_words
from cxcli.reporting.score_words import value_text

_MOST = 12
_LEVELS: Mapping[GateLevel, str] = MappingProxyType(
    {"failed": "Failed", "warned": "Warning", "missed": "Target missed", "met": "Target met"}
)
ALL_WELL = "Nothing failed, got clearly worse or stands out."
"""What is said where there is nothing to look at."""


class Concern(Struct, frozen=True):
    """One thing to look at: what kind of thing it is, in a word, and a sentence about it."""

    kind: str
    said: str


def attention(report: Report) -> list[str]:
    """Return a sentence for each thing that its readers should look at; one that says so where there is none."""
    found = concerns(report)
    if not found:
        return [ALL_WELL]
    more = more_concerns(report)
    return [*(each.said for each in found), *([more] if more else [])]


def concerns(report: Report) -> list[Concern]:
    """Return what the readers should look at, at most twelve."""
    return _all(report)[:_MOST]


def more_concerns(report: Report) -> str:
    """Return how many more there are than are listed; nothing where all are."""
    more = len(_all(report)) - _MOST
    return f"{more} more: see the sections below." if more > 0 else ""


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


def _all(report: Report) -> list[Concern]:
    """Return everything to look at, the gravest first."""
    return [
        *_levels(report, "failed"),
        *_levels(report, "warned"),
        *_worse(report),
        *_signals(report),
        *_weakest(report),
        *_customers(report),
        *_levels(report, "missed"),
    ]


def _levels(report: Report, level: GateLevel) -> Iterator[Concern]:
    for metric, cell in report.cells:
        if cell.gate is None or cell.gate.level != level:
            continue
        decimals = decimals_of(cell.score, report)
        if cell.score.value is None:
            said = f"has no value: {cell.score.reason}"
        else:
            said = f"{value_text(cell.score, decimals)} {gap_text(cell, decimals)}"
        yield Concern(_LEVELS[level], f"{_title(metric, cell)}: {said}")


def _worse(report: Report) -> Iterator[Concern]:
    for metric, cell in report.cells:
        if cell.moved == "worse":
            decimals = decimals_of(cell.score, report)
            value, size = value_text(cell.score, decimals), change_size(cell, decimals)
            said = f"{_title(metric, cell)}: {value}, {size} since {period_words(report.before)}"
            yield Concern("Worse", f"{said}, more than chance explains")


def _signals(report: Report) -> Iterator[Concern]:
    for metric in report.metrics:
        for point in metric.points:
            if point.period.label == report.period.label and point.signals:
                said = f"{metric_title(metric.definition)}: {', '.join(point.signals)} (control chart)"
                yield Concern("Signal", said)


def _weakest(report: Report) -> Iterator[Concern]:
    if report.journey is not None and any(each.weakest is not None for each in report.journey.weakest):
        found = zip(report.journey.weakest, journey_sentences(report.journey), strict=True)
        yield from (Concern("Weakest stage", words) for each, words in found if each.weakest is not None)


def _customers(report: Report) -> Iterator[Concern]:
    if report.customers is not None and report.customers.at_risk:
        yield Concern("At risk", listed_words(report.customers, None))


def _name(metric: MetricReport, cell: Cell) -> str:
    group = group_text(cell)
    return f"{metric.definition.id} ({group})" if group else metric.definition.id


def _title(metric: MetricReport, cell: Cell) -> str:
    group = group_text(cell)
    title = metric_title(metric.definition)
    return f"{title}, {group}" if group else title
