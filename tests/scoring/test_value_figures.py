import json
from pathlib import Path

import pytest
from scipy import stats

from cxcli.scoring.value_figures import VALUE_FIGURES, historic, repeat_purchase_rate
from cxcli.scoring.value_terms import Terms
from cxcli.scoring.worked_out import MILLION
from tests.scoring.purchase_lists import bought, buy

HISTORIC = json.loads(
    (Path(__file__).resolve().parents[1] / "vectors" / "customer_value.json").read_text(encoding="utf-8")
)["historic"]


def euros(amount):
    return round(amount * MILLION)


@pytest.mark.parametrize("said", HISTORIC)
def test_published_value_so_far(said):
    """1,000 a year for five years, less 2,000 to win the customer: 3,000; the cost stands in each row, or in one."""
    for repeated in (True, False):
        rows = [
            buy(
                "a",
                365 * year,
                euros(said["annual_profit"]),
                acquisition_cost=euros(said["cac"]) if repeated or not year else 0,
            )
            for year in range(said["years"])
        ]
        found = historic(bought(rows), Terms(), 0.95, None)
        assert found.value == said["value"]
        assert found.parts == {"revenue": 5000, "revenue of a purchase": 1000, "purchases of a customer": 5}


def test_limits_of_a_mean_are_those_of_t():
    """The customer is the unit: limits are those of the mean of what each brought."""
    values = [10, 25, 31.5]
    rows = [buy(name, 1, euros(value)) for name, value in zip("abc", values, strict=True)]
    found = historic(bought(rows), Terms(), 0.9, "t")
    expected = stats.t.interval(0.9, 2, sum(values) / 3, stats.sem(values))
    assert (found.low, found.high) == pytest.approx(expected)
    assert found.interval == "t"


def test_one_customer_shows_no_spread():
    """The value is known, its limits are not."""
    found = historic(bought([buy("a", 1, euros(5))]), Terms(), 0.95, None)
    assert (found.value, found.low, found.interval) == (5, None, "t")
    assert found.reason


def test_the_share_of_those_who_bought_again():
    """Two orders are two purchases, on one day, too."""
    rows = [buy("a", 1, order="1"), buy("a", 1, order="2"), buy("b", 1, order="1"), buy("b", 1, order="1"), buy("c", 1)]
    found = repeat_purchase_rate(bought(rows), Terms(), 0.95, "wald")
    assert (found.value, found.interval) == (pytest.approx(100 / 3), "wald")
    assert found.parts == {"bought again": pytest.approx(100 / 3), "bought once": pytest.approx(200 / 3)}


@pytest.mark.parametrize("figure", VALUE_FIGURES.values(), ids=VALUE_FIGURES)
def test_each_figure_says_what_it_is(figure):
    """It has a definition and an interval; what is to come is of money."""
    assert figure.definition
    assert figure.intervals
    assert figure.money or not figure.expects
