"""A survey with six ratings beside the question to recommend, and the tickets of the customers who answered it.

Hidden in it: how the support was rated moves the answer most; the design moves nothing, although those who like all
else like it, too. The last ticket before the answer moves the rating of the support by how long it waited. Who gave a
low answer has left more often. Tickets from after the answer have nothing to do with it.
"""
# ruff: noqa: INP001 - a script that lies beside its data is not a package

from collections.abc import Mapping, Sequence
from datetime import datetime, timedelta
from random import Random

from draws import bell, between, happens, skewed

SURVEY_HEADER = (
    *("response_id", "customer_id", "submitted_at", "nps"),
    *("ease", "speed", "quality", "price", "support", "design", "churned"),
)
TICKET_HEADER = ("ticket_id", "customer_id", "created_at", "first_response_hours", "reopens")

ANSWERS = 480
EFFECTS = {"ease": 0.25, "speed": 0.15, "quality": 0.45, "price": 0.25, "support": 1.3, "design": 0.0}
"""What one point of a rating more adds to the answer from 0 to 10."""

_START = datetime(2025, 3, 1)  # noqa: DTZ001 - exports have no zone here
_BLANK = 0.015


def surveyed() -> tuple[list[Sequence[object]], list[Sequence[object]]]:
    """Return the rows of the survey and those of the tickets."""
    random = Random(2027)  # noqa: S311 - made-up answers are no secret
    answers: list[Sequence[object]] = []
    tickets: list[Sequence[object]] = []
    for number in range(ANSWERS):
        customer = f"C-{number + 1:04d}"
        at = _START + timedelta(minutes=int(random.random() * 90 * 24 * 60))
        before = [_waited(random) for _ in range(between(random, 0, 3))]
        after = [_waited(random) for _ in range(between(random, 0, 1))]
        ratings = _ratings(random, before[-1] if before else None)
        nps = _whole(-0.6 + _moved(ratings) + 1.2 * bell(random), 0, 10)
        churned = happens(random, 0.6 if nps <= 3 else 0.2 if nps <= 6 else 0.04)  # noqa: PLR2004 - who is how happy
        said = ["" if happens(random, _BLANK) else ratings[name] for name in EFFECTS]
        answers.append((f"D-{number + 1:04d}", customer, at.isoformat(), nps, *said, "yes" if churned else "no"))
        days = sorted(at - timedelta(minutes=between(random, 60, 60 * 24 * 40)) for _ in before)
        later = sorted(at + timedelta(minutes=between(random, 60, 60 * 24 * 40)) for _ in after)
        for moment, waited in zip([*days, *later], [*before, *after], strict=True):
            reopens = int(happens(random, 0.15)) + int(happens(random, 0.05))
            tickets.append((f"{len(tickets) + 1:05d}", customer, moment.isoformat(), f"{waited:.1f}", reopens))
    return [SURVEY_HEADER, *answers], [TICKET_HEADER, *sorted(tickets, key=lambda row: str(row[2]))]


def _ratings(random: Random, waited: float | None) -> dict[str, int]:
    halo = bell(random)
    late = 0.0 if waited is None else 0.7 - min(waited, 24.0) / 10
    found = {name: _whole(3.4 + 0.55 * halo + 0.85 * bell(random), 1, 5) for name in EFFECTS}
    found["support"] = _whole(3.4 + 0.45 * halo + late + 0.75 * bell(random), 1, 5)
    return found


def _moved(ratings: Mapping[str, int]) -> float:
    return sum(EFFECTS[name] * (rating - 1) for name, rating in ratings.items())


def _waited(random: Random) -> float:
    return 5 * skewed(random)


def _whole(number: float, low: int, high: int) -> int:
    return min(max(round(number), low), high)
