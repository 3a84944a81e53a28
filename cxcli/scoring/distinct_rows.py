"""Rows that are alike, merged: fewer to compute with, and always in the same order."""

from collections.abc import Sequence

import numpy as np
import numpy.typing as npt

FloatArray = npt.NDArray[np.float64]
IntArray = npt.NDArray[np.int64]


def distinct_rows(columns: Sequence[npt.ArrayLike], counts: npt.ArrayLike) -> tuple[list[FloatArray], IntArray]:
    """Return the different rows of `columns`, sorted by the first column, then the second, and how often each occurs.

    `columns` are numbers of one length each, `counts` says how many each row stands for; rows that stand for none are
    left out. Whatever is computed from the result does not depend on the order or the cut of the rows.

    Raises:
        ValueError: columns of different lengths, a number that is not finite, a count that is negative or not whole.
    """
    numbers = [np.asarray(column, dtype=np.float64) for column in columns]
    whole = np.asarray(counts)
    if any(column.shape != whole.shape or whole.ndim != 1 for column in numbers):
        raise ValueError("every column has one number for each count")
    if not all(np.isfinite(column).all() for column in numbers):
        raise ValueError("the numbers of a row are finite")
    if whole.size and (whole.dtype.kind not in "iu" or whole.min() < 0):
        raise ValueError("a count is a whole number, 0 or more")
    return _merged([column[whole > 0] for column in numbers], whole[whole > 0].astype(np.int64))


def _merged(columns: list[FloatArray], counts: IntArray) -> tuple[list[FloatArray], IntArray]:
    if not counts.size:
        return columns, counts
    order = np.lexsort(columns[::-1])
    columns = [column[order] for column in columns]
    differs = np.any([column[1:] != column[:-1] for column in columns], axis=0)
    first = np.flatnonzero(np.concatenate(([True], differs)))
    return [column[first] for column in columns], np.add.reduceat(counts[order], first)
