"""Subscriptions of two years, and the monthly payments of another firm; `make.py` writes them.

An upgrade ends one span and begins another at the same moment. One customer, A-001, pays as much as many others, and
its growth in 2025 hides that the rest of them shrink. The other firm made everything dearer in January 2025.
"""
# ruff: noqa: INP001 - a script that lies beside its data is not a package

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field
from datetime import date
from random import Random

from draws import between, drawn, happens

SUBSCRIPTION_HEADER = ("subscription_id", "customer_id", "plan", "started_at", "ended_at", "mrr", "currency")
SNAPSHOT_HEADER = ("snapshot_date", "customer_id", "mrr")
SEED = 20240101
CUSTOMERS, LARGE = 260, "A-001"
LARGE_SPANS = (
    ("core", date(2023, 9, 4), date(2025, 2, 10), 180_000),
    ("core", date(2025, 2, 10), None, 310_000),
    ("reports", date(2024, 5, 13), None, 60_000),
)
PRICES = {"core": (2900, 5900, 11900, 24900), "reports": (1900, 3900), "storage": (900, 1900, 4900)}
"""The prices of each plan in cents, from small to large."""
STARTS = {0: 50, 1: 30, 2: 15, 3: 5}
"""Which price of the core plan a customer begins with."""
DISCOUNTS = (100, 100, 100, 90, 85)
"""What customers pay of the price, in percent."""
EXTRA = {"reports": 55, "storage": 45}
"""What comes beside the core plan, of 100."""
MOVES = {"nothing": 8860, "upgrade": 210, "extra": 370, "downgrade": 100, "drop": 180, "leave": 280}
"""What a customer does in a month, of 10,000."""
RETURNS = 0.05
"""The chance of one who left to come back in a month."""

MEMBERS, JOINING = 100, 5
"""Of the other firm: its customers in the first month, and how many join in each later one."""
DEARER_MONTH, DEARER, LEAVING, LEAVING_DEARER, BACK = "2025-01", 108, 0.015, 0.06, 0.06
"""From when on its customers pay how many percent of what they paid, and who leaves and comes back in a month."""
FEES = {"1900": 40, "3900": 35, "7900": 20, "14900": 5}


@dataclass(slots=True)
class Subscription:
    """What a customer pays each month, in cents, from one day to another."""

    customer: str
    plan: str
    size: int
    started: date
    cents: int
    ended: date | None = None
    number: int = 0

    @property
    def row(self) -> Sequence[object]:
        """The cells of its row."""
        until = self.ended or ""
        return [f"S-{self.number:03}", self.customer, self.plan, self.started, until, money(self.cents), "EUR"]


@dataclass(slots=True)
class Account:
    """A customer with all subscriptions, ended ones included, and the percent of the price that is paid."""

    customer: str
    percent: int
    subscriptions: list[Subscription] = field(default_factory=list)

    @property
    def running(self) -> list[Subscription]:
        """The subscriptions that have not ended."""
        return [each for each in self.subscriptions if each.ended is None]

    def begin(self, plan: str, size: int, day: date) -> None:
        """Start a subscription."""
        cents = PRICES[plan][size] * self.percent // 100
        self.subscriptions.append(Subscription(self.customer, plan, size, day, cents))

    def resize(self, subscription: Subscription, step: int, day: date) -> None:
        """End a subscription and start a dearer or cheaper one at once, where there is one."""
        size = subscription.size + step
        if 0 <= size < len(PRICES[subscription.plan]):
            subscription.ended = day
            self.begin(subscription.plan, size, day)


def subscriptions() -> list[Subscription]:
    """Return the subscriptions in the order of their starts."""
    random = Random(SEED)  # noqa: S311 - made-up customers are no secret
    made = [Subscription(LARGE, plan, 0, begun, cents, ended) for plan, begun, ended, cents in LARGE_SPANS]
    for number in range(2, CUSTOMERS + 1):
        made += _account(random, f"A-{number:03}")
    made.sort(key=lambda each: (each.started, each.customer, each.plan))
    for number, each in enumerate(made, 1):
        each.number = number
    return made


def snapshots() -> dict[str, dict[str, int]]:
    """Return what each customer of the other firm pays in each month, in cents; who pays nothing is not there."""
    random = Random(SEED + 1)  # noqa: S311 - as above
    pays = {f"M-{number:03}": int(drawn(random, FEES)) for number in range(1, MEMBERS + 1)}
    gone: dict[str, int] = {}
    months = {}
    for place, month in enumerate(_months(date(2024, 7, 1), 12)):
        if place:
            _month_passes(random, month, pays, gone)
            first = MEMBERS + 1 + JOINING * (place - 1)
            pays |= {f"M-{number:03}": _fee(random, month) for number in range(first, first + JOINING)}
        months[month] = dict(sorted(pays.items()))
    return months


def snapshot_rows(months: dict[str, dict[str, int]]) -> Iterator[Sequence[object]]:
    """Yield a row for each customer and month."""
    for month, pays in months.items():
        for customer, cents in pays.items():
            yield [f"{month}-01", customer, money(cents)]


def money(cents: int) -> str:
    """Return cents as an amount: 26.10."""
    return f"{cents // 100}.{cents % 100:02}"


def _account(random: Random, customer: str) -> list[Subscription]:
    """Return the subscriptions of a customer who begins in some month and may change them in each later one."""
    account = Account(customer, DISCOUNTS[int(random.random() * len(DISCOUNTS))])
    begins = between(random, 0, 23)
    for place, month in enumerate(_months(date(2023, 7, 1), 24)):
        day = date.fromisoformat(f"{month}-{between(random, 1, 28):02}")
        if place == begins:
            account.begin("core", int(drawn(random, {str(size): share for size, share in STARTS.items()})), day)
        elif place > begins:
            _change(random, account, day)
    return account.subscriptions


def _change(random: Random, account: Account, day: date) -> None:
    """Let a month pass for an account that has begun."""
    running = account.running
    if not running:
        if happens(random, RETURNS):
            account.begin("core", account.subscriptions[0].size, day)
        return
    chosen = running[int(random.random() * len(running))]
    match drawn(random, MOVES):
        case "upgrade":
            account.resize(chosen, 1, day)
        case "downgrade":
            account.resize(chosen, -1, day)
        case "extra":
            account.begin(drawn(random, EXTRA), 0, day)
        case "drop" if len(running) > 1:
            chosen.ended = day
        case "leave":
            for each in running:
                each.ended = day


def _month_passes(random: Random, month: str, pays: dict[str, int], gone: dict[str, int]) -> None:
    """Let some leave, come back, pay more or less; in one month everybody pays more."""
    for customer in [name for name in gone if happens(random, BACK)]:
        pays[customer] = gone.pop(customer)
    dearer = month == DEARER_MONTH
    leaving = LEAVING_DEARER if month in {"2025-02", "2025-03"} else LEAVING
    for customer, cents in list(pays.items()):
        if happens(random, leaving):
            gone[customer] = pays.pop(customer)
        elif dearer:
            pays[customer] = cents * DEARER // 100
        elif happens(random, 0.03):
            pays[customer] = cents + 1000 if happens(random, 0.65) else max(900, cents - 1000)


def _fee(random: Random, month: str) -> int:
    return int(drawn(random, FEES)) * (DEARER if month >= DEARER_MONTH else 100) // 100


def _months(first: date, number: int) -> list[str]:
    months = [first.year * 12 + first.month - 1 + ahead for ahead in range(number)]
    return [f"{month // 12}-{month % 12 + 1:02}" for month in months]
