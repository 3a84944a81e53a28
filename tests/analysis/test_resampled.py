import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from cxcli.analysis import resampled
from cxcli.analysis.resampled import DistinctRows, resampled_correlations

COLUMNS = st.lists(st.tuples(*[st.integers(-5, 2**40)] * 3), min_size=1, max_size=30)


@given(COLUMNS)
def test_distinct_rows_are_counted(rows):
    """Each distinct row stands once, in order, with how often it occurs."""
    found = DistinctRows.of([np.array(column, np.int64) for column in zip(*rows, strict=True)])
    expected = sorted(set(rows))
    assert [tuple(row) for row in found.rows.tolist()] == expected
    assert found.counts.tolist() == [rows.count(row) for row in expected]


def test_many_columns_of_many_values_are_counted_too():
    """Where the values of all columns together would not fit 64 bits, rows are told apart all the same."""
    chance = np.random.default_rng(5)
    columns = [chance.integers(0, 2**50, 3000) for _ in range(7)]
    twice = [np.concatenate([column, column[:10]]) for column in columns]
    found = DistinctRows.of(twice)
    rows, counts = np.unique(np.stack(twice, axis=1), axis=0, return_counts=True)
    assert found.rows.tolist() == rows.tolist()
    assert found.counts.tolist() == counts.tolist()


def survey(n, points=5):
    chance = np.random.default_rng(n)
    halo = chance.normal(size=n)
    return [np.clip(np.round(points / 2 + halo + chance.normal(size=n)), 0, points).astype(np.int64) for _ in range(3)]


def test_draws_do_not_depend_on_the_order_of_rows():
    """The same rows in another order have the same draws, to the last bit."""
    for points in (5, 500):
        columns = survey(4000, points)
        order = np.random.default_rng(1).permutation(4000)
        one = resampled_correlations(DistinctRows.of(columns), draws=20, seed=3)
        other = resampled_correlations(DistinctRows.of([column[order] for column in columns]), draws=20, seed=3)
        assert one.tobytes() == other.tobytes()


@pytest.mark.parametrize("grouped", [False, True])
def test_draws_spread_as_correlations_do(grouped, monkeypatch):
    """The spread of a drawn correlation is that of Fisher's z, whether rows or groups of rows are drawn."""
    if grouped:
        monkeypatch.setattr(resampled, "MOST_DISTINCT", 10)
    chance = np.random.default_rng(11)
    n = 6000
    first = chance.normal(size=n)
    columns = [np.round(100 * each).astype(np.int64) for each in (first, 0.5 * first + chance.normal(size=n))]
    rows = DistinctRows.of(columns)
    drawn = resampled_correlations(rows, draws=1000, seed=7)[:, 0, 1]
    assert np.arctanh(drawn).std() == pytest.approx(1 / np.sqrt(n - 3), rel=0.12)
    assert drawn.mean() == pytest.approx(np.corrcoef(columns)[0, 1], abs=4 / np.sqrt(n))


def test_a_draw_of_rows_that_are_alike_has_no_correlation():
    """Where a column is constant in a draw, its correlations are no numbers."""
    rows = DistinctRows.of([np.array([0, 0, 0, 1]), np.array([0, 1, 2, 3])])
    drawn = resampled_correlations(rows, draws=200, seed=1)
    assert np.isnan(drawn[:, 0, 1]).any()
    assert not np.isnan(drawn[:, 0, 1]).all()
