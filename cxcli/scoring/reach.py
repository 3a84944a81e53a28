"""How far the dates of some rows reach, and how many rows go by the time that has passed since.

Where the clock is taken for now, nothing is known of the time from the last date of an old export until now, and it
is taken that nothing has happened in it.
"""

from datetime import UTC, datetime, timedelta
from typing import Final

from msgspec import Struct

from cxcli.scoring.together import NEVER

SILENCE: Final = timedelta(days=3)
"""Longer than a weekend: rows whose last date is further back are those of an old export."""

_EPOCH = datetime(1970, 1, 1, tzinfo=UTC)


class Reach(Struct, frozen=True):
    """The `latest` date of some rows that is not after now, in microseconds since 1970, and how many `hang` on now.

    Reaches add; `Reach()` is neutral, and order and cut do not matter.
    """

    latest: int = NEVER
    hanging: int = 0

    def __add__(self, other: "Reach") -> "Reach":
        return Reach(max(self.latest, other.latest), self.hanging + other.hanging)

    def ended(self, now: datetime) -> datetime | None:
        """Return the latest date, in the zone of `now`, if it is long before that; None if not, or if there is none.

        Dates before 1970 stand for no date.
        """
        if self.latest < 0:
            return None
        latest = (_EPOCH + timedelta(microseconds=self.latest)).astimezone(now.tzinfo)
        return latest if now - latest > SILENCE else None
