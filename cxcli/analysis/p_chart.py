"""The p-chart: limits of a share from the number of answers behind each point."""

from collections.abc import Sequence
from math import fsum, inf, sqrt

from cxcli.analysis.control_chart import FEWEST_POINTS, ControlChart, ControlLimits, limits_around, provisional
from cxcli.analysis.series import Values
from cxcli.scoring.interval import Undefined

EXPECTED_AT_LEAST = 5
"""Below so many expected successes or failures in a period the limits of that period are rough."""


def p_chart(successes: Values, n: Values) -> ControlChart | Undefined:
    """The chart of successes / n: centre = all successes / all n, limits at three sigma for the n of each period.

    Where answers are weighted, `n` is the effective number and `successes` the weighted share times it. A period of
    which either is None or n is 0 is a gap. The limits are cut at 0 and 1. They take chance alone into account: with
    thousands of answers a period nearly all points lie outside, and the XmR chart is the better one.

    Source: Shewhart, Economic Control of Quality (1931); NIST/SEMATECH e-Handbook 6.3.3.2.

    Raises:
        ValueError: the lengths differ, or successes are below 0, above n, or no numbers.
    """
    pairs = [_checked(x, total) for x, total in zip(successes, n, strict=True)]
    there = [pair for pair in pairs if pair is not None]
    if len(there) < FEWEST_POINTS:
        return Undefined(f"control limits need {FEWEST_POINTS} or more points")
    centre = fsum(x for x, _ in there) / fsum(total for _, total in there)
    if centre in (0.0, 1.0):
        return Undefined("all answers are alike and show no variation to make control limits from")
    return ControlChart(
        kind="p",
        method="p-chart: share of all ± 3 standard errors for the n of each period",
        values=tuple(None if pair is None else pair[0] / pair[1] for pair in pairs),
        limits=tuple(None if pair is None else _limits(centre, pair[1]) for pair in pairs),
        cautions=provisional(len(there)) + _rough(centre, [total for _, total in there]),
    )


def _checked(successes: float | None, n: float | None) -> tuple[float, float] | None:
    if successes is None or n is None or (successes, n) == (0, 0):
        return None
    if not 0 <= successes <= n < inf:
        raise ValueError("successes lie between 0 and n, and n is finite")
    return float(successes), float(n)


def _limits(centre: float, n: float) -> ControlLimits:
    return limits_around(centre, 3 * sqrt(centre * (1 - centre) / n), (0.0, 1.0))


def _rough(centre: float, n: Sequence[float]) -> tuple[str, ...]:
    few = sum(total * min(centre, 1 - centre) < EXPECTED_AT_LEAST for total in n)
    if not few:
        return ()
    where = f"in {few} of {len(n)} periods"
    return (f"{where} fewer than {EXPECTED_AT_LEAST} answers of a kind are expected, so the limits are rough there",)
