"""What a customer under contract is worth: payments for a lifetime that a model, fitted to tenures, foretells.

The model is fitted to the customers who began so many months before the end of watching that all of them were watched
that long: for as many months as half of all customers were. What a customer pays is the mean of those who pay then.

Source: Fader and Hardie, Journal of Interactive Marketing 21 (2007) 76-90; Marketing Science 29 (2010) 85-93.
"""

from collections.abc import Mapping, Sequence
from fractions import Fraction

import numpy as np
from msgspec import Struct, field

from cxcli.scoring.interval import Undefined
from cxcli.scoring.maximum_likelihood import Fitted
from cxcli.scoring.metric import Estimate
from cxcli.scoring.shifted_beta_geometric import ShiftedBetaGeometric, fit
from cxcli.scoring.tenures import BoolArray, Tenures
from cxcli.scoring.value_terms import Terms


class Contracts(Struct, frozen=True):
    """A cohort of customers, and what is paid: the `survivors` after no month, one month and so on, the mean `paid`.

    `paid` is in units of the currency, None where nobody pays at the end. `until` is the last day that was watched.
    `left_out` counts by name who is not among them though it might be thought.
    """

    survivors: Sequence[int]
    paid: Fraction | None
    until: str
    left_out: Mapping[str, int] = field(default_factory=dict)

    @property
    def months(self) -> int:
        """How many months all of the cohort were watched."""
        return len(self.survivors) - 1


def long_watched(tenures: Tenures) -> tuple[int, BoolArray]:
    """Return how many months half of the customers, or more, were watched, and who they are. There is one customer."""
    months = int(np.sort(tenures.watched)[len(tenures) // 2])
    return months, tenures.watched >= months


def contract_value(contracts: Contracts, terms: Terms) -> Estimate:
    """Return what a new customer is expected to pay, times the margin: every month counts as far as it is likely.

    The first month is paid for sure. Later ones are discounted, by the yearly rate of the terms, to the first day.
    """
    found = fit(contracts.survivors)
    if isinstance(found, Undefined):
        return Estimate(reason=f"{found.reason}; all were watched for {contracts.months} months")
    model = found.model
    parts = {"alpha": model.alpha, "beta": model.beta, "months watched": float(contracts.months)}
    parts |= _held_out(contracts)
    lifetime = model.discounted_lifetime(terms.discount_of(1))
    if isinstance(lifetime, Undefined):
        return Estimate(parts=parts, reason=f"{lifetime.reason}; say a discount in the config")
    parts["months expected"] = lifetime
    if contracts.paid is None:
        return Estimate(parts=parts, reason="nobody pays any more")
    parts["paid by a customer"] = float(contracts.paid)
    value = float(contracts.paid * Fraction(str(terms.margin))) * lifetime
    return Estimate(value, parts=parts, reason=_certainty(found))


_NO_LIMITS = "no interval is known for it"


def _certainty(found: Fitted[ShiftedBetaGeometric]) -> str:
    return found.log_covariance.reason if isinstance(found.log_covariance, Undefined) else _NO_LIMITS


def _held_out(contracts: Contracts) -> dict[str, float]:
    """Return the survivors that were foretold from the first two thirds of the months, and those that there are."""
    known = contracts.months - contracts.months // 3
    found = fit(contracts.survivors[: known + 1])
    if isinstance(found, Undefined) or known == contracts.months:
        return {}
    expected = contracts.survivors[known] * found.model.survival(contracts.months) / found.model.survival(known)
    return {"holdout expected": float(expected), "holdout actual": float(contracts.survivors[-1])}
