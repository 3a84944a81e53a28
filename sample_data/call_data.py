"""Calls of June 2025, from a simulation of two queues: Mondays are too busy for the agents. `make.py` writes them.

A call waits for the first agent of its queue who is free, unless the caller hangs up before. One agent, gus, talks
three times as long as the others and is seldom there.
"""
# ruff: noqa: INP001 - a script that lies beside its data is not a package

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import UTC, date, datetime, time, timedelta
from random import Random

from draws import between, drawn, exponential, happens, skewed, some

CALL_HEADER = (
    *("call_id", "started_at", "agent", "queue", "answered", "wait_time_seconds"),
    *("talk_time", "hold_time", "wrap_time", "transferred"),
)
SEED = 20250601
JUNE = [date(2025, 6, day) for day in range(1, 31)]
MONDAY, SATURDAY, SUNDAY = 0, 5, 6
OPENS, CLOSES, NOON = 8, 18, 13
CALLS_A_DAY = {"service": 29, "sales": 17}
BUSY = {MONDAY: 1.7, SATURDAY: 0.45}
"""How many calls a weekday has beside an ordinary one; on Sundays nobody is there."""
HOURS = {8: 6, 9: 10, 10: 12, 11: 11, 12: 7, 13: 8, 14: 10, 15: 9, 16: 7, 17: 4}
SHIFTS = {"service": (("ada", "ben"), ("eli", "kai")), "sales": (("ida",), ("lea",))}
"""Who answers in the morning and in the afternoon."""
SPARE, HELPS = {"service": "gus", "sales": "mia"}, {"service": 0.2, "sales": 0.35}
"""Who helps out, and on how many of the days."""
TALK_SECONDS = {"gus": 480, "ada": 110, "kai": 180}
USUAL_TALK, PATIENCE, TRANSFERRED = 150, 240, 0.11
AT_ONCE, NO_WRAP = 0.02, 3
"""The share of callers who hang up within 5 seconds, and the calls of which the work after them is not known."""


@dataclass(slots=True)
class Call:
    """One call; durations are seconds. `agent` is empty where nobody answered, `wrap` None where it is not known."""

    at: datetime
    queue: str
    wait: int
    agent: str = ""
    talk: int = 0
    hold: int = 0
    wrap: int | None = 0
    transferred: bool = False
    number: int = 0

    @property
    def row(self) -> Sequence[object]:
        """The cells of its row."""
        begun = (f"C-{self.number:04}", f"{self.at:%Y-%m-%dT%H:%M:%SZ}", self.agent, self.queue)
        if not self.agent:
            return [*begun, "no", self.wait, "", "", "", ""]
        times = [clock(seconds) for seconds in (self.talk, self.hold, self.wrap)]
        return [*begun, "yes", self.wait, *times, "yes" if self.transferred else "no"]


def calls() -> list[Call]:
    """Return the calls in the order of time."""
    random = Random(SEED)  # noqa: S311 - made-up calls are no secret
    made = [call for day in JUNE for queue in CALLS_A_DAY for call in _day(random, day, queue)]
    made.sort(key=lambda call: (call.at, call.queue))
    for number, call in enumerate(made, 1):
        call.number = number
    for call in some(random, [call for call in made if call.agent], NO_WRAP):
        call.wrap = None
    return made


def clock(seconds: int | None) -> str:
    """Return seconds as hours, minutes and seconds: 00:03:20."""
    return "" if seconds is None else f"{seconds // 3600:02}:{seconds // 60 % 60:02}:{seconds % 60:02}"


def _day(random: Random, day: date, queue: str) -> Iterator[Call]:
    """Yield the calls of a queue on a day, answered by whoever is free first."""
    if day.weekday() == SUNDAY:
        return
    number = int(CALLS_A_DAY[queue] * BUSY.get(day.weekday(), 1.0)) + between(random, -4, 4)
    free = dict.fromkeys(_agents(random, queue), datetime.combine(day, time(OPENS), UTC))
    for at in sorted(_moment(random, day) for _ in range(number)):
        call = Call(at, queue, between(random, 1, 5) if happens(random, AT_ONCE) else 0)
        if call.wait == 0:
            _answered(random, call, free)
        yield call


def _agents(random: Random, queue: str) -> Iterator[str]:
    for shift in SHIFTS[queue]:
        yield shift[int(random.random() * len(shift))]
    if happens(random, HELPS[queue]):
        yield SPARE[queue]


def _moment(random: Random, day: date) -> datetime:
    hour = int(drawn(random, {str(hour): share for hour, share in HOURS.items()}))
    return datetime.combine(day, time(hour), UTC) + timedelta(seconds=between(random, 0, 3599))


def _answered(random: Random, call: Call, free: dict[str, datetime]) -> None:
    """Let a call wait until it is answered, or until the caller has had enough."""
    there = [agent for agent in free if _on_shift(agent, call)]
    agent = min(there, key=lambda name: free[name])
    until_free = max(0, int((free[agent] - call.at).total_seconds()))
    wait, patience = until_free + between(random, 3, 14), 6 + int(PATIENCE * exponential(random))
    if patience < wait:
        call.wait = patience
        return
    call.agent, call.wait = agent, wait
    call.talk = 30 + int(TALK_SECONDS.get(agent, USUAL_TALK) * skewed(random))
    call.hold = int(40 * skewed(random)) if happens(random, 0.3) else 0
    call.wrap = 10 + int(35 * skewed(random))
    call.transferred = happens(random, TRANSFERRED)
    free[agent] = call.at + timedelta(seconds=call.wait + call.talk + call.hold + call.wrap)


def _on_shift(agent: str, call: Call) -> bool:
    """Whether an agent works when a call comes in: in the morning, in the afternoon, or as a spare all day."""
    morning, afternoon = SHIFTS[call.queue]
    return agent == SPARE[call.queue] or agent in (morning if call.at.hour < NOON else afternoon)
