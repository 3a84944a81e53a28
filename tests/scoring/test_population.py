import json
from math import inf, nan
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from cxcli.scoring.population import effective_n

VECTORS = Path(__file__).resolve().parents[1] / "vectors"
FPC = json.loads((VECTORS / "weights_fpc.json").read_text(encoding="utf-8"))
WEIGHTED = json.loads((VECTORS / "nps.json").read_text(encoding="utf-8"))["weighted"]


@pytest.mark.parametrize("case", FPC["fpc"])
def test_published_corrections(case):
    """Answers over the effective n is the published correction of the variance."""
    assert case["n"] / effective_n(case["n"], case["N"]) == pytest.approx(case["fpc_var"], abs=case["tol"])


def test_published_standard_error_of_a_stratified_mean():
    """Three strata of known size: with effective n the standard error of the mean is the published one."""
    case = FPC["stratified_mean_fpc"]
    shares = [size / sum(case["N"]) for size in case["N"]]
    finite = sum(
        share**2 * variance / effective_n(n, size)
        for share, variance, n, size in zip(shares, case["var"], case["n"], case["N"], strict=True)
    )
    assert sum(share * mean for share, mean in zip(shares, case["mean"], strict=True)) == pytest.approx(
        case["estimate"], abs=0.0005
    )
    assert finite**0.5 == pytest.approx(case["se"], abs=5e-5)


@pytest.mark.parametrize("case", WEIGHTED)
def test_weighted_answers_of_a_small_population(case):
    """With weights the fraction is of rows, and Kish's number grows: the variance shrinks as in R's survey package."""
    kish, rows = case["n_eff_kish"], len(case["scores"])
    shrunk = (case["se_with_fpc_N20"] / case["se_linearized"]) ** 2
    assert kish / effective_n(kish, 20, rows=rows) == pytest.approx(shrunk, rel=1e-9)


def test_a_census_is_endless():
    """Who has asked everybody knows the value: the effective n is infinite."""
    assert effective_n(20, 20) == inf
    assert effective_n(10.125, 12, rows=12) == inf


@given(st.integers(1, 1000), st.integers(1, 1000))
def test_effective_n_is_never_smaller(n, more):
    """A known population never makes a sample count less, and an ever larger one makes it count as it is."""
    assert effective_n(n, n + more) >= n
    assert effective_n(n, 10**15) == pytest.approx(n, rel=1e-9)


@pytest.mark.parametrize(("n", "population", "rows"), [(21, 20, None), (10, 20, 21)])
def test_more_answers_than_people(n, population, rows):
    """More answers than there are people is an error."""
    with pytest.raises(ValueError, match="more people answered than the population has"):
        effective_n(n, population, rows=rows)


@pytest.mark.parametrize(("n", "rows"), [(0, None), (-1, None), (nan, None), (0, 5), (5, 0)])
def test_no_answers(n, rows):
    """No answers have no effective number."""
    with pytest.raises(ValueError, match="more than 0 answers"):
        effective_n(n, 20, rows=rows)
