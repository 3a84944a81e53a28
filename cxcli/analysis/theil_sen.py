"""The median slope: how much a series changes from one period to the next."""

from math import sqrt

import numpy as np
from msgspec import Struct

from cxcli.analysis.series import Numbers, Series
from cxcli.scoring.interval import Interval, Undefined, z_quantile


class TheilSen(Struct, frozen=True):
    """The median `slope` a period, its `interval`, and the `intercept`: the value of the line at place 0."""

    slope: float
    intercept: float
    interval: Interval | Undefined

    def at(self, place: float) -> float:
        """The value of the line at a place in time; 0 is the first period of the series."""
        return self.intercept + self.slope * place


def theil_sen(series: Series, variance: float, confidence: float = 0.95) -> TheilSen:
    """The median of the slopes of all pairs of points, with limits that are slopes of pairs, too.

    `variance` is that of Kendall's S, as the Mann-Kendall test gives it; one that is corrected for autocorrelation
    makes the interval wider. The intercept is the median value less the slope times the median place.

    Source: Theil, Indagationes Mathematicae 12 (1950) 85-91; Sen, JASA 63 (1968) 1379-1389; the intercept Conover,
    Practical Nonparametric Statistics (1980).

    Raises:
        ValueError: fewer than two points, a negative variance, a confidence not between 0 and 1.
    """
    if variance < 0:
        raise ValueError("a variance is 0 or more")
    return TheilSen(*line(series), _interval(np.sort(_slopes(series)), variance, confidence))


def line(series: Series) -> tuple[float, float]:
    """Slope and intercept alone, without an interval.

    Raises:
        ValueError: fewer than two points.
    """
    slopes = _slopes(series)
    if not slopes.size:
        raise ValueError("a slope needs two points")
    slope = float(np.median(slopes))
    return slope, float(np.median(series.values)) - slope * float(np.median(series.times))


def _slopes(series: Series) -> Numbers:
    """The slope of each pair of points, in no order."""
    before, after = np.triu_indices(series.values.size, 1)
    rise = series.values[after] - series.values[before]
    return np.asarray(rise / (series.times[after] - series.times[before]))


def _interval(slopes: Numbers, variance: float, confidence: float) -> Interval | Undefined:
    distance = z_quantile(confidence) * sqrt(variance)
    if variance == 0:
        return Undefined("all values are alike and show no variation, so the interval of the slope is unknown")
    low = round((slopes.size - distance) / 2) - 1
    high = round((slopes.size + distance) / 2)
    if low < 0 or high >= slopes.size:
        return Undefined("the points are too few, or too much alike their neighbours, to bound the slope")
    return Interval(float(slopes[low]), float(slopes[high]), "Sen 1968")
