"""How the uncertainty of a model's parameters becomes that of a number taken from it."""

from collections.abc import Callable
from math import exp, log, sqrt

import numpy as np

from cxcli.scoring.distinct_rows import FloatArray
from cxcli.scoring.interval import Interval, Undefined, z_quantile
from cxcli.scoring.maximum_likelihood import Fitted, Model


def log_gradient(number: Callable[[Model], float], model: Model) -> FloatArray:
    """Return the derivatives of a `number` from the model by the logarithms of its free parameters."""
    centre, step = np.log(model.free), 1e-4

    def at(logs: FloatArray) -> float:
        return number(model.of_free(*np.exp(logs).tolist()))

    return np.array([(at(centre + move) - at(centre - move)) / (2 * step) for move in step * np.eye(centre.size)])


def positive_interval(
    number: Callable[[Model], float], fitted: Fitted[Model], confidence: float = 0.95
) -> Interval | Undefined:
    """Return limits of a `number` above 0 from a fitted model, for the uncertainty of its parameters alone.

    Normal limits of the logarithm, whose variance follows from that of the parameters' logarithms.

    Source: Oehlert, The American Statistician 46 (1992) 27-29.

    Raises:
        ValueError: a confidence not between 0 and 1.
    """
    z = z_quantile(confidence)
    if isinstance(fitted.log_covariance, Undefined):
        return fitted.log_covariance
    value = number(fitted.model)
    slope = log_gradient(lambda model: log(number(model)), fitted.model)
    half = z * sqrt(float((np.outer(slope, slope) * np.array(fitted.log_covariance)).sum()))
    return Interval(value * exp(-half), value * exp(half), "delta method")
