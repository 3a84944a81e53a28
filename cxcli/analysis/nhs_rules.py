"""The four rules of NHS England's "Making Data Count": which points of a control chart are signals, not noise."""

from collections.abc import Iterator, Sequence
from itertools import groupby, pairwise
from operator import itemgetter
from types import MappingProxyType
from typing import Literal

from msgspec import Struct

from cxcli.analysis.control_chart import ControlChart

RuleName = Literal["outside", "trend", "two-of-three", "shift"]
Side = Literal["high", "low"]

RUN = 7
"""So many points make a shift, or a trend (six steps up, or six down)."""

RULES = MappingProxyType[RuleName, str](
    {
        "outside": "a point outside the control limits",
        "trend": f"{RUN} or more points in a row that all rise, or all fall",
        "two-of-three": "two of three points in a row close to the same limit, all three on its side of the centre",
        "shift": f"{RUN} or more points in a row on one side of the centre",
    }
)
"""The rules in words, the strongest first: where a point belongs to several, NHS charts name the first of these."""


SIDES = MappingProxyType[int, Side]({1: "high", -1: "low"})
TWO, THREE = 2, 3


class Signal(Struct, frozen=True):
    """Points that chance alone would hardly make: the rule, its side, and their places in the chart (0 for the first).

    The side is "high" above the centre or limit and for a trend that rises, "low" for the opposite. A run is one signal
    however long it is.
    """

    rule: RuleName
    side: Side
    points: tuple[int, ...]


def nhs_signals(chart: ControlChart) -> tuple[Signal, ...]:
    """All signals of a chart, by rule and then in time.

    As NHSRplotthedots codes them: a point on the centre belongs to no side and ends a shift; two equal points end a
    trend, and a turning point belongs to both trends; a point outside the limits does not count as close to them, but
    as one of the three. A gap ends every run. A point on a limit is not outside it.

    Source: NHSRplotthedots, R/ptd_calculate_point_type.R and R/ptd_spc_standard.R; NHS England, Making Data Count.
    """
    judged = [
        None if value is None or limits is None else (limits.side(value), limits.outside(value), limits.close(value))
        for value, limits in zip(chart.values, chart.limits, strict=True)
    ]
    sides, outside, close = zip(*(each or (0, 0, 0) for each in judged), strict=True) if judged else ((), (), ())
    return (
        *(Signal("outside", SIDES[sign], (place,)) for place, sign in enumerate(outside) if sign),
        *(Signal("trend", side, (*steps, steps[-1] + 1)) for side, steps in _runs(_steps(chart), RUN - 1)),
        *_two_of_three(sides, close),
        *(Signal("shift", side, points) for side, points in _runs(sides, RUN)),
    )


def signals_by_point(chart: ControlChart) -> tuple[tuple[Signal, ...], ...]:
    """For each period of the chart the signals that it belongs to, the strongest rule first; mostly none."""
    found = nhs_signals(chart)
    return tuple(tuple(each for each in found if place in each.points) for place in range(len(chart.values)))


def _steps(chart: ControlChart) -> list[int]:
    """For each two neighbouring periods 1 where the value rises, -1 where it falls, 0 where it stays or is missing."""
    steps = []
    for (before, limits), (after, _) in pairwise(zip(chart.values, chart.limits, strict=True)):
        if before is None or after is None or limits is None:
            steps.append(0)
        else:
            steps.append((after - before > limits.tolerance) - (before - after > limits.tolerance))
    return steps


def _runs(signs: Sequence[int], fewest: int) -> Iterator[tuple[Side, tuple[int, ...]]]:
    """The longest runs of one sign other than 0, of at least the fewest, with their places."""
    for sign, run in groupby(enumerate(signs), key=itemgetter(1)):
        places = tuple(place for place, _ in run)
        if sign and len(places) >= fewest:
            yield SIDES[sign], places


def _two_of_three(sides: Sequence[int], close: Sequence[int]) -> Iterator[Signal]:
    """The points close to a limit, two or three of any three that are all on its side; threes that overlap are one."""
    points: tuple[int, ...] = ()
    for start in range(len(sides) - 2):
        near = [place for place in range(start, start + 3) if close[place]]
        if len(near) < TWO or abs(sum(sides[start : start + 3])) < THREE:
            continue
        if points and near[0] > points[-1]:
            yield Signal("two-of-three", SIDES[sides[points[0]]], points)
            points = ()
        points += tuple(place for place in near if place not in points)
    if points:
        yield Signal("two-of-three", SIDES[sides[points[0]]], points)
