from math import fsum

import numpy as np
import pytest

from cxcli.scoring.bg_nbd import BgNbd
from cxcli.scoring.expected_value import expected, expected_value, fitted, horizon_of
from cxcli.scoring.gamma_gamma import GammaGamma
from cxcli.scoring.interval import Undefined
from cxcli.scoring.purchase_histories import buyers_of, histories
from cxcli.scoring.value_terms import Terms
from cxcli.scoring.worked_out import MILLION
from tests.scoring.purchase_lists import DAY, bought, buy

YEAR = Terms(margin=0.5, discount=0.1, horizon="365 d")


def drawn(customers=150, days=280):
    """Purchases of customers of a BG/NBD and a Gamma-Gamma model, drawn by a fixed generator."""
    random = np.random.default_rng(7)
    rows = []
    for number in range(customers):
        rate, stop, worth = random.gamma(1.2, 1 / 20), random.beta(1, 5), random.gamma(6, 1 / (random.gamma(4, 1 / 90)))
        day, name = int(random.integers(0, days // 2)), f"c{number:03}"
        while day <= days:
            rows.append((name, day, round(MILLION * float(random.gamma(6, worth / 36))) + 1))
            day += max(round(random.exponential(1 / rate)), 1)
            if random.random() < stop:
                break
    return rows, days


@pytest.fixture(scope="module")
def purchases():
    """What the customers of the drawn shop bought."""
    rows, end = drawn()
    return bought([buy(*row) for row in rows], end=end)


def test_the_score_is_the_mean_of_what_each_customer_is_expected_to_bring(purchases):
    """The mean over the customers, taken one by one with the formulas of the models, is the value."""
    found = expected_value(purchases, YEAR, 0.95, None)
    each = expected(purchases, fitted(buyers_of(purchases)), YEAR)
    assert found.value == pytest.approx(fsum(each.value.tolist()) / len(purchases), rel=1e-9)
    assert found.low < found.value < found.high
    assert (found.interval, found.reason) == ("delta", None)
    assert each.keys.tolist() == purchases.keys.tolist()
    assert ((each.alive > 0) & (each.alive <= 1)).all()
    assert (each.alive[np.bincount(purchases.buyers) == 1] == 1).all()


def test_purchases_to_come_are_those_of_the_model(purchases):
    """Without discount the purchases within the horizon, at their expected value, are the value of a customer."""
    terms = Terms(margin=1, discount=0, horizon="70 d")
    models = fitted(buyers_of(purchases))
    each, past = expected(purchases, models, terms), histories(purchases, purchases.end)
    direct = models.purchases.model.conditional_expected_purchases(10, past.frequency, past.recency, past.age)
    assert each.purchases == pytest.approx(direct)
    found = expected_value(purchases, YEAR, 0.95, None).parts
    purchase, value = (found[name] for name in ["r", "alpha", "a", "b"]), (found[name] for name in ["p", "q", "v"])
    assert models.purchases.model == BgNbd(*purchase)
    assert models.values.model == GammaGamma(*value)


def test_what_stands_beside_the_value(purchases):
    """Frequency and value hardly hang together in such a shop, and the last third comes as the first two foretell."""
    parts = expected_value(purchases, YEAR, 0.95, None).parts
    assert abs(parts["correlation"]) < 0.3
    third = purchases.end - (purchases.end - int(purchases.days.min())) // 3
    first = (purchases.first // DAY)[purchases.buyers].tolist()
    days = zip(purchases.days.tolist(), first, strict=True)
    assert parts["holdout actual"] == sum(day > third >= begun for day, begun in days)
    assert parts["holdout expected"] == pytest.approx(parts["holdout actual"], rel=0.35)


def test_purchases_without_value_have_no_model():
    """Who came back and paid nothing has no place in Gamma-Gamma; the reason says what to do."""
    rows = [buy("a", 1, MILLION), buy("a", 9, 0), buy("b", 1, MILLION), buy("b", 9, MILLION), buy("c", 3, MILLION)]
    found = expected_value(bought(rows, end=20), YEAR, 0.95, None)
    assert found.value is None
    assert found.reason == "customers came back and paid nothing on balance (1); leave such purchases out: --where"


@pytest.mark.parametrize(
    ("rows", "reason"),
    [
        ([buy("a", 1, MILLION), buy("b", 2, MILLION)], "nobody bought a second time"),
        ([buy("a", 1, MILLION), buy("a", 9, MILLION), buy("b", 2, MILLION)], "fewer than two customers with purchases"),
    ],
)
def test_customers_who_tell_nothing(rows, reason):
    """Where a model cannot be fitted the value is undefined, for its reason."""
    assert isinstance(fitted(buyers_of(bought(rows, end=20))), Undefined)
    assert expected_value(bought(rows, end=20), YEAR, 0.95, None).reason.startswith(reason)


def test_a_model_without_a_maximum_has_no_limits():
    """Two customers settle nothing: the value stands without limits and with the reason, and nothing is held out."""
    rows = [buy("a", day, MILLION * (2 + day)) for day in (1, 4)] + [buy("b", day, MILLION * 3) for day in (1, 4)]
    found = expected_value(bought(rows, end=5), YEAR, 0.95, None)
    assert (found.low, found.interval) == (None, "delta")
    assert found.reason
    assert not {"holdout actual", "correlation"} & set(found.parts)


@pytest.mark.parametrize(
    ("horizon", "periods", "weeks"), [("365 d", 12, 365 / 84), ("30 d", 1, 30 / 7), ("7 d", 1, 1), ("90 d", 3, 30 / 7)]
)
def test_the_horizon_is_made_of_months(horizon, periods, weeks):
    """It has as many equal parts as it has months, at least one, and the yearly discount compounds over them."""
    found = horizon_of(Terms(discount=0.21, horizon=horizon))
    assert (found.periods, found.length) == (periods, pytest.approx(weeks))
    assert (1 + found.discount) ** (periods * 365 / (7 * weeks * periods)) == pytest.approx(1.21)
