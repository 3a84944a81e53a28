"""The figures of what customers buy, by name: what each is, and how it is worked out of their purchases."""

from collections.abc import Callable, Mapping
from fractions import Fraction
from types import MappingProxyType

from msgspec import Struct

from cxcli.scoring.counts import CountsByValue
from cxcli.scoring.interval import Undefined
from cxcli.scoring.intervals import MEAN_METHODS
from cxcli.scoring.mean import t
from cxcli.scoring.metric import Estimate
from cxcli.scoring.purchases import Purchases
from cxcli.scoring.ratio_sums import exact_total
from cxcli.scoring.share_estimate import SHARES, estimate_share
from cxcli.scoring.value_terms import Terms
from cxcli.scoring.worked_out import MILLION


class ValueFigure(Struct, frozen=True):
    """One figure: its `definition` in a line, its intervals, whether it is of `money`, and of what is to come."""

    definition: str
    estimate: Callable[[Purchases, Terms, float, str | None], Estimate]
    intervals: tuple[str, ...]
    money: bool = True
    expects: bool = False


def historic(bought: Purchases, terms: Terms, confidence: float, interval: str | None) -> Estimate:
    """Return the mean of what each customer has brought: revenue less refunds, cost to serve and of acquisition."""
    del terms, interval
    worth, orders, n = bought.revenue - bought.cost, exact_total(bought.orders), len(bought)
    mean = Fraction(exact_total(worth), n)
    variance = Fraction(sum(value * value for value in worth.tolist()), n) - mean**2
    value = float(mean / MILLION)
    found = t(value, float(variance / MILLION**2), n, confidence)
    parts = {
        "revenue": exact_total(bought.revenue) / MILLION,
        "revenue of a purchase": float(Fraction(exact_total(bought.revenue), orders * MILLION)),
        "purchases of a customer": float(Fraction(orders, n)),
    }
    if isinstance(found, Undefined):
        return Estimate(value, interval="t", parts=parts, reason=found.reason)
    return Estimate(value, found.low, found.high, found.method, parts)


def repeat_purchase_rate(bought: Purchases, terms: Terms, confidence: float, interval: str | None) -> Estimate:
    """Return the share of customers with two purchases or more."""
    del terms
    again = int((bought.orders > 1).sum())
    counts = CountsByValue.of({1: again, 0: len(bought) - again})
    return estimate_share(counts, ("bought again", "bought once"), confidence, interval)


def value_to_come(bought: Purchases, terms: Terms, confidence: float, interval: str | None) -> Estimate:
    """Return the mean of the expected value; see `expected_value`."""
    from cxcli.scoring.expected_value import expected_value  # noqa: PLC0415 - most runs need none of its models

    return expected_value(bought, terms, confidence, interval)


VALUE_FIGURES: Mapping[str, ValueFigure] = MappingProxyType(
    {
        "historic": ValueFigure(
            "mean of revenue - cost to serve - acquisition cost of each customer", historic, tuple(MEAN_METHODS)
        ),
        "repeat": ValueFigure("% of customers with two purchases or more", repeat_purchase_rate, SHARES, money=False),
        "bgnbd": ValueFigure(
            "mean of the expected value of each customer's purchases to come (BG/NBD, Gamma-Gamma)",
            value_to_come,
            ("delta",),
            expects=True,
        ),
    }
)
