"""The answers that could not be used, by what they say, without giving away what people wrote."""

import re
from collections import Counter
from typing import Any

import numpy as np
import numpy.typing as npt

from cxcli.mapping.records import FateArray, Field, Records
from cxcli.rows import FATE_CODE, Disposition
from cxcli.scoring.metric import Metric
from cxcli.scoring.partial import DATE, TEXT, Offenders

# So few digits that a whole column of them stays a short list, and that none is a customer's number.
_SHORT_NUMBER = re.compile(r"[+-]?[0-9]{1,4}|[+-]?[0-9]{1,2}[.,][0-9]{1,2}")

Rows = npt.NDArray[np.bool_]


def offenders(records: Records, metric: Metric[Any], fates: FateArray) -> Offenders:
    """Return how many rows are unreadable or off scale, by fate and by what the answer says.

    A short number is shown as it is, other answers as "text". An unreadable row of which all of the metric's own
    fields can be read has an unreadable "date". For each fate the rows add up to those that have it.
    """
    off = fates == FATE_CODE[Disposition.OFF_SCALE]
    found = _said(records.fields[metric.fields[0]], off, Disposition.OFF_SCALE)
    left = fates == FATE_CODE[Disposition.UNREADABLE]
    for field in (records.fields[name] for name in metric.fields):
        here = left & (field.fates[field.codes] == FATE_CODE[Disposition.UNREADABLE])
        found += _said(field, here, Disposition.UNREADABLE)
        left &= ~here
    return found + Counter({(Disposition.UNREADABLE, DATE): int(np.count_nonzero(left))})


def shown_answer(text: str) -> str:
    """Return what may be shown of an answer: itself if it is a short number, else just "text"."""
    text = text.strip()
    return text if _SHORT_NUMBER.fullmatch(text) else TEXT


def _said(field: Field, rows: Rows, fate: Disposition) -> Counter[tuple[Disposition, str]]:
    counts = np.bincount(field.codes[rows], minlength=len(field.texts))
    found: Counter[tuple[Disposition, str]] = Counter()
    for code in np.flatnonzero(counts).tolist():
        found[fate, shown_answer(field.texts[code])] += int(counts[code])
    return found
