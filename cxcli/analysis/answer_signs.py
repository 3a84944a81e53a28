"""What the latest answers of customers say: the last one is bad, or it is worse than the one before."""

from collections.abc import Iterator, Sequence

import numpy as np

from cxcli.analysis.customers_at_risk import Signs
from cxcli.mapping.records import IntArray
from cxcli.scoring.bad_experiences import AT, CUSTOMER, Counted
from cxcli.scoring.box_score import BoxScore
from cxcli.scoring.experience_rows import answer_column
from cxcli.scoring.together import NEVER, Rows

_FELL_BY = 3
"""An answer so many points worse than the one before is a fall, whatever its class."""


def answer_signs(rows: Rows, found: Counted, metrics: Sequence[BoxScore]) -> Signs:
    """Return, for each customer, what the latest two answers to each metric say.

    Of answers of one moment the worse one is the later.
    """
    signs: dict[int, list[str]] = {}
    for metric in metrics if len(rows) else ():
        for customer, latest, before in _latest(rows, found, metric):
            signs.setdefault(customer, []).extend(_said(metric, latest, before))
    return signs


def _latest(rows: Rows, found: Counted, metric: BoxScore) -> Iterator[tuple[int, int, int | None]]:
    """Yield each customer with the latest answer, and the one before where there is one."""
    answers, codes = rows.columns[answer_column(metric.id)], rows.texts[CUSTOMER][0]
    mine = np.flatnonzero((answers != NEVER) & (found.fates == 0))
    order = mine[np.lexsort([_goodness(metric) * -answers[mine], rows.columns[AT][mine], codes[mine]])]
    ends = np.flatnonzero(np.diff(codes[order], append=-1))
    latest, before = answers[order][ends], answers[order][ends - 1]
    several = _lengths(ends) > 1
    for customer, last, other, two in zip(
        *(each.tolist() for each in (codes[order][ends], latest, before, several)), strict=True
    ):
        yield customer, last, other if two else None


def _lengths(ends: IntArray) -> IntArray:
    return np.diff(ends, prepend=-1)


def _said(metric: BoxScore, latest: int, before: int | None) -> Iterator[str]:
    worse = 0 if before is None else _goodness(metric) * (before - latest)
    if latest in metric.boxes.get(str(metric.source.bad), ()):
        yield f"last {metric.id} {latest}"
    if before is not None and (worse >= _FELL_BY or (worse > 0 and _box(metric, latest) != _box(metric, before))):
        yield f"{metric.id} fell from {before} to {latest}"


def _box(metric: BoxScore, answer: int) -> str:
    return next((name for name, points in metric.boxes.items() if answer in points), "")


def _goodness(metric: BoxScore) -> int:
    """Return 1 where a high answer is good, -1 where it is bad."""
    bad = metric.boxes.get(str(metric.source.bad), ())
    return 1 if 2 * sum(bad) < len(bad) * (metric.scale.low + metric.scale.high) else -1
