from fractions import Fraction

import numpy as np
import pytest

from cxcli.reporting.customer_arithmetic import contract_facts, movement_facts, purchase_facts, share_facts
from cxcli.scoring.contract_value import Contracts
from cxcli.scoring.counts import CountsByValue
from cxcli.scoring.movements import MOVEMENTS, Movement, Movements
from cxcli.scoring.retention_figures import FIGURES, Asked
from cxcli.scoring.value_terms import Terms
from tests.scoring.customer_files import scored

DID = [
    ("new", 0, 10),
    ("reactivation", 0, 20),
    ("expansion", 100, 130),
    ("contraction", 100, 60),
    ("churn", 50, 0),
    ("unchanged", 50, 50),
]


def moved(did=DID):
    """Customers who did something, with what each pays at the start and at the end."""
    million = 10**6
    return Movements(
        pool=np.array([f"c{number}" for number in range(len(did))], object),
        places=np.arange(len(did)),
        start=np.array([start for _, start, _ in did], np.int64) * million,
        end=np.array([end for _, _, end in did], np.int64) * million,
        moved=np.array([MOVEMENTS.index(Movement(word)) for word, _, _ in did], np.int8),
        below_zero=0,
    )


def told(figure, score, *, paying=True, movements=None):
    return dict(movement_facts(figure, movements or moved(), score, 1, paying=paying))


def test_the_ledger_is_shown_and_balances(score):
    """Start, what was added and taken away, and end: in customers, and in money where they pay."""
    found = told("nrr", score(value=85.0, unit="percent"))
    assert found["customers"] == "start 4 + new 1 + back 1 - lost 1 = end 5"
    assert found["money"] == (
        "start 300.00 + new 10.00 + reactivation 20.00 + expansion 30.00 - contraction 40.00 - churn 50.00 = end 270.00"
    )
    assert told("churn", score(), paying=False)["money"] == ""
    still = told("churn", score(), movements=moved([("unchanged", 50, 50)]))
    assert still["customers"] == "start 1 = end 1"


@pytest.mark.parametrize(
    ("figure", "text", "value"),
    [
        ("churn", "100 × 1 / 4", 25),
        ("retention", "100 × (4 - 1) / 4", 75),
        ("upsell", "100 × 1 / 4", 25),
        ("revenue_churn", "100 × 50.00 / 300.00", 100 / 6),
        ("upsell_revenue", "100 × 30.00 / 300.00", 10),
        ("grr", "100 × (300.00 - 50.00 - 40.00) / 300.00", 70),
        ("nrr", "100 × (300.00 - 50.00 - 40.00 + 30.00) / 300.00", 80),
        ("nrr_chartmogul", "100 × (300.00 - 50.00 - 40.00 + 30.00 + 20.00) / 300.00", 260 / 3),
        ("nrr_baremetrics", "100 × (300.00 - 50.00 + 30.00) / 300.00", 280 / 3),
        ("quick_ratio", "(10.00 + 30.00) / (50.00 + 40.00)", 4 / 9),
        ("quick_ratio_reactivation", "(10.00 + 30.00 + 20.00) / (50.00 + 40.00)", 2 / 3),
    ],
)
def test_each_figure_is_made_of_its_movements(score, figure, text, value):
    """What is put in makes the value that the metric has."""
    made = FIGURES[figure].estimate(moved(), Asked(None, Terms(), 0.95, None))
    assert made.value == pytest.approx(value)
    assert told(figure, score(value=12.0, unit="percent"))["arithmetic"] == f"{text} = 12.0 %"


def test_a_figure_that_is_not_just_divided_says_its_definition(score):
    """A value with a discount is worked out as its definition says."""
    plain = {"value": 220.0, "unit": "currency", "parts": {"paid by a customer": 73.333, "churn": 33.3}}
    found = told("simple", score(**plain, parameters={"margin": 0.5, "discount": 0.0}))
    assert found["arithmetic"] == "73.33 × margin 0.5 / (1 / 4) = 220.0"
    found = told("simple", score(**plain, parameters={"margin": 0.5, "discount": 0.1}, definition="as defined"))
    assert found["arithmetic"] == "as defined = 220.0"


def test_what_is_undefined_says_why(score):
    """Where there is no value there is nothing to divide."""
    found = told("churn", score(value=None, status="undefined", reason="nobody was active"))
    assert found["arithmetic"] == "undefined: nobody was active"


def test_a_share_names_both_sides(score):
    """As they stand beside the value."""
    found = share_facts(
        CountsByValue.of({1: 1234, 0: 766}), score(value=61.7, unit="percent", parts={"kept": 61.7, "left": 38.3}), 1
    )
    assert found == [("counts", "kept 1,234 · left 766"), ("arithmetic", "100 × 1,234 / 2,000 = 61.7 %")]


ORDERS = "customer id,order date,revenue\na,2025-01-01,10\na,2025-02-01,12.5\nb,2025-01-15,20\n"


def test_what_was_bought(score):
    """How many purchases of how many customers, and what is made of their money or number."""
    made = scored(ORDERS, metrics="clv")
    bought = made.overall[0].statistic.of
    money = score(value=21.25, unit="currency")
    assert dict(purchase_facts("historic", bought, money, 2)) == {
        "purchases": "3 of 2 customers",
        "arithmetic": "revenue less costs by customers: (42.50 - 0.00) / 2 = 21.25",
    }
    share = score(value=50, unit="percent")
    assert purchase_facts("repeat", bought, share, 1) == [("arithmetic", "100 × 1 / 2 = 50.0 %")]
    model = dict(purchase_facts("bgnbd", bought, money, 2))["arithmetic"]
    assert model == "worked out by the model, not by hand: 21.25"


def test_a_cohort_of_contracts(score):
    """Who was still there month by month."""
    contracts = Contracts([1000, 869, 743], Fraction(5), "2025-08-31")
    assert dict(contract_facts(contracts, score(value=100.5, unit="currency"), 2)) == {
        "still there": "after 0 mo 1,000 · 1 mo 869 · 2 mo 743",
        "arithmetic": "worked out by the model, not by hand: 100.50",
    }
