"""Customers of two years with their starts and ends, and how much some of them used; `make.py` writes them.

In March 2025 the price of the basic plan went up, and more of its customers left than before. From April 2025 on some
customers use less than half of what they used.
"""
# ruff: noqa: INP001 - a script that lies beside its data is not a package

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from datetime import date, timedelta
from random import Random

from draws import bell, between, drawn, happens, some

CUSTOMER_HEADER = ("customer_id", "plan", "region", "started_on", "ended_on")
USAGE_HEADER = ("customer_id", "month", "sessions")
SEED = 20230701
FIRST_DAY, LAST_DAY = date(2023, 7, 1), date(2025, 6, 30)
CUSTOMERS, SHORT = 300, 7
"""How many customers there are, and how many of them join and leave within one month."""
PLANS = {"basic": 50, "plus": 35, "team": 15}
REGIONS = {"north": 40, "south": 35, "islands": 25}
LEAVING = {"basic": 0.0013, "plus": 0.0006, "team": 0.0003}
"""The chance to leave on a day."""
DEARER, DEARER_MONTH, DEARER_FACTOR = "basic", "2025-03", 4
RETURNS = 0.4
"""The share of those who left who come back once."""

MONTHS = [date(2024, month, 1) for month in range(7, 13)] + [date(2025, month, 1) for month in range(1, 7)]
"""The months of which the use is known: July 2024 to June 2025."""
FELL, FELL_FROM, GREW = 14, date(2025, 4, 1), 10
QUIET_MONTH, QUIET = date(2024, 12, 1), 0.7
"""In December everybody uses less, which is no decline."""


@dataclass(frozen=True, slots=True)
class Span:
    """A customer from one day to another; `ended` is None where the customer is still there."""

    customer: str
    plan: str
    region: str
    started: date
    ended: date | None

    @property
    def row(self) -> Sequence[object]:
        """The cells of its row."""
        return [self.customer, self.plan, self.region, self.started, self.ended or ""]


@dataclass(frozen=True, slots=True)
class Use:
    """How often a customer used it in a month."""

    customer: str
    month: date
    sessions: int

    @property
    def row(self) -> Sequence[object]:
        """The cells of its row."""
        return [self.customer, self.month, self.sessions]


def spans() -> list[Span]:
    """Return the customers in the order of their starts; who came back has two spans."""
    random = Random(SEED)  # noqa: S311 - made-up customers are no secret
    days = (LAST_DAY - FIRST_DAY).days
    starts = sorted(FIRST_DAY + timedelta(days=between(random, 0, days)) for _ in range(CUSTOMERS))
    short = {f"K-{number:03}" for number in some(random, range(1, CUSTOMERS + 1), SHORT)}
    made: list[Span] = []
    for number, start in enumerate(starts, 1):
        customer, plan, region = f"K-{number:03}", drawn(random, PLANS), drawn(random, REGIONS)
        if customer in short:
            made.append(Span(customer, plan, region, start.replace(day=3), start.replace(day=between(random, 9, 25))))
        else:
            made += _stays(random, Span(customer, plan, region, start, None))
    return sorted(made, key=lambda span: (span.started, span.customer))


def use(customers: Sequence[Span]) -> tuple[list[Use], set[str]]:
    """Return the use of the customers who were there all the year, and who of them fell by more than half."""
    random = Random(SEED + 1)  # noqa: S311 - as above
    there = [span.customer for span in customers if span.started < MONTHS[0] and span.ended is None]
    changing = some(random, there, FELL + GREW)
    fell, grew = set(changing[:FELL]), set(changing[FELL:])
    rows = []
    for customer in there:
        usual = 20 + int(200 * random.random() ** 2)
        left = 0.05 + 0.3 * random.random() if customer in fell else 1.6 if customer in grew else 1.0
        for month in MONTHS:
            factor = (left if month >= FELL_FROM else 1.0) * (QUIET if month == QUIET_MONTH else 1.0)
            rows.append(Use(customer, month, round(usual * factor * (1 + 0.08 * bell(random)))))
    return rows, fell


def _stays(random: Random, span: Span) -> Iterator[Span]:
    """Yield a customer until they leave or the two years are over, and the second time of some."""
    ended = _end(random, span)
    yield replace(span, ended=ended)
    if ended is None or not happens(random, RETURNS):
        return
    again = replace(span, started=ended + timedelta(days=between(random, 20, 150)))
    if again.started <= LAST_DAY:
        yield replace(again, ended=_end(random, again))


def _end(random: Random, span: Span) -> date | None:
    day = span.started + timedelta(days=1)
    while day <= LAST_DAY:
        dearer = span.plan == DEARER and f"{day:%Y-%m}" == DEARER_MONTH
        if happens(random, LEAVING[span.plan] * (DEARER_FACTOR if dearer else 1)):
            return day
        day += timedelta(days=1)
    return None
