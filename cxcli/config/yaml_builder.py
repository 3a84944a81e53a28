"""YAML events to data with places, refusing what a config has no use for: aliases, merge keys, tags, repeated keys.

The tree is built from events on a stack of its own, so neither depth nor an alias can cost more than the text is long.
"""

import re

import yaml
from msgspec import Struct

from cxcli.config.document import ConfigText, Loc, Place, Spot, YamlValue
from cxcli.config.yaml_scalars import ScalarError, plain_value
from cxcli.errors import ConfigError, Problem

MAX_DEPTH = 20
MAX_NODES = 10_000
MAX_PROBLEMS = 50

_CONTROL = re.compile("[\x00-\x08\x0b-\x1f\x7f-\x9f\ud800-\udfff]")  # and halves of characters
_SHOWN = 60


class _Frame(Struct):
    """A collection that is still open, and for a mapping the key whose value comes next."""

    container: dict[str, YamlValue] | list[YamlValue]
    loc: Loc
    key: str | None = None
    key_place: Place = (1, 1)


class Builder:
    """Takes the events of one document and holds `data`, `spots` and the `problems` found.

    Raises:
        ConfigError: from `feed`, when a limit is passed or the rest cannot be understood.
    """

    def __init__(self, text: ConfigText) -> None:
        """Start with the text that problems point into."""
        self.data: dict[str, YamlValue] = {}
        self.spots: dict[Loc, Spot] = {}
        self.problems: list[Problem] = []
        self._text = text
        self._stack: list[_Frame] = []
        self._nodes = 0
        self._documents = 0

    def feed(self, event: yaml.Event) -> None:
        """Take the next event."""
        if isinstance(event, yaml.DocumentStartEvent):
            self._document(event)
        elif isinstance(event, yaml.NodeEvent):
            self._node(event)
        elif isinstance(event, yaml.CollectionEndEvent):
            self._stack.pop()

    def stop(self, place: Place, code: str, message: str, advice: str | None = None) -> ConfigError:
        """An error of everything found so far and one problem more, after which nothing can be read."""
        return ConfigError([*self.problems, self._text.problem(place, code=code, message=message, advice=advice)])

    def _document(self, event: yaml.Event) -> None:
        self._documents += 1
        if self._documents > 1:
            raise self.stop(
                _place(event),
                "yaml-documents",
                "a second document begins here; a config is one document",
                "remove the line '---' and what belongs to the other document",
            )

    def _node(self, event: yaml.NodeEvent) -> None:
        self._nodes += 1
        if self._nodes > MAX_NODES:
            raise self.stop(_place(event), "yaml-nodes", f"more than {MAX_NODES:,} keys and values in a config")
        if getattr(event, "tag", None) is not None:
            self._refuse(
                event, "yaml-tag", "tags ('!…') are not allowed", "remove the tag; quote a text that begins with '!'"
            )
        if isinstance(event, yaml.AliasEvent):
            self._alias(event)
        elif isinstance(event, yaml.ScalarEvent):
            self._scalar(event)
        else:
            self._open(event)

    def _alias(self, event: yaml.AliasEvent) -> None:
        self._refuse(
            event,
            "yaml-alias",
            "aliases ('*name') are not allowed",
            "write the value out; quote a text that begins with '*'",
        )
        self._put(f"*{event.anchor}", event)

    def _scalar(self, event: yaml.ScalarEvent) -> None:
        if _CONTROL.search(event.value):
            self._refuse(
                event, "yaml-character", "the text holds a control character", "remove the escape that makes it"
            )
        self._put(event.value if self._wants_key() else self._value(event), event)

    def _wants_key(self) -> bool:
        return bool(self._stack) and isinstance(self._stack[-1].container, dict) and self._stack[-1].key is None

    def _value(self, event: yaml.ScalarEvent) -> YamlValue:
        text: str = event.value
        if not event.implicit[0]:
            return text
        try:
            return plain_value(text)
        except ScalarError as fault:
            self._refuse(event, "yaml-number", fault.message, fault.advice)
            return None

    def _put(self, value: YamlValue, event: yaml.NodeEvent) -> None:
        """Store a value in the open collection: as the next key, as the value of that key, or as the next item."""
        place = _place(event)
        if not self._stack:
            raise self._not_a_mapping(place)
        frame = self._stack[-1]
        if isinstance(frame.container, list):
            self._spot((*frame.loc, len(frame.container)), place, place)
            frame.container.append(value)
        elif frame.key is None:
            self._key(frame, str(value), event)
        else:
            self._spot((*frame.loc, frame.key), frame.key_place, place)
            frame.container.setdefault(frame.key, value)
            frame.key = None

    def _key(self, frame: _Frame, key: str, event: yaml.NodeEvent) -> None:
        place = _place(event)
        plain = isinstance(event, yaml.ScalarEvent) and event.implicit[0]
        if plain and key == "<<":
            self._refuse(event, "yaml-merge-key", "merge keys ('<<') are not allowed", "write the keys out")
        elif plain and not key:
            self._refuse(event, "yaml-key", "a key is missing before the ':'", "write 'key: value'")
        elif key in frame.container:
            first = self.spots[(*frame.loc, key)].key[0]
            shown = key if len(key) <= _SHOWN else f"{key[:_SHOWN]}…"
            message = f"the key '{shown}' stands here a second time, the first is on line {first}"
            self._refuse(event, "yaml-duplicate-key", message, "keep one of the two")
        frame.key, frame.key_place = key, place

    def _open(self, event: yaml.NodeEvent) -> None:
        place = _place(event)
        if len(self._stack) == MAX_DEPTH:
            raise self.stop(place, "yaml-depth", f"nested deeper than {MAX_DEPTH} levels")
        if self._wants_key():
            raise self.stop(
                place, "yaml-key", "a key must be a text, not a list or a mapping", "quote it if it is a text"
            )
        container: dict[str, YamlValue] | list[YamlValue] = {} if isinstance(event, yaml.MappingStartEvent) else []
        self._stack.append(_Frame(container, self._attach(container, event)))

    def _attach(self, container: dict[str, YamlValue] | list[YamlValue], event: yaml.NodeEvent) -> Loc:
        """Put a new collection where it belongs and return the way to it."""
        place = _place(event)
        if not self._stack:
            if not isinstance(container, dict):
                raise self._not_a_mapping(place)
            self.data = container
            self._spot((), place, place)
            return ()
        frame = self._stack[-1]
        step = frame.key if isinstance(frame.container, dict) else len(frame.container)
        self._put(container, event)
        return (*frame.loc, step if step is not None else "")

    def _spot(self, loc: Loc, key: Place, value: Place) -> None:
        self.spots.setdefault(loc, Spot(key, value))

    def _not_a_mapping(self, place: Place) -> ConfigError:
        return self.stop(place, "yaml-root", "a config is made of keys and values", "write 'key: value', one a line")

    def _refuse(self, event: yaml.Event, code: str, message: str, advice: str) -> None:
        self.problems.append(self._text.problem(_place(event), code=code, message=message, advice=advice))
        if len(self.problems) == MAX_PROBLEMS:
            raise ConfigError(self.problems)


def _place(event: yaml.Event) -> Place:
    mark = event.start_mark
    return (mark.line + 1, mark.column + 1) if mark else (1, 1)
