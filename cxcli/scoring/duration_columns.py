"""Columns of a table of durations: sorted, each once, and how often they ended and were still running."""

from collections.abc import Sequence

import numpy as np
import numpy.typing as npt

IntArray = npt.NDArray[np.int64]

_MOST_ROWS = 2**53


def counted(parts: Sequence[IntArray], row: int) -> IntArray:
    """Return how often each duration occurs, in the `row` of a table for it."""
    durations = np.sort(np.concatenate(parts))
    starts = np.flatnonzero(np.concatenate(([True], durations[1:] != durations[:-1])))
    columns = np.zeros((3, len(starts)), np.int64)
    columns[0], columns[row] = durations[starts], np.diff(np.append(starts, len(durations)))
    return columns


def together(parts: Sequence[IntArray]) -> IntArray:
    """Return the columns of some tables, not all of them empty, as one; equal durations are added up."""
    filled = [part for part in parts if part.shape[1]]
    if len(filled) == 1:
        return fixed(filled[0])
    columns = np.concatenate(filled, axis=1)
    columns = columns[:, np.argsort(columns[0], kind="stable")]
    durations = columns[0]
    starts = np.flatnonzero(np.concatenate(([True], durations[1:] != durations[:-1])))
    return fixed(np.concatenate((durations[np.newaxis, starts], np.add.reduceat(columns[1:], starts, axis=1))))


def fixed(columns: IntArray) -> IntArray:
    """Return the array itself, made read-only, since tables share it."""
    columns.flags.writeable = False
    return columns


def read_columns(*lists: Sequence[object]) -> IntArray:
    """Return the columns that three lists are.

    Raises:
        ValueError: they are no table of durations.
    """
    if any(type(number) is not int for numbers in lists for number in numbers) or len(set(map(len, lists))) > 1:
        raise ValueError("a table of durations is made of whole numbers, as many in each list")
    try:
        columns = np.array(lists, np.int64)
    except OverflowError as cause:
        raise ValueError("a duration or a count has at most 63 bits") from cause
    if (columns < 0).any() or (np.diff(columns[0]) <= 0).any() or (columns[1:].sum(axis=0) < 1).any():
        raise ValueError("durations rise from 0, and each belongs to one row at least")
    if columns[1:].sum(dtype=np.float64) > _MOST_ROWS:
        raise ValueError("a table of durations has at most 2**53 rows, which a float still counts")
    return fixed(columns)
