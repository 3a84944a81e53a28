"""Two years of a made-up survey with some things hidden in it; README.md says which. `make.py` writes the files.

Only `Random.random` is used, and floats are only added by `fsum`, so that every Python draws the same answers.
"""
# ruff: noqa: INP001 - a script that lies beside its data is not a package

from collections import Counter
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from fractions import Fraction
from math import fsum
from random import Random

from remarks import remark

HEADER = (
    *("response_id", "submitted_at", "email", "account", "plan", "region", "channel", "nps", "satisfaction", "ease"),
    *("grid_speed", "grid_design", "grid_price", "seconds", "status", "weight", "comment"),
)
SEED = 82
FIRST_DAY, QUARTER_DAYS = datetime(2023, 7, 1, tzinfo=UTC), (92, 92, 91, 91, 92, 92, 90, 91)
PLANS = {"free": 42, "pro": 35, "team": 15, "enterprise": 8}
NAMES = dict.fromkeys(
    ("ada", "ben", "eli", "gus", "ida", "kai", "lea", "mia", "ned", "pia", "rex", "uma", "vic", "zoe"), 1
)
REGIONS = {"EMEA": 38, "AMER": 30, "APAC": 20, "LATAM": 12}
CHANNELS = {"email": 5, "in-app": 4, "link": 2, "phone": 1}
LIKING = {"free": -0.75, "pro": 0.55, "team": 0.35, "enterprise": 1.0, "APAC": -0.9, "EMEA": -0.1, "AMER": 0.3}

ANSWERING = 0.238
"""The share of the people who answer in a quarter."""
SELDOM = {"APAC": 0.38, "EMEA": 1.15, "LATAM": 1.1}
"""How the regions answer beside that: APAC is under-represented, which the weights make up for."""
UNHAPPY, UNHAPPY_ANSWER, AGAIN = -0.5, 1.3, 0.15
"""Unhappy people answer more often, and some of them twice in a quarter."""
BEFORE_CAMPAIGN, CAMPAIGN, INVITED, OTHERS = 1, 2, 1.7, 0.65
"""In one quarter (the third) the free plan is invited more and the others less: the mix changes."""
SHIFT_REGION, SHIFT_FROM, SHIFT = "EMEA", "2024-10", 0.42
OUTAGE, OUTAGE_LOSS = "2024-06", -1.1
ANGRY = 0.015
"""A few people give a 0, whatever the others think."""
BLANK_SCORES, SPEEDERS, STRAIGHT, BOTH, TESTS, NO_WEIGHT, ZERO_WEIGHT = 0.03, 132, 168, 48, 36, 14, 9


@dataclass(frozen=True, slots=True)
class Person:
    """Somebody who may answer in any quarter; `mood` is how much they like everything."""

    email: str
    account: str
    plan: str
    region: str
    mood: float


@dataclass(slots=True)
class Answer:
    """One answer: who, when, in which quarter, how much they like it (`liking`), the NPS answer, None where blank."""

    person: Person
    at: datetime
    quarter: int
    liking: float
    score: int | None
    status: str = "complete"


def rows() -> list[Sequence[object]]:
    """Return the survey in the order of time, the header not included."""
    random = Random(SEED)  # noqa: S311 - made-up answers are no secret
    people = list(_people(random))
    answers = [answer for quarter in range(len(QUARTER_DAYS)) for answer in _quarter(random, people, quarter)]
    _change_the_mix_only(answers)
    answers = sorted([*answers, *_tests(random)], key=lambda answer: answer.at)
    weights = _weights(random, people, answers)
    marks = _marks(random, answers)
    return [
        [f"T-{number:05}", *_cells(random, answer, marks.get(number, ()), weights[number - 1])]
        for number, answer in enumerate(answers, 1)
    ]


def _people(random: Random) -> Iterator[Person]:
    number = 100
    for account in range(1, 1001):
        plan, region = _drawn(random, PLANS), _drawn(random, REGIONS)
        for _ in range(1 + int(random.random() * 5)):
            number += 1
            email = f"{_drawn(random, NAMES)}{number}@example.com"
            yield Person(email, f"A-{account:04}", plan, region, 1.2 * _bell(random))


def _quarter(random: Random, people: Sequence[Person], quarter: int) -> Iterator[Answer]:
    """Yield who answers in a quarter, when and what; some unhappy people answer a second time."""
    start = FIRST_DAY + timedelta(days=sum(QUARTER_DAYS[:quarter]))
    for person in people:
        if random.random() >= _chance(person, quarter):
            continue
        day = int(random.random() * QUARTER_DAYS[quarter])
        answer = _answer(random, person, _moment(random, start, day), quarter)
        yield answer
        days_left = QUARTER_DAYS[quarter] - day - 1
        if answer.liking < 6.5 and days_left and random.random() < AGAIN:  # noqa: PLR2004 - a detractor
            later = day + 1 + int(random.random() * min(days_left, 21))
            yield _answer(random, person, _moment(random, start, later), quarter)


def _chance(person: Person, quarter: int) -> float:
    chance = ANSWERING * SELDOM.get(person.region, 1.0) * (UNHAPPY_ANSWER if person.mood < UNHAPPY else 1.0)
    if quarter == CAMPAIGN:
        chance *= INVITED if person.plan == "free" else OTHERS
    return chance


def _answer(random: Random, person: Person, at: datetime, quarter: int) -> Answer:
    month = f"{at:%Y-%m}"
    shift = SHIFT if person.region == SHIFT_REGION and month >= SHIFT_FROM else 0.0
    outage = OUTAGE_LOSS if month == OUTAGE else 0.0
    known = (8.5, LIKING[person.plan], LIKING.get(person.region, 0.0), person.mood, shift, outage)
    liking = 0.0 if random.random() < ANGRY else fsum((*known, 1.6 * _bell(random)))
    return Answer(person, at, quarter, liking, None if random.random() < BLANK_SCORES else _whole(liking, 0, 10))


def _change_the_mix_only(answers: Sequence[Answer]) -> None:
    """Give each plan in the quarter of the campaign the scores that it had the quarter before, in the same shares."""
    for plan in PLANS:
        scored = [answer for answer in answers if answer.person.plan == plan and answer.score is not None]
        before = sorted(answer.score for answer in scored if answer.quarter == BEFORE_CAMPAIGN)
        now = sorted((answer for answer in scored if answer.quarter == CAMPAIGN), key=lambda answer: answer.liking)
        for rank, answer in enumerate(now):
            answer.score = before[(2 * rank + 1) * len(before) // (2 * len(now))]


def _tests(random: Random) -> Iterator[Answer]:
    """Yield the answers that the makers of the survey gave, before the first wave and before a new look."""
    for start, quarter in ((FIRST_DAY, 0), (datetime(2024, 10, 1, tzinfo=UTC), 5)):
        for number in range(TESTS // 2):
            person = Person(f"qa{number % 4 + 1}@example.com", "A-0000", "enterprise", _drawn(random, REGIONS), 0.0)
            score = 10 if random.random() < 0.8 else int(random.random() * 11)  # noqa: PLR2004 - testers like tens
            yield Answer(person, _moment(random, start, 0), quarter, score, score, "preview")


def _weights(random: Random, people: Sequence[Person], answers: Sequence[Answer]) -> list[str]:
    """Return post-stratification weights: a region's share of the people over its share of the quarter's answers."""
    of_people = Counter(person.region for person in people)
    in_quarter = Counter(answer.quarter for answer in answers)
    in_cell = Counter((answer.quarter, answer.person.region) for answer in answers)
    texts = []
    for answer in answers:
        region = answer.person.region
        expected = Fraction(of_people[region] * in_quarter[answer.quarter], len(people))
        texts.append(f"{float(expected / in_cell[answer.quarter, region]):.3f}")
    for order, number in enumerate(_some(random, range(len(answers)), NO_WEIGHT + ZERO_WEIGHT)):
        texts[number] = "" if order < NO_WEIGHT else "0"
    return texts


def _marks(random: Random, answers: Sequence[Answer]) -> Mapping[int, tuple[str, ...]]:
    """Return the numbers of the rows that were filled in too fast, straight down, or both."""
    real = [number for number, answer in enumerate(answers, 1) if answer.status == "complete"]
    chosen = _some(random, real, SPEEDERS + STRAIGHT - BOTH)
    fast, straight = set(chosen[:SPEEDERS]), set(chosen[SPEEDERS - BOTH :])
    return {
        number: tuple(mark for mark, those in (("fast", fast), ("straight", straight)) if number in those)
        for number in chosen
    }


def _cells(random: Random, answer: Answer, marks: Sequence[str], weight: str) -> list[object]:
    """Return the cells of a row behind its number."""
    who = answer.person
    like = answer.liking if answer.score is None else answer.score
    satisfaction = "" if random.random() < 0.05 else _near(random, 1.1 + like * 0.34, 0.8, 5)  # noqa: PLR2004 - some skip it
    ease = "" if random.random() < 0.08 else _near(random, 1.8 + like * 0.44, 1.2, 7)  # noqa: PLR2004 - as above
    seconds = _seconds(random, fast="fast" in marks)
    text = remark(random, answer.score, f"{answer.at:%Y-%m}" == OUTAGE, answer.status == "preview")
    return [
        *(f"{answer.at:%Y-%m-%dT%H:%M:%SZ}", who.email, who.account, who.plan, who.region, _drawn(random, CHANNELS)),
        *("" if answer.score is None else answer.score, satisfaction, ease),
        *_grid(random, like, straight="straight" in marks),
        *(seconds, answer.status, weight, text),
    ]


def _seconds(random: Random, *, fast: bool) -> int:
    """Return how long the answer took: 4 to 14 seconds, or at least 26 and mostly about two minutes."""
    return 4 + int(random.random() * 11) if fast else max(26, int(30 * (3.5 + random.random() + _bell(random))))


def _grid(random: Random, like: float, *, straight: bool) -> list[int]:
    """Return three answers from 1 to 5; only who is meant to ticks the same all along."""
    items = [_near(random, 1.1 + like * 0.34, 1.0, 5) for _ in range(3)]
    if straight:
        return items[:1] * 3
    if len(set(items)) == 1:
        items[int(random.random() * 3)] += -1 if items[0] > 3 else 1  # noqa: PLR2004 - towards the middle
    return items


def _some(random: Random, numbers: Sequence[int], count: int) -> list[int]:
    """Return `count` of the numbers, in the order in which they were drawn."""
    chosen: dict[int, None] = {}
    while len(chosen) < count:
        chosen[numbers[int(random.random() * len(numbers))]] = None
    return list(chosen)


def _moment(random: Random, start: datetime, day: int) -> datetime:
    return start + timedelta(days=day, seconds=int(6 * 3600 + random.random() * 15 * 3600))


def _drawn(random: Random, shares: Mapping[str, int]) -> str:
    """Return a key, each as often as its share says."""
    return [key for key, share in shares.items() for _ in range(share)][int(random.random() * sum(shares.values()))]


def _near(random: Random, middle: float, spread: float, high: int) -> int:
    return _whole(middle + spread * _bell(random), 1, high)


def _bell(random: Random) -> float:
    """Return about a standard normal number."""
    return fsum(random.random() for _ in range(12)) - 6


def _whole(number: float, low: int, high: int) -> int:
    return min(max(round(number), low), high)
