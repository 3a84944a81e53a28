"""The figures of retention, by name: what each is, what it needs, and how it is worked out of the movements."""

from collections.abc import Callable, Mapping
from fractions import Fraction
from types import MappingProxyType
from typing import Final

import numpy as np
import numpy.typing as npt
from msgspec import Struct

from cxcli.scoring import retention_values as values
from cxcli.scoring.clv_simple import discounted_value, lifetime_value
from cxcli.scoring.customer_events import MILLIONTHS
from cxcli.scoring.interval import Undefined
from cxcli.scoring.metric import Estimate
from cxcli.scoring.movements import MOVEMENTS, Movement, Movements
from cxcli.scoring.ratio_interval import METHODS
from cxcli.scoring.retention_span import Span
from cxcli.scoring.share_estimate import SHARES
from cxcli.scoring.value_terms import Terms


class Asked(Struct, frozen=True):
    """What a figure is worked out with: the `span` of the movements, the terms, and which limits are asked for."""

    span: Span
    terms: Terms
    confidence: float
    interval: str | None


class Figure(Struct, frozen=True):
    """One figure: its `definition` in a line, whether it is of what customers are `paying`, and its intervals.

    `came` are the movements of customers who were not there at the start and count all the same. `terms`: it is worked
    out with a margin and a discount. Without an `estimate` it is of no period, but of how long customers stay.
    """

    definition: str
    estimate: Callable[[Movements, Asked], Estimate] | None
    paying: bool
    intervals: tuple[str, ...]
    came: tuple[Movement, ...] = ()
    terms: bool = False

    def joined(self, movements: Movements) -> npt.NDArray[np.bool_]:
        """Return which customers count although they were not there at the start."""
        return np.isin(movements.moved, [MOVEMENTS.index(each) for each in self.came])


def simple_value(movements: Movements, asked: Asked) -> Estimate:
    """Return what a customer pays in a span, times margin, over churn; with a discount, after the first renewal.

    Payments are by the month and churn is of the span, so a payment is taken as often as the span has months. The
    yearly discount becomes one for the span.
    """
    months, terms = asked.span.months, asked.terms
    if not movements.active_customers:
        return Estimate(reason="nobody was active at the start of the period")
    arpa = months * Fraction(movements.start_total, movements.active_customers * MILLIONTHS)
    churn = Fraction(movements.customers(Movement.CHURN), movements.active_customers)
    margin, discount = Fraction(str(terms.margin)), terms.discount_of(float(months))
    found = discounted_value(arpa, margin, churn, discount) if discount else lifetime_value(arpa, margin, churn)
    parts = {"paid by a customer": float(arpa), "churn": float(100 * churn)}
    if isinstance(found, Undefined):
        return Estimate(parts=parts, reason=found.reason)
    return Estimate(found, parts=parts, reason="no interval is known for it: churn is the least certain part")


Plain = Callable[[Movements, float, str | None], Estimate]
"""(movements, confidence, interval) -> what they say."""

_START: Final = "what customers active at the start paid then"


def _asked(estimate: Plain) -> Callable[[Movements, Asked], Estimate]:
    def told(movements: Movements, asked: Asked) -> Estimate:
        return estimate(movements, asked.confidence, asked.interval)

    return told


def _share(definition: str, estimate: Plain, *, paying: bool = False) -> Figure:
    return Figure(f"% of customers active at the start who {definition}", _asked(estimate), paying, SHARES)


def _ratio(definition: str, estimate: Plain, *came: Movement) -> Figure:
    return Figure(f"{definition} / {_START}", _asked(estimate), paying=True, intervals=tuple(METHODS), came=came)


def _quick(definition: str, *came: Movement) -> Figure:
    def told(movements: Movements, asked: Asked) -> Estimate:
        del asked
        return values.quick_ratio(movements, reactivation=Movement.REACTIVATION in came)

    return Figure(definition, told, paying=True, intervals=("none",), came=came)


FIGURES: Mapping[str, Figure] = MappingProxyType(
    {
        "churn": _share("are not at the end", values.churn_rate),
        "retention": _share("are at the end", values.retention_rate),
        "revenue_churn": _ratio("what lost customers paid", values.revenue_churn),
        "grr": _ratio("the smaller of start and end of each customer", values.grr),
        "nrr": _ratio("what they pay at the end", values.nrr),
        "nrr_chartmogul": _ratio(
            "(start - churn - contraction + expansion + reactivation)", values.nrr_chartmogul, Movement.REACTIVATION
        ),
        "nrr_baremetrics": _ratio("1 - (churn - expansion)", values.nrr_baremetrics),
        "quick_ratio": _quick("(new + expansion) / (churn + contraction)", Movement.NEW),
        "quick_ratio_reactivation": _quick(
            "(new + expansion + reactivation) / (churn + contraction)", Movement.NEW, Movement.REACTIVATION
        ),
        "upsell": _share("pay more at the end", values.upsell_rate, paying=True),
        "upsell_revenue": _ratio("expansion", values.upsell_revenue),
        "simple": Figure(
            "what a customer pays in a period x margin / churn in it; with a discount d, x (1 - churn) / (churn + d)",
            simple_value,
            paying=True,
            intervals=("none",),
            terms=True,
        ),
        "sbg": Figure(
            "what a customer pays in a month x margin x the months expected, discounted (shifted-beta-geometric)",
            None,
            paying=True,
            intervals=("none",),
            terms=True,
        ),
    }
)
