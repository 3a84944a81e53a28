import pytest

from cxcli.analysis.funnel_table import FunnelTable, ShareOf, funnel_lines
from cxcli.scoring.funnel import FunnelStep

FIRST = FunnelStep(rows=10, users=10, kept=10, through=10, others=0, repeats=0)
SECOND = FunnelStep(rows=6, users=5, kept=4, through=4, others=1, repeats=1)
THIRD = FunnelStep(rows=1, users=1, kept=1, through=0, others=0, repeats=0)


def test_shares_of_the_step_before_and_of_the_first():
    """Four of ten came to the second step; one of its five went on, who was not in the first. Limits are Wilson's."""
    first, second, third = funnel_lines(("a", "b", "c"), (FIRST, SECOND, THIRD))
    assert (first.of_before, first.of_first, first.lost) == (ShareOf(), ShareOf(), None)
    assert (second.of_before.value, second.of_first.value, second.lost) == (40, 40, 60)
    assert (second.of_before.low, second.of_before.high) == pytest.approx((16.8180, 68.7326), abs=1e-4)
    assert (third.of_before.value, third.of_first.value, third.lost) == (20, 0, 80)
    assert (third.of_first.low, third.of_first.high) == pytest.approx((0, 27.7533), abs=1e-4)


def test_other_limits():
    """Confidence and method are those asked for; the exact limits of 4 of 10 are 12.2 and 73.8."""
    _, second = funnel_lines(("a", "b"), (FIRST, SECOND), 0.95, "clopper-pearson")
    assert (second.of_before.low, second.of_before.high) == pytest.approx((12.1552, 73.7622), abs=1e-4)


def test_nobody_has_no_share():
    """Of a first step without users, and of a step after one without users, there is no share."""
    nobody = FunnelStep(rows=0, users=0, kept=0, through=0, others=0, repeats=0)
    lines = funnel_lines(("a", "b", "c"), (FIRST, nobody, nobody))
    assert (lines[1].of_before.value, lines[1].lost) == (0, 100)
    assert (lines[2].of_before, lines[2].lost, lines[2].of_first.value) == (ShareOf(), None, 0)
    table = FunnelTable(funnel_lines(("a", "b"), (nobody, FIRST)), "wilson", 0.95, strict=False, timed=False)
    assert table.overall == ShareOf()
