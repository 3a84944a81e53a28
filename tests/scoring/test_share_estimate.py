import pytest
from scipy import stats

from cxcli.scoring.counts import CountsByValue
from cxcli.scoring.share_estimate import SHARES, estimate_share


def test_a_share_has_both_sides_beside_it():
    """In percent, each by its name."""
    found = estimate_share(CountsByValue.of({1: 3, 0: 9}), ("stayed", "left"), 0.95, None)
    assert (found.value, dict(found.parts), found.interval) == (25, {"stayed": 25, "left": 75}, "wilson")
    expected = stats.binomtest(3, 12).proportion_ci(0.95, "wilson")
    assert (found.low, found.high) == pytest.approx((100 * expected.low, 100 * expected.high))


@pytest.mark.parametrize("method", SHARES)
@pytest.mark.parametrize("ones", [0, 1, 7])
def test_each_interval_holds_the_share(method, ones):
    """Whichever is asked for, rounding included."""
    found = estimate_share(CountsByValue.of({1: ones, 0: 7 - ones}), ("a", "b"), 0.9, method)
    assert found.interval == method
    assert found.low <= found.value <= found.high
