"""Answers asked for at the touchpoints of a journey, with one truth in them: help satisfies fewer than other stages.

`make.py` writes them.
"""
# ruff: noqa: INP001 - a script that lies beside its data is not a package

from collections.abc import Iterator, Sequence
from datetime import date, timedelta
from random import Random

from draws import between, drawn, happens

JOURNEY_HEADER = ("answer_id", "customer_id", "answered_on", "stage", "touchpoint", "satisfaction", "ease")
SEED = 20250915
CUSTOMERS = 420
FIRST = date(2025, 1, 6)
STAGES = {"discover": 1.0, "order": 0.72, "set up": 0.9, "use": 0.95, "get help": 0.6, "renew": 0.55}
"""How many of those who are still there come to each stage."""
TOUCHPOINTS = {
    "discover": {"website": 7, "shop": 3},
    "order": {"website": 8, "phone": 2},
    "set up": {"guide": 6, "visit": 4},
    "use": {"app": 10},
    "get help": {"chat": 5, "phone": 5},
    "renew": {"website": 6, "phone": 4},
}
SATISFIED, SATISFIED_BY_HELP, EASY, LEAST = 0.8, 0.55, 0.75, 4
"""The share of 4 and 5 in all stages but one, in that one, of those for whom it was easy; from which answer on
people are satisfied."""
BLANK, SKIPS = 0.08, 0.1


def answers() -> list[Sequence[object]]:
    """Return the answers in the order in which they came."""
    random = Random(SEED)  # noqa: S311 - made-up answers are no secret
    rows = sorted(row for number in range(1, CUSTOMERS + 1) for row in _customer(random, f"K{number:04d}"))
    return [(f"J{number:05d}", customer, day, *rest) for number, (day, customer, *rest) in enumerate(rows, 1)]


def journey_truth(rows: Sequence[Sequence[object]]) -> dict[str, object]:
    """Return what is hidden, counted from the rows: satisfied and answered by stage, customers by stage."""
    found: dict[str, object] = {"weakest": "get help"}
    for stage in STAGES:
        mine = [row for row in rows if row[3] == stage]
        given = [row[5] for row in mine if row[5] != ""]
        satisfied = sum(int(str(answer)) >= LEAST for answer in given)
        found[stage] = {"satisfied": satisfied, "answered": len(given), "customers": len({row[1] for row in mine})}
    return found


def _customer(random: Random, customer: str) -> Iterator[Sequence[object]]:
    """Yield the answers of a customer, stage by stage, until they go no further; some stages are skipped."""
    day = FIRST + timedelta(days=between(random, 0, 120))
    for stage, comes in STAGES.items():
        if not happens(random, comes):
            if stage != "get help":
                return
            continue
        day += timedelta(days=between(random, 1, 25))
        if not happens(random, SKIPS):
            yield day.isoformat(), customer, stage, drawn(random, TOUCHPOINTS[stage]), *_said(random, stage)


def _said(random: Random, stage: str) -> Sequence[object]:
    share = SATISFIED_BY_HELP if stage == "get help" else SATISFIED
    satisfied = between(random, 4, 5) if happens(random, share) else between(random, 1, 3)
    ease = between(random, 5, 7) if happens(random, EASY) else between(random, 1, 4)
    return "" if happens(random, BLANK) else satisfied, "" if happens(random, BLANK) else ease
