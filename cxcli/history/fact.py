"""A score as the history keeps it: what it means, what it is of, and the number."""

import json
from datetime import date, datetime

from msgspec import Struct

from cxcli.scoring.score import PeriodSpan, Status
from cxcli.settings.targets import Group


class Meaning(Struct, frozen=True, kw_only=True):
    """What a number is: two that differ in it are never one series.

    `mark` is the SHA-256 of everything that decides on the number, in hexadecimal digits; `words` and `parameters` (as
    JSON) are what people read of it. `interval` is the method that was asked for, None for the usual one.
    """

    mark: str
    metric: str
    words: str
    parameters: str
    unit: str
    direction: str
    confidence: float
    interval: str | None


class Place(Struct, frozen=True):
    """What a number is of: its meaning by the `mark`, the group as JSON, and the first and last day of the period."""

    mark: str
    group: str
    grain: str
    start: date
    end: date


class Fact(Struct, frozen=True, kw_only=True):
    """A score of a whole period. A suppressed one has no numbers, and no n."""

    meaning: Meaning
    group: Group
    grain: str
    period: PeriodSpan
    status: Status
    value: float | None
    low: float | None
    high: float | None
    n: int
    effective_n: float | None = None

    @property
    def place(self) -> Place:
        """What the number is of."""
        return Place(self.meaning.mark, group_json(self.group), self.grain, self.period.start, self.period.end)


class Telling(Struct, frozen=True, kw_only=True):
    """A fact as a run told it, as of a moment. `reported`: the fact is of the very period that the run reported.

    `run` is the number of the run in the file: of two as of one moment, the one written later has the higher one.
    """

    fact: Fact
    as_of: datetime
    run: int
    reported: bool


class Recording(Struct, frozen=True, kw_only=True):
    """What a run writes: its moment, the label of its period, the config, the inputs, and what it found.

    `config` is the SHA-256 of the config, `inputs` the names and SHA-256 of the files.
    """

    as_of: datetime
    reported: str
    config: str
    inputs: tuple[tuple[str, str], ...]
    facts: tuple[Fact, ...]


def group_json(group: Group) -> str:
    """Return a group as JSON, the same whatever the order of its columns."""
    return json.dumps(dict(group), sort_keys=True, separators=(",", ":"))
