"""What customers are expected to be worth in the periods to come, in the money of today."""

from math import inf

import numpy as np
import numpy.typing as npt
from msgspec import Struct

from cxcli.scoring.bg_nbd import BgNbd, checked_history
from cxcli.scoring.distinct_rows import FloatArray
from cxcli.scoring.gamma_gamma import GammaGamma
from cxcli.scoring.interval import checked_share


class Horizon(Struct, frozen=True):
    """The next `periods` of equal `length` (in the time unit of the model), and the `discount` rate for one of them.

    Raises:
        ValueError: no period, a length that is not above 0, a negative rate, or one of them not finite.
    """

    periods: int
    length: float
    discount: float

    def __post_init__(self) -> None:
        if self.periods < 1:
            raise ValueError("a horizon is one period or more")
        if not 0 < self.length < inf:
            raise ValueError("a period is longer than 0")
        if not 0 <= self.discount < inf:
            raise ValueError("a discount rate is 0 or more")


def discounted_purchases(
    model: BgNbd, frequency: npt.ArrayLike, recency: npt.ArrayLike, age: npt.ArrayLike, horizon: Horizon
) -> FloatArray:
    """Return the expected purchases within the horizon, each counted as what it is worth today, at period ends.

    Those of a period are the purchases expected up to its end less those up to its start; divided by (1 + rate) to the
    power of the period's number, they are added up.

    Raises:
        ValueError: as in `BgNbd.conditional_expected_purchases`.
    """
    x, t_x, observed = checked_history(frequency, recency, age)
    # Of the active, all with one frequency and age are alike: a few thousand pairs, whatever the number of customers.
    pairs, place = np.unique(x + 1j * observed, return_inverse=True)
    total, before = np.asarray(0.0), np.asarray(0.0)
    for period in range(1, horizon.periods + 1):
        upto = model.purchases_of_the_active(period * horizon.length, pairs.real, pairs.imag)
        total = total + (upto - before) / (1 + horizon.discount) ** period
        before = upto
    return np.asarray(model.p_alive(x, t_x, observed) * total[place])


def discounted_value(
    purchases: FloatArray, model: GammaGamma, frequency: npt.ArrayLike, mean_value: npt.ArrayLike, margin: float
) -> FloatArray:
    """Return the value of discounted `purchases`: times the expected value of one, times the part kept as `margin`.

    Raises:
        ValueError: as in `GammaGamma.conditional_mean`, or a margin that is not between 0 and 1.
    """
    return purchases * model.conditional_mean(frequency, mean_value) * checked_share(margin)
