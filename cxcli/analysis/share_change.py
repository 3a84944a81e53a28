"""How much a share moved from one period to the next."""

from typing import Literal

from msgspec import Struct

from cxcli.analysis.two_samples import Share, TwoSampleTest, agresti_caffo
from cxcli.analysis.verdict import leaves_0_out, significant
from cxcli.scoring.proportion import wilson
from cxcli.scoring.square_and_add import square_and_add


class ShareChange(Struct, frozen=True, kw_only=True):
    """How much the share of a theme moved since the period `before`, in percent points, with its limits.

    `p` is adjusted for all changes that were looked at; None where there was no test.
    """

    before: str
    value: float
    low: float
    high: float
    p: float | None
    confidence: float

    @property
    def verdict(self) -> Literal["up", "down", "unclear"]:
        """Where the share went: the adjusted p says so, and the limits leave 0 out."""
        if not leaves_0_out(self.low, self.high) or not significant(self.p, self.confidence):
            return "unclear"
        return "up" if self.low > 0 else "down"


def share_change(before: Share, after: Share, label: str, confidence: float) -> ShareChange:
    """Return how much a share moved since the period called `label`, with p as the test gives it.

    The limits are square-and-add of two Wilson intervals (Newcombe, Statistics in Medicine 17 (1998) 873-890, method
    10), the test is that of Agresti and Caffo.
    """
    one, two = (wilson(each.value, each.n, confidence) for each in (before, after))
    limits = square_and_add(after.value, two, before.value, one)
    test = agresti_caffo(before, after, confidence)
    return ShareChange(
        before=label,
        value=100 * (after.value - before.value),
        low=100 * limits.low,
        high=100 * limits.high,
        p=test.p if isinstance(test, TwoSampleTest) else None,
        confidence=confidence,
    )
