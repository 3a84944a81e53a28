"""Writes the files of this folder, the same to the last byte on every machine: `python sample_data/make.py [FOLDER]`.

Nobody answered these surveys, nobody wrote these tickets. All is drawn from made-up shares with fixed seeds.
"""
# ruff: noqa: INP001 - a script that lies beside its data is not a package

import csv
import io
import json
import sys
from collections.abc import Iterable, Iterator, Mapping, Sequence
from datetime import datetime, timedelta
from pathlib import Path
from random import Random

import activity_data
import at_risk_data
import call_data
import comment_data
import customer_data
import customer_health_data
import customer_truth
import driver_data
import follow_up_data
import growth_data
import health_data
import journey_data
import order_data
import plan_data
import points_data
import revenue_data
import review_data
import support_data
import support_truth
import survey_steps_data
import two_years
from agent_data import AGENT_HEADER, agent_tickets
from truth import truth
from workbook import workbook

RECOMMEND = "How likely are you to recommend us to a friend or colleague?"
SATISFIED = "How satisfied were you with our support?"
EASY = "How easy was it to get your problem solved?"
HAPPY = "How satisfied are you with the answer you got?"

CHANNELS = {"email": 5, "in-app": 4, "chat": 2, "phone": 1}
PLANS = {"free": 5, "pro": 4, "team": 2, "enterprise": 1, "": 0.15}
REGIONS = {"EMEA": 5, "AMER": 4, "APAC": 2, "": 0.1}
LIKING = {"free": -0.6, "pro": 0.5, "team": 0.3, "enterprise": 0.9, "": 0.0}

PRAISE = (
    "Setup took ten minutes, and it just works.",
    'My team calls it "the calm tab".',
    "Great support – Zoë answered within the hour!",
    "Saves me an afternoon every month.",
    "すばらしいサービスです。",
    "Reports are clear, exports are honest.\nKeep it like this.",
)
NEUTRAL = (
    "Does what it says, no more, no less.",
    "Fine so far; the mobile app could be faster.",
    'Would like a "copy to clipboard" button.',
    "Good product, steep price.",
)
CRITICISM = (
    "Too expensive for what we use, sorry.",
    'Export fails with "unknown error", twice a week.',
    "Support was slow:\n- first reply after 3 days\n- second reply asked the same again",
    "Habe die Kündigung nicht gefunden …",
    "The new menu hides everything, I keep searching.",
)


def main(folder: Path) -> None:
    """Write every sample to `folder`."""
    files = {
        "nps_responses.csv": delimited(nps_rows(Random(2025)), ","),  # noqa: S311 - made-up answers are no secret
        "support_survey.csv": delimited(support_rows(Random(7)), ";"),  # noqa: S311 - as above
        "feedback.jsonl": feedback(Random(11)),  # noqa: S311 - as above
        "comments.csv": delimited([comment_data.COMMENT_HEADER, *comment_data.comment_rows()], ","),
        "reviews.csv": delimited([review_data.HEADER, *review_data.reviews()], ","),
    }
    for name, text in files.items():
        (folder / name).write_bytes(text.encode())
    survey, hidden_in_survey = survey_of_two_years()
    families, hidden_in_families = families_of_metrics()
    grown = {f"{name}.csv": delimited(rows, ",").encode() for name, rows in growth_data.growth().items()}
    for name, content in (survey | families | grown).items():
        (folder / name).write_bytes(content)
    for name, rows in zip(("driver_survey.csv", "driver_tickets.csv"), driver_data.surveyed(), strict=True):
        (folder / name).write_bytes(delimited(rows, ",").encode())
    for name, rows in at_risk_data.files().items():
        (folder / f"{name}.csv").write_bytes(delimited(rows, ",").encode())
    (folder / "at_risk.yaml").write_bytes(at_risk_data.CONFIG.encode())
    hidden_in_families["at_risk"] = at_risk_data.truth()
    for name, rows in customer_health_data.files().items():
        (folder / f"{name}.csv").write_bytes(delimited(rows, ",").encode())
    (folder / "customer_health.yaml").write_bytes(customer_health_data.CONFIG.encode())
    hidden_in_families["customer_health"] = customer_health_data.truth()
    hidden = json.dumps(hidden_in_survey | hidden_in_families, indent=1, ensure_ascii=False)
    (folder / "truth.json").write_bytes(f"{hidden}\n".encode())
    (folder / "agents.csv").write_bytes(delimited([AGENT_HEADER, *agent_tickets()], ",").encode())
    (folder / "broken.csv").write_bytes(BROKEN.encode())
    (folder / "western.csv").write_bytes(WESTERN.encode("cp1252"))


def delimited(rows: Iterable[Sequence[object]], delimiter: str) -> str:
    """Return rows as delimited text; texts with line breaks, quotes or the delimiter are quoted."""
    text = io.StringIO()
    csv.writer(text, delimiter=delimiter, lineterminator="\n").writerows(rows)
    return text.getvalue()


def survey_of_two_years() -> tuple[dict[str, bytes], dict[str, object]]:
    """Return the survey of two years, two waves and two overlapping exports of it, a workbook; and what is hidden."""
    rows = two_years.rows()
    named = [dict(zip(two_years.HEADER, map(str, row), strict=True)) for row in rows]
    parts = {
        "two_years.csv": rows,
        "wave_2024_q3.csv": [row for row in rows if "2024-07" <= str(row[1]) < "2024-10"],
        "wave_2024_q4.csv": [row for row in rows if "2024-10" <= str(row[1]) < "2025-01"],
        "export_june_1.csv": rows[-288:-138],
        "export_june_2.csv": rows[-150:],
    }
    files = {name: delimited([two_years.HEADER, *part], ",").encode() for name, part in parts.items()}
    return {**files, "responses.xlsx": workbook(named[-60:])}, truth(named, named[-288:-138], named[-150:])


def families_of_metrics() -> tuple[dict[str, bytes], dict[str, object]]:
    """Return the files of tickets, calls, customers, payments, orders and use; and what is hidden in each."""
    tickets, calls, spans = support_data.tickets(), call_data.calls(), customer_data.spans()
    use, fell = customer_data.use(spans)
    subscriptions, months = revenue_data.subscriptions(), revenue_data.snapshots()
    buyers = order_data.buyers()
    journey = journey_data.answers()
    orders = order_data.orders(buyers)
    rows: dict[str, list[Sequence[object]]] = {
        "tickets": [support_data.TICKET_HEADER, *(each.row for each in tickets)],
        "calls": [call_data.CALL_HEADER, *(each.row for each in calls)],
        "customers": [customer_data.CUSTOMER_HEADER, *(each.row for each in spans)],
        "subscriptions": [revenue_data.SUBSCRIPTION_HEADER, *(each.row for each in subscriptions)],
        "mrr_snapshots": [revenue_data.SNAPSHOT_HEADER, *revenue_data.snapshot_rows(months)],
        "orders": [order_data.ORDER_HEADER, *(each.row for each in orders)],
        "usage": [customer_data.USAGE_HEADER, *(each.row for each in use)],
        "journey": [journey_data.JOURNEY_HEADER, *journey],
        "renewals": [follow_up_data.RENEWAL_HEADER, *follow_up_data.renewals()],
        "callbacks": [follow_up_data.CALLBACK_HEADER, *follow_up_data.callbacks()],
        **activity_data.files(),
        "points": points_data.points(),
        "survey_steps": survey_steps_data.survey_steps(),
    }
    hidden: dict[str, object] = {
        "tickets": support_truth.ticket_truth(tickets),
        "calls": support_truth.call_truth(calls),
        "customers": customer_truth.customer_truth(spans),
        "subscriptions": customer_truth.subscription_truth(subscriptions),
        "mrr_snapshots": customer_truth.snapshot_truth(months),
        "orders": customer_truth.order_truth(buyers, orders),
        "usage": customer_truth.usage_truth(use, fell),
        "journey": journey_data.journey_truth(journey),
    }
    accounts, hidden["accounts"] = health_data.tables()
    plans, hidden["plans"] = plan_data.tables()
    files = {f"{name}.csv": delimited(those, ",").encode() for name, those in (rows | accounts | plans).items()}
    configs = {"health.yaml": health_data.CONFIG.encode(), "plans.yaml": plan_data.CONFIG.encode()}
    return files | configs, hidden


def nps_rows(random: Random) -> Iterator[Sequence[object]]:
    """Yield a year of a relationship survey: 1,200 answers, the header first."""
    yield ["response_id", "submitted_at", "channel", "plan", "region", RECOMMEND, SATISFIED, "comment"]
    wrong = {211: 11, 498: 11, 733: 99, 1102: 11}
    for number, moment in enumerate(moments(random, 1200, datetime(2025, 1, 1), 365), 1):  # noqa: DTZ001 - exports have no zone
        plan, channel = drawn(random, PLANS), drawn(random, CHANNELS)
        score = rating(random, 8.2 + LIKING[plan] + moment.month / 12)
        recommend = "" if random.random() < 0.06 else wrong.get(number, score)  # noqa: PLR2004 - one in seventeen skips it
        asked = random.random() < (0.8 if channel in ("chat", "phone") else 0.5)
        support = whole(random, 1.2 + score * 0.35, 1.0, 1, 5) if asked else ""
        region, remark = drawn(random, REGIONS), comment(random, score)
        yield [f"R-{number:04}", moment.isoformat(), channel, plan, region, recommend, support, remark]


def support_rows(random: Random) -> Iterator[Sequence[object]]:
    """Yield a survey after contacts with support: days first, decimal commas, answers in words."""
    yield ["ticket", "closed", "team", "hours to first reply", EASY, HAPPY]
    ends = {1: "1 - Very difficult", 7: "7 - Very easy"}
    words = ("Very dissatisfied", "Dissatisfied", "Neutral", "Satisfied", "Very satisfied")
    teams = {"Billing": 3, "Technical": 5, "Accounts": 2}
    for number, moment in enumerate(moments(random, 400, datetime(2025, 7, 1), 184), 1):  # noqa: DTZ001 - as above
        team = drawn(random, teams)
        hours = 0.5 + random.random() * (9 if team == "Technical" else 4)
        ease = whole(random, 6.4 - hours / 5, 1.4, 1, 7)
        easy = "N/A" if random.random() < 0.03 else ends.get(ease, ease)  # noqa: PLR2004 - some do not answer
        happy = "" if random.random() < 0.08 else words[whole(random, ease * 0.65, 0.8, 1, 5) - 1]  # noqa: PLR2004 - as above
        yield [
            f"{70000 + number:07}",
            f"{moment:%d/%m/%Y %H:%M}",
            team,
            f"{hours:.1f}".replace(".", ","),
            easy,
            happy,
        ]


def feedback(random: Random) -> str:
    """Return answers of a widget as JSON Lines, with nested objects."""
    plans = {plan: weight for plan, weight in PLANS.items() if plan}
    lines = []
    for number, moment in enumerate(moments(random, 240, datetime(2025, 10, 1), 92), 1):  # noqa: DTZ001 - as above
        plan = drawn(random, plans)
        score = rating(random, 7.9 + LIKING[plan])
        answers = {"nps": None if random.random() < 0.05 else score, "comment": comment(random, score) or None}  # noqa: PLR2004 - as above
        record = {
            "id": f"fb_{number:03}",
            "created_at": f"{moment.isoformat()}Z",
            "customer": {"plan": plan},
            "answers": answers,
        }
        lines.append(json.dumps(record, ensure_ascii=False) + "\n")
    return "".join(lines)


def moments(random: Random, count: int, start: datetime, days: int) -> list[datetime]:
    """Return `count` moments in working hours from `start` on, in order."""
    drawn_moments = (
        start + timedelta(days=int(random.random() * days), seconds=int(7 * 3600 + random.random() * 13 * 3600))
        for _ in range(count)
    )
    return sorted(drawn_moments)


def drawn(random: Random, weights: Mapping[str, float]) -> str:
    """Return a key, each as often as its weight says."""
    rest = random.random() * sum(weights.values())
    for key, weight in weights.items():
        rest -= weight
        if rest < 0:
            return key
    return next(iter(weights))


def whole(random: Random, middle: float, spread: float, low: int, high: int) -> int:
    """Return a whole number near `middle`; a sum of uniform numbers, since those are the same in every Python."""
    bell = sum(random.random() for _ in range(12)) - 6
    return min(max(round(middle + spread * bell), low), high)


def rating(random: Random, middle: float) -> int:
    """Return an answer from 0 to 10; a few people are angry whatever the others think."""
    return 0 if random.random() < 0.02 else whole(random, middle, 2.2, 0, 10)  # noqa: PLR2004 - see above


def comment(random: Random, score: int) -> str:
    """Return a remark that goes with the score; most people leave none."""
    if random.random() < 0.72:  # noqa: PLR2004 - see above
        return ""
    remarks = PRAISE if score >= 9 else NEUTRAL if score >= 7 else CRITICISM  # noqa: PLR2004 - the boxes of NPS
    return remarks[int(random.random() * len(remarks))]


BROKEN = """\
id,date,nps,comment
1,2025-09-01,9,Great
2,2025-09-01,10,"Fast, friendly"
3,2025-09-02,8
4,2025-09-02,7,Fine,really
5,2025-09-03,10,
6,2025-09-03,3,"Slow" answers
id,date,nps,comment
7,2025-09-04,9,
8,2025-09-04,eleven,
9,2025-09-05,12,
10,2025-09-05,N/A,
11,2025-09-06,6,
Total,,,
"""

WESTERN = """\
date,nps,comment
2025-09-01,9,très bien
2025-09-02,10,schöner Service
2025-09-03,4,trop cher à mon avis
2025-09-04,8,
"""

if __name__ == "__main__":
    main(Path(sys.argv[1]) if len(sys.argv) > 1 else Path(__file__).resolve().parent)
