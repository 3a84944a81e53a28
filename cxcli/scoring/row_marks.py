"""What a metric makes of each row, in a form in which several definitions can be compared."""

from collections.abc import Mapping
from typing import Any

import numpy as np
import numpy.typing as npt

from cxcli.mapping.records import FateArray, Records
from cxcli.rows import FATES
from cxcli.scoring.box_score import BoxScore
from cxcli.scoring.metric import Metric
from cxcli.scoring.together import Gathered
from cxcli.scoring.together_metric import AGAINST, COUNTS, NEITHER, Cut, TogetherMetric

MarkArray = npt.NDArray[np.int8]


def marks(metric: Metric[Any], records: Records, fates: FateArray) -> MarkArray:
    """Return the mark of each row of a metric that judges rows one by one."""
    found = fates.astype(np.int8)
    scored = fates == 0
    if not isinstance(metric, BoxScore):
        found[scored] = COUNTS
        return found
    value, boxes = metric.source.value, metric.boxes
    plus = boxes.get(value.plus or value.share or "", ())
    minus = boxes.get(value.minus or "", ())
    answers = metric.answers(records)
    of_answers = [COUNTS if answer in plus else AGAINST if answer in minus else NEITHER for answer in answers.values]
    if not plus:
        of_answers = [COUNTS] * len(of_answers)
    found[scored] = np.array(of_answers, np.int8)[answers.codes[scored]]
    return found


def marks_together(metric: TogetherMetric, gathered: Mapping[str, Gathered], cut: Cut) -> dict[str, MarkArray]:
    """Return the marks of all rows, by file, of a metric that judges them together."""
    rows = gathered.get(metric.id, Gathered()).rows()
    found = metric.marks(rows, cut)
    return {name: found[rows.files == code] for code, name in enumerate(rows.names)} if len(rows) else {}


def mark_words(mark: int) -> str:
    """Return a mark in words."""
    said = {COUNTS: "counts", AGAINST: "counts against", NEITHER: "does not count"}
    return said.get(mark) or f"left out: {FATES[mark].replace('_', ' ')}"
