"""The figures of active users, by name: what each is, what it needs of a file, and its intervals."""

from collections.abc import Mapping
from types import MappingProxyType
from typing import Final

from msgspec import Struct

from cxcli.scoring.ratio_interval import METHODS
from cxcli.scoring.share_estimate import SHARES

RATIOS: Final = tuple(METHODS)


class ActivityFigure(Struct, frozen=True):
    """One figure: its `definition` in a line, its `intervals`, and the names of the two `parts` of a share.

    `features`: only events that name a feature count, if nothing else is said. `listed`: a list of members may stand
    beside the events. `whole`: only complete months count.
    """

    definition: str
    intervals: tuple[str, ...] = SHARES
    parts: tuple[str, str] = ("used", "did not")
    features: bool = False
    listed: bool = False
    whole: bool = False

    def said(self, counts: str | None) -> str:
        """Return the definition with what `counts` put in."""
        if "{used}" not in self.definition:
            return f"{self.definition}, of events where {counts}" if counts else self.definition
        named = "with an event that names a feature" if self.features else "with an event"
        return self.definition.replace("{used}", named if counts is None else f"with an event where {counts}")


ACTIVITY_FIGURES: Mapping[str, ActivityFigure] = MappingProxyType(
    {
        "stickiness": ActivityFigure(
            "mean users of a day / users of the month, over complete months", RATIOS, whole=True
        ),
        "stickiness_in_part": ActivityFigure(
            "mean users of a day / users of the month, over the days that the log covers", RATIOS
        ),
        "utilisation": ActivityFigure("% of all users active in the same period {used}", features=True),
        "of_members": ActivityFigure("% of the members of the same period {used}", listed=True),
        "funnel": ActivityFigure(
            "% of the users of the first step who passed all steps, in order where times are known",
            parts=("passed all steps", "were lost"),
        ),
    }
)
"""Each figure is one entry here and one in `cxcli.scoring.activity`."""
