import math
from decimal import Decimal

import pytest
from hypothesis import given
from hypothesis import strategies as st

from cxcli.reporting.number_format import bare, count, number, rounded, share

FINITE = st.floats(allow_nan=False, allow_infinity=False)


@pytest.mark.parametrize(
    ("value", "decimals", "text"),
    [
        (0.285, 2, "0.28"),
        (0.275, 2, "0.28"),
        (2.675, 2, "2.68"),
        (0.5, 0, "0"),
        (1.5, 0, "2"),
        (42.12244897959184, 1, "42.1"),
        (-0.04, 1, "0.0"),
        (-0.0, 0, "0"),
        (-12.35, 1, "-12.4"),
        (100.0, 0, "100"),
        (1234567.5, 1, "1234567.5"),
        (1e22, 0, "10000000000000000000000"),
        (5e-324, 2, "0.00"),
        (7, 1, "7.0"),
    ],
)
def test_rounding_is_half_even_of_the_decimal_that_is_read(value, decimals, text):
    """A number is rounded once, ties to even, from the shortest decimal of the float, and zero has no sign."""
    assert bare(value, decimals) == text


@pytest.mark.parametrize("value", [math.nan, math.inf, -math.inf])
def test_what_is_not_finite_is_never_printed(value):
    """NaN and infinity are no scores; printing one is an error."""
    with pytest.raises(ValueError, match="finite"):
        rounded(value, 1)


@given(FINITE, st.integers(0, 6))
def test_the_printed_number_is_within_half_a_unit(value, decimals):
    """The printed number differs from the float's shortest decimal by at most half a unit in the last place."""
    printed = Decimal(bare(value, decimals))
    assert abs(printed - Decimal(repr(value))) <= Decimal("0.5").scaleb(-decimals)
    assert not bare(value, decimals).startswith("-") or printed < 0


@given(FINITE, st.sampled_from(["points", "score"]), st.integers(0, 6))
def test_separators_are_the_only_addition_for_people(value, unit, decimals):
    """For people a number has commas between thousands, and nothing else is different."""
    assert number(value, unit, decimals).replace(",", "") == bare(value, decimals)


def test_units_and_thousands():
    """Percent carry " %"; points and scores stand alone; thousands have commas; the minus is ASCII."""
    assert number(58.25, "percent", 1) == "58.2 %"
    assert number(-1234.5, "points", 1) == "-1,234.5"
    assert number(4.2, "score", 2) == "4.20"
    assert share(58.2) == "58.2 %"
    assert share(58.25, 0) == "58 %"
    assert count(1225) == "1,225"
    assert count(0) == "0"
    assert count(10**18) == "1,000,000,000,000,000,000"
