"""When a difference is called one: by its limits, and by the test beside them."""

from typing import Literal

from cxcli.scoring.interval import Interval

Verdict = Literal["up", "down", "same", "unclear"]

DISAGREE = "the limits and the test disagree"
"""Why a verdict is unclear, where one of the two would call a difference and the other would not."""


def verdict(limits: Interval, p: float | None, confidence: float) -> Verdict:
    """Return up or down where the limits leave 0 out and p is at most 1 - confidence, else unclear.

    Without a test (`p` is None) it goes by the limits. `same` is a difference of 0 that is known without doubt.
    """
    if limits.low == limits.high == 0:
        return "same"
    called = significant(p, confidence) is not False
    if limits.low > 0 and called:
        return "up"
    return "down" if limits.high < 0 and called else "unclear"


def disagree(limits: Interval, p: float | None, confidence: float) -> bool:
    """Return whether one of limits and test would call a difference, and the other would not."""
    called = significant(p, confidence)
    return called is not None and called != leaves_0_out(limits.low, limits.high)


def leaves_0_out(low: float, high: float) -> bool:
    """Return whether both limits are on the same side of 0."""
    return low > 0 or high < 0


def significant(p: float | None, confidence: float) -> bool | None:
    """Return whether a p value is at most 1 - confidence; None where there is no test."""
    return None if p is None else p <= 1 - confidence
