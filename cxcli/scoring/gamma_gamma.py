"""The gamma-gamma model of what customers spend: a mean value of a purchase for each of them.

The values of a customer's purchases follow a gamma distribution with shape `p` about the customer's own mean; those
means differ between customers by a gamma distribution of the other parameter, with shape `q` and rate `v`, which is in
the unit of money. How much people spend must not hang together with how often they buy: see `correlation`.

Source: Fader and Hardie, "The Gamma-Gamma Model of Monetary Value" (2013); Fader, Hardie and Lee, Journal of Marketing
Research 42 (2005) 415-430.
"""

from math import inf

import numpy as np
import numpy.typing as npt
from msgspec import Struct

from cxcli.scoring.distinct_rows import FloatArray, IntArray, distinct_rows
from cxcli.scoring.interval import Undefined
from cxcli.scoring.maximum_likelihood import Fitted, maximise, summed


class GammaGamma(Struct, frozen=True):
    """The parameters: `p` and `v` above 0, `q` above 1, for with less the mean over all customers is not finite.

    Raises:
        ValueError: a parameter that is not so, or not finite.
    """

    p: float
    q: float
    v: float

    def __post_init__(self) -> None:
        if not all(0 < value < inf for value in self.free):
            raise ValueError("of the parameters of the gamma-gamma model p and v are above 0, and q is above 1")

    @property
    def free(self) -> tuple[float, float, float]:
        """p, q - 1 and v."""
        return self.p, self.q - 1, self.v

    @classmethod
    def of_free(cls, *free: float) -> "GammaGamma":
        """The model with this p, q - 1 and v."""
        p, above_one, v = free
        return cls(p, above_one + 1, v)

    def conditional_mean(self, purchases: npt.ArrayLike, mean_value: npt.ArrayLike) -> FloatArray:
        """The expected mean value of a purchase of customers who made `purchases` worth `mean_value` on average.

        It lies between the customer's own mean and that of all customers; who made no purchases, whatever stands for
        their value, is expected to spend what all do on average: p v / (q - 1).

        Source: equation 5 of the note.

        Raises:
            ValueError: a number of purchases that is negative, or a value that is not above 0 of one that is not 0.
        """
        x = np.asarray(purchases, dtype=np.float64)
        spent = np.where(x > 0, x * np.asarray(mean_value, dtype=np.float64), 0.0)
        if not ((x >= 0) & (x < inf) & ((spent > 0) == (x > 0)) & (spent < inf)).all():
            raise ValueError("purchases are 0 or more, and their mean value is above 0")
        return np.asarray(self.p * (self.v + spent) / (self.p * x + self.q - 1))


def fit(purchases: npt.ArrayLike, mean_value: npt.ArrayLike, counts: npt.ArrayLike) -> Fitted[GammaGamma] | Undefined:
    """Return the most likely model, or the reason why there is none.

    A row is one or more (`counts`) customers who made `purchases` worth `mean_value` on average. The purchases are
    those that the mean was taken over, so whoever made none is no row here. The result does not depend on the order
    or the cut of the rows.

    Raises:
        ValueError: as in `distinct_rows`, or purchases or a mean value that are not above 0.
    """
    (x, mean), customers = distinct_rows([purchases, mean_value], counts)
    if not ((x > 0) & (mean > 0)).all():
        raise ValueError("the model is of customers with purchases whose mean value is above 0")
    n = int(customers.sum())
    if n < _FEWEST:
        return Undefined("fewer than two customers with purchases of value show no differences between customers")
    if (mean == mean[0]).all():
        return Undefined("the mean values of all customers are alike, and show nothing of how customers differ")
    typical = float((mean * customers).sum() / n)

    def log_likelihood(free: FloatArray) -> tuple[float, FloatArray]:
        return summed(log_likelihoods, GammaGamma.of_free(*free.tolist()), (x, mean), customers)

    starts = [(p, above_one, v * typical) for p, above_one, v in _STARTS]
    return maximise(log_likelihood, GammaGamma, starts, n, _MEANING)


def log_likelihoods(model: GammaGamma, x: FloatArray, mean: FloatArray) -> tuple[FloatArray, list[FloatArray]]:
    """The logarithm of the likelihood of each customer's mean value, and its derivatives by p, q and v.

    Source: equation 1a of the note.
    """
    from scipy.special import gammaln, psi  # noqa: PLC0415 - scipy costs start-up time that other metrics do not need

    p, q, v = model.p, model.q, model.v
    differs = np.diff(x, prepend=0.0) != 0
    few, place = x[differs], np.cumsum(differs) - 1
    spent = x * mean
    own, others = np.log(spent / (v + spent)), np.log(v / (v + spent))
    value = gammaln(p * few + q) - gammaln(p * few) - gammaln(q)
    of_q = psi(p * few + q)
    return value[place] + p * x * own + q * others - np.log(mean), [
        few[place] * (of_q - psi(p * few))[place] + x * own,
        (of_q - psi(q))[place] + others,
        q / v - (p * x + q) / (v + spent),
    ]


def correlation(purchases: npt.ArrayLike, mean_value: npt.ArrayLike, counts: npt.ArrayLike) -> float | Undefined:
    """Return how purchases and their mean value go together over customers, from -1 to 1, by Pearson.

    The model takes it for 0. Where it is far from 0, frequent customers are not worth what the model says.

    Raises:
        ValueError: as in `distinct_rows`.
    """
    (x, mean), customers = distinct_rows([purchases, mean_value], counts)
    spreads = [_deviations(column, customers) for column in (x, mean)]
    if not all(spread.any() for spread in spreads):
        return Undefined("a correlation needs customers who differ in both, how often they buy and what they spend")
    first, second = (spread / np.sqrt((spread**2 * customers).sum()) for spread in spreads)
    # The correlation of numbers in step is 1; the last bit of a float may say otherwise.
    return float(np.clip((first * second * customers).sum(), -1, 1))


_FEWEST = 2
_STARTS = ((1.0, 1.0, 1.0), (5.0, 3.0, 0.5), (0.5, 10.0, 10.0))
"""p, q - 1 and v, in typical values, to start from: wide, near to published ones, and customers much alike."""
_MEANING = (
    "p tells how the purchases of a customer differ in value, q and v how customers do; near q = 1 no mean is finite"
)


def _deviations(column: FloatArray, customers: IntArray) -> FloatArray:
    """The distances from the mean; none at all where every number is the same."""
    if not column.size or (column == column[0]).all():
        return np.zeros_like(column)
    return np.asarray(column - (column * customers).sum() / customers.sum())
