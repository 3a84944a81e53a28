"""A difference of two scores in words."""

from math import ceil

from cxcli.analysis.difference_of_scores import Difference
from cxcli.reporting.number_format import bare, number, rounded

_SURE = "everybody answered both times, so there is no chance in it"


def verdict_text(difference: Difference, decimals: int) -> str:
    """Return "up 4.2, more than chance explains", or "no clear change; a difference of 6 or more would show"."""
    value, verdict = difference.value, difference.verdict
    if value is None or verdict is None:
        return f"not comparable; {difference.reason}"
    if verdict == "same":
        return f"the same; {_SURE}"
    if verdict == "unclear":
        return f"no clear change{_unseen_text(difference, decimals)}"
    moved = f"{verdict} {_size_text(abs(value), decimals)}"
    if difference.low == difference.high:
        return f"{moved}; {_SURE}"
    if difference.test is None and difference.reason:
        return f"{moved} by its limits alone; {difference.reason}"
    return f"{moved}, more than chance explains"


def least_seen(difference: Difference, decimals: int) -> float | None:
    """Return what would have shown, rounded up, so that what is said to show would do so.

    None where there is none, and where it would be no more than a difference that is not clear, as that is written.
    """
    if difference.detectable is None or difference.value is None:
        return None
    steps = 10**decimals
    least = ceil(difference.detectable * steps) / steps
    reached = difference.verdict == "unclear" and least <= abs(rounded(difference.value, decimals))
    return None if reached else least


def signed(value: float, decimals: int) -> str:
    """Return a difference with its sign: "+4.2", "-4.2", "0.0"."""
    text = number(value, "", decimals)
    return f"+{text}" if rounded(value, decimals) > 0 else text


def _size_text(size: float, decimals: int) -> str:
    """Return how far a score moved; never 0 for one that did."""
    if rounded(size, decimals):
        return number(size, "", decimals)
    return f"less than {bare(10.0**-decimals, decimals)}"


def _unseen_text(difference: Difference, decimals: int) -> str:
    if difference.reason:
        return f": {difference.reason}"
    least = least_seen(difference, decimals)
    return "" if least is None else f"; a difference of {_plain(least, decimals)} or more would show"


def _plain(size: float, decimals: int) -> str:
    """Return a size without needless zeros: "5.3", "6"."""
    text = number(size, "", decimals)
    return text.rstrip("0").rstrip(".") if "." in text else text
