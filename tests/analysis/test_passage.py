import pytest
from hypothesis import given
from hypothesis import strategies as st
from scipy import stats

from cxcli.analysis.passage import passage

stages = st.lists(st.sets(st.sampled_from("abcdefgh")), min_size=2, max_size=6)


def test_customers_are_gained_and_lost_by_the_order_of_the_stages():
    """Gained are those seen in no stage before, lost those seen in no later one, who may have skipped the next."""
    first, second, third = passage([{"a", "b", "c", "d"}, {"a", "e"}, {"a", "b", "f"}], confidence=0.95)
    assert (first.customers, first.gained, first.lost, first.went_on) == (4, 4, 2, 50)
    assert (second.customers, second.gained, second.lost, second.went_on) == (2, 1, 1, 50)
    assert (third.customers, third.gained, third.lost, third.went_on, third.limits) == (3, 1, 0, None, None)


def test_the_share_has_limits_of_wilson():
    """The limits of those who went on are Wilson's, in percent."""
    found, _ = passage([set("abcdefghij"), set("abc")], confidence=0.9)
    expected = stats.binomtest(3, 10).proportion_ci(0.9, "wilson")
    assert found.limits is not None
    assert (found.limits.low, found.limits.high) == pytest.approx((100 * expected.low, 100 * expected.high))


def test_nobody_goes_on_from_a_stage_without_customers():
    """There is no share of nobody."""
    found, _ = passage([set(), {"a"}], confidence=0.95)
    assert (found.customers, found.lost, found.went_on, found.limits) == (0, 0, None, None)


@given(stages)
def test_everybody_is_gained_once_and_lost_or_in_the_last_stage(seen):
    """All that are gained make all there are; lost ones and those of the last stage are all there are as well."""
    found, everybody = passage(seen, confidence=0.95), set().union(*seen)
    assert sum(each.gained for each in found) == len(everybody)
    assert sum(each.lost for each in found) + len(seen[-1]) == len(everybody)
