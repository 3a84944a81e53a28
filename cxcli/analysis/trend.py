"""The trend of a series: how steep, how sure, and whether more than chance explains it."""

from typing import Literal

from msgspec import Struct

from cxcli.analysis.mann_kendall import PLAIN, MannKendall, trend_test
from cxcli.analysis.series import Values, enough, present
from cxcli.analysis.theil_sen import TheilSen, theil_sen
from cxcli.scoring.interval import Undefined

FEWEST_POINTS = 10
"""With fewer points a trend is not tested."""

Direction = Literal["up", "down", "none"]


class Trend(Struct, frozen=True, kw_only=True):
    """Slope and test of one series; `direction` is "none" where chance explains the slope at the `confidence`.

    `cautions` say in words why the trend is less sure than it looks; empty where there is nothing to say.
    """

    slope: TheilSen
    test: MannKendall
    direction: Direction
    confidence: float
    cautions: tuple[str, ...]


WANDERS = "neighbouring periods are alike; a series that wanders by chance alone often looks like a trend"


def trend(values: Values, confidence: float = 0.95) -> Trend | Undefined:
    """The Theil-Sen slope a period and the Mann-Kendall test, from ten points on; below, the reason why not.

    A period without a value is left out and keeps its place in time. The variant of the test is named in its result;
    the interval of the slope uses the variance of that variant.

    Raises:
        ValueError: a value is no finite number, or the confidence is not between 0 and 1.
    """
    series = present(values)
    refused = enough(series.values.size, FEWEST_POINTS, "a trend")
    if refused:
        return refused
    test = trend_test(series)
    slope = theil_sen(series, test.variance, confidence)
    return Trend(
        slope=slope,
        test=test,
        direction=_direction(test, confidence),
        confidence=confidence,
        cautions=() if test.variant == PLAIN else (WANDERS,),
    )


def _direction(test: MannKendall, confidence: float) -> Direction:
    if test.p > 1 - confidence:
        return "none"
    return "up" if test.s > 0 else "down"
