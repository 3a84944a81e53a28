import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from cxcli.scoring.distinct_rows import distinct_rows

rows = st.lists(st.tuples(st.integers(0, 3), st.sampled_from([0.0, 0.5, 2.5]), st.integers(0, 4)), max_size=20)


def plain(found):
    columns, counts = found
    return [column.tolist() for column in columns], counts.tolist()


@given(rows, st.randoms())
def test_order_and_cut_change_nothing(some, random):
    """Rows in another order, or one row cut into several of its kind, give the same result."""
    cut = [(x, y, 1) for x, y, count in some for _ in range(count)]
    random.shuffle(cut)
    whole, parts = (
        plain(
            distinct_rows([[row[0] for row in each], [row[1] for row in each]], np.array([row[2] for row in each], int))
        )
        for each in (some, cut)
    )
    assert whole == parts


@given(rows)
def test_rows_are_different_sorted_and_all_there(some):
    """Each kind of row is there once, in order, with the sum of its counts."""
    (x, y), counts = distinct_rows(
        [[row[0] for row in some], [row[1] for row in some]], np.array([row[2] for row in some], int)
    )
    kinds = list(zip(x.tolist(), y.tolist(), strict=True))
    assert kinds == sorted(set(kinds))
    expected = {kind: sum(count for a, b, count in some if (a, b) == kind) for kind in kinds}
    assert dict(zip(kinds, counts.tolist(), strict=True)) == expected
    assert counts.sum() == sum(count for _, _, count in some)


@pytest.mark.parametrize(
    ("columns", "counts", "why"),
    [
        ([[1, 2], [1]], [1, 1], "one number for each count"),
        ([[1, 2]], [1], "one number for each count"),
        ([[[1, 2]]], [[1, 2]], "one number for each count"),
        ([[1, np.nan]], [1, 1], "finite"),
        ([[1, 2]], [1, -1], "whole number"),
        ([[1, 2]], [1, 0.5], "whole number"),
    ],
)
def test_what_is_no_table_is_refused(columns, counts, why):
    """Columns of different lengths, numbers that are not finite, and counts that are none are refused."""
    with pytest.raises(ValueError, match=why):
        distinct_rows([np.array(column, float) for column in columns], np.array(counts))
