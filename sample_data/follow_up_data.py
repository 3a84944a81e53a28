"""Contracts due to be renewed, and bad answers that somebody was to call back about; `make.py` writes them."""
# ruff: noqa: INP001 - a script that lies beside its data is not a package

from collections.abc import Sequence
from datetime import date, datetime, timedelta
from random import Random

from draws import between, drawn, happens, skewed

RENEWAL_HEADER = ("contract_id", "customer_id", "plan", "renewal_due_at", "renewal_value", "renewed_at")
CALLBACK_HEADER = ("response_id", "created_at", "team", "nps", "needs_follow_up", "followed_up_at")
RENEWAL_SEED, CALLBACK_SEED = 20250811, 20250812
CONTRACTS, CALLBACKS = 240, 300
FIRST, DAYS, MADE = date(2024, 7, 1), 365, date(2025, 7, 1)
PLANS, RENEWED = {"basic": 5, "pro": 4, "team": 1}, {"basic": 0.7, "pro": 0.82, "team": 0.9}
WORTH = {"basic": 600, "pro": 2400, "team": 9600}
EARLY, LATE = 20, 25
"""Contracts are renewed at most so many days before they are due, and after."""
TEAMS, CALLED = {"east": 5, "west": 5}, {"east": 0.8, "west": 0.55}
DETRACTOR, PASSIVE, PROMOTER = {"0-6": (0, 6), "7-8": (7, 8), "9-10": (9, 10)}.values()
SHARES = {"0-6": 25, "7-8": 30, "9-10": 45}
HOURS = 30
"""The median time until somebody is called back."""


def renewals() -> list[Sequence[object]]:
    """Return a row for each contract, in the order in which they were due."""
    random = Random(RENEWAL_SEED)  # noqa: S311 - made-up contracts are no secret
    days = sorted(between(random, 0, DAYS - 1) for _ in range(CONTRACTS))
    return [_renewal(random, number, FIRST + timedelta(days=day)) for number, day in enumerate(days, 1)]


def callbacks() -> list[Sequence[object]]:
    """Return a row for each answer; detractors are owed a call."""
    random = Random(CALLBACK_SEED)  # noqa: S311 - made-up answers are no secret
    days = sorted(between(random, 0, DAYS - 1) for _ in range(CALLBACKS))
    return [_callback(random, number, FIRST + timedelta(days=day)) for number, day in enumerate(days, 1)]


def _renewal(random: Random, number: int, due: date) -> Sequence[object]:
    plan = drawn(random, PLANS)
    renewed = due + timedelta(days=between(random, -EARLY, LATE)) if happens(random, RENEWED[plan]) else None
    there = renewed is not None and renewed < MADE
    worth = WORTH[plan] + 60 * between(random, 0, 20)
    return f"R-{number:03d}", f"C-{number:03d}", plan, due.isoformat(), worth, renewed.isoformat() if there else ""


def _callback(random: Random, number: int, day: date) -> Sequence[object]:
    at = datetime(day.year, day.month, day.day, between(random, 7, 20), between(random, 0, 59))  # noqa: DTZ001 - of the shop
    team, low_high = drawn(random, TEAMS), {"0-6": DETRACTOR, "7-8": PASSIVE, "9-10": PROMOTER}[drawn(random, SHARES)]
    answer = between(random, *low_high)
    owed = answer <= DETRACTOR[1]
    later = at + timedelta(minutes=int(60 * HOURS * skewed(random)))
    called = owed and happens(random, CALLED[team])
    stamp = later.isoformat(" ", "minutes") if called else ""
    return f"A-{number:04d}", at.isoformat(" ", "minutes"), team, answer, "yes" if owed else "no", stamp
