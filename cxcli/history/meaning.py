"""What decides on a number, as one mark: where it differs, two numbers are not of one series."""

import json
from collections.abc import Iterator, Mapping, Sequence
from collections.abc import Set as AbstractSet
from hashlib import sha256
from typing import Any

from msgspec import Struct
from msgspec.structs import fields

from cxcli.config.load import LoadedConfig
from cxcli.config.section import Section
from cxcli.history.fact import Meaning
from cxcli.scoring.definition import Definition
from cxcli.scoring.score import Score

_WORDS = frozenset(
    {"holidays", "title", "description", "aliases", "traps", "sources", "source", "family", "level", "found_by"}
)
"""What a definition says for people, or to find a column by, and holidays: the number means the same without."""

Json = str | int | float | bool | None | list["Json"] | dict[str, "Json"]


def meaning_of(
    definition: Definition,
    overall: Score,
    loaded: LoadedConfig,
    interval: str | None,
    parts: Sequence[Definition] = (),
) -> Meaning:
    """Return what the scores of a metric mean; `overall` is one of them, `interval` the method asked for.

    `parts` are the definitions of the metrics that a composite is made of.

    The mark is made of the definition and its parameters, of the rows that count (filter, one vote each, dropped
    flags), of the zone that days begin in, and of confidence and method of the limits. How a file is read is none of
    it.
    """
    decides = {
        "definition": _plain(definition),
        "parts": _plain(parts),
        "words": overall.definition,
        "parameters": _plain(overall.parameters),
        "unit": overall.unit,
        "confidence": overall.confidence,
        "interval": interval,
        "rows": _rows(loaded),
        "schedules": _schedules(definition, loaded),
    }
    return Meaning(
        mark=sha256(_json(decides).encode()).hexdigest(),
        metric=overall.metric,
        words=overall.definition,
        parameters=_json(_plain(overall.parameters)),
        unit=overall.unit,
        direction=definition.direction,
        confidence=overall.confidence,
        interval=interval,
    )


def _rows(loaded: LoadedConfig) -> Json:
    """Return what the config says of the rows that count, and of the days."""
    config, report = loaded.config, loaded.config.report
    return {
        "where": report.where,
        "one_vote_per": report.one_vote_per,
        "keep": report.keep,
        "population": report.population,
        "zone": report.zone or "UTC",
        "dropped": [[name, _plain(getattr(config.flags, name.replace("-", "_")))] for name in config.flags.drop],
    }


def _schedules(definition: Definition, loaded: LoadedConfig) -> Json:
    """Return the hours of business, where the metric counts them; a new holiday is no new definition."""
    if "business" not in (text := _json(_plain(definition))) and "schedule" not in text:
        return None
    return _plain(loaded.config.schedules)


def _plain(value: object) -> Json:
    """Return data as JSON has it. What is empty is left out, so that a new field that says nothing changes nothing."""
    match value:
        case None | str() | int() | float():
            return value
        case Section() | Struct() | Mapping():
            return {key: _plain(each) for key, each in _members(value) if _says_something(each)}
        case AbstractSet() | Sequence():
            found = sorted(value) if isinstance(value, AbstractSet) else value
            return [_plain(each) for each in found]
        case _:
            return str(value)


def _members(value: Section | Struct | Mapping[Any, object]) -> Iterator[tuple[str, object]]:
    match value:
        case Section():
            yield from ((name, getattr(value, name)) for name in type(value).model_fields if name not in _WORDS)
        case Struct():
            yield from ((each.name, getattr(value, each.name)) for each in fields(value) if each.name not in _WORDS)
        case _:
            yield from ((str(key), each) for key, each in value.items())


def _says_something(value: object) -> bool:
    return not (
        value is None or value is False or (isinstance(value, str | Sequence | Mapping | AbstractSet) and not value)
    )


def _json(value: Json) -> str:
    return json.dumps(value, sort_keys=True, separators=(",", ":"))
