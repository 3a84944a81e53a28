"""What each customer is expected to bring: BG/NBD for how often, Gamma-Gamma for how much, discounted."""

from typing import Final

import numpy as np
from msgspec import Struct

from cxcli.scoring import bg_nbd_fit, gamma_gamma
from cxcli.scoring.bg_nbd import BgNbd
from cxcli.scoring.buyers import Buyers
from cxcli.scoring.discounted_value import Horizon, discounted_purchases, discounted_value
from cxcli.scoring.distinct_rows import FloatArray
from cxcli.scoring.gamma_gamma import GammaGamma
from cxcli.scoring.interval import Undefined
from cxcli.scoring.maximum_likelihood import Fitted
from cxcli.scoring.mean_lifetime_value import mean_lifetime_value
from cxcli.scoring.metric import Estimate
from cxcli.scoring.purchase_histories import WEEK, buyers_of, histories, mean_values
from cxcli.scoring.purchase_holdout import holdout
from cxcli.scoring.purchases import Purchases
from cxcli.scoring.row_definitions import seconds_text
from cxcli.scoring.value_terms import Terms
from cxcli.scoring.votes import KeyArray

_SECONDS_OF_DAY: Final = 86_400
_DAYS_OF_MONTH: Final = 365 / 12


class Models(Struct, frozen=True):
    """Both models fitted to the same customers."""

    purchases: Fitted[BgNbd]
    values: Fitted[GammaGamma]


class Expected(Struct, frozen=True, eq=False):
    """For each customer, by key: the chance to be alive, purchases and value to come within the horizon."""

    keys: KeyArray
    alive: FloatArray
    purchases: FloatArray
    value: FloatArray


def expected_value(bought: Purchases, terms: Terms, confidence: float, interval: str | None) -> Estimate:
    """Return the mean of the expected value over all customers, with limits that know the models are fitted.

    Beside it stand the parameters of both models; how frequency and value go together, which the model takes for
    nothing; and the purchases of the last third of the time, expected from the first two thirds and made.
    """
    del interval
    buyers = buyers_of(bought)
    models = fitted(buyers)
    if isinstance(models, Undefined):
        return Estimate(reason=models.reason)
    found = mean_lifetime_value(buyers, models.purchases, models.values, horizon_of(terms), terms.margin, confidence)
    parts = {**_parameters(models), **_correlation(buyers), **_held_out(bought)}
    if isinstance(found.limits, Undefined):
        return Estimate(found.average, interval="delta", parts=parts, reason=found.limits.reason)
    return Estimate(found.average, found.limits.low, found.limits.high, "delta", parts)


def fitted(buyers: Buyers) -> Models | Undefined:
    """Return the models of some customers, or the reason why there are none."""
    again = buyers.frequency > 0
    free = int(buyers.counts[again & (buyers.mean_value <= 0)].sum())
    if free:
        return Undefined(
            f"customers came back and paid nothing on balance ({free:,}); leave such purchases out: --where"
        )
    purchases = bg_nbd_fit.fit(buyers.frequency, buyers.recency, buyers.age, buyers.counts)
    if isinstance(purchases, Undefined):
        return purchases
    values = gamma_gamma.fit(buyers.frequency[again], buyers.mean_value[again], buyers.counts[again])
    return values if isinstance(values, Undefined) else Models(purchases, values)


def expected(bought: Purchases, models: Models, terms: Terms) -> Expected:
    """Return what is expected of each customer."""
    found, purchases, horizon = histories(bought, bought.end), models.purchases.model, horizon_of(terms)
    past = found.frequency, found.recency, found.age
    ahead = discounted_purchases(purchases, *past, horizon)
    value = discounted_value(ahead, models.values.model, found.frequency, mean_values(bought), terms.margin)
    upto = purchases.conditional_expected_purchases(horizon.periods * horizon.length, *past)
    return Expected(bought.keys, purchases.p_alive(*past), upto, value)


def horizon_of(terms: Terms) -> Horizon:
    """Return the horizon in as many equal parts as it has months, in weeks, and the discount rate for one of them."""
    days = float(seconds_text(terms.horizon)) / _SECONDS_OF_DAY
    periods = max(round(days / _DAYS_OF_MONTH), 1)
    return Horizon(periods, days / WEEK / periods, terms.discount_of(days / _DAYS_OF_MONTH / periods))


def _parameters(models: Models) -> dict[str, float]:
    """Return the parameters of both models."""
    purchases, values = models.purchases.model, models.values.model
    named = {"r": purchases.r, "alpha": purchases.alpha, "a": purchases.a, "b": purchases.b}
    return {**named, "p": values.p, "q": values.q, "v": values.v}


def _correlation(buyers: Buyers) -> dict[str, float]:
    again = buyers.frequency > 0
    found = gamma_gamma.correlation(buyers.frequency[again], buyers.mean_value[again], buyers.counts[again])
    return {} if isinstance(found, Undefined) else {"correlation": found}


def _held_out(bought: Purchases) -> dict[str, float]:
    """Return the purchases of the last third of the time; none where the first two thirds do not settle the model."""
    day = bought.end - (bought.end - int(bought.days.min())) // 3
    known = histories(bought, day)
    ones = np.ones(len(known.customers), np.int64)
    model = bg_nbd_fit.fit(known.frequency, known.recency, known.age, ones)
    if isinstance(model, Undefined) or not model.converged or day == bought.end:
        return {}
    after = np.bincount(bought.buyers[bought.days > day], minlength=len(bought))[known.customers]
    found = holdout(model.model, known.frequency, known.recency, known.age, after, (bought.end - day) / WEEK)
    assert not isinstance(found, Undefined)  # noqa: S101 - a model is fitted to somebody
    return {"holdout expected": found.model.expected, "holdout actual": float(found.actual)}
