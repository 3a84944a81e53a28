"""The mean value that customers are expected to bring, with limits that know that its models were fitted.

A t interval of predicted values takes the models for known and the histories as the only thing that chance has a hand
in; with the published parameters of a music shop its 95 % limits hold the value in about 70 % of the cases. Here each
customer's pull on the mean is counted whole: through the own value, and through the parameters, on which every history
pulls. Such limits are of the mean over all customers of this kind, of whom those at hand are a sample. They take the
models for true, and do not hold what chance does to the customers' purchases from here on.

Sources: Newey and McFadden, Handbook of Econometrics 4 (1994), chapter 36, section 6, on means with fitted parameters;
Fader, Hardie and Lee, Journal of Marketing Research 42 (2005) 415-430, on the value.
"""

from collections.abc import Sequence
from math import exp, log, sqrt

import numpy as np
from msgspec import Struct

from cxcli.scoring import bg_nbd_fit, gamma_gamma
from cxcli.scoring.bg_nbd import BgNbd
from cxcli.scoring.buyers import Buyers
from cxcli.scoring.delta_method import log_gradient
from cxcli.scoring.discounted_value import Horizon, discounted_purchases
from cxcli.scoring.distinct_rows import FloatArray
from cxcli.scoring.gamma_gamma import GammaGamma
from cxcli.scoring.interval import Interval, Undefined, checked_share, z_quantile
from cxcli.scoring.maximum_likelihood import Covariance, Fitted


class MeanLifetimeValue(Struct, frozen=True):
    """The expected discounted value of a customer, on `average` over `n` of them, and its limits."""

    n: int
    average: float
    limits: Interval | Undefined


def mean_lifetime_value(
    buyers: Buyers,
    purchases: Fitted[BgNbd],
    values: Fitted[GammaGamma],
    horizon: Horizon,
    margin: float,
    confidence: float = 0.95,
) -> MeanLifetimeValue:
    """Return the mean over the `buyers` that both models were fitted to, with limits that are above 0.

    The limits are normal ones of the logarithm, for the mean of such skewed values is skewed itself. Where a model
    has no maximum they are undefined, for its reason.

    Raises:
        ValueError: no buyers, a margin that is no share, a confidence not between 0 and 1, or as in
            `discounted_purchases` and `conditional_mean`.
    """
    if not buyers.n:
        raise ValueError("there are no customers to take a mean over")
    z, part = z_quantile(confidence), checked_share(margin)
    average = part * _mean(_ahead(purchases.model, buyers, horizon) * _value(values.model, buyers), buyers)
    error = _relative_error(buyers, purchases, values, horizon)
    if isinstance(error, Undefined):
        return MeanLifetimeValue(buyers.n, average, error)
    limits = Interval(average * exp(-z * error), average * exp(z * error), "delta method")
    return MeanLifetimeValue(buyers.n, average, limits)


def _relative_error(
    buyers: Buyers, purchases: Fitted[BgNbd], values: Fitted[GammaGamma], horizon: Horizon
) -> float | Undefined:
    """The standard error of the logarithm of the mean: the root of the sum of all customers' squared pulls on it."""
    if isinstance(purchases.log_covariance, Undefined):
        return purchases.log_covariance
    if isinstance(values.log_covariance, Undefined):
        return values.log_covariance
    ahead, value = _ahead(purchases.model, buyers, horizon), _value(values.model, buyers)
    own = ahead * value / _mean(ahead * value, buyers)
    by_purchases = log_gradient(
        lambda model: log(_mean(_ahead(model, buyers, horizon) * value, buyers)), purchases.model
    )
    by_values = log_gradient(lambda model: log(_mean(ahead * _value(model, buyers), buyers)), values.model)
    pull = (
        (own - 1) / buyers.n
        + _pull(by_purchases, purchases.log_covariance, _purchase_scores(purchases.model, buyers))
        + _pull(by_values, values.log_covariance, _value_scores(values.model, buyers))
    )
    return sqrt(float((pull**2 * buyers.counts).sum()))


def _ahead(model: BgNbd, buyers: Buyers, horizon: Horizon) -> FloatArray:
    return discounted_purchases(model, buyers.frequency, buyers.recency, buyers.age, horizon)


def _value(model: GammaGamma, buyers: Buyers) -> FloatArray:
    return model.conditional_mean(buyers.frequency, buyers.mean_value)


def _mean(each: FloatArray, buyers: Buyers) -> float:
    return float((each * buyers.counts).sum() / buyers.n)


def _pull(gradient: FloatArray, covariance: Covariance, scores: Sequence[FloatArray]) -> FloatArray:
    """How much each history moves a number with this `gradient`, through the parameters."""
    weights = (np.array(covariance) * gradient).sum(axis=1)
    return np.asarray(sum(weight * score for weight, score in zip(weights, scores, strict=True)))


def _purchase_scores(model: BgNbd, buyers: Buyers) -> list[FloatArray]:
    """The derivatives of each history's log-likelihood by the logarithms of the free parameters."""
    _, scores = bg_nbd_fit.log_likelihoods(model, buyers.frequency, buyers.recency, buyers.age)
    return [score * free for score, free in zip(scores, model.free, strict=True)]


def _value_scores(model: GammaGamma, buyers: Buyers) -> list[FloatArray]:
    """The same of the values, which those without repeat purchases say nothing of."""
    again = buyers.frequency > 0
    _, scores = gamma_gamma.log_likelihoods(model, buyers.frequency[again], buyers.mean_value[again])
    each = np.zeros((len(scores), again.size))
    each[:, again] = [score * free for score, free in zip(scores, model.free, strict=True)]
    return list(each)
