import json
from fractions import Fraction
from functools import reduce
from itertools import pairwise
from math import sqrt
from operator import add
from pathlib import Path

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st
from msgspec.structs import replace

from cxcli.scoring.ratio_sums import FEW, RatioSums, exact_total
from cxcli.scoring.statistics import Statistic

VECTORS = Path(__file__).resolve().parents[1] / "vectors"
CASES = json.loads((VECTORS / "retention.json").read_text(encoding="utf-8"))["cases"]
LOW, HIGH = -(2**63), 2**63 - 1

whole = st.one_of(st.integers(-5, 5), st.integers(LOW, HIGH), st.sampled_from([LOW, HIGH, 2**32, -(2**32), 2**32 - 1]))
units = st.lists(st.tuples(whole.map(lambda x: x if x >= 0 else -x - 1), whole), max_size=8)
cuts = st.lists(st.integers(0, 100), max_size=3)


def of(pairs):
    x, y = zip(*pairs, strict=True) if pairs else ((), ())
    return RatioSums.of(np.array(x, np.int64), np.array(y, np.int64))


def test_it_does_what_a_statistic_is_asked_for():
    """It has all that is asked of a statistic."""
    asked = {name for name in vars(Statistic) if not name.startswith("_")}
    assert asked <= set(dir(RatioSums.empty()))


@pytest.mark.parametrize("case", [case for case in CASES if case["metric"] == "nrr_grr_with_se"])
def test_published_standard_errors(case):
    """Ratio and linearised standard error agree with R's survey package, for NRR, GRR and lost customers."""
    start, end = case["start_mrr"], case["end_mrr_same_customers"]
    kept = [min(pair) for pair in zip(start, end, strict=True)]
    lost = [int(each == 0) for each in end]
    for x, y, name in ((start, end, "nrr"), (start, kept, "grr"), ([1] * len(end), lost, "logo_churn")):
        sums = of(list(zip(x, y, strict=True)))
        assert float(sums.ratio) == pytest.approx(case[name], abs=1e-10)
        assert sqrt(sums.variance) == pytest.approx(case[f"{name}_se"], abs=1e-5 if name == "logo_churn" else 1e-11)


def test_the_variance_by_hand():
    """(1, 1) and (1, 3): the ratio is 2, the residuals -1 and 1, the variance 2 / 1 * 2 / 4 = 1."""
    sums = of([(1, 1), (1, 3)])
    assert (sums.ratio, sums.variance) == (2, 1)


@pytest.mark.parametrize("times", [1, 10])
@given(units)
def test_sums_are_exact(times, pairs):
    """All sums are exact, whatever the size of the numbers, however many they are."""
    pairs *= times
    sums = of(pairs)
    products = [(x, y, x * x, y * y, x * y) for x, y in pairs]
    expected = tuple(sum(product[place] for product in products) for place in range(5))
    assert (sums.x, sums.y, sums.xx, sums.yy, sums.xy) == expected
    assert sums.n == sums.rows == len(pairs)
    assert list(sums.pairs) == (sorted(pairs) if len(pairs) < FEW else [])


@given(st.lists(whole, max_size=40))
def test_totals_are_exact(numbers):
    """A total of whole numbers is exact where 64 bits would overflow."""
    assert exact_total(np.array(numbers, np.int64)) == sum(numbers)


@pytest.mark.parametrize("size", [FEW - 2, FEW - 1, FEW, FEW + 1])
@given(cuts, st.randoms(use_true_random=False))
def test_order_and_cut_do_not_matter(size, cuts, random):
    """Parts of any size, merged in any order, are the whole, with the pairs or without."""
    pairs = [(number % 7, number % 5 - 2) for number in range(size)]
    shuffled = random.sample(pairs, size)
    edges = pairwise([0, *sorted(min(cut, size) for cut in cuts), size])
    together = reduce(add, (of(shuffled[low:high]) for low, high in edges), RatioSums.empty())
    assert together == of(pairs)
    assert json.dumps(together.to_json()) == json.dumps(of(pairs).to_json())
    assert len(together.pairs) == (size if size < FEW else 0)


@pytest.mark.parametrize("times", [1, 10])
@given(units)
def test_json_round_trip(times, pairs):
    """Sums that went through JSON are the same sums; no digit is lost."""
    sums = of(pairs * times)
    assert RatioSums.from_json(json.loads(json.dumps(sums.to_json()))) == sums


def test_currencies_are_kept():
    """Those of all parts, in JSON in order; sums without money name none."""
    euros, dollars = (replace(of([(1, 2)]), currencies=frozenset({name})) for name in ("EUR", "USD"))
    both = dollars + euros
    assert both == euros + dollars
    assert both.currencies == {"EUR", "USD"}
    assert both.to_json()["currencies"] == ["EUR", "USD"]
    assert RatioSums.from_json(json.loads(json.dumps(both.to_json()))) == both
    assert "currencies" not in of([(1, 2)]).to_json()
    for wrong in ("EUR", [1]):
        with pytest.raises(ValueError, match="currencies are a list of texts"):
            RatioSums.from_json({**both.to_json(), "currencies": wrong})


@given(units)
def test_every_unit_counts(pairs):
    """Sums are settled as they are; those of nothing are neutral."""
    sums = of(pairs)
    assert sums.settled() == (sums, {})
    assert sums + RatioSums.empty() == sums == RatioSums.empty() + sums


def test_a_base_below_zero_is_refused():
    """The base of a ratio is never below 0."""
    with pytest.raises(ValueError, match="the base of a ratio is 0 or more"):
        of([(5, 1), (-1, 2)])


def test_without_a_base_there_is_no_ratio():
    """A ratio to nothing is an error, as is the variance of a single unit."""
    with pytest.raises(ZeroDivisionError):
        _ = of([(0, 1)]).ratio
    with pytest.raises(ZeroDivisionError):
        _ = of([(1, 1)]).variance
    assert of([(2, 1), (0, 0)]).ratio == Fraction(1, 2)


@pytest.mark.parametrize(
    "data",
    [
        None,
        {"n": 1, "sums": [1, 2, 1, 4], "pairs": [[1, 2]]},
        {"n": 1, "sums": [1, 2, 1, 4, 2], "pairs": [[1, 2]], "more": 1},
        {"n": 1, "sums": [1, 2, 1, 4, 2], "pairs": []},
        {"n": 1, "sums": [1, 2, 1, 4, 3], "pairs": [[1, 2]]},
        {"n": 1, "sums": [1, 2, 1, 4, 2], "pairs": [[1, 2, 3]]},
        {"n": 1, "sums": [1, 2, 1, 4, 2], "pairs": [["1", 2]]},
        {"n": 0, "sums": [1, 2, 1, 4, 2], "pairs": []},
        {"n": -1, "sums": [0, 0, 0, 0, 0], "pairs": []},
        {"n": 50, "sums": [1, 2, 1, 4, 2], "pairs": [[1, 2]]},
    ],
)
def test_other_json_is_refused(data):
    """JSON that is something else than the sums of a ratio is refused."""
    with pytest.raises(ValueError, match=r"the sums of a ratio|a pair is|the pairs are"):
        RatioSums.from_json(data)
