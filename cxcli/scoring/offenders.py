"""The rows that could not be used, by what they say, without giving away what people wrote."""

import re
from collections import Counter
from collections.abc import Iterator, Sequence
from typing import Any

import numpy as np
import numpy.typing as npt

from cxcli.mapping.records import FateArray, Field, Records
from cxcli.mapping.row_flags import FLAGS, flag_field
from cxcli.mapping.typed_fields import fed_fields
from cxcli.rows import FATE_CODE, FATES, Disposition
from cxcli.scoring.answer_counts import COUNT, WEIGHT
from cxcli.scoring.cells import DATE_FIELD
from cxcli.scoring.metric import Metric, of_answers
from cxcli.scoring.partial import DATE, TEXT, Offenders
from cxcli.scoring.polarity import PolarityScore
from cxcli.scoring.rate import Rate

_UNREADABLE = FATE_CODE[Disposition.UNREADABLE]

# So few digits that a whole column of them stays a short list, and that none is a customer's number.
_SHORT_NUMBER = re.compile(r"[+-]?[0-9]{1,4}|[+-]?[0-9]{1,2}[.,][0-9]{1,2}")

Rows = npt.NDArray[np.bool_]
_Found = Counter[tuple[Disposition, str]]


def offenders(records: Records, metric: Metric[Any], fates: FateArray, dropped: Sequence[str] = ()) -> Offenders:
    """Return how many rows are unreadable or off scale, by fate and by what the answer says, and what is flagged.

    A short number is shown as it is, other answers as "text". An unreadable row of which all of the metric's own
    fields can be read has an unreadable "date", "weight" or "count"; for the fates of bad rows the numbers add up to
    those that have it. Of the other fates, rows are counted that have it for their weight or count, and flagged ones:
    among the scored, or where the flag is `dropped`, among the filtered.

    Of a metric without answers it is told in which of its fields rows are unreadable or blank; of blank rows of a rate
    on which side they are, where that is known.
    """
    if not of_answers(metric):
        return _of_fields(records, metric, fates) + _flagged(records, fates, dropped)
    off = fates == FATE_CODE[Disposition.OFF_SCALE]
    found = _said(records.fields[metric.fields[0]], off, Disposition.OFF_SCALE)
    if isinstance(metric, PolarityScore):
        found += metric.said(records, fates)
    left = fates == _UNREADABLE
    for field in (records.fields[name] for name in metric.fields):
        here = left & (field.row_fates == _UNREADABLE)
        found += _said(field, here, Disposition.UNREADABLE)
        left &= ~here
    undated = (fates == _UNREADABLE) & _dateless(records)
    of_amounts = _of_amounts(records, (metric.judge(records) == 0) & (fates != 0) & ~undated, fates)
    weighed = sum(rows for (fate, _), rows in of_amounts.items() if fate is Disposition.UNREADABLE)
    dates = Counter({(Disposition.UNREADABLE, DATE): int(np.count_nonzero(left)) - weighed})
    return found + of_amounts + dates + _flagged(records, fates, dropped)


def shown_answer(text: str) -> str:
    """Return what may be shown of an answer: itself if it is a short number, else just "text"."""
    text = text.strip()
    return text if _SHORT_NUMBER.fullmatch(text) else TEXT


def _of_fields(records: Records, metric: Metric[Any], fates: FateArray) -> _Found:
    """Count unreadable and blank rows of a metric without answers, each by the first of its fields that is so.

    A rate may have rows with a weight or a count that cannot be used.
    """
    unread, blank = fates == _UNREADABLE, fates == FATE_CODE[Disposition.BLANK]
    found: _Found = Counter()
    if isinstance(metric, Rate):
        found += _of_amounts(records, (metric.judge(records) == 0) & (fates != 0), fates)
        answers = records.fields[metric.fields[0]]
        sides = np.array([bool(side) for side in answers.texts], np.bool_)[answers.codes]
        found += Counter({(Disposition.BLANK, text): rows for text, rows in _texts(answers, blank & sides)})
        blank &= ~sides
    for name, field in fed_fields(records, metric.id).items():
        here = field.row_fates
        unread_here, blank_here = here == _UNREADABLE, (here != 0) & (here != _UNREADABLE)
        found[Disposition.UNREADABLE, name] += int(np.count_nonzero(unread & unread_here))
        found[Disposition.BLANK, name] += int(np.count_nonzero(blank & blank_here))
        unread &= ~unread_here
        blank &= ~blank_here
    return +found


def _dateless(records: Records) -> Rows:
    """Return the rows whose date cannot be read."""
    field = records.fields.get(DATE_FIELD)
    if field is None:
        return np.zeros(len(records), np.bool_)
    unread: Rows = field.row_fates == _UNREADABLE
    return unread


def _of_amounts(records: Records, left: Rows, fates: FateArray) -> _Found:
    """Count the rows, among those `left`, that do not count for their weight or for the answers they stand for."""
    found: _Found = Counter()
    for name in (name for name in (WEIGHT, COUNT) if name in records.fields):
        field = records.fields[name]
        here = left & (field.row_fates == fates)
        for fate, rows in enumerate(np.bincount(fates[here], minlength=len(FATES)).tolist()):
            found[FATES[fate], name] += rows
        left &= ~here
    return +found


def _flagged(records: Records, fates: FateArray, dropped: Sequence[str]) -> _Found:
    """Count the scored rows with each flag; of a flag that is dropped, the filtered ones."""
    found: _Found = Counter()
    for flag, name in ((flag, flag_field(flag)) for flag in FLAGS if flag_field(flag) in records.fields):
        fate = Disposition.FILTERED if flag in dropped else Disposition.SCORED
        found[fate, flag] = int(np.count_nonzero((fates == FATE_CODE[fate]) & (records.fields[name].codes == 1)))
    return +found


def _said(field: Field, rows: Rows, fate: Disposition) -> _Found:
    found: _Found = Counter()
    for text, count in _texts(field, rows):
        found[fate, shown_answer(text)] += count
    return found


def _texts(field: Field, rows: Rows) -> Iterator[tuple[str, int]]:
    """Yield the distinct texts of some rows, each with the number of rows."""
    counts = np.bincount(field.codes[rows], minlength=len(field.texts))
    for code in np.flatnonzero(counts).tolist():
        yield field.texts[code], int(counts[code])
