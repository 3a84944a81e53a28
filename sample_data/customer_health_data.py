"""Answers, tickets and use of one set of customers, for health by all three; `make.py` writes them.

All do well but for those planted here. `SICK` customers fall ill in April 2025: they use it less, their tickets take
days, and they answer like that. `GONE` customers give no sign from the middle of March on. `UNLUCKY` ones have two late
tickets in May and June, and are well otherwise. `ANGRY` ones are so in February and in April, and pleased in June.
"""
# ruff: noqa: INP001 - a script that lies beside its data is not a package

from collections.abc import Iterator, Sequence
from datetime import datetime, timedelta
from random import Random

from draws import bell, between, some

SEED = 20250630
CUSTOMERS = [f"C-{number:03}" for number in range(1, 101)]
SICK, GONE, UNLUCKY, ANGRY = 6, 4, 3, 8
MONTHS, ILL_FROM, GONE_FROM, ANGRY_IN = range(1, 7), 4, 3, (2, 4)
FIRST_USE = (2024, 7)
GOOD, BAD = (8, 10), (0, 3)

RESPONSES = ("response_id", "submitted_at", "customer_id", "nps", "comment")
TICKETS = ("ticket_id", "customer_id", "created_at", "solved_at", "due_at", "status", "reopens")
USE = ("customer_id", "month", "sessions")
COMMENTS = ("", "", "All good, thanks.", "Does what it should.")
COMPLAINTS = (
    "Nobody answers; call me on +49 30 1234567.",
    "Third week without a fix, write to {name}@example.com.",
    "We are looking at others now.",
)

CONFIG = """\
# Customers with answers, tickets and use, all by one key: cx customers --config sample_data/customer_health.yaml
sources:
  responses: {path: health_responses.csv}
  tickets: {path: health_tickets.csv}
  usage: {path: health_usage.csv}
at_risk:
  metrics: [nps, sla, reopen_rate]
  health: health_score
  silent: 90 d
  signs: [usage]
"""

Row = tuple[object, ...]


def files() -> dict[str, list[Sequence[object]]]:
    """Return the rows of each file, the header first."""
    random, planted = Random(SEED), truth()  # noqa: S311 - made-up customers are no secret
    answers = sorted(row for customer in CUSTOMERS for row in _answers(random, customer, planted))
    tickets = sorted((row for customer in CUSTOMERS for row in _tickets(random, customer, planted)), key=_created)
    return {
        "health_responses": [RESPONSES, *((f"R-{number:03}", *row) for number, row in enumerate(answers, 1))],
        "health_tickets": [TICKETS, *((f"T-{number:03}", *row) for number, row in enumerate(tickets, 1))],
        "health_usage": [USE, *(row for customer in CUSTOMERS for row in _use(random, customer, planted))],
    }


def truth() -> dict[str, list[str]]:
    """Return who is sick, gone, unlucky, and angry at times."""
    random = Random(SEED + 1)  # noqa: S311 - as above
    chosen = some(random, CUSTOMERS, SICK + GONE + UNLUCKY + ANGRY)
    ends = [0, SICK, SICK + GONE, SICK + GONE + UNLUCKY, len(chosen)]
    names = ("sick", "gone", "unlucky", "angry")
    return {name: sorted(chosen[ends[place] : ends[place + 1]]) for place, name in enumerate(names)}


def _answers(random: Random, customer: str, planted: dict[str, list[str]]) -> Iterator[Row]:
    for month in MONTHS:
        ill = customer in planted["sick"] and month >= ILL_FROM
        angry = ill or (customer in planted["angry"] and month in ANGRY_IN)
        days = [between(random, 1, 12) for _ in range(between(random, 0, 2))]
        days = [5] if customer in planted["angry"] and month in (*ANGRY_IN, MONTHS[-1]) else days
        for day in [*days, *([14] if ill else [])]:
            score = between(random, *(BAD if angry else GOOD))
            remarks = COMPLAINTS if angry else COMMENTS
            remark = remarks[between(random, 0, len(remarks) - 1)].format(name=customer.lower())
            if not _away(customer, month, planted):
                yield _moment(random, month, day), customer, score, remark


def _tickets(random: Random, customer: str, planted: dict[str, list[str]]) -> Iterator[Row]:
    for month in MONTHS:
        ill = customer in planted["sick"] and month >= ILL_FROM
        late = ill or (customer in planted["unlucky"] and month > ILL_FROM)
        for _ in range(max(between(random, 0, 1), int(late))):
            created = datetime.fromisoformat(_moment(random, month, between(random, 1, 12)))
            hours = between(random, 80, 120) if late else between(random, 3, 20)
            solved, due = created + timedelta(hours=hours), created + timedelta(hours=72)
            if not _away(customer, month, planted):
                moments = (each.isoformat() for each in (created, solved, due))
                yield customer, *moments, "solved", 0


def _use(random: Random, customer: str, planted: dict[str, list[str]]) -> Iterator[Row]:
    usual = between(random, 20, 60)
    for place in range(12):
        year, month = divmod(FIRST_USE[1] - 1 + place, 12)
        year, month = FIRST_USE[0] + year, month + 1
        share = 0.2 if customer in planted["sick"] and year == 2025 and month >= ILL_FROM else 1.0  # noqa: PLR2004 - the year
        sessions = max(1, round(usual * share + 2 * bell(random)))
        away = year == 2025 and _away(customer, month, planted)  # noqa: PLR2004 - as above
        yield customer, f"{year}-{month:02}-01", 0 if away else sessions


def _away(customer: str, month: int, planted: dict[str, list[str]]) -> bool:
    return customer in planted["gone"] and month > GONE_FROM


def _moment(random: Random, month: int, day: int) -> str:
    moment = datetime(2025, month, day, 8) + timedelta(minutes=between(random, 0, 600))  # noqa: DTZ001 - exports have no zone
    return moment.isoformat()


def _created(row: Row) -> tuple[str, str]:
    return str(row[1]), str(row[0])
