"""What is hidden in the files of customers, payments, orders and use, in numbers, written to `truth.json`.

Plain loops over what was drawn, without `cx`, so that the file can judge it. Amounts are cents, shares percent. Who
starts on the first day of a month is new in it, who ends on that day was there when it began.
"""
# ruff: noqa: INP001 - a script that lies beside its data is not a package

from collections import Counter
from collections.abc import Mapping, Sequence
from datetime import date
from fractions import Fraction
from itertools import pairwise

import customer_data
import order_data
from customer_data import Span, Use
from order_data import Buyer, Order
from revenue_data import LARGE, Subscription
from support_truth import rounded

Pays = Mapping[str, int]
"""What each customer pays at a moment; who pays nothing is not in it."""

HALF_YEAR = (date(2025, 1, 1), date(2025, 7, 1))
MONTHS = [date(2023 + month // 12, month % 12 + 1, 1) for month in range(7, 31)]
"""August 2023 to July 2025: the months after the first one begin, and the last one ends, on these days."""
FOLLOWING = list(pairwise(MONTHS))


def customer_truth(spans: Sequence[Span]) -> dict[str, object]:
    """Return who was there, who came and who went in each month, and who went of the plan that became dearer."""
    dearer = [span for span in spans if span.plan == customer_data.DEARER]
    return {
        "rows": len(spans),
        "customers": len({span.customer for span in spans}),
        "back": len(spans) - len({span.customer for span in spans}),
        "joined_and_left_within_a_month": sum(_within_a_month(span) for span in spans),
        "months": {f"{start:%Y-%m}": customers_moved(spans, start, end) for start, end in FOLLOWING},
        "half_year": customers_moved(spans, *HALF_YEAR),
        "dearer": {
            "plan": customer_data.DEARER,
            "month": customer_data.DEARER_MONTH,
            "months_of_plan": {f"{start:%Y-%m}": left(dearer, start, end) for start, end in FOLLOWING[-6:]},
        },
    }


def customers_moved(spans: Sequence[Span], start: date, end: date) -> dict[str, object]:
    """Return the customers at the start and at the end of a period, and those who left, came, or came back."""
    before, after = ({span.customer for span in spans if there(span, day)} for day in (start, end))
    known = {span.customer for span in spans if span.started < start}
    return {
        **left(spans, start, end),
        "new": len(after - before - known),
        "back": len((after - before) & known),
        "end": len(after),
    }


def left(spans: Sequence[Span], start: date, end: date) -> dict[str, object]:
    """Return the customers at the start of a period, those of them who are not there at its end, and their share."""
    before, after = ({span.customer for span in spans if there(span, day)} for day in (start, end))
    return {"start": len(before), "left": len(before - after), "churn": percent(len(before - after), len(before))}


def there(span: Span | Subscription, day: date) -> bool:
    """Whether a span counts at the beginning of a day."""
    return span.started < day and (span.ended is None or span.ended >= day)


def subscription_truth(subscriptions: Sequence[Subscription]) -> dict[str, object]:
    """Return the movements of each month and of a half year, with and without the largest customer."""
    others = [each for each in subscriptions if each.customer != LARGE]
    return {
        "rows": len(subscriptions),
        "customers": len({each.customer for each in subscriptions}),
        "largest": LARGE,
        "months": {f"{start:%Y-%m}": paid_moved(subscriptions, start, end) for start, end in FOLLOWING},
        "half_year": paid_moved(subscriptions, *HALF_YEAR),
        "half_year_without_the_largest": paid_moved(others, *HALF_YEAR),
    }


def paid_moved(subscriptions: Sequence[Subscription], start: date, end: date) -> dict[str, object]:
    """Return the movements from the beginning of one day to that of another."""
    known = {each.customer for each in subscriptions if each.started < start}
    return movements(paid(subscriptions, start), paid(subscriptions, end), known)


def paid(subscriptions: Sequence[Subscription], day: date) -> Pays:
    """Return what each customer pays when a day begins, all subscriptions together."""
    pays: Counter[str] = Counter()
    for each in subscriptions:
        if there(each, day):
            pays[each.customer] += each.cents
    return pays


def snapshot_truth(months: Mapping[str, Pays]) -> dict[str, object]:
    """Return the movements from each month to the next one, and those of half a year."""
    names = list(months)
    told = {}
    for before, after in pairwise(names):
        told[after] = movements(months[before], months[after], _known(months, before))
    half_year = movements(months["2024-12"], months["2025-06"], _known(months, "2024-12"))
    return {"rows": sum(map(len, months.values())), "months": told, "half_year": half_year}


def movements(start: Pays, end: Pays, known: set[str]) -> dict[str, object]:
    """Return what became of the payments: start + new + reactivation + expansion - contraction - churn = end."""
    sums: Counter[str] = Counter()
    customers: Counter[str] = Counter()
    for customer in sorted({*start, *end}):
        before, after = start.get(customer, 0), end.get(customer, 0)
        name = _movement(before, after, known=customer in known)
        sums[name] += abs(after - before)
        customers[name] += 1
    names = ("new", "reactivation", "expansion", "contraction", "churn")
    return {
        "start": sum(start.values()),
        **{name: sums[name] for name in names},
        "end": sum(end.values()),
        "customers": {"start": len(start), **{name: customers[name] for name in names}, "end": len(end)},
        **_figures(start, end),
    }


def order_truth(buyers: Sequence[Buyer], orders: Sequence[Order]) -> dict[str, object]:
    """Return the parameters of the process, what was bought, and what was bought in the weeks after the file."""
    counts = Counter(order.customer for order in orders)
    ended = order_data.WEEKS * order_data.WEEK
    return {
        "rows": len(orders),
        "customers": len(buyers),
        "unit_of_time": "week",
        "weeks": order_data.WEEKS,
        "bg_nbd": {"r": order_data.R, "alpha": order_data.ALPHA, "a": order_data.A, "b": order_data.B},
        "gamma_gamma": {"p": order_data.P, "q": order_data.Q, "v": order_data.V},
        "mean_amount_of_all_buyers_to_be": rounded(Fraction(order_data.P * Fraction(order_data.V), order_data.Q - 1)),
        "revenue": sum(order.cents for order in orders),
        "repeat_customers": sum(count > 1 for count in counts.values()),
        "still_buying": sum(buyer.buying for buyer in buyers),
        "weeks_after": order_data.LATER_WEEKS,
        "orders_after": sum(order.seconds >= ended for buyer in buyers for order in buyer.orders),
        "revenue_after": sum(order.cents for buyer in buyers for order in buyer.orders if order.seconds >= ended),
    }


def usage_truth(rows: Sequence[Use], fell: set[str]) -> dict[str, object]:
    """Return who fell by more than half, and the use of all in each month."""
    months = sorted({row.month for row in rows})
    return {
        "rows": len(rows),
        "customers": len({row.customer for row in rows}),
        "fell": sorted(fell),
        "fell_from": f"{customer_data.FELL_FROM:%Y-%m}",
        "months": {f"{month:%Y-%m}": sum(row.sessions for row in rows if row.month == month) for month in months},
    }


def percent(part: int, whole: int) -> float:
    """Return a share in percent."""
    return rounded(Fraction(100 * part, whole))


def _within_a_month(span: Span) -> bool:
    return span.ended is not None and f"{span.started:%Y-%m}" == f"{span.ended:%Y-%m}"


def _known(months: Mapping[str, Pays], until: str) -> set[str]:
    return {customer for month, pays in months.items() if month <= until for customer in pays}


def _movement(before: int, after: int, *, known: bool) -> str:
    if not before:
        return "reactivation" if known else "new"
    if not after:
        return "churn"
    return "expansion" if after > before else "contraction" if after < before else "unchanged"


def _figures(start: Pays, end: Pays) -> dict[str, float]:
    """Return net and gross revenue retention, what lost customers paid, and what the largest pays of the start."""
    whole = sum(start.values())
    return {
        "nrr": percent(sum(end.get(customer, 0) for customer in start), whole),
        "grr": percent(sum(min(cents, end.get(customer, 0)) for customer, cents in start.items()), whole),
        "revenue_churn": percent(sum(cents for customer, cents in start.items() if customer not in end), whole),
        "largest_share": percent(max(start.values()), whole),
    }
