"""Rows of a survey with a column for each question: which cells are answers, kept as a few whole numbers a row."""

from collections.abc import Sequence

import numpy as np

from cxcli.mapping.records import Field, IntArray
from cxcli.mapping.texts import MissingCodes, clean, fold, plain_number
from cxcli.scoring.cells import DATE_FIELD
from cxcli.scoring.drop_off import ANSWERED, BLANK, NOT_SHOWN, CellArray
from cxcli.scoring.kept_fields import fate
from cxcli.scoring.questions_definition import question_field
from cxcli.scoring.together import NEVER, Rows
from cxcli.scoring.together_metric import BLANK as NO_ANSWER
from cxcli.scoring.together_metric import Judged
from cxcli.scoring.worked_out import MetricFields, times

_BITS, _MASK = 2, 3
_IN_A_WORD = 31


def judged_questions(fields: MetricFields, questions: int, not_shown: Sequence[str]) -> Judged:
    """Return the fate of each row, and what its cells say; one without an answer is blank.

    Where rows belong to days, one without a date is undated.
    """
    codes = MissingCodes.of(not_shown)
    cells = [_cells(fields.field(question_field(number)), codes) for number in range(questions)]
    answered = np.any([each == ANSWERED for each in cells], axis=0) if cells else np.ones(len(fields.records), np.bool_)
    fates, at = np.where(answered, 0, NO_ANSWER).astype(np.int8), np.full(len(fields.records), NEVER)
    date = fields.records.fields.get(f"{fields.metric}.{DATE_FIELD}")
    if date is not None:
        fates, at = np.where(fates == 0, fate(date), fates).astype(np.int8), times(date).astype(np.int64)
    words = {f"cells {first}": _packed(cells[first : first + _IN_A_WORD]) for first in range(0, questions, _IN_A_WORD)}
    return fates, {"at": at, **words}, {}


def cells_of(rows: Rows, questions: int) -> CellArray:
    """Return the cells of all rows by question."""
    words = [
        (rows.columns[f"cells {number - number % _IN_A_WORD}"], number % _IN_A_WORD) for number in range(questions)
    ]
    return np.stack([np.asarray(word >> (_BITS * place) & _MASK, np.int64) for word, place in words], axis=1)


def _cells(question: Field, not_shown: MissingCodes) -> IntArray:
    """Return what the cell of each row says."""
    said = [_says(str(value or ""), not_shown) for value in question.values]
    return np.array(said, np.int64)[question.codes]


def _says(text: str, not_shown: MissingCodes) -> int:
    if not text:
        return BLANK
    return NOT_SHOWN if not_shown.hold(fold(text), plain_number(clean(text))) else ANSWERED


def _packed(cells: Sequence[IntArray]) -> IntArray:
    """Return the cells of some questions in one whole number a row, two bits each."""
    return np.asarray(np.sum([each << (_BITS * place) for place, each in enumerate(cells)], axis=0), np.int64)
