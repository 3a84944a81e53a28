"""Answers to a survey with a column for each question, of which some people stop on the way; `make.py` writes them.

Most people stop at the fourth question, which asks for an income, and more of them on a phone. Who has had no contact
with support is not shown the question about it.
"""
# ruff: noqa: INP001 - a script that lies beside its data is not a package

from collections.abc import Sequence
from datetime import datetime, timedelta
from random import Random

from draws import between, drawn, happens

QUESTIONS = ("recommend", "satisfied", "support", "income", "age", "again")
STEPS_HEADER = ("response_id", "started_at", "device", *QUESTIONS)
STOPS = {"recommend": 0.0, "satisfied": 0.03, "support": 0.03, "income": 0.14, "age": 0.03, "again": 0.02}
"""Which share of those who come to a question stops there."""
PHONE = 2
"""How many times more of them do so on a phone at the fourth question."""
LEFT_OUT = 0.03


def survey_steps() -> list[Sequence[object]]:
    """Return the rows of 600 people, the header first."""
    random = Random(20250501)  # noqa: S311 - made-up answers are no secret
    rows: list[Sequence[object]] = [STEPS_HEADER]
    for number in range(600):
        device, started = drawn(random, {"desktop": 60, "phone": 40}), datetime(2025, 5, 1, 8) + timedelta(hours=number)  # noqa: DTZ001 - exports have no zone
        rows.append([f"S-{number + 1:04}", started.isoformat(), device, *_answers(random, device)])
    return rows


def _answers(random: Random, device: str) -> list[object]:
    """Return the answers of one respondent, blank from where that one stopped."""
    contact, answers = happens(random, 0.6), list[object]()
    for question in QUESTIONS:
        stops = STOPS[question] * (PHONE if question == "income" and device == "phone" else 1)
        hidden = question == "support" and not contact
        if happens(random, stops) and not hidden:
            break
        left_out = happens(random, LEFT_OUT) and question not in ("recommend", "again")
        answers.append("not shown" if hidden else "" if left_out else between(random, 1, 5))
    return answers + [""] * (len(QUESTIONS) - len(answers))
