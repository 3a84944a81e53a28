"""A report in a sentence or two: are we better, and does anything fail?"""

from collections.abc import Iterator, Sequence

from cxcli.formats.figures import change_size, decimals_of, metric_title
from cxcli.report.content import MetricReport, Moved, Report
from cxcli.reporting.number_format import count
from cxcli.reporting.period_words import period_words

_MANY = 4


def summary(report: Report) -> list[str]:
    """Return what moved since the period before, and how the targets stand."""
    return [_moves(report), *_targets(report)]


def _moves(report: Report) -> str:
    better, worse = _moved(report, "better"), _moved(report, "worse")
    since = f"since {period_words(report.before)}"
    if not better and not worse:
        compared = [each for each in report.metrics if each.whole.moved in ("unclear", "same")]
        if not compared:
            return f"Nothing can be compared with {period_words(report.before)}."
        return f"{_of(len(compared))} moved {since} by more than chance explains."
    parts = [f"{_named(each, report)} got {word}" for word, each in (("better", better), ("worse", worse)) if each]
    return f"{_capital('; '.join(parts))} {since}, more than chance explains."


def _moved(report: Report, which: Moved) -> list[MetricReport]:
    return [each for each in report.metrics if each.whole.moved == which]


def _of(compared: int) -> str:
    return "The one metric that can be compared has not" if compared == 1 else f"None of {count(compared)} metrics"


def _named(metrics: Sequence[MetricReport], report: Report) -> str:
    names = [
        f"{metric_title(each.definition)} ({change_size(each.whole, decimals_of(each.whole.score, report))})"
        for each in metrics
    ]
    more = len(names) - _MANY
    return ", ".join(names[:_MANY]) + (f" and {count(more)} more" if more > 0 else "")


def _targets(report: Report) -> Iterator[str]:
    judged = [cell for _, cell in report.cells if cell.gate is not None]
    if not judged:
        return
    said = []
    for level in ("met", "missed", "warned", "failed"):
        found = sum(cell.gate is not None and cell.gate.level == level for cell in judged)
        said += [f"{count(found)} {level}"] if found else []
    yield f"Of {count(len(judged))} target{'' if len(judged) == 1 else 's'}: {', '.join(said)}."


def _capital(text: str) -> str:
    return text[:1].upper() + text[1:]
