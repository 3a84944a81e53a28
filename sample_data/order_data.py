"""Orders of 78 weeks from a process whose parameters are known: BG/NBD and Gamma-Gamma; `make.py` writes them.

Each buyer has a rate of buying of their own, a chance of their own to stop after each order that is not the first, and
a usual amount of their own. Buyers come in the first half year.

Sources: Fader, Hardie and Lee, Marketing Science 24 (2005) 275-284; Fader and Hardie, The Gamma-Gamma Model of Monetary
Value (2013).
"""
# ruff: noqa: INP001 - a script that lies beside its data is not a package

from collections.abc import Sequence
from dataclasses import dataclass, field
from datetime import UTC, datetime, timedelta
from random import Random

from draws import exponential, gamma, half_gamma, smallest

ORDER_HEADER = ("order_id", "customer_id", "ordered_at", "revenue")
SEED = 20240102
FIRST_DAY = datetime(2024, 1, 1, tzinfo=UTC)
BUYERS, COMING_WEEKS, WEEKS, LATER_WEEKS = 700, 26, 78, 26
"""Buyers come in the first weeks; the file ends after 78; what they buy in the 26 weeks after it is in truth.json."""
R, ALPHA, A, B = 0.5, 6.0, 1, 4
"""Rates a week are gamma with shape R and rate ALPHA, chances to stop beta with A and B."""
P, Q, V = 6, 4, 15.0
"""Amounts are gamma with shape P and a rate that is gamma with shape Q and rate V: 30 on average."""
WEEK = 7 * 24 * 3600


@dataclass(frozen=True, slots=True)
class Order:
    """An order: so many seconds after the first day, of so many cents."""

    customer: str
    seconds: int
    cents: int
    number: int = 0

    @property
    def at(self) -> datetime:
        """When it was placed."""
        return FIRST_DAY + timedelta(seconds=self.seconds)

    @property
    def row(self) -> Sequence[object]:
        """The cells of its row."""
        amount = f"{self.cents // 100}.{self.cents % 100:02}"
        return [f"O-{self.number:04}", self.customer, f"{self.at:%Y-%m-%dT%H:%M:%SZ}", amount]


@dataclass(frozen=True, slots=True)
class Buyer:
    """A buyer with all orders until they stop; `stopped` is when, in weeks, None where they had not by the very end."""

    customer: str
    orders: list[Order] = field(default_factory=list)
    stopped: float | None = None

    @property
    def buying(self) -> bool:
        """Whether they had not stopped when the file ends."""
        return self.stopped is None or self.stopped > WEEKS


def buyers() -> list[Buyer]:
    """Return the buyers, each with the orders of the file and of the weeks after it."""
    random = Random(SEED)  # noqa: S311 - made-up orders are no secret
    starts = sorted(COMING_WEEKS * random.random() for _ in range(BUYERS))
    return [_buyer(random, f"B-{number:03}", start) for number, start in enumerate(starts, 1)]


def orders(all_buyers: Sequence[Buyer]) -> list[Order]:
    """Return the orders of the file in the order of time."""
    there = [order for buyer in all_buyers for order in buyer.orders if order.seconds < WEEKS * WEEK]
    there.sort(key=lambda order: (order.seconds, order.customer))
    return [Order(order.customer, order.seconds, order.cents, number) for number, order in enumerate(there, 1)]


def _buyer(random: Random, customer: str, start: float) -> Buyer:
    rate, stops, amounts = half_gamma(random) / ALPHA, smallest(random, B), gamma(random, Q) / V
    week, made = start, [_order(random, customer, start, amounts)]
    while True:
        week += exponential(random) / rate
        if week >= WEEKS + LATER_WEEKS:
            return Buyer(customer, made)
        made.append(_order(random, customer, week, amounts))
        if random.random() < stops:
            return Buyer(customer, made, week)


def _order(random: Random, customer: str, week: float, rate: float) -> Order:
    return Order(customer, int(week * WEEK), max(1, round(100 * gamma(random, P) / rate)))
