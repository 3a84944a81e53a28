import math
from decimal import Decimal
from fractions import Fraction

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from cxcli.scoring.exact_sum import ExactSum, exact, read_exact

floats = st.floats(allow_nan=False, allow_infinity=False, width=64)
decimals = st.decimals(allow_nan=False, allow_infinity=False, min_value=-(10**30), max_value=10**30, places=6)
numbers = st.one_of(st.integers(), floats, decimals, st.fractions())


@given(st.lists(floats.filter(lambda x: abs(x) < 1e300), max_size=30), st.randoms(use_true_random=False))
def test_order_of_floats_changes_no_bit(values, random):
    """The sum of floats in any order is the correctly rounded one, as `math.fsum` gives it."""
    expected = math.fsum(values)
    random.shuffle(values)
    assert ExactSum.of(values).value() == expected


@given(st.lists(numbers, max_size=20), st.integers(0, 20), st.randoms(use_true_random=False))
def test_parts_add_to_the_whole(values, cut, random):
    """However numbers of all types are cut into parts and ordered, the sums of the parts add to the sum of all."""
    shuffled = list(values)
    random.shuffle(shuffled)
    parts = ExactSum.of(shuffled[:cut]) + ExactSum.of(shuffled[cut:])
    assert parts == ExactSum.of(values)
    assert parts.total == sum((Fraction(value) for value in values), start=Fraction(0))


@given(st.lists(numbers, max_size=5))
def test_empty_is_neutral(values):
    """Adding the sum of nothing changes nothing, from either side."""
    whole = ExactSum.of(values)
    assert whole + ExactSum.empty() == whole == ExactSum.empty() + whole


def test_nothing_adds_nothing():
    """The sum of nothing is 0, and neutral."""
    assert ExactSum.empty().total == 0
    assert ExactSum.empty() + ExactSum.of([3]) == ExactSum.of([3]) == ExactSum.of([3]) + ExactSum.empty()


def test_a_sum_is_never_changed():
    """A sum cannot be changed in place."""
    with pytest.raises(AttributeError, match="immutable"):
        ExactSum().total = 1


@given(st.lists(numbers, max_size=10))
def test_json_round_trip(values):
    """What is written as JSON is read back as the same sum, to the last digit."""
    whole = ExactSum.of(values)
    assert ExactSum.from_json(whole.to_json()) == whole


def test_sum_that_floats_lose():
    """A small number between two large ones is not lost, and 0.1 as a decimal is a tenth."""
    assert ExactSum.of([1e16, 1, -1e16]).value() == 1.0
    assert ExactSum.of([Decimal("0.1")] * 10).total == 1


def test_integers_beyond_64_bits():
    """Whole numbers have no largest one: four times 2^62 is 2^64, not 0."""
    assert ExactSum.of([2**62] * 4).total == 2**64
    assert ExactSum.of([np.int64(2**62)] * 4).total == 2**64


def test_value_rounds_once():
    """The value is the nearest float, ties to even: 2^53 + 1 rounds down, 2^53 + 1 + 1/4 up."""
    assert ExactSum.of([2**53, 1]).value() == 2.0**53
    assert ExactSum.of([2**53, 1, 0.25]).value() == 2.0**53 + 2


def test_sum_beyond_the_largest_float():
    """A sum that no float can hold is an error, not infinity."""
    with pytest.raises(OverflowError):
        ExactSum.of([1e308, 1e308]).value()


@pytest.mark.parametrize("number", [9, 9.0, Decimal("9.0"), Fraction(18, 2), np.int64(9), np.float64(9)])
def test_equal_numbers_become_one(number):
    """A whole number of any type becomes a plain int."""
    assert exact(number) == 9
    assert type(exact(number)) is int


@pytest.mark.parametrize("number", [0.5, Decimal("0.5"), Fraction(1, 2)])
def test_fractions_stay_fractions(number):
    """A number that is not whole becomes a Fraction."""
    assert exact(number) == Fraction(1, 2)
    assert type(exact(number)) is Fraction


@pytest.mark.parametrize("number", [math.nan, math.inf, -math.inf, Decimal("NaN"), Decimal("Infinity")])
def test_numbers_that_are_not_finite_are_refused(number):
    """NaN and infinity are refused wherever they come from."""
    with pytest.raises(ValueError, match="finite numbers only"):
        ExactSum.of([number])


@pytest.mark.parametrize("text", ["1E+401", "1E-401", "1E+999999999", "1" * 401])
def test_vast_decimals_are_refused(text):
    """A decimal that would take more than 400 digits to write out is refused at once."""
    with pytest.raises(ValueError, match="more than 400 digits"):
        exact(Decimal(text))


@pytest.mark.parametrize("text", ["1E+400", "1E-400", "1" * 400])
def test_long_decimals_are_taken(text):
    """A decimal of 400 digits is still exact."""
    assert exact(Decimal(text)) == Fraction(text)


@pytest.mark.parametrize(("text", "number"), [("17", 17), ("-35/2", Fraction(-35, 2)), ("0", 0), ("8/4", 2)])
def test_reads_what_it_writes(text, number):
    """An exact number is written as 17 or -35/2."""
    assert read_exact(text) == number
    assert type(read_exact(text)) is type(number)


@pytest.mark.parametrize(
    "text", ["", "1.5", "1e5", " 1", "1\n", "1/0", "1/-2", "--1", "1_000", "٣", 17, None, "9" * 4001]
)
def test_refuses_other_texts(text):
    """Anything else is not read as an exact number."""
    with pytest.raises(ValueError, match="an exact number is a text such as"):
        ExactSum.from_json(text)
