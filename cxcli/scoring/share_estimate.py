"""The share of a two-way count with its limits: what counts is 1, the rest is 0."""

from cxcli.scoring.counts import CountsByValue
from cxcli.scoring.intervals import DEFAULT_SHARE_METHOD, SHARE_METHODS
from cxcli.scoring.metric import Estimate

SHARES = tuple(dict.fromkeys((DEFAULT_SHARE_METHOD, *SHARE_METHODS)))
"""The names of the intervals that a share can have, the default first."""

_PERCENT = 100


def estimate_share(
    statistic: CountsByValue, names: tuple[str, str], confidence: float, interval: str | None
) -> Estimate:
    """Return the share of the 1 in percent, its limits, and both shares by their `names`."""
    method, share = interval or DEFAULT_SHARE_METHOD, statistic.share([1])
    limits = SHARE_METHODS[method](float(share), statistic.n, confidence)
    value = float(_PERCENT * share)
    # Rounding may put a limit a last bit beyond the value.
    low, high = min(_PERCENT * limits.low, value), max(_PERCENT * limits.high, value)
    parts = dict(zip(names, (value, float(_PERCENT * (1 - share))), strict=True))
    return Estimate(value, low, high, method, parts)
