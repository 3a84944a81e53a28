"""The shifted-beta-geometric model of customers under contract, who renew or leave at the end of each period.

A customer leaves at every renewal with the same chance of the customer's own; chances follow a beta distribution with
`alpha` and `beta`. Those with high chances leave first, so the part of a cohort that renews rises with its tenure
though nobody changes. A cohort whose retention does not rise is none of this model.

Sources: Fader and Hardie, Journal of Interactive Marketing 21 (2007) 76-90; of the discounted lifetimes, Fader and
Hardie, Marketing Science 29 (2010) 85-93.
"""

from collections.abc import Sequence
from math import inf
from operator import index

import numpy as np
import numpy.typing as npt
from msgspec import Struct

from cxcli.scoring.beta_mean import beta_mean
from cxcli.scoring.distinct_rows import FloatArray
from cxcli.scoring.interval import Undefined
from cxcli.scoring.maximum_likelihood import Fitted, maximise


class ShiftedBetaGeometric(Struct, frozen=True):
    """The parameters, both above 0: `alpha` of leaving and `beta` of staying; alpha / (alpha + beta) leave first.

    Raises:
        ValueError: a parameter that is not above 0, or not finite.
    """

    alpha: float
    beta: float

    def __post_init__(self) -> None:
        if not all(0 < value < inf for value in self.free):
            raise ValueError("the parameters of the shifted-beta-geometric model are above 0")

    @property
    def free(self) -> tuple[float, float]:
        """Both parameters."""
        return self.alpha, self.beta

    @classmethod
    def of_free(cls, *free: float) -> "ShiftedBetaGeometric":
        """The model of these two parameters."""
        return cls(*free)

    def retention(self, period: npt.ArrayLike) -> FloatArray:
        """The part of the customers under contract in a `period` (1 is the first) who renew at its end.

        Raises:
            ValueError: a period that is not whole or below 1.
        """
        renewals = _checked(period, least=1) - 1
        return np.asarray((self.beta + renewals) / (self.alpha + self.beta + renewals))

    def survival(self, renewals: npt.ArrayLike) -> FloatArray:
        """The part of a new cohort that is left after so many `renewals`; 1 after none.

        For t renewals it is B(alpha, beta + t) / B(alpha, beta).

        Raises:
            ValueError: a number of renewals that is not whole or below 0.
        """
        from scipy.special import betaln  # noqa: PLC0415 - scipy costs start-up time that other metrics do not need

        times = _checked(renewals, least=0)
        return np.asarray(np.exp(betaln(self.alpha, self.beta + times) - betaln(self.alpha, self.beta)))

    def discounted_lifetime(self, discount: float) -> float | Undefined:
        """Periods that a new customer pays for on average, each discounted to the start of the first (which counts 1).

        `discount` is the rate for one period. This is the DEL of 2010. With a `discount` of 0 it is the expected
        lifetime, which has no finite value for alpha up to 1.

        Raises:
            ValueError: a negative discount.
        """
        return self._lifetime_after(0, discount)

    def discounted_residual_lifetime(self, renewals: int, discount: float) -> float | Undefined:
        """Periods that a customer will still pay for who renewed `renewals` times and is about to decide again.

        On average, and each discounted to that decision: the next period counts as far as it is likely. This is the
        DERL of 2010, taken at the end of the period renewals + 1.

        Raises:
            ValueError: a negative discount, or a number of renewals that is not whole or below 0.
        """
        ahead = self._lifetime_after(index(renewals) + 1, discount)
        stays = float(self.retention(renewals + 1))
        return ahead if isinstance(ahead, Undefined) else stays * ahead

    def _lifetime_after(self, renewals: int, discount: float) -> float | Undefined:
        """The discounted lifetime of those who have just renewed: their chances follow Beta(alpha, beta + renewals).

        Of a customer with the chance p it is the sum of ((1 - p) / (1 + d))^t over t = 0, 1, 2, ..., and the mean of
        those is the hypergeometric function of the paper, which floats cannot give for long lifetimes.
        """
        if not 0 <= discount < inf:
            raise ValueError("a discount rate is 0 or more")
        stays = self.beta + renewals
        if discount:
            return float(beta_mean(lambda chance: (1 + discount) / (discount + chance), self.alpha, stays))
        if self.alpha <= 1:
            return Undefined("without a discount the expected lifetime has no finite value: too many never leave")
        return (self.alpha + stays - 1) / (self.alpha - 1)


def fit(survivors: Sequence[int]) -> Fitted[ShiftedBetaGeometric] | Undefined:
    """Return the most likely model of a cohort, or the reason why there is none.

    `survivors` are the customers under contract in the first period, the second, and so on, as far as is known.

    Source: the likelihood of 2007, appendix B, as one factor for each renewal.

    Raises:
        ValueError: numbers that are not whole, below 0, or rise.
    """
    cohort = np.array([index(number) for number in survivors], dtype=np.float64)
    if (cohort < 0).any() or (np.diff(cohort) > 0).any():
        raise ValueError("the survivors of a cohort are 0 or more, and never become more")
    due, renewed = cohort[:-1], cohort[1:]
    lost = due - renewed
    if (due > 0).sum() < _FEWEST:
        return Undefined("a cohort shows how retention rises with tenure only where two renewals or more were due")
    if not lost.any():
        return Undefined("nobody left, so nothing tells how likely customers are to leave")
    past = np.arange(due.size)

    def log_likelihood(free: FloatArray) -> tuple[float, FloatArray]:
        alpha, beta = free.tolist()
        each = lost * np.log(alpha) + renewed * np.log(beta + past) - due * np.log(alpha + beta + past)
        both = (due / (alpha + beta + past)).sum()
        return float(each.sum()), np.array([lost.sum() / alpha - both, (renewed / (beta + past)).sum() - both])

    return maximise(log_likelihood, ShiftedBetaGeometric, _STARTS, int(cohort[0]), _MEANING)


_FEWEST = 2
_STARTS = ((1.0, 1.0), (0.5, 5.0), (10.0, 30.0))
_MEANING = "alpha and beta tell how likely customers are to leave and how much they differ in it; retention has to rise"


def _checked(periods: npt.ArrayLike, least: int) -> FloatArray:
    numbers = np.asarray(periods, dtype=np.float64)
    if not ((numbers >= least) & (numbers < inf) & (numbers == np.floor(numbers))).all():
        raise ValueError(f"periods and renewals are counted by whole numbers, not below {least}")
    return numbers
