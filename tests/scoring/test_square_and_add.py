import json
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from cxcli.scoring import difference
from cxcli.scoring.interval import Interval
from cxcli.scoring.proportion import wilson
from cxcli.scoring.square_and_add import square_and_add

VECTORS = Path(__file__).resolve().parents[1] / "vectors"
SHARES = json.loads((VECTORS / "wilson.json").read_text(encoding="utf-8"))["newcombe_difference_95"]
SCORES = json.loads((VECTORS / "nps.json").read_text(encoding="utf-8"))["two_sample"]
METHODS = {"wald": difference.wald, "adjusted_wald": difference.adjusted_wald}
tables = st.tuples(st.integers(0, 30), st.integers(0, 30), st.integers(0, 30)).filter(any)


def score(table):
    plus, _, minus = table
    n = sum(table)
    return plus / n - minus / n, difference.score(plus / n, minus / n, n)


@pytest.mark.parametrize("case", SHARES)
def test_published_differences_of_two_shares(case):
    """Newcombe's limits for the difference of two independent shares come out as printed."""
    one, two = case["k1"] / case["n1"], case["k2"] / case["n2"]
    interval = square_and_add(one, wilson(one, case["n1"]), two, wilson(two, case["n2"]))
    assert interval.low == pytest.approx(case["lo"], abs=case["tol"], rel=0)
    assert interval.high == pytest.approx(case["hi"], abs=case["tol"], rel=0)


@pytest.mark.parametrize("case", SCORES)
def test_differences_of_two_scores_of_another_program(case):
    """Of two (adjusted) Wald intervals it is the usual two-sample interval, as R's NPS package gives it."""
    values, intervals = [], []
    for detractors, passives, promoters in (case["x"], case["y"]):
        n = detractors + passives + promoters
        interval = METHODS[case["method"]](promoters / n, detractors / n, n, case["conf"])
        values.append((interval.low + interval.high) / 2)
        intervals.append(interval)
    found = square_and_add(values[0], intervals[0], values[1], intervals[1])
    assert values[0] - values[1] == pytest.approx(case["delta"], abs=1e-12)
    assert (found.low, found.high) == pytest.approx((case["lo"], case["hi"]), abs=1e-11)


@given(tables, tables)
def test_limits_hold_the_difference(one, two):
    """The limits hold it: low <= difference <= high, within -2 and 2, and swapping the two mirrors the limits."""
    (value1, interval1), (value2, interval2) = score(one), score(two)
    found, swapped = (
        square_and_add(value1, interval1, value2, interval2),
        square_and_add(value2, interval2, value1, interval1),
    )
    assert -2 <= found.low <= value1 - value2 <= found.high <= 2
    assert (found.low, found.high) == pytest.approx((-swapped.high, -swapped.low), abs=1e-14)
    assert found.method == "square-and-add"


def test_unequal_arms_by_hand():
    """0.5 in [0.2, 0.6] minus 0.3 in [0.15, 0.7]: below sqrt(0.3^2 + 0.4^2), above sqrt(0.1^2 + 0.15^2)."""
    found = square_and_add(0.5, Interval(0.2, 0.6, "a"), 0.3, Interval(0.15, 0.7, "b"))
    assert (found.low, found.high) == pytest.approx((0.2 - 0.5, 0.2 + 0.0325**0.5))


@pytest.mark.parametrize(("value1", "value2"), [(1, 0), (0, 0), (0.5, 1), (0.5, -1)])
def test_a_value_outside_its_interval(value1, value2):
    """Where a value lies outside its own interval, the distance to the limit that it has passed is 0."""
    found = square_and_add(value1, Interval(0.6, 0.9, "a"), value2, Interval(-0.5, 0.0, "b"))
    assert found.low <= value1 - value2 <= found.high
    below = max(value1 - 0.6, 0) ** 2 + max(0 - value2, 0) ** 2
    above = max(0.9 - value1, 0) ** 2 + max(value2 + 0.5, 0) ** 2
    assert (found.low, found.high) == pytest.approx((value1 - value2 - below**0.5, value1 - value2 + above**0.5))
