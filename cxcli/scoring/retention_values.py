"""What is said about keeping customers and what they pay, from the movements of a period.

Each function returns an estimate in percent of the start, undefined with the reason where nobody is active then. A
share of customers has an interval of `SHARE_METHODS`, Wilson's by default. A ratio of payments has one of
`ratio_interval`, with the customer as the unit; beside it stands the part of the start, in percent, that the largest
customer pays, since one account can move it all. `confidence` is between 0 and 1, `interval` the name of a method.

Raises (all functions):
    ValueError: a confidence not between 0 and 1.
"""

from fractions import Fraction
from math import inf
from typing import Final

import numpy as np
import numpy.typing as npt

from cxcli.mapping.records import IntArray
from cxcli.scoring.interval import Interval, Undefined
from cxcli.scoring.intervals import DEFAULT_SHARE_METHOD, SHARE_METHODS
from cxcli.scoring.metric import Estimate
from cxcli.scoring.movements import MOVEMENTS, Movement, Movements
from cxcli.scoring.ratio_interval import default_method, ratio_interval
from cxcli.scoring.ratio_sums import RatioSums

LARGEST_CUSTOMER: Final = "largest customer"
"""The part beside a ratio of payments: what the largest customer pays of the start, in percent."""


def churn_rate(movements: Movements, confidence: float = 0.95, interval: str | None = None) -> Estimate:
    """Customers who are active at the start and not at the end, of those active at the start."""
    return _share(movements, movements.customers(Movement.CHURN), confidence, interval)


def retention_rate(movements: Movements, confidence: float = 0.95, interval: str | None = None) -> Estimate:
    """Customers who are active at the start and at the end, of those active at the start: 100 % less the churn."""
    kept = movements.active_customers - movements.customers(Movement.CHURN)
    return _share(movements, kept, confidence, interval)


def upsell_rate(movements: Movements, confidence: float = 0.95, interval: str | None = None) -> Estimate:
    """Customers who pay more at the end than at the start, of those active at the start."""
    return _share(movements, movements.customers(Movement.EXPANSION), confidence, interval)


def upsell_revenue(movements: Movements, confidence: float = 0.95, interval: str | None = None) -> Estimate:
    """By how much customers active at the start pay more at the end, those who do, of what all paid at the start."""
    more = np.maximum(movements.end - movements.start, 0)
    return _ratio(movements, more, movements.active, inf, confidence, interval)


def revenue_churn(movements: Movements, confidence: float = 0.95, interval: str | None = None) -> Estimate:
    """What lost customers paid at the start, of what all paid; those who pay less count in `grr` only."""
    lost = np.where(movements.end == 0, movements.start, 0)
    return _ratio(movements, lost, movements.active, 1, confidence, interval)


def grr(movements: Movements, confidence: float = 0.95, interval: str | None = None) -> Estimate:
    """Gross revenue retention: the smaller of start and end of each customer active at the start, of the start."""
    kept = np.minimum(movements.start, movements.end)
    return _ratio(movements, kept, movements.active, 1, confidence, interval)


def nrr(movements: Movements, confidence: float = 0.95, interval: str | None = None) -> Estimate:
    """Net revenue retention: what the customers active at the start pay at the end, of what they paid at the start."""
    return _ratio(movements, movements.end, movements.active, inf, confidence, interval)


def nrr_chartmogul(movements: Movements, confidence: float = 0.95, interval: str | None = None) -> Estimate:
    """(start - churn - contraction + expansion + reactivation) / start: those who are back count among the kept.

    Source: ChartMogul's definition of the net MRR churn rate, of which this is what is left to 100 %.
    """
    returned = movements.moved == MOVEMENTS.index(Movement.REACTIVATION)
    return _ratio(movements, movements.end, movements.active | returned, inf, confidence, interval)


def nrr_baremetrics(movements: Movements, confidence: float = 0.95, interval: str | None = None) -> Estimate:
    """1 - (churn - expansion) / start: who pays less counts as if nothing had changed.

    Source: Baremetrics' definition of net revenue retention, which has no term for contraction.
    """
    kept = np.where(movements.end > 0, np.maximum(movements.start, movements.end), 0)
    return _ratio(movements, kept, movements.active, inf, confidence, interval)


def quick_ratio(movements: Movements, *, reactivation: bool = False) -> Estimate:
    """(new + expansion) / (churn + contraction), as a ratio; who is back counts as a gain if `reactivation` does."""
    gains = (Movement.NEW, Movement.EXPANSION, *((Movement.REACTIVATION,) if reactivation else ()))
    lost = sum(map(movements.amount, (Movement.CHURN, Movement.CONTRACTION)))
    if lost == 0:
        return Estimate(reason="nothing was lost, so there is nothing to divide by")
    value = float(Fraction(sum(map(movements.amount, gains)), lost))
    return Estimate(value, reason="no interval is known for a quick ratio")


_NOBODY: Final = "nobody was active at the start of the period"


def _share(movements: Movements, count: int, confidence: float, interval: str | None) -> Estimate:
    n = movements.active_customers
    if n == 0:
        return Estimate(reason=_NOBODY)
    share, method = Fraction(count, n), interval or DEFAULT_SHARE_METHOD
    return _in_percent(share, SHARE_METHODS[method](float(share), n, confidence), method)


def _ratio(
    movements: Movements,
    amounts: IntArray,
    units: npt.NDArray[np.bool_],
    most: float,
    confidence: float,
    interval: str | None,
) -> Estimate:
    """Return the ratio of `amounts` to the start over some customers; it is possible from 0 to the `most`."""
    if movements.start_total == 0:
        return Estimate(reason=_NOBODY)
    sums = RatioSums.of(movements.start[units], amounts[units])
    method = interval or default_method(sums)
    limits = ratio_interval(sums, confidence, method, possible=(0, most))
    top = movements.top_share or 0
    return _in_percent(sums.ratio, limits, method, {LARGEST_CUSTOMER: float(100 * top)})


def _in_percent(
    value: Fraction, limits: Interval | Undefined, method: str, parts: dict[str, float] | None = None
) -> Estimate:
    percent, parts = float(100 * value), parts or {}
    if isinstance(limits, Undefined):
        return Estimate(percent, interval=method, parts=parts, reason=limits.reason)
    # Rounding may put a limit a last bit beyond the value.
    low, high = min(100 * limits.low, percent), max(100 * limits.high, percent)
    return Estimate(percent, low, high, method, parts)
