import json
from fractions import Fraction
from pathlib import Path

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from cxcli.scoring.duration_table import DurationTable
from cxcli.scoring.quantile import as_written, at_rank, inner, position, quantile, spoken

VECTORS = Path(__file__).resolve().parents[1] / "vectors"
TYPES = json.loads((VECTORS / "durations.json").read_text(encoding="utf-8"))["quantile_types"]
times = st.lists(st.integers(0, 30) | st.integers(0, 2**60), min_size=1, max_size=40)
parts = st.integers(0, 1000).map(lambda thousandth: thousandth / 1000)


def table(ended, running=()):
    """The table of what ended and of what was still running."""
    over = [*ended, *running]
    return DurationTable.of(np.array(over, np.int64), np.array([True] * len(ended) + [False] * len(running), bool))


@pytest.mark.parametrize(("p", "expected"), [*zip(TYPES["p"], TYPES["R_type"]["7"], strict=True)])
def test_published_quantiles(p, expected):
    """The quantiles of type 7 that R gives come out exactly."""
    assert quantile(table(TYPES["x"]), p) == expected


@given(times, parts)
def test_quantiles_agree_with_numpy(ended, p):
    """A quantile is the linear one of an independent library."""
    expected = np.quantile(np.array(ended, np.longdouble), p, method="linear")
    assert quantile(table(ended), p) == pytest.approx(float(expected), rel=1e-12, abs=1e-9)


@given(times, times)
def test_running_ones_are_left_out(ended, running):
    """A quantile rests on the ended ones only."""
    assert quantile(table(ended, running), 0.5) == quantile(table(ended), 0.5)


@given(times, parts, parts)
def test_quantiles_rise_with_p(ended, p, q):
    """A larger p never has a smaller quantile; 0 is the shortest, 1 the longest."""
    low, high = sorted((p, q))
    assert quantile(table(ended), low) <= quantile(table(ended), high)
    assert quantile(table(ended), 0) == float(min(ended))
    assert quantile(table(ended), 1) == float(max(ended))


@given(st.integers(1, 10**6), st.integers(1, 10), st.integers(0, 10))
def test_p_is_the_number_that_is_written(step, tenfold, tenth):
    """With 10 k + 1 values, p = 0.1, 0.2, … are values themselves, to the last bit."""
    values = [step * rank for rank in range(10 * tenfold + 1)]
    assert quantile(table(values), tenth / 10) == step * tenth * tenfold


def test_a_quantile_is_rounded_once():
    """Two long durations of which floats know no difference have the exact middle, rounded."""
    low, high = 2**60 + 1, 2**60 + 2**9 + 1
    assert quantile(table([low, high]), 0.5) == float(Fraction(low + high, 2))


@given(times)
def test_every_rank_has_its_duration(ended):
    """Rank 1 is the shortest ended one, n the longest; there are no others."""
    whole = table(ended, [7])
    assert [at_rank(whole, rank) for rank in range(1, len(ended) + 1)] == sorted(ended)
    for rank in (0, len(ended) + 1):
        with pytest.raises(ValueError, match="a rank runs"):
            at_rank(whole, rank)


@pytest.mark.parametrize("rank", [0, 3])
def test_ranks_beyond_the_ended_ones_are_refused(rank):
    """Of two ended ones there is no rank 0 and no third, whatever still runs."""
    assert [at_rank(table([9, 4], [7]), rank) for rank in (1, 2)] == [4, 9]
    with pytest.raises(ValueError, match="a rank runs"):
        at_rank(table([9, 4], [7]), rank)


def test_place_of_a_quantile():
    """The median of 4 stands between the second and the third; p90 of 11 is the tenth."""
    assert position(4, 0.5) == Fraction(5, 2)
    assert position(11, 0.9) == 10


@pytest.mark.parametrize("p", [-0.1, 1.1, float("nan")])
def test_a_p_that_is_none_is_refused(p):
    """The p of a quantile lies between 0 and 1."""
    with pytest.raises(ValueError, match="between 0 and 1"):
        quantile(table([1]), p)


def test_without_an_ended_one_there_is_no_quantile():
    """Where none has ended, there is no quantile, not 0."""
    with pytest.raises(ValueError, match="none has ended"):
        quantile(table([], [5]), 0.5)


def test_p_as_written():
    """0.9 means nine tenths; with limits, p is neither 0 nor 1."""
    assert as_written(0.9) == inner(np.float64(0.9)) == Fraction(9, 10)
    assert (as_written(0), as_written(1), as_written(1e-5)) == (0, 1, Fraction(1, 10**5))
    for p in (0, 1):
        with pytest.raises(ValueError, match="both excluded"):
            inner(p)


def test_names_of_quantiles():
    """A half is the median, others are named by their percentage."""
    assert [spoken(p) for p in (0.5, 0.9, 0.29, 0.999)] == ["median", "p90", "p29", "p99.9"]
