"""What the words of a column's name or question say it is about."""

import re
from functools import lru_cache

from cxcli.mapping.columns import without_repeat
from cxcli.sources.chunk import Column

_SENTENCE_WORDS = 5
_OTHER = frozenset((
    "id", "uuid", "guid", "key", "code", "index", "idx", "record", "no", "num", "number", "count", "total", "sum",
    "n", "age", "birth", "birthday", "year", "quarter", "month", "week", "weekday", "dow", "day", "hour", "date",
    "datetime", "time", "timestamp", "duration", "second", "sec", "minute", "min", "price", "amount", "cost",
    "revenue", "spend", "qty", "quantity", "zip", "postal", "phone", "latitude", "longitude", "progress", "percent",
    "percentage", "group", "category", "segment", "bucket", "type", "tier", "level", "priority", "severity",
    "status", "state", "stage", "step", "version", "wave", "round", "comment", "reason", "why", "text", "feedback",
    "verbatim", "remark", "notes", "explanation", "weight", "tenure", "seat", "size", "rank", "order", "page",
    "floor", "cluster", "channel", "source", "url", "link", "email", "name", "language", "region", "country",
))  # fmt: skip
_OTHER_MOMENT = frozenset(
    {"prev", "previous", "prior", "last", "target", "goal", "benchmark", "old", "baseline", "expected"}
)
_PREPOSITION = re.compile(r" (with|of|on|in|at|for|from|about|during|to) ")
_HEADS = frozenset({"score", "rating", "nps", "csat", "osat", "ces", "star", "stars"})
_METRIC = re.compile(r"\b(nps|osat|[cd]sat|ces|recommend\w*|(dis)?satisf\w*|unsatisf\w*|effort\w*|easy|easily|ease)\b")
_ASKS_WHY = re.compile(r"\b(why|reasons?|comments?|explain|describe|elaborate|tell us|improve)\b")
_COUNTS = re.compile(r"\b(how (many|much|often|long|old)|number of)\b")
_OF_A_QUIZ = re.compile(r"(points|feedback) - ")
_NO_PLURALS = ("ss", "us", "is")


_HEADERS = 10_000
"""Names of columns that are kept in the form in which they are compared, as they are many times."""


@lru_cache(_HEADERS)
def normal(name: str) -> str:
    """Return a column name in the form in which names are compared: lower case, words parted by single spaces."""
    words = re.sub(r"([a-z])([A-Z])", r"\1 \2", name)
    return " ".join(re.split(r"[\W_]+", words.casefold())).strip()


def names_of(column: Column) -> set[str]:
    """Return the normal names that a column goes by: its name, the last part of a dotted one, its question."""
    name = without_repeat(column.name)
    return {normal(name), normal(name.rsplit(".", 1)[-1]), normal(column.label)} - {""}


def is_question(text: str) -> bool:
    """Whether a header is a sentence rather than a name."""
    return "?" in text or len(normal(text).split()) >= _SENTENCE_WORDS


def names_another_thing(column: Column) -> bool:
    """Whether the name says that the column holds something beside the answers: an id, a group, a comment, a time."""
    return any(_is_of_another_thing(text) for text in (column.name, column.label))


def is_of_another_moment(column: Column) -> bool:
    """Whether the name says that these are not the answers but earlier or wished-for ones: `prev_nps`, `CSAT target`.

    What stands behind a preposition is the thing asked about: `satisfaction with last order` is the answer.
    """
    return any(
        not is_question(text) and set(_PREPOSITION.split(normal(text))[0].split()) & _OTHER_MOMENT
        for text in (column.name, column.label)
    )


def asks_for_words(column: Column) -> bool:
    """Whether the question is one that follows an answer, such as why it was given."""
    return _ASKS_WHY.search(f"{normal(column.name)} {normal(column.label)}") is not None


def is_about_a_metric(column: Column) -> bool:
    """Whether name or question speak of what one of the metrics asks."""
    return _METRIC.search(f"{normal(column.name)} {normal(column.label)}") is not None


def counts_something(column: Column) -> bool:
    """Whether the column is one of counts: a question for a number of things, or a name in the plural."""
    words = normal(column.name).split()
    plural = bool(words) and words[-1].endswith("s") and not words[-1].endswith(_NO_PLURALS) and words[-1] not in _HEADS
    asks = _COUNTS.search(f"{normal(column.name)} {normal(column.label)}") is not None
    return asks or (plural and not is_question(column.name))


def _is_of_another_thing(text: str) -> bool:
    if _OF_A_QUIZ.match(text.casefold()):
        return True
    words = normal(text).split()
    if is_question(text) or not words or words[-1] in _HEADS:
        return False
    return any({word, word.removesuffix("s")} & _OTHER for word in words)
