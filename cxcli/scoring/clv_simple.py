"""Lifetime value by arithmetic: what was earned, or a steady income from customers who leave at a steady rate.

`arpa` (average revenue per account), `churn` and `discount` are per period, and of the same one: a yearly churn with a
monthly revenue is wrong by a factor of twelve. `margin` is the part of the revenue that is kept. Numbers are taken
exactly, a float as the binary fraction that it is, and the result is rounded once.

Raises (all functions):
    ValueError: a number that is not finite, a margin or churn outside 0 to 1, a negative discount, or no period.
"""

from fractions import Fraction
from math import expm1, log1p

from cxcli.scoring.exact_sum import Number, exact
from cxcli.scoring.interval import Undefined


def net_value(revenue: Number, cost_to_serve: Number, acquisition_cost: Number) -> float:
    """Return what a customer has brought so far: revenue less the cost to serve and the cost to acquire."""
    return float(exact(revenue) - exact(cost_to_serve) - exact(acquisition_cost))


def lifetime(churn: Number) -> float | Undefined:
    """Return the periods that a customer pays for on average, the first one among them: 1 / churn."""
    leaving = _checked_churn(churn)
    return float(1 / leaving) if leaving else Undefined(_NOBODY_LEFT)


def lifetime_value(arpa: Number, margin: Number, churn: Number) -> float | Undefined:
    """Return arpa x margin / churn, the income of a whole lifetime without discount, from the first period on."""
    leaving, profit = _checked_churn(churn), _profit(arpa, margin)
    return float(profit / leaving) if leaving else Undefined(_NOBODY_LEFT)


def value_within(arpa: Number, margin: Number, churn: Number, periods: int) -> float:
    """Return the income of the first `periods` without discount: the first n terms of arpa x margin x (1 - churn)^t.

    t runs from 0, so that with ever more periods this becomes the `lifetime_value`. It is defined without churn too.
    """
    leaving, profit = float(_checked_churn(churn)), float(_profit(arpa, margin))
    if periods < 1:
        raise ValueError("a horizon is one period or more")
    if leaving in (0, 1):
        return profit * (1 if leaving else periods)
    return profit * -expm1(periods * log1p(-leaving)) / leaving


def discounted_value(arpa: Number, margin: Number, churn: Number, discount: Number) -> float | Undefined:
    """Return arpa x margin x r / (1 + discount - r) with r = 1 - churn: income after the first renewal, as of today.

    The first payment is not in it: it is made today, and known. With it the value is arpa x margin more, and for a
    discount of 0 becomes the `lifetime_value`.

    Source: Gupta and Lehmann, Journal of Interactive Marketing 17 (2003) 9-24.
    """
    leaving, rate = _checked_churn(churn), Fraction(exact(discount))
    if rate < 0:
        raise ValueError("a discount rate is 0 or more")
    if not leaving + rate:
        return Undefined(f"{_NOBODY_LEFT}, and nothing is discounted")
    return float(_profit(arpa, margin) * (1 - leaving) / (leaving + rate))


_NOBODY_LEFT = "nobody left in the period, so a lifetime has no end that could be seen"


def _checked_churn(churn: Number) -> Fraction:
    leaving = Fraction(exact(churn))
    if not 0 <= leaving <= 1:
        raise ValueError("a churn lies between 0 and 1")
    return leaving


def _profit(arpa: Number, margin: Number) -> Fraction:
    kept = Fraction(exact(margin))
    if not 0 <= kept <= 1:
        raise ValueError("a margin is a part of the revenue, between 0 and 1")
    return exact(arpa) * kept
