"""A funnel in shares: of each step how many of the users before came to it, and how many of those of the first step."""

from collections.abc import Sequence

from msgspec import Struct

from cxcli.scoring.funnel import FunnelStep
from cxcli.scoring.intervals import DEFAULT_SHARE_METHOD, SHARE_METHODS

_PERCENT = 100


class ShareOf(Struct, frozen=True):
    """A share of some users in percent with its limits; all None where there was nobody."""

    value: float | None = None
    low: float | None = None
    high: float | None = None


class FunnelLine(Struct, frozen=True):
    """One step by its `name`: its counts, the share of the users of the step before who came to it, of the first step.

    The first step has neither share.
    """

    name: str
    counts: FunnelStep
    of_before: ShareOf
    of_first: ShareOf

    @property
    def lost(self) -> float | None:
        """The share of the users of the step before who did not come to it, in percent."""
        return None if self.of_before.value is None else _PERCENT - self.of_before.value


class FunnelTable(Struct, frozen=True):
    """The lines of a funnel, and by which `interval` and `confidence` their limits are.

    `strict`: only who passed all steps before counts; `timed`: in the order of time.
    """

    lines: tuple[FunnelLine, ...]
    interval: str
    confidence: float
    strict: bool
    timed: bool

    @property
    def overall(self) -> ShareOf:
        """The share of the users of the first step who are counted in the last."""
        return self.lines[-1].of_first


def funnel_lines(
    names: Sequence[str], steps: Sequence[FunnelStep], confidence: float = 0.95, interval: str | None = None
) -> tuple[FunnelLine, ...]:
    """Return a line for each step. Limits are those of a share, with users as the units; Wilson's by default.

    Raises:
        ValueError: a confidence not between 0 and 1.
    """
    method = interval or DEFAULT_SHARE_METHOD
    first = steps[0].users
    lines = [FunnelLine(names[0], steps[0], ShareOf(), ShareOf())]
    for name, before, step in zip(names[1:], steps, steps[1:], strict=False):
        shares = (share_of(*each, confidence, method) for each in ((step.kept, before.users), (step.through, first)))
        lines.append(FunnelLine(name, step, *shares))
    return tuple(lines)


def share_of(count: int, n: int, confidence: float, method: str) -> ShareOf:
    """Return so many of n in percent, with the limits of a share by a method."""
    if n == 0:
        return ShareOf()
    value = _PERCENT * count / n
    limits = SHARE_METHODS[method](count / n, n, confidence)
    # Rounding may put a limit a last bit beyond the value.
    return ShareOf(value, min(_PERCENT * limits.low, value), max(_PERCENT * limits.high, value))
