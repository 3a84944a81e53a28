"""Tickets of half a year, with one truth in them: team cedar replies late and solves at once. `make.py` writes them.

Agents work from Monday to Friday, 8 to 18 o'clock UTC; customers write at all hours.
"""
# ruff: noqa: INP001 - a script that lies beside its data is not a package

from collections import Counter
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from datetime import UTC, datetime, time, timedelta
from random import Random

from draws import between, drawn, happens, skewed, some

TICKET_HEADER = (
    *("ticket_id", "requester_id", "team", "channel", "priority", "topic", "created_at", "first_reply_at", "solved_at"),
    *("status", "agent_replies", "customer_replies", "reopens", "due_at", "complaint"),
)
SEED = 20250701
FIRST_DAY, DAYS, MADE = datetime(2025, 1, 1, tzinfo=UTC), 181, datetime(2025, 7, 1, tzinfo=UTC)
"""The tickets are those of so many days; the export was made when they were over."""
OPENS, CLOSES, WEEKEND = 8, 18, 5
CONTACTS, REQUESTERS = 650, 520
HOURS = {"night": 12, "early": 8, "morning": 42, "afternoon": 40, "evening": 18}
SPANS = {"night": (0, 6), "early": (6, 8), "morning": (8, 12), "afternoon": (12, 18), "evening": (18, 24)}
WEEKENDS = 0.3
"""How many contacts a day of the weekend has, beside one of the week."""

TEAMS = {"ash": 36, "birch": 34, "cedar": 30}
CHANNELS = {"email": 50, "web": 25, "chat": 20, "phone": 5}
PRIORITIES = {"urgent": 5, "high": 15, "normal": 65, "low": 15}
TOPICS = {"billing": 30, "login": 20, "delivery": 20, "export": 15, "other": 15}
DUE_HOURS = {"urgent": 8, "high": 24, "normal": 72, "low": 120}

REPLY_MINUTES = {"ash": 45, "birch": 50, "cedar": 130}
COMES_BACK = {"ash": 0.24, "birch": 0.22, "cedar": 0.07}
AT_ONCE = {"ash": 0.45, "birch": 0.5, "cedar": 0.75}
REOPENED = {"ash": 0.08, "birch": 0.07, "cedar": 0.03}
"""How long a team takes to reply, and how often the requester comes back, one reply does, the ticket is reopened."""
SOLVE_MINUTES = 240
FACTORS = {"urgent": 0.4, "high": 0.7, "normal": 1.0, "low": 1.6, "chat": 0.3, "phone": 0.5, "email": 1.0, "web": 1.0}
OTHER_TOPIC, LATER = 0.05, 0.06
FORGOTTEN, NEVER_SOLVED, BY_ITSELF = 0.012, 0.04, 0.01
"""Tickets that nobody answers, that nobody solves, and that are solved without an answer."""
ENDS_FIRST, REPLIES_FIRST, UNKNOWN_WORD, NOBODY, DELETED = 3, 1, 2, 4, 2
"""How many rows are wrong: solved or answered before they began, of an unknown status, without requester, deleted."""


@dataclass(frozen=True, slots=True)
class Contact:
    """A requester who writes about a topic."""

    requester: str
    topic: str
    at: datetime


@dataclass(frozen=True, slots=True, kw_only=True)
class Ticket:
    """A ticket as it was when the export was made; `reply_work` is the working time to the first reply in seconds."""

    contact: Contact
    team: str
    channel: str
    priority: str
    first_reply: datetime | None
    reply_work: int
    solved: datetime | None
    status: str
    agent_replies: int
    customer_replies: int
    reopens: int
    complaint: bool
    number: int = 0

    @property
    def due(self) -> datetime:
        """By when it should be solved."""
        return self.contact.at + timedelta(hours=DUE_HOURS[self.priority])

    @property
    def row(self) -> Sequence[object]:
        """The cells of its row."""
        who, what = self.contact, self.priority
        moments = (written(who.at), written(self.first_reply), written(self.solved))
        counts = (self.agent_replies, self.customer_replies, self.reopens)
        words = (self.number, who.requester, self.team, self.channel, what, who.topic)
        return [*words, *moments, self.status, *counts, written(self.due), "yes" if self.complaint else "no"]


def tickets() -> list[Ticket]:
    """Return the tickets in the order of time."""
    random = Random(SEED)  # noqa: S311 - made-up tickets are no secret
    waiting, made = [_contact(random) for _ in range(CONTACTS)], []
    while waiting:
        ticket = _ticket(random, waiting.pop())
        made.append(ticket)
        waiting += [contact for contact in _following(random, ticket) if contact.at < MADE]
    made.sort(key=lambda ticket: ticket.contact.at)
    return _with_wrong_rows(random, [replace(ticket, number=10001 + place) for place, ticket in enumerate(made)])


def written(moment: datetime | None) -> str:
    """Return a moment as it stands in the file, nothing where there is none."""
    return "" if moment is None else f"{moment:%Y-%m-%dT%H:%M:%SZ}"


def _contact(random: Random) -> Contact:
    """Return a contact of some day; a tenth of the requesters write about a third of the tickets."""
    frequent = happens(random, 0.3)
    requester = between(random, 1, REQUESTERS // 10 if frequent else REQUESTERS)
    return Contact(f"R-{requester:03}", drawn(random, TOPICS), _moment(random, _day(random)))


def _day(random: Random) -> datetime:
    while True:
        day = FIRST_DAY + timedelta(days=between(random, 0, DAYS - 1))
        if day.weekday() < WEEKEND or happens(random, WEEKENDS):
            return day


def _moment(random: Random, day: datetime) -> datetime:
    """Return a moment of a day at which customers write."""
    first, last = SPANS[drawn(random, HOURS)]
    return datetime.combine(day, time(), UTC) + timedelta(seconds=between(random, first * 3600, last * 3600 - 1))


def _following(random: Random, ticket: Ticket) -> Iterator[Contact]:
    """Yield what the requester writes after the solution: again within a week, of another topic, or later."""
    who, solved = ticket.contact, ticket.solved
    if solved is None:
        return
    if happens(random, COMES_BACK[ticket.team]):
        yield replace(who, at=_moment(random, solved + timedelta(days=between(random, 1, 6))))
    if happens(random, OTHER_TOPIC):
        topic = drawn(random, {topic: share for topic, share in TOPICS.items() if topic != who.topic})
        yield replace(who, topic=topic, at=_moment(random, solved + timedelta(days=between(random, 1, 6))))
    if happens(random, LATER):
        yield replace(who, at=_moment(random, solved + timedelta(days=between(random, 9, 25))))


def _ticket(random: Random, contact: Contact) -> Ticket:
    team, channel, priority = (drawn(random, shares) for shares in (TEAMS, CHANNELS, PRIORITIES))
    factor = FACTORS[channel] * FACTORS[priority]
    work = 120 + int(60 * REPLY_MINUTES[team] * factor * skewed(random))
    more = 300 + int(60 * SOLVE_MINUTES * factor * skewed(random))
    reopens = between(random, 1, 2) if happens(random, REOPENED[team]) else 0
    reply = None if happens(random, FORGOTTEN) else _past(after_work(contact.at, work))
    solved = None if happens(random, NEVER_SOLVED) else after_work(contact.at, work + more + 20_000 * reopens)
    if happens(random, BY_ITSELF):
        reply = None
    elif reply is None:
        solved = None
    solved = _past(solved)
    replies = 0 if reply is None else 1 + reopens + (0 if happens(random, AT_ONCE[team]) else between(random, 1, 3))
    late = reply is not None and reply - contact.at > timedelta(days=1)
    return Ticket(
        contact=contact,
        team=team,
        channel=channel,
        priority=priority,
        first_reply=reply,
        reply_work=work,
        solved=solved,
        status=_status(random, reply, solved),
        agent_replies=replies,
        customer_replies=max(0, replies - 1 - between(random, 0, 1)),
        reopens=0 if solved is None else reopens,
        complaint=happens(random, 0.09 if late else 0.03),
    )


def _past(moment: datetime | None) -> datetime | None:
    return None if moment is None or moment >= MADE else moment


def after_work(start: datetime, seconds: int) -> datetime:
    """Return the moment at which so many seconds of working hours have passed."""
    while True:
        midnight = datetime.combine(start, time(), UTC)
        opens, closes = (midnight + timedelta(hours=hour) for hour in (OPENS, CLOSES))
        if start.weekday() < WEEKEND and start < closes:
            start = max(start, opens)
            left = int((closes - start).total_seconds())
            if seconds <= left:
                return start + timedelta(seconds=seconds)
            seconds -= left
        start = midnight + timedelta(days=1)


def _status(random: Random, reply: datetime | None, solved: datetime | None) -> str:
    if solved is not None:
        return "closed" if MADE - solved > timedelta(days=10) else "solved"
    return drawn(random, {"new": 2, "open": 1} if reply is None else {"open": 5, "pending": 4, "on-hold": 1})


def _with_wrong_rows(random: Random, made: list[Ticket]) -> list[Ticket]:
    """Return the tickets with some of them spoilt, each in one way."""
    done = [ticket for ticket in made if ticket.solved and ticket.first_reply]
    counts = Counter(ticket.contact.requester for ticket in made)
    running = [ticket for ticket in made if not ticket.solved and counts[ticket.contact.requester] == 1]
    ends, replies, nobody, gone = _shared_out(some(random, done, ENDS_FIRST + REPLIES_FIRST + NOBODY + DELETED))
    hours = timedelta(hours=between(random, 2, 30))
    spoilt = [replace(each, solved=each.contact.at - hours) for each in ends]
    spoilt += [replace(each, first_reply=each.contact.at - hours) for each in replies]
    spoilt += [replace(each, contact=replace(each.contact, requester="")) for each in nobody]
    spoilt += [replace(each, status="deleted") for each in gone]
    spoilt += [replace(each, status="parked") for each in some(random, running, UNKNOWN_WORD)]
    instead = {ticket.number: ticket for ticket in spoilt}
    return [instead.get(ticket.number, ticket) for ticket in made]


def _shared_out(chosen: Sequence[Ticket]) -> Iterator[Sequence[Ticket]]:
    start = 0
    for number in (ENDS_FIRST, REPLIES_FIRST, NOBODY, DELETED):
        yield chosen[start : start + number]
        start += number
