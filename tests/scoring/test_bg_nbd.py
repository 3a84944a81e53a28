import json
from math import inf, nan
from pathlib import Path

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st
from scipy import integrate, special

from cxcli.scoring.bg_nbd import BgNbd

VECTORS = json.loads((Path(__file__).resolve().parents[1] / "vectors" / "clv.json").read_text(encoding="utf-8"))[
    "bg_nbd"
]
CDNOW = BgNbd(VECTORS["r"], VECTORS["alpha"], VECTORS["a"], VECTORS["b"])
HISTORIES = [(0, 0, 0), (0, 0, 38.86), (1, 1.71, 38.86), (2, 30.43, 38.86), (29, 35, 36), (300, 100, 104)]
models = st.builds(BgNbd, *[st.floats(0.02, 30)] * 4)


def nodes(r, rate, a, b, count=120):
    """Rates and chances of customers at which to add up, and their weights: gamma and beta distributions."""
    rates, rate_weights = special.roots_genlaguerre(count, r - 1)
    chances, chance_weights = special.roots_jacobi(count, b - 1, a - 1)
    weights = np.outer(rate_weights / rate_weights.sum(), chance_weights / chance_weights.sum())
    return rates[:, None] / rate, (1 + chances[None, :]) / 2, weights


def mean_over_customers(model, of, rate=None):
    """The mean of what depends on a customer's rate and chance, over the customers of a model."""
    rates, chances, weights = nodes(model.r, rate or model.alpha, model.a, model.b)
    return (of(rates, chances) * weights).sum()


def of_an_active_customer(model, x, ahead):
    """Purchases to come of an active customer: (1 - (1 + p ahead)^-(r + x)) / p over chances p from Beta(a, b + x)."""
    shape = model.r + x

    def part(quantile):
        chance = special.betaincinv(model.a, model.b + x, quantile)
        if chance * shape * ahead < 1e-9:
            return 1.0
        return -np.expm1(-shape * np.log1p(chance * ahead)) / (chance * shape * ahead)

    return shape * ahead * integrate.quad(part, 0, 1, epsrel=1e-9, epsabs=0, limit=500)[0]


def test_published_conditional_expectation():
    """The expectation of the customer in Hardie's spreadsheet is the published one."""
    case = VECTORS["conditional_expectation"]
    found = CDNOW.conditional_expected_purchases(case["t"], case["x"], case["t_x"], case["T"])
    assert found == pytest.approx(case["value"], abs=case["tol"])


def test_published_expectations_of_a_new_customer():
    """Expected repeat purchases of a new customer are the published ones."""
    case, exact = VECTORS["expected_purchases"], VECTORS["full_precision"]
    model = BgNbd(exact["r"], exact["alpha"], exact["a"], exact["b"])
    assert model.expected_purchases(case["t"]) == pytest.approx(case["value"], abs=case["tol"])


@pytest.mark.parametrize("case", VECTORS["pmf"]["cases"], ids=lambda case: f"{case['x']} in {case['t']}")
def test_published_probabilities(case):
    """Probabilities of so many purchases are those of the R package."""
    assert CDNOW.pmf(case["t"], case["x"]) == pytest.approx(case["value"], abs=case["tol"], rel=0)


@pytest.mark.parametrize("model", [BgNbd(1.5, 8, 1.4, 3), BgNbd(0.6, 4, 0.8, 2.5), BgNbd(3, 20, 2, 2)])
@pytest.mark.parametrize(("x", "t_x", "age"), [(0, 0, 5), (1, 2, 5), (3, 4.5, 5), (6, 3, 10)])
def test_a_history_by_the_definition_of_the_model(model, x, t_x, age):
    """P(alive) and expectation are means over rates and chances, weighted by the likelihood of the history."""

    def if_active(rate, chance):
        return (1 - chance) ** x * rate**x * np.exp(-rate * age)

    def if_stopped(rate, chance):
        return (x > 0) * chance * (1 - chance) ** max(x - 1, 0) * rate**x * np.exp(-rate * t_x)

    def ahead(rate, chance):
        return if_active(rate, chance) * -np.expm1(-rate * chance * 3) / chance

    active, stopped, purchases = (mean_over_customers(model, of) for of in (if_active, if_stopped, ahead))
    assert model.p_alive(x, t_x, age) == pytest.approx(active / (active + stopped), rel=1e-8)
    found = model.conditional_expected_purchases(3, x, t_x, age)
    assert found == pytest.approx(purchases / (active + stopped), rel=1e-6)


def test_who_never_came_back_is_taken_for_active():
    """Without repeat purchases P(alive) is 1 by construction, however long ago the first purchase was."""
    assert CDNOW.p_alive(0, 0, [0, 1, 1e6]).tolist() == [1, 1, 1]


@pytest.mark.parametrize("ahead", [1e-3, 0.3, 3, 50, 1000])
@pytest.mark.parametrize("x", [0, 1, 40, 3000])
@pytest.mark.parametrize(
    "model",
    [
        CDNOW,
        BgNbd(0.3, 1, 1, 2),  # the formula is 0 / 0 at a = 1
        BgNbd(0.3, 1, 1 + 3e-6, 2),
        BgNbd(0.4, 1, 0.5, 0.5),  # and at a + b = 1 without purchases
        BgNbd(0.01, 1, 0.02, 0.03),
        BgNbd(20, 1, 15, 300),
        BgNbd(800, 1, 0.001, 2900),  # like an even rate, and nobody stops
        BgNbd(0.5, 1, 2900, 2900),  # like an even chance to stop
        BgNbd(700, 1, 900, 60),
    ],
    ids=str,
)
def test_expectations_where_floats_overflow(model, x, ahead):
    """For long spans, many purchases and parameters at the edge, the expectation agrees with a numerical integral."""
    age = 7.0
    span = ahead * (model.alpha + age)
    found = model.conditional_expected_purchases(span, x, age if x else 0, age) / model.p_alive(x, age if x else 0, age)
    assert found == pytest.approx(of_an_active_customer(model, x, ahead), rel=1e-6)


@given(models, st.floats(0.1, 100), st.sampled_from(HISTORIES))
def test_laws_of_expectations(model, span, history):
    """Expectations are 0 in no time, grow with it, and are below those of a customer who never stops."""
    half, whole = model.conditional_expected_purchases([span / 2, span], *history)
    x, _, age = history
    assert model.conditional_expected_purchases(0, *history) == 0
    assert 0 < half <= whole * (1 + 1e-12)
    assert whole <= (model.r + x) / (model.alpha + age) * span * (1 + 1e-5)
    assert 0 <= model.p_alive(*history) <= 1


@given(models, st.floats(0, 5))
def test_probabilities_add_up(model, ahead):
    """The probabilities of all numbers of purchases add to 1, and their mean is the expectation."""
    numbers = np.arange(5000)
    chances = model.pmf(model.alpha * ahead, numbers)
    assert ((chances >= 0) & (chances <= 1)).all()
    assert chances.sum() == pytest.approx(1, abs=1e-9)
    assert (chances * numbers).sum() == pytest.approx(model.expected_purchases(model.alpha * ahead), rel=1e-6, abs=1e-9)


@given(models, st.floats(0.1, 10), st.sampled_from(HISTORIES))
def test_the_unit_of_time_does_not_matter(model, unit, history):
    """With all times and alpha in another unit, nothing changes."""
    x, t_x, age = history
    other = BgNbd(model.r, model.alpha * unit, model.a, model.b)
    assert other.p_alive(x, t_x * unit, age * unit) == pytest.approx(model.p_alive(*history))
    found = other.conditional_expected_purchases(5 * unit, x, t_x * unit, age * unit)
    assert found == pytest.approx(model.conditional_expected_purchases(5, *history), rel=1e-6)
    assert other.pmf(3 * unit, 2) == pytest.approx(model.pmf(3, 2))


def test_arrays_give_what_single_customers_give():
    """Many customers at once have the same values as each by itself, to the last bit."""
    x, t_x, age = np.array(HISTORIES).T
    together = CDNOW.conditional_expected_purchases(20, x, t_x, age)
    assert together.tolist() == [float(CDNOW.conditional_expected_purchases(20, *history)) for history in HISTORIES]


@pytest.mark.parametrize(
    ("call", "why"),
    [
        (lambda: BgNbd(0, 1, 1, 1), "above 0"),
        (lambda: BgNbd(1, 1, nan, 1), "above 0"),
        (lambda: BgNbd(1, 1, 1, inf), "above 0"),
        (lambda: CDNOW.p_alive(1, 5, 4), "between the first one and the end"),
        (lambda: CDNOW.p_alive(1, -1, 4), "between the first one and the end"),
        (lambda: CDNOW.p_alive(1, 1, nan), "between the first one and the end"),
        (lambda: CDNOW.p_alive(0, 1, 4), "they alone"),
        (lambda: CDNOW.p_alive(1, 0, 4), "they alone"),
        (lambda: CDNOW.p_alive(1.5, 1, 4), "whole numbers"),
        (lambda: CDNOW.pmf(1, -1), "whole numbers"),
        (lambda: CDNOW.pmf(1, nan), "whole numbers"),
        (lambda: CDNOW.pmf(-1, 1), "0 or more"),
        (lambda: CDNOW.expected_purchases(inf), "0 or more"),
    ],
)
def test_what_is_no_history_is_refused(call, why):
    """Parameters, histories and spans that cannot be are refused."""
    with pytest.raises(ValueError, match=why):
        call()


def test_probabilities_of_no_time_and_of_ages():
    """In no time nobody buys again; in a time without end the last purchase comes after a number of its own chances."""
    assert CDNOW.pmf(0, [0, 1, 5]).tolist() == [1, 0, 0]
    last = special.beta(CDNOW.a + 1, CDNOW.b + np.arange(4)) / special.beta(CDNOW.a, CDNOW.b)
    assert BgNbd(3, 1e-9, CDNOW.a, CDNOW.b).pmf(1e9, [1, 2, 3, 4]) == pytest.approx(last, rel=1e-6)
