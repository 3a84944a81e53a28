import numpy as np

from cxcli.scoring.buyers import Buyers


def test_buyers_are_merged_and_sorted():
    """Customers of one history are one row with their count, whatever is said of the value where nothing was bought."""
    some = Buyers.of([2, 0, 2, 0, 1], [3, 0, 3, 0, 1], [9, 9, 9, 9, 4], [5, np.nan, 5, -1, 7], [1, 1, 2, 1, 1])
    assert some.n == 6
    assert some.frequency.tolist() == [0, 1, 2]
    assert some.recency.tolist() == [0, 1, 3]
    assert some.age.tolist() == [9, 4, 9]
    assert some.mean_value.tolist() == [0, 7, 5]
    assert some.counts.tolist() == [2, 1, 3]
