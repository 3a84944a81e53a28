"""A made-up survey with comments on five themes, one of which goes with lower scores; the others go with none.

The theme of a comment is drawn first and the score after it, so what is hidden is known. All names, addresses and
numbers are reserved ones.
"""
# ruff: noqa: INP001 - a script that lies beside its data is not a package

from collections.abc import Sequence
from datetime import date, timedelta
from random import Random

from draws import between, drawn, happens

COMMENT_HEADER = ("date", "plan", "nps", "comment")
ROWS = 1_500
PLANTED, LOWER_BY = "delivery", 3
THEMES = {"": 30, "delivery": 14, "price": 14, "support": 16, "usability": 14, "onboarding": 12}
SCORES = {10: 24, 9: 22, 8: 18, 7: 12, 6: 8, 5: 6, 4: 4, 3: 3, 2: 2, 0: 1}
SAID = {
    "": ("I use it every {}.", "Nothing to add this {}.", "Same as last {}.", "My colleagues use it each {}, too."),
    "delivery": (
        "It was delivered on the third {}.",
        "About the shipping: the parcel came after one {}.",
        "The courier rang twice in a {}.",
        "Die Lieferung kam nach einer Woche, nicht nach einem {}.",
        "We follow the delivery of each {} by mail.",
    ),
    "price": (
        "I looked at the price for a {}.",
        "The costs of a {} are on one page.",
        "Le tarif par {} est sur le site.",
        "We pay by the {}, the discount is in the offer.",
    ),
    "support": (
        "I wrote to support about a {}.",
        "The hotline and I talked about the last {}.",
        "Der Kundenservice rief nach einem {} an.",
        "I asked customer service for a {}.",
    ),
    "usability": (
        "I open the menu once a {}.",
        "The layout changed this {}.",
        "The interface shows one {} at a time.",
        "La interfaz muestra cada {}.",
    ),
    "onboarding": (
        "The setup took one {}.",
        "We had training for a {}.",
        "I watched the tutorial each {}.",
        "Die Einrichtung dauerte einen {}.",
    ),
}
SPANS = ("day", "week", "month", "quarter", "order", "year")
CONTACTS = (
    "Call me: +1 202-555-01{:02}.",
    "I am reader{:02}@example.org.",
    "My number is 020 7946 09{:02}.",
    "Order 48{:02} of 2025-03-01.",
)
COMMENTED, TWICE, CONTACTED, SKIPPED, DAYS = 0.62, 0.2, 0.12, 0.04, 365


def comment_rows() -> list[Sequence[object]]:
    """Return a year of answers in the order of their dates; some people skip the score, many the comment."""
    random = Random(812)  # noqa: S311 - made-up answers are no secret
    days = sorted(int(random.random() * DAYS) for _ in range(ROWS))
    plans = {"free": 5, "pro": 4, "team": 2}
    return [[date(2025, 1, 1) + timedelta(days=day), drawn(random, plans), *_answer(random)] for day in days]


def _answer(random: Random) -> tuple[object, str]:
    themes = _themes(random)
    score = int(drawn(random, {str(each): share for each, share in SCORES.items()}))
    if PLANTED in themes:
        score = max(score - LOWER_BY, 0)
    said = [_one(random, SAID[theme]).format(_one(random, SPANS)) for theme in themes]
    if said and happens(random, CONTACTED):
        said.append(_one(random, CONTACTS).format(between(random, 0, 99)))
    return "" if happens(random, SKIPPED) else score, " ".join(said)


def _themes(random: Random) -> list[str]:
    if not happens(random, COMMENTED):
        return []
    first = drawn(random, THEMES)
    second = drawn(random, THEMES) if happens(random, TWICE) else first
    return [first] if second == first else [first, second]


def _one(random: Random, texts: Sequence[str]) -> str:
    return texts[int(random.random() * len(texts))]
