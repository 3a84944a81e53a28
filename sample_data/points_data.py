"""A ledger of loyalty points with a row for each movement; `make.py` writes it.

Members redeem on some of the days after their purchases, so that later cohorts have redeemed less so far. Points that
are two years old and were not redeemed expire.
"""
# ruff: noqa: INP001 - a script that lies beside its data is not a package

from collections.abc import Iterator, Sequence
from datetime import date, timedelta
from random import Random

from draws import between, drawn, happens, skewed

POINTS_HEADER = ("transaction_id", "member_id", "member_since", "tier", "date", "type", "points", "reward")
BEGIN, END = date(2022, 1, 10), date(2025, 6, 30)
MEMBERS = 160
TIERS = {"basic": 60, "silver": 30, "gold": 10}
REDEEMS = {"basic": 0.06, "silver": 0.1, "gold": 0.2}
"""How often a purchase is followed by a redemption."""
REWARDS = {"voucher": 50, "flight": 20, "gift": 20, "donation": 10}
COSTS = {"voucher": 500, "flight": 2500, "gift": 300, "donation": 200}
LIFE = timedelta(days=730)

Movement = tuple[date, str, int, str]


def points() -> list[Sequence[object]]:
    """Return the rows of the ledger in the order of their days, the header first."""
    random = Random(20220110)  # noqa: S311 - made-up members are no secret
    rows = [(day, number, rest) for number in range(MEMBERS) for day, *rest in _member(random, number)]
    booked = sorted(rows, key=lambda row: (row[0], row[1]))
    return [
        POINTS_HEADER,
        *([f"P-{place:05}", *who, day, *moved] for place, (day, _, (who, *moved)) in enumerate(booked, 1)),
    ]


def _member(random: Random, number: int) -> Iterator[tuple[object, ...]]:
    """Yield the day of each movement of a member, who it is, and what is moved."""
    joined = BEGIN + timedelta(days=between(random, 0, (END - BEGIN).days - 30))
    tier = drawn(random, TIERS)
    who = (f"L-{number + 1:04}", joined, tier)
    for day, kind, moved, reward in _movements(random, joined, tier):
        yield day, who, kind, moved, reward


def _movements(random: Random, joined: date, tier: str) -> Iterator[Movement]:
    day, had = joined, 0
    earned: list[tuple[date, int]] = []
    while day <= END:
        gained = 10 * between(random, 5, 60)
        yield day, "earn", gained, ""
        had, earned = had + gained, [*earned, (day, gained)]
        reward = drawn(random, REWARDS)
        if happens(random, REDEEMS[tier] * 3) and had >= COSTS[reward]:
            yield day, "redeem", -COSTS[reward], reward
            had -= COSTS[reward]
        if happens(random, 0.01):
            yield day, "adjustment", 50, ""
            had += 50
        old = sum(gained for when, gained in earned if when + LIFE <= day)
        if old and had:
            lost = min(had, old)
            yield day, "expire", -lost, ""
            had, earned = had - lost, [each for each in earned if each[0] + LIFE > day]
        day += timedelta(days=int(10 + 35 * skewed(random)))
