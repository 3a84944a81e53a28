"""From values to places in a chart, with a few round marks."""

import math
from collections.abc import Iterable

from msgspec import Struct

_ROUND = (1.0, 2.0, 2.5, 5.0, 10.0)
_PAD = 0.06
_SECONDS = (1, 2, 5, 10, 15, 30, 60, 120, 300, 600, 900, 1800, 3600, 7200, 14400, 21600, 43200, 86400, 172800, 604800)


class Scale(Struct, frozen=True):
    """Values from `low` to `high` on places from `start` to `end`, which may run either way."""

    low: float
    high: float
    start: float
    end: float

    def at(self, value: float) -> float:
        """The place of a value; one beyond the ends is at the end."""
        inside = min(max(value, self.low), self.high)
        return self.start + (inside - self.low) / (self.high - self.low) * (self.end - self.start)

    def marks(self, most: int, *, seconds: bool = False) -> list[float]:
        """At most so many round values within the scale; of durations, round minutes, hours and days."""
        span = self.high - self.low
        least = span / most
        steps = [step for step in _SECONDS if step >= least] if seconds else []
        step = float(steps[0]) if steps else _round_up(least)
        first = math.ceil(self.low / step)
        found = [number * step for number in range(first, first + most + 1) if number * step <= self.high]
        return found[:most]


def scale_of(values: Iterable[float], start: float, end: float, *, floor: float | None = None) -> Scale:
    """Return a scale on which all values stand with a little room; never below `floor`."""
    there = list(values)
    low, high = min(there), max(there)
    room = (high - low) * _PAD or abs(high) * _PAD or 1.0
    lowest = low - room if floor is None else max(low - room, floor)
    return Scale(lowest, high + room, start, end)


def _round_up(step: float) -> float:
    power = 10.0 ** math.floor(math.log10(step))
    return next(power * each for each in _ROUND if power * each >= step * (1 - 1e-9))
