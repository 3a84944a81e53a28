import numpy as np
import pytest

from cxcli.analysis.back_test import MOST_ORIGINS, back_test, origins_of


def last(values, ahead):
    """The last value, and a note of what could be seen."""
    assert len(values) < 10
    return np.full(ahead, values[-1])


def test_errors_of_each_origin():
    """Each origin's forecast knows what came before it only, and its errors are actual less forecast."""
    values = [0, 0, 0, 0, 0, 1, 3, 6, 10, 15]
    origins = origins_of(values, 3)
    assert origins == (6, 7)
    found = back_test(values, last, origins, 3)
    assert found.errors.tolist() == [[2, 5, 9], [3, 7, 12]]
    assert found.origins == 2
    assert found.mean_absolute.tolist() == [2.5, 6, 10.5]
    assert found.root_mean_square.tolist() == pytest.approx([6.5**0.5, 37**0.5, 112.5**0.5])


def test_errors_of_either_sign_count():
    """An error below counts like one above."""
    found = back_test([0, 0, 0, 0, 0, 1, 3, 1], last, (6, 7), 1)
    assert found.errors.tolist() == [[2], [-2]]
    assert found.mean_absolute.tolist() == [2]


def test_gaps_make_no_origin():
    """An origin needs six points so far, a value in its last period and in all periods ahead."""
    values = [1, 2, None, 3, 4, 5, 6, None, 7, 8, 9, 10]
    assert origins_of(values, 1) == (9, 10, 11)
    assert origins_of([1, 2, None, 3, 4, 5, 6, 7], 1) == (7,)
    assert origins_of(values, 3) == (9,)


def test_only_the_latest_origins_count():
    """Of a long series the latest origins are looked at."""
    assert origins_of([1.0] * 100, 3) == tuple(range(98 - MOST_ORIGINS, 98))


def test_no_origin_is_refused():
    """Without an origin there is no back-test."""
    with pytest.raises(ValueError, match="needs an origin"):
        back_test([1, 2], last, (), 1)
