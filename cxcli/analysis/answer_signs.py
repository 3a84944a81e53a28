"""What the latest answers of customers say: the last one is bad, or it is worse than the one before."""

from collections.abc import Iterator, Mapping, Sequence

import numpy as np
from msgspec import Struct

from cxcli.mapping.records import IntArray
from cxcli.scoring.bad_experiences import AT, CUSTOMER, Counted
from cxcli.scoring.box_score import BoxScore
from cxcli.scoring.experience_rows import answer_column
from cxcli.scoring.together import NEVER, Rows

Signs = Mapping[int, Sequence[str]]
"""What else is known of customers, by their code: a sentence each."""

_FELL_BY = 3
"""An answer so many points worse than the one before is a fall, whatever its class."""


class LatestAnswer(Struct, frozen=True):
    """The latest answer of a customer to a metric, when it was, and the one before, None where there is none."""

    customer: int
    at: int
    answer: int
    before: int | None


def answer_signs(rows: Rows, found: Counted, metrics: Sequence[BoxScore]) -> Signs:
    """Return, for each customer, what the latest two answers to each metric say.

    Of answers of one moment the worse one is the later.
    """
    signs: dict[int, list[str]] = {}
    for metric in metrics if len(rows) else ():
        for each in latest_answers(rows, found, metric):
            signs.setdefault(each.customer, []).extend(_said(metric, each.answer, each.before))
    return signs


def said_bad(metric: BoxScore, answer: int) -> bool:
    """Whether an answer is in the class that the metric calls bad."""
    return answer in metric.boxes.get(str(metric.source.bad), ())


def latest_answers(rows: Rows, found: Counted, metric: BoxScore) -> Iterator[LatestAnswer]:
    """Yield each customer with the latest answer, and the one before where there is one."""
    answers, codes = rows.columns[answer_column(metric.id)], rows.texts[CUSTOMER][0]
    mine = np.flatnonzero((answers != NEVER) & (found.fates == 0))
    order = mine[np.lexsort([_goodness(metric) * -answers[mine], rows.columns[AT][mine], codes[mine]])]
    ends = np.flatnonzero(np.diff(codes[order], append=-1))
    last, before = order[ends], answers[order][ends - 1]
    several = _lengths(ends) > 1
    told = (codes[last], rows.columns[AT][last], answers[last], before, several)
    for customer, at, answer, other, two in zip(*(each.tolist() for each in told), strict=True):
        yield LatestAnswer(customer, at, answer, other if two else None)


def _lengths(ends: IntArray) -> IntArray:
    return np.diff(ends, prepend=-1)


def _said(metric: BoxScore, latest: int, before: int | None) -> Iterator[str]:
    worse = 0 if before is None else _goodness(metric) * (before - latest)
    if said_bad(metric, latest):
        yield f"last {metric.id} {latest}"
    if before is not None and (worse >= _FELL_BY or (worse > 0 and _box(metric, latest) != _box(metric, before))):
        yield f"{metric.id} fell from {before} to {latest}"


def _box(metric: BoxScore, answer: int) -> str:
    return next((name for name, points in metric.boxes.items() if answer in points), "")


def _goodness(metric: BoxScore) -> int:
    """Return 1 where a high answer is good, -1 where it is bad."""
    bad = metric.boxes.get(str(metric.source.bad), ())
    return 1 if 2 * sum(bad) < len(bad) * (metric.scale.low + metric.scale.high) else -1
