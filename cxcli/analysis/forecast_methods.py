"""The ways of looking ahead, from the simplest to the one with a trend."""

from types import MappingProxyType
from typing import Literal

import numpy as np

from cxcli.analysis.back_test import Predict
from cxcli.analysis.series import Numbers, Values, present
from cxcli.analysis.smoothing import fitted
from cxcli.analysis.theil_sen import line

MethodName = Literal["mean", "exponential smoothing", "trend line"]


def last_value(values: Values, ahead: int) -> Numbers:
    """The last value, again and again: what every other method has to beat."""
    return np.full(ahead, present(values).values[-1])


def mean(values: Values, ahead: int) -> Numbers:
    """The mean of all values."""
    return np.full(ahead, present(values).values.mean())


def exponential_smoothing(values: Values, ahead: int) -> Numbers:
    """The last level of simple exponential smoothing; a period without a value leaves the level where it is."""
    return np.full(ahead, fitted(present(values).values).level)


def trend_line(values: Values, ahead: int) -> Numbers:
    """The Theil-Sen line, drawn on."""
    slope, intercept = line(present(values))
    return np.asarray(intercept + slope * (len(values) + np.arange(ahead)))


METHODS = MappingProxyType[MethodName, Predict](
    {"mean": mean, "exponential smoothing": exponential_smoothing, "trend line": trend_line}
)
"""The candidates, the simplest first."""
