"""A look ahead of at most three periods, and only where it has done better than the last value."""

from math import inf
from typing import Literal

import numpy as np
from msgspec import Struct

from cxcli.analysis.back_test import BackTest, back_test, origins_of
from cxcli.analysis.forecast_methods import METHODS, MethodName, last_value
from cxcli.analysis.series import Bounds, Values, enough, present
from cxcli.analysis.trend import Trend, trend
from cxcli.scoring.interval import Interval, Undefined, tail
from cxcli.scoring.student_t import t_quantile

FEWEST_POINTS = 16
"""With so many points and three periods ahead there are eight origins to try a forecast from."""

FEWEST_ORIGINS = 8

Ahead = Literal[1, 2, 3]

MARGIN = 0.15
"""A forecast is offered where its mean absolute error is at least this part smaller than that of the last value."""

STEP = 0.05
"""A less simple method replaces a simpler one where its error is at least this part smaller."""

WINS = 0.65
"""A forecast is offered where it came closer than the last value from at least this part of the origins."""


class Step(Struct, frozen=True):
    """The forecast `value` so many periods `ahead` of the last one, and its prediction `interval`."""

    ahead: int
    value: float
    interval: Interval


class Forecast(Struct, frozen=True, kw_only=True):
    """The periods ahead, the `method` that made them, and what chose it.

    `errors` and `errors_of_last_value` are mean absolute errors of the back-test, for 1, 2… periods ahead, from so many
    `origins`.
    """

    method: MethodName
    steps: tuple[Step, ...]
    confidence: float
    origins: int
    errors: tuple[float, ...]
    errors_of_last_value: tuple[float, ...]


def forecast(
    values: Values, ahead: Ahead = 3, confidence: float = 0.95, bounds: Bounds | None = None
) -> Forecast | Undefined:
    """The next periods, or the reason in words why there is no forecast.

    Mean, exponential smoothing and Theil-Sen line are tried from earlier points (`back_test`). One of them is taken
    where it was closer than the last value by a margin on average, no worse for any period ahead, and closer from most
    origins; the line in addition only where the trend is significant (`trend`). With `bounds`, value and limits are
    cut at them.

    The limits are the value plus or minus t times the root mean squared error of the back-test for that many periods
    ahead, never narrower than for fewer, with one degree of freedom less than origins.

    Raises:
        ValueError: a value is no finite number, `ahead` is not 1, 2 or 3, or the confidence not between 0 and 1.
    """
    if ahead not in (1, 2, 3):
        raise ValueError("a forecast is for 1, 2 or 3 periods")
    refused = _refused(values)
    origins = () if refused else origins_of(values, ahead)
    if refused or len(origins) < FEWEST_ORIGINS:
        return refused or Undefined("too many gaps to try a forecast out on earlier periods")
    naive = back_test(values, last_value, origins, ahead)
    tried = {name: back_test(values, predict, origins, ahead) for name, predict in METHODS.items()}
    chosen = _chosen(tried, naive, trending=_trending(values))
    if chosen is None:
        return Undefined("no forecast: the last value does as well as any method tried on the earlier periods")
    return Forecast(
        method=chosen,
        steps=_steps(values, chosen, tried[chosen], confidence, bounds),
        confidence=confidence,
        origins=len(origins),
        errors=tuple(tried[chosen].mean_absolute.tolist()),
        errors_of_last_value=tuple(naive.mean_absolute.tolist()),
    )


def _refused(values: Values) -> Undefined | None:
    refused = enough(present(values).values.size, FEWEST_POINTS, "a forecast")
    if refused is None and values[-1] is None:
        return Undefined("no forecast: the last period has no value to start from")
    return refused


def _trending(values: Values) -> bool:
    found = trend(values)
    return isinstance(found, Trend) and found.direction != "none"


def _chosen(tried: dict[MethodName, BackTest], naive: BackTest, *, trending: bool) -> MethodName | None:
    """The method to offer, None where none beats the last value."""
    chosen, least = None, inf
    for name, test in tried.items():
        error = float(test.mean_absolute.mean())
        if _beats(test, naive) and (trending or name != "trend line") and error <= (1 - STEP) * least:
            chosen, least = name, error
    return chosen


def _beats(test: BackTest, naive: BackTest) -> bool:
    """Whether a method was closer than the last value by the margin, for each period ahead, from most origins."""
    by_origin = np.abs(naive.errors).mean(axis=1) - np.abs(test.errors).mean(axis=1)
    return bool(
        test.mean_absolute.mean() < (1 - MARGIN) * naive.mean_absolute.mean()
        and np.all(test.mean_absolute <= naive.mean_absolute)
        and np.mean(by_origin > 0) >= WINS
    )


def _steps(
    values: Values, method: MethodName, test: BackTest, confidence: float, bounds: Bounds | None
) -> tuple[Step, ...]:
    least, most = bounds or (-inf, inf)
    widths = np.maximum.accumulate(test.root_mean_square) * -t_quantile(test.origins - 1, tail(confidence))
    points = METHODS[method](values, len(widths))
    low, value, high = (np.clip(each, least, most).tolist() for each in (points - widths, points, points + widths))
    name = "back-test errors"
    return tuple(
        Step(ahead, value[ahead - 1], Interval(low[ahead - 1], high[ahead - 1], name))
        for ahead in range(1, len(widths) + 1)
    )
