"""A log of what people did in an app, its list of members, and three steps of a shop; `make.py` writes them.

Every fifth user comes on most days, the others now and then. The log begins on 10 March 2025 and ends on 20 June, so
that only April and May are complete; on 1 May nothing was logged.
"""
# ruff: noqa: INP001 - a script that lies beside its data is not a package

from collections.abc import Iterator, Sequence
from datetime import date, datetime, time, timedelta
from random import Random

from draws import between, drawn, happens

EVENT_HEADER = ("user_id", "event_time", "feature", "plan")
MEMBER_HEADER = ("user_id", "joined_at", "plan")
VISIT_HEADER = ("user_id", "visited_at")
FIRST_DAY, LAST_DAY, GAP = date(2025, 3, 10), date(2025, 6, 20), date(2025, 5, 1)
USERS, SILENT, KEEN = 80, 20, 5
"""How many users the log has, how many members never come, and how manyth user is a keen one."""
OFTEN, SELDOM, WEEKEND = 0.7, 0.06, 0.3
PLANS = {"free": 60, "pro": 40}
FEATURES = {"search": 50, "export": 15, "share": 10, "": 25}
"""What an event is of; a quarter of them names no feature."""
VISITORS, SEARCHED, PAID, ASTRAY = 400, 0.45, 0.12, 6
"""How many came to the shop, which shares went on, and how many came to the search from elsewhere."""


def files() -> dict[str, list[Sequence[object]]]:
    """Return the rows of each file by its name, the header first."""
    random = Random(20250310)  # noqa: S311 - made-up users are no secret
    plans = [drawn(random, PLANS) for _ in range(USERS + SILENT)]
    home, search, payment = visits(Random(20250601))  # noqa: S311 - as above
    return {
        "events": [EVENT_HEADER, *events(random, plans)],
        "app_accounts": [MEMBER_HEADER, *members(random, plans)],
        "shop_home": [VISIT_HEADER, *home],
        "shop_search": [VISIT_HEADER, *search],
        "shop_payment": [VISIT_HEADER, *payment],
    }


def events(random: Random, plans: Sequence[str]) -> Iterator[Sequence[object]]:
    """Yield the events day by day."""
    for number in range((LAST_DAY - FIRST_DAY).days + 1):
        day = FIRST_DAY + timedelta(days=number)
        weekend = WEEKEND if day.isoweekday() > 5 else 1  # noqa: PLR2004 - Saturday and Sunday
        for user in range(USERS):
            comes = happens(random, (SELDOM if user % KEEN else OFTEN) * weekend)
            if comes and day != GAP:
                for _ in range(between(random, 1, 2)):
                    yield [_name(user), f"{_moment(random, day)}Z", drawn(random, FEATURES), plans[user]]


def members(random: Random, plans: Sequence[str]) -> Iterator[Sequence[object]]:
    """Yield the members; all have joined before the log begins, but for some of those who never came."""
    for user, plan in enumerate(plans):
        latest = 300 if user < USERS else 400
        yield [_name(user), date(2024, 5, 1) + timedelta(days=between(random, 0, latest)), plan]


def visits(random: Random) -> tuple[list[Sequence[object]], list[Sequence[object]], list[Sequence[object]]]:
    """Return the rows of the three steps of a shop on one day; some come back, and some from elsewhere."""
    home: list[Sequence[object]] = []
    search: list[Sequence[object]] = []
    payment: list[Sequence[object]] = []
    for user in range(VISITORS + ASTRAY):
        name, came = f"V-{user + 1:03}", datetime.combine(date(2025, 6, 2), time(8)) + timedelta(minutes=user)
        if user < VISITORS:
            home.append([name, came.isoformat()])
            if happens(random, 0.1):
                home.append([name, (came + timedelta(minutes=90)).isoformat()])
        if user >= VISITORS or happens(random, SEARCHED):
            search.append([name, (came + timedelta(minutes=between(random, 1, 9))).isoformat()])
            if happens(random, PAID):
                payment.append([name, (came + timedelta(minutes=between(random, 5, 30))).isoformat()])
    return home, search, payment


def _name(user: int) -> str:
    return f"U-{user + 1:03}"


def _moment(random: Random, day: date) -> str:
    at = time(between(random, 7, 21), between(random, 0, 59), between(random, 0, 59))
    return datetime.combine(day, at).isoformat()
