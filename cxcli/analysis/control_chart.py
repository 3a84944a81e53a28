"""What control charts have in common: a centre, limits, and what to know about them."""

from math import inf
from typing import Literal

from msgspec import Struct

from cxcli.analysis.series import Bounds

PROVISIONAL_BELOW = 12
"""From so many points on limits are firm; source: NHSRplotthedots, vignette "Number of points required"."""

FEWEST_POINTS = 3
"""With fewer points there are no limits."""


class ControlLimits(Struct, frozen=True):
    """What a point is judged by: the `centre`, the limits `low` and `high`, the near limits at two thirds of the way.

    `tolerance` is the rounding that is forgiven when a value is compared with these: a billionth of their distance.
    """

    centre: float
    low: float
    near_low: float
    near_high: float
    high: float
    tolerance: float

    def side(self, value: float) -> int:
        """1 above the centre, -1 below, 0 on it."""
        return self._beyond(value, self.centre, self.centre)

    def outside(self, value: float) -> int:
        """1 above the high limit, -1 below the low one, 0 between them or on one."""
        return self._beyond(value, self.low, self.high)

    def close(self, value: float) -> int:
        """1 between the high limit and the near one, -1 between the low ones, 0 elsewhere, outside the limits too."""
        return 0 if self.outside(value) else self._beyond(value, self.near_low, self.near_high)

    def _beyond(self, value: float, low: float, high: float) -> int:
        return (value > high + self.tolerance) - (value < low - self.tolerance)


class ControlChart(Struct, frozen=True, kw_only=True):
    """Values in time and their limits, a pair for each period; a period without a value has None for both.

    `cautions` say in words why the limits are less sure than they look; empty where there is nothing to say.
    `method` names the way in which the limits were made, with its parameters.
    """

    kind: Literal["xmr", "p"]
    method: str
    values: tuple[float | None, ...]
    limits: tuple[ControlLimits | None, ...]
    cautions: tuple[str, ...]


def limits_around(centre: float, distance: float, bounds: Bounds | None) -> ControlLimits:
    """Limits at `distance` (three sigma) and near limits at two thirds of it, cut at the `bounds` where they are known.

    Raises:
        ValueError: the distance is not above 0, or the centre is out of bounds.
    """
    least, most = bounds or (-inf, inf)
    if not (distance > 0 and least <= centre <= most):
        raise ValueError("limits stand at a distance above 0 from a centre that lies within the bounds")
    near = distance * 2 / 3
    return ControlLimits(
        centre=centre,
        low=max(centre - distance, least),
        near_low=max(centre - near, least),
        near_high=min(centre + near, most),
        high=min(centre + distance, most),
        tolerance=2 * distance * 1e-9,
    )


def provisional(points: int) -> tuple[str, ...]:
    """The caution that the limits rest on few points, or nothing."""
    if points >= PROVISIONAL_BELOW:
        return ()
    return (f"the limits are provisional: they rest on {points} points, and {PROVISIONAL_BELOW} make firm ones",)
