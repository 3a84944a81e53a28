"""Answers, tickets and calls of one set of customers, some of them at risk on 1 July 2025. `make.py` writes them.

Every contact is a good one, but for those planted here. `AT_RISK` customers have two bad ones or three within the last
90 days. The others have one at most in that time, though some look like more: a ticket that was late and reopened, one
that stands in both exports, bad ones of the winter.
"""
# ruff: noqa: INP001 - a script that lies beside its data is not a package

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import UTC, date, datetime, time, timedelta
from random import Random

from draws import between, some

SEED = 20250701
NOW, WITHIN = date(2025, 7, 1), timedelta(days=90)
CUSTOMERS = [f"H-{number:03}" for number in range(1, 161)]
MOST = {"responses": 2, "tickets": 3, "calls": 3}
AT_RISK_NUMBER, LOOKALIKES, LATE_AND_REOPENED, TWICE = 9, 30, 4, 5
FIRST_EXPORT_ENDS, SECOND_EXPORT_BEGINS = date(2025, 5, 31), date(2025, 5, 15)
ANGRY, HAPPY = 6, 10

RESPONSES = ("response_id", "submitted_at", "customer_id", "nps")
TICKETS = ("ticket_id", "customer_id", "created_at", "solved_at", "due_at", "status", "reopens")
CALLS = ("call_id", "customer_id", "started_at", "answered", "wait_time_seconds")
CONTACTS = ("customer_id", "followed_up_on", "by")

CONFIG = """\
# Three sources that know the same customers; cx customers --config sample_data/at_risk.yaml
sources:
  responses: {path: at_risk_responses.csv}
  tickets: {path: ["at_risk_tickets_1.csv", "at_risk_tickets_2.csv"]}
  calls: {path: at_risk_calls.csv}
at_risk:
  metrics: [nps, sla, reopen_rate, abandon_rate]
  within: 90 d
  at_least: 2
"""


@dataclass(slots=True)
class Contact:
    """One contact of a customer: a response, a ticket or a call; `bad` names what is wrong with it."""

    source: str
    customer: str
    day: date
    second: int
    bad: frozenset[str] = frozenset()
    number: int = 0
    detail: int = 0

    @property
    def at(self) -> datetime:
        """When it began."""
        return datetime.combine(self.day, time(8), UTC) + timedelta(seconds=self.second)

    @property
    def row(self) -> Sequence[object]:
        """The cells of its row."""
        if self.source == "responses":
            return [f"Q-{self.number:04}", _text(self.at), self.customer, self.detail]
        if self.source == "calls":
            answered = "no" if self.bad else "yes"
            return [f"V-{self.number:04}", self.customer, _text(self.at), answered, self.detail]
        hours = 96 if "late" in self.bad else 20
        solved, due = self.at + timedelta(hours=hours), self.at + timedelta(hours=72)
        reopens = 1 if "reopened" in self.bad else 0
        return [f"X-{self.number:04}", self.customer, _text(self.at), _text(solved), _text(due), "closed", reopens]


BAD = {"responses": ("angry",), "tickets": ("late", "reopened"), "calls": ("gave up",)}


def contacts() -> tuple[list[Contact], list[str]]:
    """Return all contacts in the order of time, and the customers at risk."""
    random = Random(SEED)  # noqa: S311 - made-up customers are no secret
    made = [each for customer in CUSTOMERS for each in _good(random, customer)]
    at_risk = sorted(some(random, CUSTOMERS, AT_RISK_NUMBER))
    rest = [each for each in CUSTOMERS if each not in at_risk]
    for customer in at_risk:
        made += [_bad(random, customer, _recent(random)) for _ in range(between(random, 2, 3))]
    chosen = some(random, rest, LOOKALIKES + LATE_AND_REOPENED + TWICE)
    for customer in chosen[:LOOKALIKES]:
        made += [_bad(random, customer, _winter(random)) for _ in range(between(random, 0, 3))]
        made.append(_bad(random, customer, _recent(random)))
    for customer in chosen[LOOKALIKES : LOOKALIKES + LATE_AND_REOPENED]:
        made.append(_ticket(random, customer, _recent(random), frozenset({"late", "reopened"})))
    for customer in chosen[LOOKALIKES + LATE_AND_REOPENED :]:
        day = SECOND_EXPORT_BEGINS + timedelta(days=between(random, 0, 10))
        made.append(_ticket(random, customer, day, frozenset({"reopened"})))
    return _numbered(made), at_risk


def files() -> dict[str, list[Sequence[object]]]:
    """Return the rows of each file, the header first; the two exports of tickets overlap."""
    made, at_risk = contacts()
    of = {source: [each for each in made if each.source == source] for source in MOST}
    first = [each for each in of["tickets"] if each.day <= FIRST_EXPORT_ENDS]
    second = [each for each in of["tickets"] if each.day >= SECOND_EXPORT_BEGINS]
    return {
        "at_risk_responses": [RESPONSES, *(each.row for each in of["responses"])],
        "at_risk_tickets_1": [TICKETS, *(each.row for each in first)],
        "at_risk_tickets_2": [TICKETS, *(each.row for each in second)],
        "at_risk_calls": [CALLS, *(each.row for each in of["calls"])],
        "at_risk_contacts": [CONTACTS, [at_risk[0], "2025-06-30", "ida"], [at_risk[1], "2025-03-01", "ben"]],
    }


def truth() -> dict[str, object]:
    """Return who is at risk, and how many customers and contacts there are."""
    made, at_risk = contacts()
    both = [each for each in made if each.source == "tickets" and SECOND_EXPORT_BEGINS <= each.day <= FIRST_EXPORT_ENDS]
    return {
        "customers": len({each.customer for each in made}),
        "at_risk": at_risk,
        "followed_up": at_risk[0],
        "contacts": {source: sum(each.source == source for each in made) for source in MOST},
        "in_both_exports": len(both),
    }


def _good(random: Random, customer: str) -> Iterator[Contact]:
    for source, most in MOST.items():
        for _ in range(between(random, 0, most)):
            day = date(2025, 1, 2) + timedelta(days=between(random, 0, 174))
            detail = between(random, ANGRY + 1, HAPPY) if source == "responses" else between(random, 5, 90)
            yield Contact(source, customer, day, between(random, 0, 35_000), detail=detail)


def _bad(random: Random, customer: str, day: date) -> Contact:
    source = some(random, sorted(BAD), 1)[0]
    if source == "tickets":
        return _ticket(random, customer, day, frozenset(some(random, BAD[source], 1)))
    detail = between(random, 0, ANGRY) if source == "responses" else between(random, 40, 300)
    return Contact(source, customer, day, between(random, 0, 35_000), frozenset(BAD[source]), detail=detail)


def _ticket(random: Random, customer: str, day: date, bad: frozenset[str]) -> Contact:
    return Contact("tickets", customer, day, between(random, 0, 35_000), bad)


def _recent(random: Random) -> date:
    """Return a day of the last 90, of which a ticket is over by now."""
    return NOW - timedelta(days=between(random, 6, 85))


def _winter(random: Random) -> date:
    """Return a day so long ago that a ticket of it was over more than 90 days ago."""
    return NOW - WITHIN - timedelta(days=between(random, 6, 80))


def _numbered(made: list[Contact]) -> list[Contact]:
    made.sort(key=lambda each: (each.at, each.customer, each.source))
    numbers = dict.fromkeys(MOST, 0)
    for each in made:
        numbers[each.source] += 1
        each.number = numbers[each.source]
    return made


def _text(moment: datetime) -> str:
    return f"{moment:%Y-%m-%dT%H:%M:%SZ}"
