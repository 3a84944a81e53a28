"""A difference of two scores in words."""

from math import ceil

from cxcli.analysis.difference_of_scores import Difference
from cxcli.reporting.number_format import bare, number, rounded


def verdict_text(difference: Difference, decimals: int) -> str:
    """Return "up 4.2, more than chance explains", or "no clear change; a difference of 6 or more would show"."""
    value = difference.value
    if value is None:
        return f"not comparable; {difference.reason}"
    if difference.verdict == "same":
        return "the same; everybody answered both times, so there is no chance in it"
    if difference.verdict in ("up", "down"):
        moved = f"{difference.verdict} {_size_text(abs(value), decimals)}"
        sure = difference.low == difference.high
        why = "; everybody answered both times, so there is no chance in it" if sure else ", more than chance explains"
        return f"{moved}{why}"
    return f"no clear change; {_unseen_text(difference, decimals)}"


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
    if difference.detectable is not None:
        return f"a difference of {_at_least(difference.detectable, decimals)} or more would show"
    if difference.test is None or difference.low is None:
        return str(difference.reason)
    return "so few answers show no difference, however large"


def _at_least(size: float, decimals: int) -> str:
    """Return a size rounded up, so that what is said to show would do so: "5.3", "6"."""
    steps = 10**decimals
    text = number(ceil(size * steps) / steps, "", decimals)
    return text.rstrip("0").rstrip(".") if "." in text else text
