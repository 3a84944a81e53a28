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


@given(COLUMNS, st.data())
def test_a_row_may_stand_for_several(rows, data):
    """Rows that are counted already are merged as if each stood there as often as it counts."""
    counts = data.draw(st.lists(st.integers(1, 5), min_size=len(rows), max_size=len(rows)))
    columns = [np.array(column, np.int64) for column in zip(*rows, strict=True)]
    merged = DistinctRows.of(columns, np.array(counts))
    found = DistinctRows.of([np.repeat(column, counts) for column in columns])
    assert merged.rows.tolist() == found.rows.tolist()
    assert merged.counts.tolist() == found.counts.tolist()


@pytest.mark.parametrize("n", [400, 6000])
def test_few_rows_and_many_alike_are_drawn_alike(n):
    """Rows drawn one by one, and rows that are alike drawn together, spread as Fisher's z of each draw's n does.

    Ratings are not normal: the spread is that of the rows themselves, worked out by the jackknife.
    """
    columns = survey(n)
    drawn = resampled_correlations(DistinctRows.of(columns), draws=1000, seed=7)[:, 0, 1]
    left_out = [np.corrcoef(np.delete(columns[0], row), np.delete(columns[1], row))[0, 1] for row in range(n)]
    jackknife = np.sqrt((n - 1) * np.var(left_out))
    assert drawn.std() == pytest.approx(jackknife, rel=0.12)
    assert drawn.mean() == pytest.approx(np.corrcoef(columns)[0, 1], abs=4 / np.sqrt(n))


def test_groups_hold_each_row_once():
    """Rows are dealt so that each is in one group: the sums of all groups are those of all rows."""
    rows = DistinctRows.of(survey(5000, points=500))
    dealt = resampled._dealt(rows, np.random.default_rng(1))
    assert np.bincount(dealt).tolist() == rows.counts.tolist()
    standard = rows.rows.astype(np.float64)
    whole = (standard * rows.counts[:, None]).T @ standard
    assert resampled._groups(standard, dealt).sum(axis=0) == pytest.approx(whole.ravel())
