"""Accounts of half a year with what they answered, asked support and used; `make.py` writes them.

Eight accounts fall sick in April 2025: their people use it less, their tickets take days, and they answer like that.
"""
# ruff: noqa: INP001 - a script that lies beside its data is not a package

from collections.abc import Iterator, Mapping, Sequence
from datetime import datetime, timedelta
from random import Random

from draws import bell, between, happens, skewed, some

SEED = 20250101
ACCOUNTS, SICK, SICK_FROM = 120, 8, 4
MONTHS = range(1, 7)
RESPONSE_HEADER = ("response_id", "submitted_at", "company_id", "nps")
TICKET_HEADER = ("ticket_id", "organization_id", "created_at", "solved_at", "status")
USE_HEADER = ("account_id", "month", "seats_used")
TYPED_IN_SMALL = "H-007"
"""The account whose id stands in small letters in the tickets."""

CONFIG = """\
# The health of accounts from three files, which name the account in three ways: cx score health --config health.yaml
sources:
  responses: { path: account_responses.csv }
  tickets: { path: account_tickets.csv }
  usage: { path: account_usage.csv }

metrics:
  seats_used:
    kind: ratio
    title: Seats in use
    description: The mean share of its seats that an account uses in a month, 0 to 100.
    source: usage
    unit: score
    direction: higher
    sum: [usage]
    columns: { usage: seats_used }
    dates: [month]
  health:
    kind: composite
    title: Health of accounts
    description: How well an account does by use, support and what its people say.
    per: account
    parts:
      usage: { metric: seats_used, weight: 3, worst: 0, best: 100 }
      support: { metric: resolution_time, weight: 2, worst: 72 h, best: 4 h }
      relation: { metric: nps, weight: 2, worst: -100, best: 100 }
    bands: { red: 0-50, yellow: 50-75, green: 75-100 }
    coverage: 0.6
  index:
    kind: composite
    title: Scorecard
    description: One number of all accounts together.
    parts:
      usage: { metric: seats_used, weight: 3, worst: 0, best: 100 }
      support: { metric: resolution_time, weight: 2, worst: 72 h, best: 4 h }
      relation: { metric: nps, weight: 2, worst: -100, best: 100 }
"""


def tables() -> tuple[dict[str, list[Sequence[object]]], Mapping[str, object]]:
    """Return the rows of each file, headers first, and what is hidden in them."""
    random = Random(SEED)  # noqa: S311 - made-up accounts are no secret
    accounts = [f"H-{number:03}" for number in range(1, ACCOUNTS + 1)]
    sick = sorted(some(random, [each for each in accounts if each != TYPED_IN_SMALL], SICK))
    rows: dict[str, list[Sequence[object]]] = {
        "account_responses": [RESPONSE_HEADER, *_numbered("Q", sorted(_responses(random, accounts, sick)))],
        "account_tickets": [TICKET_HEADER, *_numbered("T", sorted(_tickets(random, accounts, sick), key=_created))],
        "account_usage": [USE_HEADER, *_use(random, accounts, sick)],
    }
    return rows, {"sick": sick, "sick_from": f"2025-{SICK_FROM:02}", "accounts": ACCOUNTS}


def _responses(random: Random, accounts: Sequence[str], sick: Sequence[str]) -> Iterator[tuple[object, ...]]:
    """Yield answers: most accounts give one or two a month; some rows name no account."""
    for month in MONTHS:
        for account in accounts:
            ill = account in sick and month >= SICK_FROM
            for _ in range(between(random, 0, 2)):
                score = max(0, min(10, round((2.4 if ill else 8.4) + 1.7 * bell(random))))
                yield _moment(random, month), "" if happens(random, 0.01) else account, score


def _tickets(random: Random, accounts: Sequence[str], sick: Sequence[str]) -> Iterator[tuple[object, ...]]:
    """Yield tickets; those of the last days may not be solved yet."""
    for month in MONTHS:
        for account in accounts:
            ill = account in sick and month >= SICK_FROM
            for _ in range(between(random, 0, 2) + ill):
                created = datetime.fromisoformat(_moment(random, month))
                solved = created + timedelta(minutes=int((3600 if ill else 900) * skewed(random)))
                done = solved < datetime(2025, 7, 1)  # noqa: DTZ001 - exports have no zone
                name = account.lower() if account == TYPED_IN_SMALL else account
                yield name, created.isoformat(), solved.isoformat() if done else "", "solved" if done else "open"


def _use(random: Random, accounts: Sequence[str], sick: Sequence[str]) -> Iterator[Sequence[object]]:
    """Yield the share of its seats that an account uses in a month, in percent."""
    for account in accounts:
        usual = 45 + 50 * random.random()
        for month in MONTHS:
            ill = account in sick and month >= SICK_FROM
            yield (
                account,
                f"2025-{month:02}-01",
                max(0, min(100, round(usual * (0.25 if ill else 1) + 3 * bell(random)))),
            )


def _numbered(letter: str, rows: Sequence[tuple[object, ...]]) -> Iterator[Sequence[object]]:
    for number, row in enumerate(rows, 1):
        yield f"{letter}-{number:04}", *row


def _created(row: tuple[object, ...]) -> tuple[str, str]:
    return str(row[1]), str(row[0])


def _moment(random: Random, month: int) -> str:
    return (datetime(2025, month, 1) + timedelta(minutes=between(random, 0, 28 * 1440))).isoformat()  # noqa: DTZ001 - as above
