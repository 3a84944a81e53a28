import pytest

from cxcli.analysis.verdict import disagree, leaves_0_out, significant, verdict
from cxcli.scoring.interval import Interval


@pytest.mark.parametrize(
    ("low", "high", "p", "called", "apart"),
    [
        (1, 3, 0.05, "up", False),
        (-3, -1, 0.01, "down", False),
        (-1, 3, 0.2, "unclear", False),
        (0, 3, 0.2, "unclear", False),
        (1, 3, 0.051, "unclear", True),
        (-3, -1, 0.2, "unclear", True),
        (-1, 3, 0.04, "unclear", True),
        (1, 3, None, "up", False),
        (-3, -1, None, "down", False),
        (-1, 3, None, "unclear", False),
        (0, 0, None, "same", False),
        (2, 2, None, "up", False),
    ],
)
def test_one_rule(low, high, p, called, apart):
    """Limits and test must both say so; without a test the limits do; 0 without doubt is the same."""
    limits = Interval(low, high, "x")
    confidence = 1 - 0.05
    assert verdict(limits, p, confidence) == called
    assert disagree(limits, p, confidence) == apart


def test_parts_of_the_rule():
    """A p value of just 1 - confidence is one; no p value is neither; 0 itself is not left out."""
    assert [significant(p, 0.75) for p in (0.25, 0.26, None)] == [True, False, None]
    assert [leaves_0_out(*limits) for limits in ((0, 1), (-1, 0), (0.1, 1), (-1, -0.1))] == [False, False, True, True]
