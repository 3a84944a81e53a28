"""Where people stop in a survey: how many came to each question, and how many left there."""

from typing import Final

import numpy as np
import numpy.typing as npt
from msgspec import Struct

BLANK, ANSWERED, NOT_SHOWN = range(3)
"""What a cell of a question says."""

CellArray = npt.NDArray[np.int64]
"""Cells of respondents by questions."""

_NOWHERE: Final = -1


class QuestionCount(Struct, frozen=True):
    """One question: how many `came` to it, and `left` there, so that they answered neither it nor any later one.

    Of those who went on, so many `answered` it, and the others left it out. `hidden` is how many of the respondents who
    were still there it was not shown to; these have not come to it.
    """

    came: int
    left: int
    answered: int
    hidden: int

    @property
    def skipped(self) -> int:
        """How many went on without an answer."""
        return self.came - self.left - self.answered


def left_at(cells: CellArray) -> CellArray:
    """Return the number of the question at which each respondent left, -1 for who came to the end.

    That is the first one that was shown after the last that was answered. Who answered none left at the first one that
    was shown, if any was.
    """
    questions = np.arange(cells.shape[1])
    last = np.where(cells == ANSWERED, questions, _NOWHERE).max(axis=1, initial=_NOWHERE)
    later = (questions > last[:, None]) & (cells != NOT_SHOWN)
    return np.where(later.any(axis=1), later.argmax(axis=1), _NOWHERE)


def drop_off(cells: CellArray) -> tuple[QuestionCount, ...]:
    """Return the counts of each question, from the cells of respondents who answered at least one of them."""
    gone = left_at(cells)
    there = (gone[:, None] == _NOWHERE) | (np.arange(cells.shape[1]) <= gone[:, None])
    sums = (there & (cells != NOT_SHOWN), np.arange(cells.shape[1]) == gone[:, None])
    counts = [each.sum(axis=0).tolist() for each in (*sums, cells == ANSWERED, there & (cells == NOT_SHOWN))]
    return tuple(QuestionCount(*each) for each in zip(*counts, strict=True))
