"""The BG/NBD model of customers who buy at will: how often they come back, and whether they still do.

While a customer is active, purchases come at random with a rate of the customer's own; after each repeat purchase the
customer stops for good with a chance of the customer's own. Rates follow a gamma distribution with shape `r` and rate
`alpha`, chances a beta distribution with `a` and `b`.

A customer's history is `frequency`, the repeat purchases (the first one is not counted, and purchases at one point of
time are one); `recency`, the time from the first purchase to the last; and `age`, the time from the first purchase to
the end of observation. All times are in one unit, that of 1 / rate. One may only stop after a repeat purchase, so the
model takes everybody who never came back for active: their `p_alive` is 1 by construction, not by evidence.

Source: Fader, Hardie and Lee, Marketing Science 24 (2005) 275-284.
"""

from math import inf

import numpy as np
import numpy.typing as npt
from msgspec import Struct

from cxcli.scoring.beta_mean import beta_mean
from cxcli.scoring.distinct_rows import FloatArray


class BgNbd(Struct, frozen=True):
    """The parameters, all above 0: `r` and `alpha` of the rates of purchase, `a` and `b` of the chances to stop.

    The methods take arrays, or numbers, that broadcast against each other, and return an array.

    Raises:
        ValueError: a parameter that is not above 0, or not finite.
    """

    r: float
    alpha: float
    a: float
    b: float

    def __post_init__(self) -> None:
        if not all(0 < value < inf for value in self.free):
            raise ValueError("the parameters of the BG/NBD model are above 0")

    @property
    def free(self) -> tuple[float, float, float, float]:
        """All four parameters."""
        return self.r, self.alpha, self.a, self.b

    @classmethod
    def of_free(cls, *free: float) -> "BgNbd":
        """The model of these four parameters."""
        return cls(*free)

    def p_alive(self, frequency: npt.ArrayLike, recency: npt.ArrayLike, age: npt.ArrayLike) -> FloatArray:
        """The probability that a customer is still active at the end of observation; 1 without repeat purchases.

        Source: Fader, Hardie and Lee, "Computing P(alive) using the BG/NBD model" (2008).

        Raises:
            ValueError: as in `checked_history`.
        """
        from scipy.special import expit  # noqa: PLC0415 - scipy costs start-up time that other metrics do not need

        return np.asarray(expit(-self.log_odds_stopped(*checked_history(frequency, recency, age))))

    def expected_purchases(self, span: npt.ArrayLike) -> FloatArray:
        """Repeat purchases that a new customer makes in a time `span` after the first, on average.

        Source: equation 9, which is equation 10 for a customer of age 0.

        Raises:
            ValueError: a negative span.
        """
        return self.conditional_expected_purchases(span, 0, 0, 0)

    def conditional_expected_purchases(
        self, span: npt.ArrayLike, frequency: npt.ArrayLike, recency: npt.ArrayLike, age: npt.ArrayLike
    ) -> FloatArray:
        """Purchases in a time `span` after the end of observation, on average over customers of such a history.

        Source: equation 10.

        Raises:
            ValueError: a negative span, or as in `checked_history`.
        """
        x, t_x, observed = checked_history(frequency, recency, age)
        return np.asarray(self.p_alive(x, t_x, observed) * self.purchases_of_the_active(span, x, observed))

    def purchases_of_the_active(self, span: npt.ArrayLike, frequency: FloatArray, age: FloatArray) -> FloatArray:
        """The same, on average over customers who are active; how lately they bought says no more of them then.

        Raises:
            ValueError: a negative span.
        """
        ahead = _checked_span(span) / (self.alpha + age)
        if abs(self.a - 1) >= _NEAR_ONE:
            return _of_the_active(self.r, self.a, self.b, frequency, ahead)
        # The formula is 0 / 0 where a is 1, and smooth about it: a straight line leads over the gap.
        low, high = (_of_the_active(self.r, 1 + side, self.b, frequency, ahead) for side in (-_NEAR_ONE, _NEAR_ONE))
        return np.asarray(low + (high - low) * (self.a - 1 + _NEAR_ONE) / (2 * _NEAR_ONE))

    def pmf(self, span: npt.ArrayLike, purchases: npt.ArrayLike) -> FloatArray:
        """The probability that a new customer makes this many repeat purchases in a time `span` after the first.

        Source: equation 8.

        Raises:
            ValueError: a negative span or number of purchases.
        """
        from scipy.special import betainc, betaln, gammaln, xlogy  # noqa: PLC0415 - as above

        x, ahead = checked_frequency(purchases), _checked_span(span)
        part = ahead / (self.alpha + ahead)
        stays = betaln(self.a, self.b + x) - betaln(self.a, self.b)
        ways = gammaln(self.r + x) - gammaln(self.r) - gammaln(x + 1)
        rates = ways - self.r * np.log1p(ahead / self.alpha) + xlogy(x, part)
        first = np.maximum(x, 1)
        stops = np.log(self.a) - np.log(self.b + first - 1) + stays
        return np.asarray(np.exp(stays + rates) + (x > 0) * np.exp(stops) * betainc(first, self.r, part))

    def log_odds_stopped(self, x: FloatArray, t_x: FloatArray, observed: FloatArray) -> FloatArray:
        """The logarithm of the odds that a customer of a history (as checked) has stopped; minus infinity for x = 0."""
        later = np.log((self.alpha + observed) / (self.alpha + t_x))
        odds = np.log(self.a / (self.b + np.maximum(x, 1) - 1)) + (self.r + x) * later
        return np.asarray(np.where(x > 0, odds, -inf))


def checked_history(
    frequency: npt.ArrayLike, recency: npt.ArrayLike, age: npt.ArrayLike
) -> tuple[FloatArray, FloatArray, FloatArray]:
    """The three as arrays, once they are known to be histories.

    Raises:
        ValueError: a frequency that is negative or not whole, a recency outside 0 to the age, or one that is 0 with
            repeat purchases or above 0 without.
    """
    x = checked_frequency(frequency)
    t_x, observed = np.asarray(recency, dtype=np.float64), np.asarray(age, dtype=np.float64)
    if not ((t_x >= 0) & (t_x <= observed) & (observed < inf)).all():
        raise ValueError("the last purchase of a customer lies between the first one and the end of observation")
    if not ((x > 0) == (t_x > 0)).all():
        raise ValueError("repeat purchases, and they alone, come after the first purchase")
    return x, t_x, observed


def checked_frequency(purchases: npt.ArrayLike) -> FloatArray:
    """The numbers of purchases as an array of floats, once they are known to be whole and not negative.

    Raises:
        ValueError: some are not.
    """
    x = np.asarray(purchases, dtype=np.float64)
    if not ((x >= 0) & (x < inf) & (x == np.floor(x))).all():
        raise ValueError("purchases are counted by whole numbers, 0 or more")
    return x


_NEAR_ONE = 1e-4
"""How near to 1 an `a` loses digits; the straight line is right to eight."""
_NEAR_ZERO = 1e-9


def _checked_span(span: npt.ArrayLike) -> FloatArray:
    time = np.asarray(span, dtype=np.float64)
    if not ((time >= 0) & (time < inf)).all():
        raise ValueError("a span of time is 0 or more")
    return time


def _of_the_active(r: float, a: float, b: float, frequency: FloatArray, span: FloatArray) -> FloatArray:
    """Purchases to come, on average, of a customer who is active; `span` is in units of alpha + age.

    Euler's transformation (DLMF 15.8.1) gives the hypergeometric function of equation 10 a second form, in which the
    purchases made so far cancel. The form with the smaller exponent is taken: it neither overflows nor cancels, unless
    both are large or the span is hundreds of times alpha + age.
    """
    from scipy.special import hyp2f1  # noqa: PLC0415 - as above

    x, ahead = np.broadcast_arrays(frequency, span)
    as_printed = r + x < a - 1
    exponent = np.where(as_printed, r + x, a - 1)
    # Where a + b + x is 1 the form is 0 / 0; so near to it, the value is the same to nine digits.
    lower = np.where(np.abs(a + b + x - 1) < _NEAR_ZERO, _NEAR_ZERO, a + b + x - 1)
    with np.errstate(over="ignore", invalid="ignore"):
        series = hyp2f1(exponent, np.where(as_printed, b + x, a + b - 1 - r), lower, ahead / (1 + ahead))
        purchases = np.asarray(lower / (a - 1) * (1 - np.exp(-exponent * np.log1p(ahead)) * series))
    hard = ~np.isfinite(purchases)
    if hard.any():
        purchases[hard] = _integrated(r + x[hard], a, b + x[hard], ahead[hard])
    return purchases


def _integrated(shape: FloatArray, a: float, b: FloatArray, ahead: FloatArray) -> FloatArray:
    """The same as the mean of (1 - (1 + p ahead)^-shape) / p over the chances p to stop, which follow Beta(a, b).

    Slow, and right to nine digits.
    """
    without_stop = shape * ahead

    def part(chance: FloatArray) -> FloatArray:
        certain = chance * without_stop < _NEAR_ZERO
        stops = np.where(certain, 1.0, chance)
        return np.where(certain, 1.0, -np.expm1(-shape * np.log1p(stops * ahead)) / (stops * without_stop))

    return without_stop * beta_mean(part, a, b)
