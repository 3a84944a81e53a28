"""What a metric keeps of the rows it has seen: enough to estimate from, and nothing that depends on their order."""

from collections.abc import Mapping
from typing import Protocol, Self

from cxcli.rows import Disposition


class Statistic(Protocol):
    """A sufficient statistic: those of one kind add, `empty()` is neutral, order and cut of the parts do not matter."""

    @classmethod
    def empty(cls) -> Self:
        """The statistic of no rows."""

    def __add__(self, other: Self, /) -> Self: ...

    @property
    def rows(self) -> int:
        """Rows that the statistic rests on, counted by itself."""

    @property
    def n(self) -> int:
        """Answers that it rests on: the rows, unless a row stands for several."""

    def settled(self) -> tuple["Statistic", Mapping[Disposition, int]]:
        """The final statistic once all parts are merged, and the rows that turn out not to count, by reason."""

    def to_json(self) -> dict[str, object]:
        """The statistic as JSON data; equal statistics give equal data."""

    @classmethod
    def from_json(cls, data: object) -> Self:
        """What `to_json` wrote.

        Raises:
            ValueError: the data is something else.
        """
