"""Invitations, a phone survey, visits, carts, campaigns, members, accounts and deliveries. `make.py` writes them.

Each file is a list of rows, the header first, drawn with a seed of its own. Dates are in the first half of 2025, but
for those of members; what had not happened by 1 July is blank.
"""
# ruff: noqa: INP001 - a script that lies beside its data is not a package

from collections.abc import Callable, Mapping, Sequence
from datetime import UTC, date, datetime, timedelta
from random import Random

from draws import between, drawn, exponential, happens, skewed

Row = Sequence[object]

END = datetime(2025, 7, 1, tzinfo=UTC)
START = datetime(2025, 1, 1, tzinfo=UTC)
DAYS = (END - START).days
PLANS = {"free": 5, "pro": 4, "team": 2}
BOUNCED = 0.06
OPENED = {"free": 0.55, "pro": 0.7, "team": 0.8}
DISPOSITIONS = {"1.1": 118, "1.2": 14, "2.1": 61, "2.2": 83, "2.3": 9, "3.1": 72, "3.9": 21, "4.3": 22}
CHANNELS = {"Direct": 22, "Organic Search": 34, "Paid Search": 14, "Email": 11, "Referral": 9, "Organic Social": 10}
CONVERTS = {"Direct": 0.06, "Email": 0.09, "Paid Search": 0.05}
USUALLY = 0.03
CAMPAIGNS = {"spring newsletter": 0, "win-back": 0, "search ads": 9_000, "trade fair": 14_000, "partner mailing": 2_500}
MEMBERS_SINCE = {"2022": 5, "2023": 4, "2024": 4, "2025": 2}
REDEEMED_OF_TEN = {"2022": 7, "2023": 6, "2024": 4, "2025": 1}
SEGMENTS = {"small": 6, "mid": 3, "large": 1}
CARRIERS = {"north": 5, "south": 4, "harbour": 2}
LATE = {"north": 0.06, "south": 0.13, "harbour": 0.31}


def growth() -> dict[str, list[Row]]:
    """Return the rows of each file, by its name."""
    made: Mapping[str, Callable[[Random], list[Row]]] = {
        "invitations": _invitations,
        "phone_cases": _phone_cases,
        "sessions": _sessions,
        "carts": _carts,
        "campaigns": _campaigns,
        "members": _members,
        "accounts": _accounts,
        "deliveries": _deliveries,
    }
    return {name: rows(Random(f"{name} 2025")) for name, rows in made.items()}  # noqa: S311 - made-up rows are no secret


def _invitations(random: Random) -> list[Row]:
    """Invitations with the words of Qualtrics: who bounced, opened, broke off and finished."""
    rows: list[Row] = [["invitation_id", "plan", "sent_at", "status", "started_at", "completed_at"]]
    for number in range(1, 401):
        plan, sent = drawn(random, PLANS), _moment(random, DAYS - 3)
        begun = sent + timedelta(minutes=int(5 + 900 * skewed(random)))
        done = begun + timedelta(seconds=int(60 + 120 * skewed(random)))
        status = _status(random, plan)
        if done >= END:
            status = "Email Sent"
        started = status.startswith("Survey")
        times = [_text(begun) if started else "", _text(done) if status == "Survey Finished" else ""]
        rows.append([f"I-{number:04}", plan, _text(sent), status, *times])
    return rows


def _status(random: Random, plan: str) -> str:
    if happens(random, BOUNCED):
        return "Email Bounced"
    if not happens(random, OPENED[plan]):
        return "Email Sent"
    return drawn(random, {"Email Opened": 4, "Survey Partially Finished": 1, "Survey Finished": 4})


def _phone_cases(random: Random) -> list[Row]:
    """Cases of a survey by telephone with AAPOR's codes."""
    rows: list[Row] = [["case_id", "region", "final_disposition"]]
    regions = {"north": 3, "south": 2}
    return rows + [[f"P-{number:04}", drawn(random, regions), drawn(random, DISPOSITIONS)] for number in range(1, 401)]


def _sessions(random: Random) -> list[Row]:
    """Sessions of a web shop with the channels of Google Analytics."""
    rows: list[Row] = [["session_id", "session_started_at", "default_channel_group", "device", "converted"]]
    for number in range(1, 801):
        channel = drawn(random, CHANNELS)
        bought = happens(random, CONVERTS.get(channel, USUALLY))
        device = drawn(random, {"mobile": 6, "desktop": 4})
        rows.append([f"S-{number:04}", _text(_moment(random, DAYS)), channel, device, "yes" if bought else "no"])
    return rows


def _carts(random: Random) -> list[Row]:
    """Carts: some come to the checkout, fewer are bought, the last ones are still open."""
    header = ["cart_id", "cart_created_at", "checkout_started_at", "purchased_at", "cart_status", "device"]
    rows: list[Row] = [header]
    for number in range(1, 401):
        created = _moment(random, DAYS)
        checkout = created + timedelta(minutes=between(random, 1, 60)) if happens(random, 0.48) else None
        bought = checkout + timedelta(minutes=between(random, 1, 20)) if checkout and happens(random, 0.58) else None
        status = "purchased" if bought else "open" if END - created < timedelta(days=2) else "abandoned"
        times = [_text(moment) if moment else "" for moment in (checkout, bought)]
        rows.append([f"K-{number:04}", _text(created), *times, status, drawn(random, {"mobile": 6, "desktop": 4})])
    return rows


def _campaigns(random: Random) -> list[Row]:
    """A row for each campaign and month, with what was sent, spent and won."""
    header = ["month", "campaign", "sends", "bounces", "responses", "clicks", "conversions"]
    rows: list[Row] = [[*header, "new_customers", "new_mrr", "spend", "revenue", "currency"]]
    for month in range(1, 7):
        for campaign, least in CAMPAIGNS.items():
            sends = between(random, 3_000, 6_000)
            bounces, responses = sends * between(random, 2, 6) // 100, sends * between(random, 3, 9) // 100
            clicks = responses + between(random, 0, 200)
            conversions = responses * between(random, 8, 20) // 100
            won = conversions * between(random, 30, 60) // 100
            spend = least + between(random, 400, 1_800)
            numbers = [sends, bounces, responses, clicks, conversions, won, 38 * won, spend]
            revenue = conversions * between(random, 90, 160)
            rows.append([f"2025-{month:02}", campaign, *numbers, revenue, "EUR"])
    return rows


def _members(random: Random) -> list[Row]:
    """Members of a loyalty programme: the later they joined, the less they have redeemed so far."""
    header = ["member_id", "tier", "member_since", "points_earned", "points_redeemed", "last_active_at"]
    rows: list[Row] = [[*header, "referred_by", "invites_sent", "invites_accepted"]]
    for number in range(1, 351):
        year = drawn(random, MEMBERS_SINCE)
        since = date(int(year), between(random, 1, 6 if year == "2025" else 12), between(random, 1, 28))
        earned = 50 * between(random, 1, 12 * (2026 - int(year)))
        often = REDEEMED_OF_TEN[year]
        redeemed = 50 * (earned * between(random, 1, 9) // 500) if 10 * random.random() < often else 0
        seen = END - timedelta(hours=int(900 * exponential(random)))
        active = _text(seen) if seen.date() >= since and happens(random, 0.9) else ""
        invites = between(random, 0, 6) if happens(random, 0.3) else 0
        accepted = sum(happens(random, 0.2) for _ in range(invites))
        friend = f"M-{between(random, 1, number - 1):04}" if number > 1 and happens(random, 0.17) else ""
        tier = drawn(random, {"blue": 6, "silver": 3, "gold": 1})
        rows.append([f"M-{number:04}", tier, since, earned, redeemed, active, friend, invites, accepted])
    return rows


def _accounts(random: Random) -> list[Row]:
    """Accounts of a software firm: when they began, when it first paid off, seats, reviews and agreed outcomes."""
    header = ["account_id", "segment", "started_on", "first_value_on", "ended_on", "seats_purchased", "seats_used"]
    rows: list[Row] = [
        [*header, "feature_used", "qbrs_due", "qbrs_held", "outcomes_agreed", "outcomes_reached", "success_stories"]
    ]
    for number in range(1, 261):
        segment = drawn(random, SEGMENTS)
        start = (START + timedelta(days=between(random, 0, DAYS - 1))).date()
        value = start + timedelta(days=int(2 + (14 if segment == "small" else 30) * skewed(random)))
        left = start + timedelta(days=int(30 + 400 * exponential(random)))
        gone = left if left < END.date() and left < value else None
        reached = value if value < END.date() and not gone else ""
        seats = between(random, 3, 40)
        due, agreed = between(random, 0, 2), between(random, 1, 4)
        used = seats * between(random, 30, 100) // 100
        held, met = (sum(happens(random, share) for _ in range(n)) for share, n in ((0.7, due), (0.55, agreed)))
        counts = [
            seats,
            used,
            "yes" if happens(random, 0.42) else "no",
            due,
            held,
            agreed,
            met,
            int(happens(random, 0.08)),
        ]
        rows.append([f"A-{number:04}", segment, start, reached, gone or "", *counts])
    return rows


def _deliveries(random: Random) -> list[Row]:
    """Parcels of three carriers, promised for a day; some came late, some came back, some are still on their way."""
    header = ["order_id", "carrier", "shipped_at", "promised_date", "delivered_at", "returned_at"]
    rows: list[Row] = [[*header, "units_delivered", "units_returned"]]
    for number in range(1, 501):
        carrier, shipped = drawn(random, CARRIERS), _moment(random, DAYS - 2)
        promised = shipped.date() + timedelta(days=between(random, 2, 4))
        late = between(random, 1, 3) if happens(random, LATE[carrier]) else -between(random, 0, 1)
        day = promised + timedelta(days=late)
        delivered = datetime(day.year, day.month, day.day, between(random, 8, 21), between(random, 0, 59), tzinfo=UTC)
        back = delivered + timedelta(days=between(random, 2, 20)) if happens(random, 0.12) else None
        units = between(random, 1, 5)
        here = _text(delivered) if delivered < END else ""
        came_back = here and back is not None and back < END
        returned = [_text(back) if came_back and back else "", between(random, 1, units) if came_back else 0]
        rows.append(
            [f"D-{number:04}", carrier, _text(shipped), promised, here, returned[0], units if here else 0, returned[1]]
        )
    return rows


def _moment(random: Random, days: int) -> datetime:
    return START + timedelta(days=int(random.random() * days), seconds=between(random, 7 * 3600, 21 * 3600))


def _text(moment: datetime) -> str:
    return f"{moment:%Y-%m-%d %H:%M}"
