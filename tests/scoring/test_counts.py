import json
from collections import Counter
from decimal import Decimal
from fractions import Fraction
from pathlib import Path

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from cxcli.scoring.counts import CountsByValue, WeightSums
from cxcli.scoring.exact_sum import ExactSum

VECTORS = Path(__file__).resolve().parents[1] / "vectors"
NPS = json.loads((VECTORS / "nps.json").read_text(encoding="utf-8"))
CSAT = json.loads((VECTORS / "csat_ces.json").read_text(encoding="utf-8"))["cases"]
WEIGHTS = json.loads((VECTORS / "weights_fpc.json").read_text(encoding="utf-8"))

PROMOTERS, DETRACTORS = range(9, 11), range(7)
positive = st.fractions(min_value=Fraction(1, 1000), max_value=1000, max_denominator=1000)
rows = st.lists(st.tuples(st.integers(0, 10), positive), min_size=1, max_size=30)


def trinomial(case):
    return CountsByValue.of({-1: case["d"], 0: case["p"], 1: case["c"]})


def csat(metric):
    return next(case for case in CSAT if case["metric"] == metric)


@pytest.mark.parametrize("case", NPS["point_var_se"])
def test_published_nps_variance_and_standard_error(case):
    """NPS, variance and standard error of published counts come out as printed."""
    counts = trinomial(case)
    if "nps" in case:
        assert counts.share({1}) - counts.share({-1}) == pytest.approx(case["nps"], abs=1e-15)
        assert counts.mean() == pytest.approx(case["nps"], abs=1e-15)
    if "var" in case:
        assert float(counts.variance()) == pytest.approx(case["var"], abs=1e-15)
        assert float(counts.variance() / counts.n) ** 0.5 == pytest.approx(case["se"], abs=case.get("se_tol", 0))


@pytest.mark.parametrize("case", NPS["raw_scores"])
def test_published_nps_of_raw_scores(case):
    """NPS of published lists of scores comes out as printed."""
    counts = CountsByValue.of(Counter(case["scores"]))
    assert float(counts.share(PROMOTERS) - counts.share(DETRACTORS)) == pytest.approx(case["nps"], abs=1e-15)


@pytest.mark.parametrize("case", NPS["custom_breaks"])
def test_published_nps_with_other_breaks(case):
    """NPS with breaks of one's own, and its variance, come out as printed."""
    counts = CountsByValue.of(Counter(case["scores"]))
    _, low, high, top = case["breaks"]
    plus, minus = counts.share(range(high + 1, top + 1)), counts.share(range(low + 1))
    assert float(plus - minus) == pytest.approx(case["nps"], abs=1e-15)
    assert float(plus + minus - (plus - minus) ** 2) == pytest.approx(case["var"], abs=case["var_tol"])


@pytest.mark.parametrize("case", NPS["weighted"])
def test_weighted_nps_of_another_program(case):
    """Weighted NPS, promoter share, mean and Kish's effective n agree with R's survey package."""
    counts = CountsByValue.weighted(Counter(zip(case["scores"], case["weights"], strict=True)))
    assert counts.n == len(case["scores"])
    assert counts.base == sum(case["weights"])
    assert float(counts.share(PROMOTERS)) == pytest.approx(case["promoter_share"], abs=1e-12)
    assert float(counts.share(PROMOTERS) - counts.share(DETRACTORS)) == pytest.approx(case["nps"], abs=1e-12)
    assert float(counts.mean()) == pytest.approx(case["mean"], abs=1e-11)
    assert counts.effective_n == case["n_eff_kish"]


@pytest.mark.parametrize("case", WEIGHTS["kish"])
def test_published_design_effects(case):
    """Rows over the design effect is the effective n; a row of weight 0 is left out and adds nothing to it."""
    counts = CountsByValue.weighted(Counter((5, weight) for weight in case["w"] if weight))
    assert counts.effective_n == pytest.approx(len(case["w"]) / case["deff"], rel=1e-15)


def test_published_top_two_box():
    """74 of 107 answers are 4 or 5: 69.16 %."""
    case = csat("csat_top2")
    share = CountsByValue.of(dict(enumerate(case["counts_1_to_5"], start=1))).share({4, 5})
    assert share == Fraction(74, 107)
    assert float(100 * share) == pytest.approx(case["value_pct"], abs=0.005)
    assert round(100 * share) == case["displayed"]


def test_published_mean():
    """The mean of published counts comes out as printed."""
    case = csat("index_0_100")
    mean = CountsByValue.of(dict(enumerate(case["counts_1_to_5"], start=1))).mean()
    assert float(mean) == pytest.approx(case["mean"], abs=0.005)


def test_a_published_mistake_is_not_repeated():
    """Where a published example adds up wrongly, the right mean comes out."""
    case = csat("ces_mean")
    mean = CountsByValue.of(Counter(case["scores"])).mean()
    assert float(mean) == case["correct"] != case["printed"]


@given(rows)
def test_equal_weights_are_no_weights(answers):
    """Rows that all weigh the same have the shares, mean, variance and effective n of unweighted ones."""
    counts = Counter(value for value, _ in answers)
    plain = CountsByValue.of(counts)
    weighted = CountsByValue.weighted({(value, Decimal("0.7")): count for value, count in counts.items()})
    assert weighted.share(PROMOTERS) == plain.share(PROMOTERS)
    assert weighted.mean() == plain.mean()
    assert weighted.variance() == plain.variance()
    assert weighted.effective_n == plain.effective_n == len(answers)
    assert weighted.base == plain.base * Fraction(7, 10)


@given(rows)
def test_weighted_figures_by_their_definitions(answers):
    """Share, mean, variance and effective n of weighted rows are what their definitions give row by row."""
    counts = CountsByValue.weighted(Counter(answers))
    total = sum(weight for _, weight in answers)
    mean = sum(value * weight for value, weight in answers) / total
    assert counts.n == len(answers)
    assert counts.base == total
    assert counts.share({9, 10}) == sum(weight for value, weight in answers if value >= 9) / total
    assert counts.mean() == mean
    assert counts.variance() == sum(weight * (value - mean) ** 2 for value, weight in answers) / total
    assert counts.effective_n == float(total**2 / sum(weight**2 for _, weight in answers))


@given(rows, rows)
def test_weighted_parts_add(left, right):
    """The statistics of two lists of weighted rows add to that of both lists together."""
    parts = CountsByValue.weighted(Counter(left)) + CountsByValue.weighted(Counter(right))
    assert parts == CountsByValue.weighted(Counter(left + right))


def test_weighted_and_unweighted_rows_do_not_add():
    """Weighted and unweighted rows never mix; the empty statistic goes with both."""
    plain, weighted = CountsByValue.of({1: 1}), CountsByValue.weighted({(1, 1): 1})
    with pytest.raises(ValueError, match="weighted and unweighted rows do not add"):
        plain + weighted
    with pytest.raises(ValueError, match="weighted and unweighted rows do not add"):
        weighted + plain
    assert CountsByValue.empty() + weighted == weighted
    assert plain + CountsByValue.weighted({}) == plain


def test_equal_values_of_other_types_are_one_value():
    """9, 9.0 and Decimal("9.0") are one value, a plain int; counts are plain ints of any size."""
    counts = CountsByValue.of({9: 1}) + CountsByValue.of({Decimal("9.0"): np.int64(2**62)}) + CountsByValue.of({9.0: 1})
    assert dict(counts.counts) == {9: 2**62 + 2}
    assert [type(item) for pair in counts.counts.items() for item in pair] == [int, int]


def test_values_are_sorted_and_zero_counts_dropped():
    """Values come in order, and a value that nobody gave is not there."""
    assert list(CountsByValue.of({3: 1, 1: 2, 2: 0}).counts) == [1, 3]
    assert list(CountsByValue.weighted({(3, 1): 1, (1, 1): 2, (2, 1): 0}).counts) == [1, 3]


def test_a_value_counts_once_in_a_share():
    """A value that is named twice is taken once, and one that nobody gave takes nothing."""
    assert CountsByValue.of({1: 1, 2: 3}).share([1, 1, 7, Decimal("1.0")]) == Fraction(1, 4)


def test_counts_cannot_be_changed():
    """A statistic is never changed in place."""
    counts = CountsByValue.weighted({(1, 1): 1})
    with pytest.raises(TypeError):
        counts.counts[1] = 2
    with pytest.raises(TypeError):
        counts.weights[1] = None


def test_of_takes_sums_of_weights():
    """Counts and the sums of their weights make the same statistic as the rows."""
    sums = {4: WeightSums(ExactSum.of([1, 2]), ExactSum.of([1, 4]))}
    assert CountsByValue.of({4: 2}, sums) == CountsByValue.weighted({(4, 1): 1, (4, 2): 1})


@pytest.mark.parametrize("weight", [0, -1, -0.5, Decimal(0)])
def test_weights_above_zero_only(weight):
    """A weight of 0 or below is refused, also beside others of the same value."""
    with pytest.raises(ValueError, match="weights are above 0"):
        CountsByValue.weighted({(1, weight): 1, (1, 5): 1})


@pytest.mark.parametrize("sums", [(0, 1), (1, 0), (-1, 1)])
def test_sums_of_weights_above_zero_only(sums):
    """Sums that no weights above 0 can have are refused."""
    with pytest.raises(ValueError, match="weights are above 0"):
        WeightSums(*(ExactSum.of([number]) for number in sums))


def test_negative_counts_are_refused():
    """A count below 0 is refused."""
    with pytest.raises(ValueError, match="a count is never negative"):
        CountsByValue.of({1: -1})


def test_weights_belong_to_the_counted_values():
    """Weights for a value that is not counted, or none for one that is, are refused."""
    sums = WeightSums(ExactSum.of([1]), ExactSum.of([1]))
    with pytest.raises(ValueError, match="weights are given for the values that are counted"):
        CountsByValue.of({1: 1}, {2: sums})
    with pytest.raises(ValueError, match="weights are given for the values that are counted"):
        CountsByValue.of({1: 1}, {})


@pytest.mark.parametrize("ask", [lambda c: c.share({1}), lambda c: c.mean(), lambda c: c.variance()])
def test_nothing_has_no_share(ask):
    """Of no rows there is no share, mean or variance, and never 0."""
    with pytest.raises(ValueError, match="no rows"):
        ask(CountsByValue.empty())


def test_nothing_counts_nothing():
    """No rows: n, base and effective n are 0, weighted or not."""
    for nothing in (CountsByValue.empty(), CountsByValue.weighted({})):
        assert (nothing.n, nothing.base, nothing.effective_n) == (0, 0, 0)


def test_json_is_plain():
    """As JSON the counts are an object of values and rows, and the sums of weights are texts."""
    assert CountsByValue.of({2: 1, 1: 3}).to_json() == {"counts": {"1": 3, "2": 1}, "rows": 4}
    weighted = CountsByValue.weighted({(Decimal("1.5"), 0.5): 2})
    assert weighted.to_json() == {"counts": {"3/2": 2}, "rows": 2, "weights": {"3/2": ["1", "1/2"]}}


@pytest.mark.parametrize(
    "data",
    [
        None,
        {},
        {"counts": []},
        {"counts": {"1": 1}},
        {"counts": {"1": 1}, "rows": 2},
        {"counts": {"1": 1}, "rows": 0},
        {"counts": {}, "rows": 1},
        {"counts": {}, "rows": 0, "more": 1},
        {"rows": 1, "counts": {"x": 1}},
        {"rows": 1, "counts": {"1": "1"}},
        {"rows": 1, "counts": {"1": True}},
        {"rows": 1, "counts": {"1": -1}},
        {"counts": {"1": 1}, "rows": 1, "weights": {}},
        {"counts": {"1": 1}, "rows": 1, "weights": {"1": ["1"]}},
        {"counts": {"1": 1}, "rows": 1, "weights": {"1": ["1", 1]}},
        {"counts": {"1": 1}, "rows": 1, "weights": {"1": ["1", "0"]}},
        {"counts": {"1": 1}, "rows": 1, "weights": {"1": ["1", "1"]}, "more": 1},
    ],
)
def test_other_json_is_refused(data):
    """JSON data that no statistic wrote is refused."""
    with pytest.raises(ValueError, match=r".{10}"):
        CountsByValue.from_json(data)


def test_weights_are_two_sums():
    """The weights of a value are its sum and sum of squares, and what else stands there is named."""
    with pytest.raises(ValueError, match="the weights of a value are two sums"):
        CountsByValue.from_json({"counts": {}, "rows": 0, "weights": {"1": ["1"]}})


def test_a_row_may_stand_for_several_answers():
    """Rows and answers are told apart; where nothing is said, each row is one answer; both add."""
    one, other = CountsByValue.of({9: 40, 3: 2}, rows=2), CountsByValue.of({9: 1})
    assert (one.rows, one.n, other.rows, other.n) == (2, 42, 1, 1)
    assert ((one + other).rows, (one + other).n) == (3, 43)
    assert CountsByValue.weighted({(9, Fraction(1, 2)): 7}, rows=1).rows == 1


def test_weights_of_rows_that_stand_for_several_answers():
    """K answers of weight w weigh k times w, and effective n is Kish's over answers: 10 of weight 1 and 10 of 3."""
    found = CountsByValue.weighted({(9, 1): 10, (2, 3): 10}, rows=2)
    assert (found.base, found.effective_n) == (40, 40**2 / (10 + 90))
