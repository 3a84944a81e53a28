"""What people write below a score in the made-up survey of two years; all names, addresses and numbers are reserved."""
# ruff: noqa: INP001 - a script that lies beside its data is not a package

from random import Random

THINGS = ("export", "search", "mobile app", "dashboard", "invoice list", "importer", "role editor", "calendar")
PRAISE = (
    "Love the {}.",
    "The {} alone saves us hours.",
    "Great team, and the {} just works.",
    "Easy to learn; our new people like the {}.",
    "Support fixed our {} question in an hour.",
    "Best tool we have, mostly for the {}.",
)
NEUTRAL = (
    "Good, but the {} could be faster.",
    "Fine so far. The {} takes getting used to.",
    "Does the job; a better {} would help.",
    "Price is fair, {} is so-so.",
)
CRITICISM = (
    "The {} fails every week.",
    "Too expensive while the {} is so slow.",
    "Nobody answers our tickets about the {}.",
    "Since the update we cannot find the {}.",
    "We lost work because of the {}.",
    "Two calls, and the {} is still broken.",
)
OUTAGE = (
    "Down for two days, no word from you.",
    "We could not work during the outage.",
    "Third outage this month, even the {} was gone.",
    "Status page said all fine while the {} was down.",
)
CONTACTS = (
    "Please call me: +1 202-555-01{:02}.",
    "My number is 020 7946 09{:02}.",
    "Write to me at help.{:02}@example.org.",
    "Mail ops{:02}@example.net, not me.",
)
COMMENTED, CONTACTED = 0.15, 0.06


def remark(random: Random, score: int | None, outage: bool, test: bool) -> str:  # noqa: FBT001 - two plain facts
    """Return a remark that goes with the score and the month; most people leave none."""
    if test:
        return "test, please ignore" if random.random() < COMMENTED else ""
    if score is None or random.random() >= COMMENTED:
        return ""
    happy = PRAISE if score >= 9 else NEUTRAL if score >= 7 else CRITICISM  # noqa: PLR2004 - the boxes of NPS
    text = _one(random, OUTAGE if outage and happy is CRITICISM else happy).format(_one(random, THINGS))
    if random.random() < CONTACTED:
        text += " " + _one(random, CONTACTS).format(int(random.random() * 100))
    return text


def _one(random: Random, texts: tuple[str, ...]) -> str:
    return texts[int(random.random() * len(texts))]
