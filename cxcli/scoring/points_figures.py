"""The figures of points, by name: what each is, what it divides by, and which values it can have."""

from collections.abc import Mapping
from math import inf
from types import MappingProxyType
from typing import Final

from msgspec import Struct

from cxcli.scoring.ratio_interval import METHODS
from cxcli.scoring.share_estimate import SHARES

RATIOS: Final = tuple(METHODS)


class PointsFigure(Struct, frozen=True):
    """One figure: its `definition` in a line, its `intervals`, and the values that are `possible`, as shares of 1.

    `of_rewards`: it can be told for points redeemed for one reward, too. `pooled`: every group is beside all members.
    """

    definition: str
    intervals: tuple[str, ...] = RATIOS
    possible: tuple[float, float] = (0, inf)
    of_rewards: bool = False
    pooled: bool = False


POINTS_FIGURES: Mapping[str, PointsFigure] = MappingProxyType(
    {
        "redeemed": PointsFigure("points redeemed / points issued to the same members", of_rewards=True),
        "breakage": PointsFigure("points issued and not redeemed / points issued", possible=(-inf, 1)),
        "expired": PointsFigure("points expired / points issued to the same members"),
        "members": PointsFigure("% of members with points moved who redeemed any", SHARES, of_rewards=True),
        "rewards": PointsFigure(
            "points redeemed here / points redeemed by all members", possible=(0, 1), of_rewards=True, pooled=True
        ),
    }
)
"""Each figure is one entry here and one in `cxcli.scoring.points_cells`."""
