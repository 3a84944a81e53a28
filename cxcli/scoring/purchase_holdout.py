"""How well a model of purchases foretold those of a time that it had not seen."""

from math import fsum

import numpy as np
import numpy.typing as npt
from msgspec import Struct

from cxcli.scoring.bg_nbd import BgNbd, checked_frequency
from cxcli.scoring.distinct_rows import FloatArray
from cxcli.scoring.interval import Undefined


class Forecast(Struct, frozen=True):
    """Purchases that were `expected` of all customers, and how far off that was for one of them on average."""

    expected: float
    mean_absolute_error: float


class Holdout(Struct, frozen=True):
    """The purchases of `customers` after the day to which a model was fitted, and what was expected of them.

    `naive` expects of all customers the rate that they had so far (of those who came on the last day, nothing).
    """

    customers: int
    actual: int
    model: Forecast
    naive: Forecast

    @property
    def ratio(self) -> float | Undefined:
        """Expected purchases by the model over actual ones; 1 is right in total."""
        if not self.actual:
            return Undefined("nobody bought in the time that was held out")
        return self.model.expected / self.actual


def holdout(
    model: BgNbd,
    frequency: npt.ArrayLike,
    recency: npt.ArrayLike,
    age: npt.ArrayLike,
    actual: npt.ArrayLike,
    span: float,
) -> Holdout | Undefined:
    """Return how a model, fitted to purchases before a day, did in the time `span` after it.

    There is one entry for each customer known on that day: the history up to it, and the `actual` purchases after.

    Raises:
        ValueError: as in `BgNbd.conditional_expected_purchases`, or `actual` purchases that are not one whole number
            for each customer, or negative.
    """
    x, time, made = (np.asarray(column, dtype=np.float64) for column in (frequency, age, actual))
    if not x.shape == time.shape == made.shape or x.ndim != 1:
        raise ValueError("there is one entry of each kind for each customer")
    if not x.size:
        return Undefined("no customer was known before the time that was held out")
    expected = model.conditional_expected_purchases(span, x, recency, time)
    so_far = np.divide(x, time, out=np.zeros_like(x), where=time > 0)
    made = checked_frequency(made)
    return Holdout(x.size, int(made.sum()), _forecast(expected, made), _forecast(so_far * span, made))


def _forecast(expected: FloatArray, made: FloatArray) -> Forecast:
    """Sums that are exact before they are rounded do not depend on the order of the customers."""
    return Forecast(fsum(expected.tolist()), fsum(np.abs(expected - made).tolist()) / made.size)
