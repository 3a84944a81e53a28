"""What the reader of a report must know of what is from its history."""

from collections.abc import Iterator, Sequence

from cxcli.errors import Notice
from cxcli.report.earlier import Earlier
from cxcli.reporting.number_format import count
from cxcli.reporting.quantities import quantity
from cxcli.reporting.score_words import decimals_for
from cxcli.scoring.score import Score
from cxcli.settings.report import ReportPlan

_NAMED = 6


def earlier_notices(plan: ReportPlan, overall: Score, told: Earlier, decimals: int | None) -> Iterator[Notice]:
    """Yield what is kept and judged by limits alone, what is told anew, and what is of another definition."""
    metric = overall.metric
    before = sum(each.period is not None and each.period.label == plan.before.label for each in told.scores)
    if before:
        values = "the value" if before == 1 else f"{count(before)} values"
        message = f"{values} of {plan.before.label} from the history; the limits alone say what changed since"
        yield Notice(code="history-before", message=f"{metric}: {message}")
    if told.fewer:
        message = f"the files hold fewer answers of {_named(told.fewer)} than the history, whose values stay"
        yield Notice(code="history-fewer", message=f"{metric}: {message}")
    if told.restated:
        places = decimals_for(overall, decimals)
        former = [f"{label} (was {quantity(value, overall.unit, places)})" for label, value in told.restated.items()]
        yield Notice(code="history-restated", message=f"{metric}: other values than were reported: {_named(former)}")
    if told.others:
        message = f"{_named(told.others)} by another definition in the history, and not joined to the line"
        yield Notice(code="history-definition", message=f"{metric}: {message}")


def _named(texts: Sequence[str]) -> str:
    more = len(texts) - _NAMED
    return ", ".join(texts[:_NAMED]) + (f" and {count(more)} more" if more > 0 else "")
