"""What a row says to a metric, as it is listed: its answer, or the quantity that was made of it, and its class."""

from collections.abc import Callable
from decimal import Decimal
from fractions import Fraction
from typing import Any

import numpy as np

from cxcli.mapping.records import Field, Records
from cxcli.reporting.listed_row import Answer
from cxcli.rows import FATE_CODE, Disposition
from cxcli.scoring.box_score import BoxScore
from cxcli.scoring.duration import STATES, Duration
from cxcli.scoring.metric import Metric, of_answers
from cxcli.scoring.offenders import shown_answer
from cxcli.scoring.row_metric import RowMetric
from cxcli.scoring.worked_out import MILLION

Said = Callable[[int], tuple[Answer, str | None]]
"""(row) -> its answer or quantity, and the class that it is in."""

_BLANK = FATE_CODE[Disposition.BLANK]


def row_values(metric: Metric[Any], records: Records) -> Said:
    """Return what tells the value and the class of a row of some records.

    A rate has classes alone; durations are in seconds, and of one that runs the class says so. Of a metric whose rows
    are judged together a row has neither.
    """
    match metric:
        case BoxScore():
            return _boxed(records.fields[metric.fields[0]], box_by_point(metric), with_answer=of_answers(metric))
        case RowMetric():
            return _quantities(metric, records)
    return lambda row: (None, None)  # noqa: ARG005 - the same of every row


def has_classes(metric: Metric[Any]) -> bool:
    """Whether rows have classes."""
    return bool(box_by_point(metric)) or (isinstance(metric, Duration) and metric.source.running is not None)


def box_by_point(metric: Metric[Any]) -> dict[object, str]:
    """Return the class of each answer, for a metric that has classes of answers."""
    boxes = metric.boxes if isinstance(metric, BoxScore) else {}
    return {point: name for name, points in boxes.items() for point in points}


def _boxed(answers: Field, boxes: dict[object, str], *, with_answer: bool) -> Said:
    def said(row: int) -> tuple[Answer, str | None]:
        code = int(answers.codes[row])
        return _answer(answers, code) if with_answer else None, boxes.get(answers.values[code])

    return said


def _answer(field: Field, code: int) -> Answer:
    value = field.values[code]
    if isinstance(value, int | Fraction | Decimal):
        return int(value) if value == int(value) else float(value)
    return None if field.fates[code] == _BLANK else shown_answer(field.texts[code])


def _quantities(metric: RowMetric, records: Records) -> Said:
    quantity = metric.quantity(records)
    amounts = np.asarray(quantity.values, np.int64)[quantity.codes]
    states = records.fields[metric.still].codes if isinstance(metric, Duration) else np.zeros(len(records), np.int64)

    def said(row: int) -> tuple[Answer, str | None]:
        if quantity.fates[quantity.codes[row]]:
            return None, None
        whole, part = divmod(int(amounts[row]), MILLION)
        return (whole + part / MILLION if part else whole), STATES[int(states[row])] or None

    return said
