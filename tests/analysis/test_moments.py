import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from cxcli.analysis.moments import Moments


def naive(rows, counts):
    """The moments of rows by sums of Python's whole numbers, row by row."""
    every = [row for row, count in zip(rows, counts, strict=True) for _ in range(count)]
    sums = [sum(row[i] for row in every) for i in range(len(rows[0]))]
    products = [[sum(row[i] * row[j] for row in every) for j in range(len(rows[0]))] for i in range(len(rows[0]))]
    return len(every), sums, products


def of(rows, counts=None):
    return Moments.of(np.array(rows, np.int64), np.array(counts or [1] * len(rows), np.int64))


NUMBERS = st.integers(0, 2**62)
ROWS = st.lists(st.tuples(NUMBERS, NUMBERS, st.integers(0, 5)), min_size=1, max_size=12)


@given(ROWS, st.lists(st.integers(1, 9), min_size=12, max_size=12))
def test_moments_are_exact(rows, counts):
    """Sums and products are those of whole numbers, however large these are."""
    found = of(rows, counts[: len(rows)])
    n, sums, products = naive(rows, counts[: len(rows)])
    assert (found.n, found.sums.tolist(), found.products.tolist()) == (n, sums, products)


@given(ROWS, st.integers(0, 12))
def test_moments_add(rows, cut):
    """The moments of two parts of the rows add up to those of all, whatever the cut."""
    if not 0 < cut < len(rows):
        return
    parts, whole = of(rows[:cut]) + of(rows[cut:]), of(rows)
    assert (parts.n, parts.sums.tolist()) == (whole.n, whole.sums.tolist())
    assert parts.products.tolist() == whole.products.tolist()


def test_two_parts_by_hand():
    """Of (1, 2), (3, 4) and (5, 6) the sums are 9 and 12, the products 35, 44 and 56, also in two parts."""
    whole = of([(1, 2), (3, 4)]) + of([(5, 6)])
    assert (whole.n, whole.sums.tolist(), whole.products.tolist()) == (3, [9, 12], [[35, 44], [44, 56]])


def test_correlations_are_those_of_numpy():
    """The correlations agree with those of numpy."""
    rows = np.random.default_rng(3).integers(0, 11, (400, 4))
    assert of(rows.tolist()).correlations == pytest.approx(np.corrcoef(rows.T), abs=1e-12)
