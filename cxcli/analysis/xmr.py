"""The individuals and moving range chart: limits from how much neighbouring points differ."""

from itertools import pairwise
from math import isfinite
from statistics import mean

from cxcli.analysis.control_chart import FEWEST_POINTS, ControlChart, limits_around, provisional
from cxcli.analysis.series import Bounds, Values
from cxcli.scoring.interval import Undefined

LIMIT = 2.66
"""Three sigma in mean moving ranges, as charts are drawn by hand and by the NHS; exactly 3 / 1.128 = 2.6596 (NIST)."""

MOVING_RANGE_LIMIT = 3.267
"""A moving range of so many mean moving ranges is an outlier (the limit of the moving range chart)."""


def xmr_chart(
    values: Values,
    *,
    constant: float = LIMIT,
    screen: bool = True,
    baseline: int | None = None,
    bounds: Bounds | None = None,
) -> ControlChart | Undefined:
    """The chart: centre = mean, limits at `constant` mean moving ranges; or the reason why there is none.

    A moving range is the distance of two neighbouring periods; beside a gap there is none. With `screen`, moving
    ranges of 3.267 times their mean or more are left out of it, once (Nelson), unless nothing that varies were left.
    With a `baseline` the limits are those of the first so many periods. With `bounds` they are cut at them.

    Source: Shewhart, Economic Control of Quality (1931); NIST/SEMATECH e-Handbook 6.3.2.2 (constant 3 / 1.128);
    Nelson, Journal of Quality Technology 14 (1982) 172-173; defaults as NHSRplotthedots has them.

    Raises:
        ValueError: a value is no finite number or out of bounds.
    """
    if not all(isfinite(value) for value in values if value is not None):
        raise ValueError("a value of a chart is a finite number, or None where there is none")
    basis = values[:baseline]
    there = [value for value in basis if value is not None]
    ranges = _moving_ranges(basis)
    if len(there) < FEWEST_POINTS or not ranges:
        return Undefined(f"control limits need {FEWEST_POINTS} or more points, of which two are neighbours")
    if not any(ranges):
        return Undefined("neighbouring points are all alike and show no variation to make control limits from")
    kept = _screened(ranges) if screen else ranges
    limits = limits_around(mean(there), constant * mean(kept), bounds)
    return ControlChart(
        kind="xmr",
        method=_method(constant, len(ranges) - len(kept), screen=screen),
        values=tuple(values),
        limits=tuple(None if value is None else limits for value in values),
        cautions=provisional(len(there)),
    )


def _moving_ranges(values: Values) -> list[float]:
    """The distances of neighbours that both have a value."""
    return [abs(after - before) for before, after in pairwise(values) if before is not None and after is not None]


def _screened(ranges: list[float]) -> list[float]:
    """The moving ranges that are no outliers; all of them where only zeros would remain."""
    limit = MOVING_RANGE_LIMIT * mean(ranges)
    kept = [each for each in ranges if each < limit]
    return kept if any(kept) else ranges


def _method(constant: float, left_out: int, *, screen: bool) -> str:
    words = f"XmR chart: mean ± {constant:.5g} mean moving ranges"
    ranges = "range" if left_out == 1 else "ranges"
    return f"{words}, {left_out} outlying moving {ranges} left out (Nelson 1982)" if screen and left_out else words
