import json
from pathlib import Path

import pytest
from hypothesis import assume, given
from hypothesis import strategies as st

from cxcli.analysis.multiple_tests import benjamini_hochberg

CASE = json.loads((Path(__file__).resolve().parents[1] / "vectors" / "bh_1995.json").read_text(encoding="utf-8"))
p_values = st.lists(st.floats(0, 1), max_size=12)


def test_published_adjusted_values():
    """Benjamini and Hochberg's own example: adjusted as by R, and four of fifteen are taken for real."""
    adjusted = benjamini_hochberg(CASE["p"])
    assert adjusted == pytest.approx(CASE["adjusted"], abs=5e-12)
    assert sum(p <= CASE["q"] for p in adjusted) == CASE["n_rejected_bh"]
    assert sum(p <= CASE["q"] / len(CASE["p"]) for p in CASE["p"]) == CASE["n_rejected_bonferroni"]


@given(p_values, st.floats(0.001, 0.5))
def test_the_step_up_procedure(values, q):
    """Those adjusted to at most q are those up to the last whose p is at most rank / tests times q."""
    limits = [(p, q * rank / len(values)) for rank, p in enumerate(sorted(values), start=1)]
    assume(all(abs(p - limit) > 1e-12 for p, limit in limits))
    last = max((rank for rank, (p, limit) in enumerate(limits, start=1) if p <= limit), default=0)
    assert sum(p <= q for p in benjamini_hochberg(values)) == last


@given(st.lists(st.floats(0, 1), min_size=1, max_size=12, unique=True), st.randoms())
def test_the_order_of_the_tests_does_not_matter(values, random):
    """Each value is adjusted to the same, in whatever order the tests come; never below itself, never above 1."""
    shuffled = random.sample(values, len(values))
    adjusted = dict(zip(values, benjamini_hochberg(values), strict=True))
    assert dict(zip(shuffled, benjamini_hochberg(shuffled), strict=True)) == adjusted
    assert all(p <= after <= 1 for p, after in adjusted.items())


def test_few_tests():
    """No test has nothing to adjust; a single one stays as it is."""
    assert benjamini_hochberg([]) == []
    assert benjamini_hochberg([0.03]) == [0.03]


@pytest.mark.parametrize("p", [-0.1, 1.1, float("nan")])
def test_no_p_value(p):
    """What is not between 0 and 1 is no p value."""
    with pytest.raises(ValueError, match="between 0 and 1"):
        benjamini_hochberg([0.5, p])
