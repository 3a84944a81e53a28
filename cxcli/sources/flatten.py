"""One JSON record as dotted names and texts."""

import json
from collections.abc import Container, Iterator, Mapping

from msgspec import Struct

from cxcli.sources.strict_json import JsonValue, Number


class FlatRecord(Struct, frozen=True):
    """A record's `texts` by dotted name, and the names that were `collided` with and therefore carry `#2` and so on."""

    texts: Mapping[str, str]
    collided: tuple[str, ...] = ()


def flatten(record: Mapping[str, JsonValue]) -> FlatRecord:
    """Return `record` with nested objects as dotted names and every value as text.

    Numbers are as written, `true` and `false` are these words, null is the empty text, and an array is compact JSON.
    An empty object has no names and leaves none. Where two keys come to the same name (`{"a": {"b": 1}, "a.b": 2}`),
    the later one is named `a.b#2`, so that nothing is lost.
    """
    texts: dict[str, str] = {}
    collided: list[str] = []
    numbers: dict[str, int] = {}
    for name, text in _leaves(record, ""):
        if name in texts:
            free = unused_name(name, texts, numbers)
            collided.append(free)
            texts[free] = text
        else:
            texts[name] = text
    return FlatRecord(texts, tuple(collided))


def unused_name(name: str, taken: Container[str], numbers: dict[str, int]) -> str:
    """Return `name`, or where it is taken the first free one of `name#2`, `name#3` and so on.

    `numbers` holds the last number each name was given and is kept up to date here, so that a name that comes up a
    thousand times is not counted up from 2 a thousand times.
    """
    free, number = name, numbers.get(name, 1)
    while free in taken:
        number += 1
        free = f"{name}#{number}"
    numbers[name] = number
    return free


def compact(value: JsonValue) -> str:
    """Return `value` as JSON without white space, its numbers as they were written."""
    if isinstance(value, dict):
        members = (f"{_quoted(key)}:{compact(inner)}" for key, inner in value.items())
        return "{" + ",".join(members) + "}"
    if isinstance(value, list):
        return "[" + ",".join(map(compact, value)) + "]"
    if isinstance(value, str):
        return str(value) if isinstance(value, Number) else _quoted(value)
    return _WORDS[value]


_ENCODER = json.JSONEncoder(ensure_ascii=False)
_WORDS: Mapping[bool | None, str] = {True: "true", False: "false", None: "null"}


def _leaves(record: Mapping[str, JsonValue], prefix: str) -> Iterator[tuple[str, str]]:
    for key, value in record.items():
        if isinstance(value, dict):
            yield from _leaves(value, f"{prefix}{key}.")
        else:
            yield prefix + key, _text(value)


def _text(value: JsonValue) -> str:
    if isinstance(value, str):
        return str(value)
    return "" if value is None else compact(value)


def _quoted(text: str) -> str:
    return _ENCODER.encode(text)
