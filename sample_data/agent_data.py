"""Tickets of 40 agents, two of them bad, and one who only has the hard cases. `make.py` writes them.

Whether a customer is satisfied, and whether a ticket comes back, goes by the priority and the channel of the ticket.
Noor and Piet do worse than that. Sanne does as well as everybody, but three of four of her tickets are urgent.
"""
# ruff: noqa: INP001 - a script that lies beside its data is not a package

from collections.abc import Iterator, Sequence
from datetime import UTC, datetime, timedelta
from random import Random

from draws import between, drawn, happens

AGENT_HEADER = ("ticket_id", "agent", "channel", "priority", "status", "created_at", "solved_at", "reopens", "csat")
SEED = 20250301
FIRST_DAY, MINUTES = datetime(2025, 3, 1, tzinfo=UTC), 92 * 24 * 60
AGENTS = (
    *("Ada", "Ben", "Chidi", "Dora", "Eli", "Fatma", "Goran", "Hana", "Ilse", "Jonas", "Kai", "Lea", "Mara", "Noor"),
    *("Omar", "Piet", "Quinn", "Rosa", "Sanne", "Tariq", "Uma", "Vera", "Wim", "Xenia", "Yara", "Zoë", "Anton", "Bela"),
    *("Carla", "Dev", "Esra", "Finn", "Greta", "Hugo", "Ines", "Jaro", "Kofi", "Luz", "Milan", "Nils"),
)
VOLUMES = (30, 45, 60, 80, 100, 120, 150, 180, 240, 320)
"""How many tickets an agent has: the first agent the first number, and so on, again from the start."""
NOBODY = {"": 60, "Unassigned": 90, "Answer Bot": 260}
BAD, BUSY_WITH_URGENT = ("Noor", "Piet"), "Sanne"

PRIORITIES, URGENT_FIRST = {"urgent": 12, "normal": 58, "low": 30}, {"urgent": 75, "normal": 20, "low": 5}
CHANNELS = {"email": 50, "chat": 35, "phone": 15}
SATISFIED = {"urgent": 62, "normal": 86, "low": 92}
REOPENED = {"urgent": 21, "normal": 8, "low": 4}
"""Of a hundred tickets of a priority."""
ON_THE_PHONE, BADLY_RATED, BADLY_SOLVED = 6, 26, 18
"""How many fewer are satisfied on the phone, and of bad agents; how many more of theirs come back."""
ANSWERED = 0.55


def agent_tickets() -> Iterator[Sequence[object]]:
    """Yield the tickets in the order of their numbers."""
    random = Random(SEED)  # noqa: S311 - made-up tickets are no secret
    volumes = {agent: VOLUMES[place % len(VOLUMES)] for place, agent in enumerate(AGENTS)} | NOBODY
    left = [agent for agent, tickets in volumes.items() for _ in range(tickets)]
    tickets = len(left)
    for number in range(tickets):
        yield _ticket(random, number, tickets, left.pop(int(random.random() * len(left))))


def _ticket(random: Random, number: int, of: int, agent: str) -> Sequence[object]:
    priority = drawn(random, URGENT_FIRST if agent == BUSY_WITH_URGENT else PRIORITIES)
    channel = drawn(random, CHANNELS)
    created = FIRST_DAY + timedelta(minutes=MINUTES * number // of + between(random, 0, 9))
    solved = created + timedelta(minutes=between(random, 20, 2_000))
    satisfied = SATISFIED[priority] - ON_THE_PHONE * (channel == "phone") - BADLY_RATED * (agent in BAD)
    back = happens(random, (REOPENED[priority] + BADLY_SOLVED * (agent in BAD)) / 100)
    rating = between(random, 4, 5) if happens(random, satisfied / 100) else between(random, 1, 3)
    rated = happens(random, ANSWERED)
    begun = (f"{50_000 + number}", agent, channel, priority, "solved")
    times = (f"{created:%Y-%m-%d %H:%M}", f"{solved:%Y-%m-%d %H:%M}")
    return (*begun, *times, int(back), rating if rated else "")
