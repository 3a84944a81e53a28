"""A composite in one cell, over all time or in a period: its score, its members, its parts, and what moved it."""

from collections.abc import Mapping, Sequence

from msgspec import Struct

from cxcli.analysis.composite_change import CompositeChange
from cxcli.scoring.composite import Health
from cxcli.scoring.composite_definition import Part
from cxcli.scoring.score import PeriodSpan, Score

INDEX = ""
"""The key of the one member of an index, which is of no customer."""

SEVERAL = "(several)"
"""The group of customers whose rows name several groups."""


class PartFound(Struct, frozen=True, kw_only=True):
    """A part in one cell: the `score` of its metric over all customers, None where the cell has none.

    `points` are the mean of what its `customers` have, 0 to 100; so many values were `clipped` at an end. `unnamed`
    rows name no customer. `share` is its part of all weight.
    """

    part: Part
    share: float
    score: Score | None
    points: float | None
    customers: int
    clipped: int
    unnamed: int


class CompositeCell(Struct, frozen=True, kw_only=True):
    """A composite over all time, or in a period: its `score`, and its `members`, those without a score among them.

    `change` is that from the period before, `since`; None where there is none, or no score.
    """

    score: Score
    members: Mapping[str, Health]
    parts: Sequence[PartFound]
    since: PeriodSpan | None = None
    change: CompositeChange | None = None

    @property
    def scored(self) -> dict[str, Health]:
        """The members that have a score."""
        return {key: each for key, each in self.members.items() if each.score is not None}


class CompositeGroup(Struct, frozen=True):
    """A composite in one `group`, keys by columns: its cell over all time first, then those of periods."""

    group: Mapping[str, str]
    cells: Sequence[CompositeCell]
