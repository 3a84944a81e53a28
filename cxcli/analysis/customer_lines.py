"""The customers behind a value, each by itself."""

from datetime import date

import numpy as np
import numpy.typing as npt
from msgspec import Struct

from cxcli.scoring.expected_value import Expected, expected, fitted
from cxcli.scoring.interval import Undefined
from cxcli.scoring.purchase_histories import buyers_of
from cxcli.scoring.purchases import Purchases
from cxcli.scoring.value_terms import Terms
from cxcli.scoring.worked_out import MILLION


class CustomerLine(Struct, frozen=True):
    """One customer, by the id of the export: purchases so far, first and last day of one, revenue and value.

    Where a value is to come, purchases are days with some, as the models count them. `alive` is the chance in percent
    that the customer has not left for good, and `expected` how many purchases are to come within the horizon; None
    where the value is not one to come. Amounts are in units of the currency.
    """

    customer: str
    purchases: int
    first: date
    last: date
    revenue: float
    alive: float | None
    expected: float | None
    value: float


def customers_so_far(bought: Purchases) -> list[CustomerLine]:
    """Return the customers by what they have brought, the most first: revenue less refunds and costs."""
    return _lines(bought, (bought.revenue - bought.cost) / MILLION, None)


def customers_ahead(bought: Purchases, terms: Terms) -> list[CustomerLine] | Undefined:
    """Return the customers by what they are expected to bring, the most first, or why there is no model of them.

    The mean of their values is the score, as both come from the same models.
    """
    models = fitted(buyers_of(bought))
    if isinstance(models, Undefined):
        return models
    ahead = expected(bought, models, terms)
    return _lines(bought, ahead.value, ahead)


def _lines(bought: Purchases, values: npt.NDArray[np.float64], ahead: Expected | None) -> list[CustomerLine]:
    edges = np.searchsorted(bought.buyers, np.arange(len(bought) + 1))
    days = bought.days.astype("datetime64[D]").tolist()
    return [
        CustomerLine(
            customer=str(bought.keys[place]),
            purchases=int(bought.orders[place] if ahead is None else edges[place + 1] - edges[place]),
            first=days[edges[place]],
            last=days[edges[place + 1] - 1],
            revenue=int(bought.revenue[place]) / MILLION,
            alive=None if ahead is None else 100 * float(ahead.alive[place]),
            expected=None if ahead is None else float(ahead.purchases[place]),
            value=float(values[place]),
        )
        for place in np.argsort(-values, kind="stable").tolist()
    ]
