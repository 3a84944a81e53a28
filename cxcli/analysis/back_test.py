"""How well a way of forecasting would have done: it is tried at every earlier point of the series."""

from collections.abc import Callable, Sequence

import numpy as np
from msgspec import Struct

from cxcli.analysis.series import Numbers, Values

FIRST_ORIGIN = 6
"""A forecast is tried from so many points on."""

MOST_ORIGINS = 30
"""The latest so many origins are looked at: how a method did long ago says little about it now."""

Predict = Callable[[Values, int], Numbers]
"""(values, ahead) -> forecasts for 1 to `ahead` periods after the last of the values."""


class BackTest(Struct, frozen=True):
    """Forecast errors, actual less forecast: a row for each origin, a column for each period ahead."""

    errors: Numbers

    @property
    def origins(self) -> int:
        """The times at which a forecast was tried."""
        return int(self.errors.shape[0])

    @property
    def mean_absolute(self) -> Numbers:
        """The mean absolute error for each period ahead."""
        return np.asarray(np.abs(self.errors).mean(axis=0))

    @property
    def root_mean_square(self) -> Numbers:
        """The root of the mean squared error for each period ahead."""
        return np.asarray(np.sqrt((self.errors**2).mean(axis=0)))


def origins_of(values: Values, ahead: int) -> tuple[int, ...]:
    """The lengths of the beginnings to forecast from: enough points, the last period and those ahead not missing."""
    found, points = [], 0
    for place, value in enumerate(values[: len(values) - ahead], start=1):
        points += value is not None
        if points >= FIRST_ORIGIN and None not in values[place - 1 : place + ahead]:
            found.append(place)
    return tuple(found[-MOST_ORIGINS:])


def back_test(values: Values, predict: Predict, origins: Sequence[int], ahead: int) -> BackTest:
    """The errors of one method from each origin, knowing nothing but what came before it (rolling origin).

    Source: Tashman, International Journal of Forecasting 16 (2000) 437-450.

    Raises:
        ValueError: no origins.
    """
    if not origins:
        raise ValueError("a back-test needs an origin")
    errors = [_actual(values[origin : origin + ahead]) - predict(values[:origin], ahead) for origin in origins]
    return BackTest(np.array(errors))


def _actual(values: Values) -> Numbers:
    return np.array(values, float)
