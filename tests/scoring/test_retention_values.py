import json
from math import isclose
from pathlib import Path

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st
from scipy import stats

from cxcli.scoring.customer_events import OPEN, CustomerEvents
from cxcli.scoring.metric import Estimate
from cxcli.scoring.movements import movements
from cxcli.scoring.retention_values import (
    LARGEST_CUSTOMER,
    churn_rate,
    grr,
    nrr,
    nrr_baremetrics,
    nrr_chartmogul,
    quick_ratio,
    retention_rate,
    revenue_churn,
    upsell_rate,
    upsell_revenue,
)

VECTORS = Path(__file__).resolve().parents[1] / "vectors"
CASES = json.loads((VECTORS / "retention.json").read_text(encoding="utf-8"))["cases"]
SHARES = (churn_rate, retention_rate, upsell_rate)
RATIOS = (upsell_revenue, revenue_churn, grr, nrr, nrr_chartmogul, nrr_baremetrics)

pays = st.tuples(st.integers(0, 3), st.integers(0, 9), st.integers(0, 9))


def cases(metric):
    return [case for case in CASES if case["metric"] == metric]


def of(*customers):
    """The movements from 10 to 20 of customers who pay (before, at the start, at the end)."""
    keys = np.array([f"c{number:05}" for number in range(len(customers))], object)
    amounts = np.array(customers, np.int64).reshape(-1, 3)
    edges = np.array([[0, 5], [5, 15], [15, OPEN]])
    spans = (
        CustomerEvents.of_spans(keys, *(np.full(len(keys), each) for each in edge), amounts[:, place])
        for place, edge in enumerate(edges)
    )
    return movements(sum(spans, CustomerEvents.empty()), 10, 20)


@pytest.mark.parametrize("case", cases("crr"))
def test_published_retention_of_customers(case):
    """1,000 customers, 950 a year later of whom 100 are new: 85 % are retained, and the 15 % lost are not the rest."""
    kept = case["E"] - case["N"]
    found = of(*[(1, 1, 1)] * kept, *[(1, 1, 0)] * (case["S"] - kept), *[(0, 0, 1)] * case["N"])
    assert retention_rate(found).value == 100 * case["value"]
    assert churn_rate(found).value == 100 * case["churn"]
    assert retention_rate(found).value != 100 * case["E"] / case["S"]


@pytest.mark.parametrize("case", cases("nrr"))
def test_published_net_revenue_retention(case):
    """27,000 at the start, 35,000 from the same customers less 5,000 lost: 111 %."""
    start, end, churn = case["start"], case["end_from_same_customers_before_churn"], case["churn"]
    found = nrr(of((0, start - churn, end - churn), (0, churn, 0)))
    assert found.value == pytest.approx(100 * case["value"], rel=1e-15)
    assert round(found.value) == case["displayed_pct"]


@pytest.mark.parametrize("case", cases("quick_ratio"))
def test_published_quick_ratios(case):
    """(new + expansion) / (churn + contraction) comes out as printed, without an interval and with the reason."""
    found = quick_ratio(
        of(
            (0, 0, case["new"]),
            (0, 1, 1 + case["expansion"]),
            (0, case["churn"], 0),
            (0, 1 + case["contraction"], 1),
        )
    )
    assert found.value == pytest.approx(case["value"], abs=case["tol"])
    assert (found.low, found.high, found.interval) == (None, None, None)
    assert found.reason == "no interval is known for a quick ratio"


@pytest.mark.parametrize("case", cases("nrr_grr_with_se"))
def test_published_revenue_retention_with_standard_errors(case):
    """NRR, GRR and churn of ten customers come out as R prints them, and so do linearised limits."""
    found = of(*((0, *pair) for pair in zip(case["start_mrr"], case["end_mrr_same_customers"], strict=True)))
    quantile = stats.t.ppf(0.9, 9)
    for value, name, most in ((nrr, "nrr", 1e9), (grr, "grr", 100)):
        estimate = value(found, 0.8, "linearised")
        assert estimate.value == pytest.approx(100 * case[name], abs=1e-8)
        distance = 100 * quantile * case[f"{name}_se"]
        assert estimate.low == pytest.approx(estimate.value - distance, abs=1e-7)
        assert estimate.high == pytest.approx(min(estimate.value + distance, most), abs=1e-7)
        assert estimate.interval == "linearised"
        assert value(found).interval == "bootstrap"
    assert churn_rate(found).value == 100 * case["logo_churn"]


def test_shares_of_customers_have_wilson_limits():
    """The limits of a share of customers are Wilson's: of ten at the start two are lost, three pay more."""
    found = of((0, 5, 0), (0, 5, 0), *[(0, 5, 6)] * 3, *[(0, 5, 5)] * 5, (0, 0, 5), (5, 0, 5))
    for value, count in ((churn_rate, 2), (retention_rate, 8), (upsell_rate, 3)):
        expected = stats.binomtest(count, 10).proportion_ci(0.9, "wilson")
        estimate = value(found, 0.9)
        assert estimate.value == 10 * count
        assert (estimate.low, estimate.high) == pytest.approx((100 * expected.low, 100 * expected.high), rel=1e-12)
        assert (estimate.interval, estimate.parts, estimate.reason) == ("wilson", {}, None)
    exact = stats.binomtest(2, 10).proportion_ci(0.95, "exact")
    assert churn_rate(found, interval="clopper-pearson").low == pytest.approx(100 * exact.low)


def test_each_definition_by_hand():
    """Of 100 at the start 20 are lost, 10 contract, 30 are expansion; 5 come back and 7 are new."""
    found = of((0, 20, 0), (0, 30, 20), (0, 40, 70), (0, 10, 10), (3, 0, 5), (0, 0, 7))
    assert grr(found).value == 70
    assert nrr(found).value == 100
    assert nrr_chartmogul(found).value == 105
    assert nrr_baremetrics(found).value == 110
    assert revenue_churn(found).value == 20
    assert upsell_revenue(found).value == 30
    assert upsell_rate(found).value == retention_rate(found).value - 50 == churn_rate(found).value == 25
    assert quick_ratio(found).value == pytest.approx(37 / 30)
    assert quick_ratio(found, reactivation=True).value == pytest.approx(42 / 30)


@pytest.mark.parametrize("value", RATIOS)
def test_the_largest_customer_stands_beside_a_ratio_of_payments(value):
    """One account can move a ratio of payments: its part of the start stands beside it."""
    assert value(of((0, 75, 80), (0, 25, 10))).parts == {LARGEST_CUSTOMER: 75}


@pytest.mark.parametrize("value", [*SHARES, *RATIOS])
def test_nobody_at_the_start(value):
    """Where nobody was active at the start a value is undefined, and neither 0 nor 100 %."""
    nobody = Estimate(reason="nobody was active at the start of the period")
    assert value(of()) == value(of((0, 0, 5), (5, 0, 5))) == nobody


def test_no_losses():
    """Without losses a quick ratio is undefined, not infinite."""
    assert quick_ratio(of((0, 5, 6))) == Estimate(reason="nothing was lost, so there is nothing to divide by")


@pytest.mark.parametrize("value", RATIOS)
def test_without_spread_the_value_stands_alone(value):
    """Where all customers are alike there is a value without limits, and the reason is said."""
    estimate = value(of((0, 5, 5), (0, 7, 7)))
    assert estimate.value in (0, 100)
    assert (estimate.low, estimate.high, estimate.interval) == (None, None, "bootstrap")
    assert estimate.reason == "the ratio is the same for all, which shows no spread, so its interval is unknown"


@given(st.lists(pays, max_size=8))
def test_laws_of_retention(customers):
    """GRR is at most 100 % and at most NRR; churn and retention make 100 %; so do GRR and what is lost."""
    found = of(*customers)
    gross, net = grr(found), nrr(found)
    if gross.value is None:
        assert net.value is None
        return
    assert gross.value <= min(100, net.value)
    assert net.value <= min(nrr_chartmogul(found).value, nrr_baremetrics(found).value)
    assert isclose(churn_rate(found).value + retention_rate(found).value, 100)
    assert revenue_churn(found).value <= 100 - gross.value + 1e-9
    assert isclose(net.value - gross.value, upsell_revenue(found).value, abs_tol=1e-9)


@pytest.mark.parametrize("value", [*SHARES, *RATIOS])
@given(st.lists(pays, max_size=8))
def test_limits_hold_the_value(value, customers):
    """Limits hold the value and stay within what is possible."""
    estimate = value(of(*customers))
    if estimate.low is not None:
        assert 0 <= estimate.low <= estimate.value <= estimate.high
        assert value in (nrr, nrr_chartmogul, nrr_baremetrics, upsell_revenue) or estimate.high <= 100


@pytest.mark.parametrize("value", [churn_rate, nrr])
def test_no_confidence_is_refused(value):
    """A confidence lies between 0 and 1."""
    with pytest.raises(ValueError, match="a confidence lies"):
        value(of((0, 5, 6), (0, 5, 5)), 1)
