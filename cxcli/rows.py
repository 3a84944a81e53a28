"""What becomes of a row: its one fate for a metric, and the account of all rows.

The law: `read = scored + skipped, by reason`. A row is never silently gone.
"""

from collections import Counter
from collections.abc import Mapping
from enum import StrEnum
from types import MappingProxyType

from msgspec import Struct, field
from msgspec.structs import force_setattr


class Disposition(StrEnum):
    """The one fate of a row for one metric. The list is closed; its order is the order of precedence."""

    SCORED = "scored"
    MALFORMED = "malformed"
    FILTERED = "filtered"
    UNREADABLE = "unreadable"
    UNDATED = "undated"
    OUT_OF_PERIOD = "out_of_period"
    TOO_RECENT = "too_recent"
    NOT_APPLICABLE = "not_applicable"
    BLANK = "blank"
    MISSING = "missing"
    OFF_SCALE = "off_scale"
    CONTRADICTORY = "contradictory"
    DUPLICATE = "duplicate"
    SUPERSEDED = "superseded"

    @property
    def bad(self) -> bool:
        """Whether it counts towards `--max-rejects`: something is wrong with the row, not merely with its place."""
        return self in _BAD


_BAD = frozenset({Disposition.MALFORMED, Disposition.UNREADABLE, Disposition.OFF_SCALE, Disposition.CONTRADICTORY})

FATES: tuple[Disposition, ...] = tuple(Disposition)
"""Every disposition; a fate in an array of small integers is an index into this tuple (0 is `scored`)."""

FATE_CODE: Mapping[Disposition, int] = MappingProxyType({fate: code for code, fate in enumerate(FATES)})
"""The index of each disposition in `FATES`."""


class RowAccount(Struct, frozen=True):
    """How many rows were read and what kept some of them out of a number. Accounts add; `RowAccount()` is neutral.

    Raises:
        ValueError: a negative count, more skipped than read, or `scored` given as a reason.
    """

    read: int = 0
    skipped: Mapping[Disposition, int] = field(default_factory=dict)

    def __post_init__(self) -> None:
        kept = {Disposition(reason): count for reason, count in self.skipped.items() if count}
        if self.read < 0 or any(count < 0 for count in kept.values()):
            raise ValueError("a row account holds no negative count")
        if Disposition.SCORED in kept:
            raise ValueError("scored is derived, not given")
        if sum(kept.values()) > self.read:
            raise ValueError("more rows skipped than read")
        ordered = {reason: kept[reason] for reason in FATES if reason in kept}
        force_setattr(self, "skipped", MappingProxyType(ordered))

    @property
    def scored(self) -> int:
        """Rows that the number rests on."""
        return self.read - sum(self.skipped.values())

    @property
    def bad(self) -> int:
        """Rows skipped because something is wrong with them."""
        return sum(count for reason, count in self.skipped.items() if reason.bad)

    def __add__(self, other: "RowAccount") -> "RowAccount":
        if not self.read or not other.read:
            return self if self.read else other
        return RowAccount(self.read + other.read, Counter(self.skipped) + Counter(other.skipped))
