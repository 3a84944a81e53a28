"""Correlations of resampled rows: the bootstrap (Efron 1979), in a way that the order of rows cannot matter to.

Few distinct rows are drawn one by one or as one multinomial of their counts, which is the bootstrap itself. Where there
are many,
rows are dealt to groups by chance and whole groups are drawn: random groups (Wolter, Introduction to Variance
Estimation, 2007, chapter 2), whose moments are the sums that a draw needs.
"""

import math
from collections.abc import Sequence
from itertools import pairwise

import numpy as np
import numpy.typing as npt
from msgspec import Struct

from cxcli.sources.numbering import numbered

IntArray = npt.NDArray[np.int64]
FloatArray = npt.NDArray[np.float64]

MOST_DISTINCT = 2000
"""With more distinct rows than this, groups of rows are drawn."""

GROUPS = 1000

_FEW = 2000
"""So few rows are drawn one by one."""

_TABLE = 1 << 20
"""So many cells are counted in a table; more distinct rows are sorted."""


class DistinctRows(Struct, frozen=True):
    """The distinct `rows` (k by m) in their own order, and how often each stands (`counts`)."""

    rows: IntArray
    counts: IntArray

    @classmethod
    def of(cls, columns: Sequence[IntArray], counts: IntArray | None = None) -> "DistinctRows":
        """Return the distinct rows of some columns of one length, of which each row stands `counts` times, or once."""
        values, codes = zip(*(_coded(column) for column in columns), strict=True)
        sizes = [len(each) for each in values]
        key = _key(codes, sizes)
        if math.prod(sizes) <= _TABLE:
            cells = _counted(key, counts)
            found = np.flatnonzero(cells)
            places = np.unravel_index(found, sizes)
            rows = np.stack([each[place] for each, place in zip(values, places, strict=True)], axis=1)
            return cls(rows, cells[found])
        alike, first = numbered(key.view(np.uint64))
        order = np.argsort(key[first])
        first = first[order]
        rows = np.stack([column[first].astype(np.int64) for column in columns], axis=1)
        return cls(rows, _counted(alike, counts)[order])

    def all_rows(self) -> IntArray:
        """Return the place of each row among the distinct ones, in their order."""
        return np.repeat(np.arange(len(self.counts), dtype=np.int32), self.counts)


def resampled_correlations(found: DistinctRows, *, draws: int, seed: int) -> FloatArray:
    """Return the correlations of the columns in each draw, of shape (draws, m, m); NaN where a column is constant."""
    chance = np.random.default_rng(seed)
    middle = np.average(found.rows, axis=0, weights=found.counts)
    spread = np.sqrt(np.average((found.rows - middle) ** 2, axis=0, weights=found.counts))
    standard = np.column_stack([np.ones(len(found.rows)), (found.rows - middle) / spread])
    size = standard.shape[1]
    if len(found.rows) <= MOST_DISTINCT:
        units, counts = (standard[:, :, None] * standard[:, None, :]).reshape(-1, size * size), found.counts
    else:
        units, counts = _groups(standard, _dealt(found, chance)), np.ones(GROUPS, np.int64)
    sums = _drawn(counts, draws, chance).astype(np.float64) @ units
    return _correlations(sums.reshape(draws, size, size))


def _key(codes: Sequence[IntArray], sizes: Sequence[int]) -> IntArray:
    """Return one number for each row, ordered as the rows are, column by column."""
    key, size = codes[0].astype(np.int64), sizes[0]
    for code, more in zip(codes[1:], sizes[1:], strict=True):
        if size * more >= 1 << 62:
            seen, key = np.unique(key, return_inverse=True)
            size = len(seen)
        key *= more
        key += code
        size *= more
    return key


def _coded(column: IntArray) -> tuple[IntArray, IntArray]:
    """Return the distinct numbers of a column and each row's place among them."""
    low, high = int(column.min()), int(column.max())
    if high - low < 1 << 16:
        return np.arange(low, high + 1), column - low if low else column
    values, codes = np.unique(column, return_inverse=True)
    return values, codes


def _counted(places: IntArray, counts: IntArray | None) -> IntArray:
    """Return how many rows are at each place; floats hold their sums exactly."""
    return np.bincount(places, counts, minlength=1).astype(np.int64)


def _dealt(found: DistinctRows, chance: np.random.Generator) -> IntArray:
    """Return all rows, as places among the distinct ones, in an order by chance: that of a number drawn for each."""
    drawn = chance.integers(0, 1 << 16, int(found.counts.sum()), np.uint16)
    return found.all_rows()[np.argsort(drawn, kind="stable")]


def _drawn(counts: IntArray, draws: int, chance: np.random.Generator) -> IntArray:
    """Return how often each unit stands in each draw of as many as there are (draws by units)."""
    n, units = int(counts.sum()), len(counts)
    if n > _FEW:
        return chance.multinomial(n, counts / n, size=draws)
    each = np.repeat(np.arange(units), counts)[chance.integers(0, n, (draws, n))]
    each += units * np.arange(draws)[:, None]
    return np.bincount(each.ravel(), minlength=draws * units).reshape(draws, units)


def _groups(standard: FloatArray, dealt: IntArray) -> FloatArray:
    """Return the cross products of each group of rows, flat; sizes differ by one row at most."""
    edges = np.linspace(0, len(dealt), GROUPS + 1).astype(np.int64).tolist()
    parts = (standard.take(dealt[start:end], axis=0) for start, end in pairwise(edges))
    return np.stack([(part.T @ part).ravel() for part in parts])


def _correlations(sums: FloatArray) -> FloatArray:
    n, totals = sums[:, 0, 0], sums[:, 0, 1:]
    spread = sums[:, 1:, 1:] * n[:, None, None] - totals[:, :, None] * totals[:, None, :]
    diagonal = np.diagonal(spread, axis1=1, axis2=2)
    with np.errstate(invalid="ignore", divide="ignore"):
        root = np.sqrt(np.where(diagonal > 1e-9 * n[:, None] ** 2, diagonal, np.nan))
        return np.asarray(spread / (root[:, :, None] * root[:, None, :]))
