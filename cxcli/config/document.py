"""A config text and the data read from it, each value with its line and column."""

import re
from collections.abc import Mapping
from typing import TypeAlias

from msgspec import Struct

from cxcli.errors import Problem

YamlValue: TypeAlias = "dict[str, YamlValue] | list[YamlValue] | str | int | float | bool | None"
"""What a config can hold. A mapping's keys are always text."""

Place = tuple[int, int]
"""Line and column, both from 1."""

Loc = tuple[str | int, ...]
"""The way to a value: keys of mappings, and positions in lists from 0."""

_EXCERPT = 200
_MAY_HOLD_A_SECRET = re.compile(r"passw|secret|token|[a-z]://", re.IGNORECASE)


class ConfigText(Struct, frozen=True):
    """The lines of a config, under the `name` that problems show."""

    name: str
    lines: tuple[str, ...]

    def line(self, number: int) -> str:
        """The text of a line (from 1) without its end, or an empty text outside of the file."""
        return self.lines[number - 1] if 0 < number <= len(self.lines) else ""

    def problem(self, place: Place, *, code: str, message: str, advice: str | None = None) -> Problem:
        """A problem at a place, with the line as excerpt unless its column lies too far right to be shown.

        A line that may hold a secret is not shown, either: errors end up in logs.
        """
        line, column = place
        excerpt = self.line(line)[:_EXCERPT] if column <= _EXCERPT else ""
        excerpt = "" if _MAY_HOLD_A_SECRET.search(self.line(line)) else excerpt
        return Problem(
            code=code,
            message=message,
            file=self.name,
            line=line,
            column=column,
            help=advice,
            excerpt=excerpt or None,
        )


class Spot(Struct, frozen=True):
    """Where a value stands: its key (for an item of a list: the item itself) and the value."""

    key: Place
    value: Place


class Document(Struct, frozen=True):
    """One YAML document: its `data`, the `text` it was read from, and the spot of every value."""

    text: ConfigText
    data: dict[str, YamlValue]
    spots: Mapping[Loc, Spot]

    def position(self, loc: Loc, *, key: bool) -> Place:
        """Line and column of a value or of its key; of the key of the nearest place above where `loc` is not there."""
        for length in range(len(loc), 0, -1):
            spot = self.spots.get(loc[:length])
            if spot is not None:
                return spot.value if length == len(loc) and not key else spot.key
        return self.spots[()].value

    def line_text(self, line: int) -> str:
        """The text of a line (from 1) without its end."""
        return self.text.line(line)

    def problem(self, loc: Loc, *, key: bool, code: str, message: str, advice: str | None = None) -> Problem:
        """A problem at a value or at its key, with file, line, column and excerpt."""
        return self.text.problem(self.position(loc, key=key), code=code, message=message, advice=advice)
