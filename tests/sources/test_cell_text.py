import re
from datetime import UTC, date, datetime, time, timedelta
from decimal import Decimal
from enum import Enum
from fractions import Fraction
from uuid import UUID

import numpy as np
import pandas as pd
import pytest
from hypothesis import given
from hypothesis import strategies as st

from cxcli.sources.cell_text import cell_texts


def cell_text(value):
    (text,) = cell_texts([value])
    return text


class Plan(str, Enum):  # noqa: UP042 - what str() makes of it is not its value
    """A text that calls itself otherwise."""

    PRO = "pro"


@pytest.mark.parametrize(
    ("value", "text"),
    [
        (" a\n", " a\n"),
        (np.str_("a"), "a"),
        (Plan.PRO, "pro"),
        (None, ""),
        (pd.NA, ""),
        (pd.NaT, ""),
        (float("nan"), ""),
        (np.float32("nan"), ""),
        (Decimal("nan"), ""),
        (np.datetime64("NaT"), ""),
        (True, "true"),
        (np.bool_(False), "false"),
        (9, "9"),
        (np.int8(-3), "-3"),
        (10**400, "inf"),
        (-(10**5000), "-inf"),
        (9.0, "9"),
        (-0.0, "0"),
        (0.1, "0.1"),
        (1e16, "1e+16"),
        (np.float64(9), "9"),
        (np.float32("0.1"), "0.1"),
        (np.float16("9"), "9"),
        (float("inf"), "inf"),
        (np.float32("-inf"), "-inf"),
        (Decimal("1.50"), "1.50"),
        (Decimal("9.00"), "9"),
        (Decimal("1E+2"), "100"),
        (Decimal("1E-100000"), "1E-100000"),
        (Decimal("-Infinity"), "-inf"),
        (Fraction(18, 2), "9"),
        (Fraction(1, 4), "0.25"),
        (Fraction(1, 3), "1/3"),
        (Fraction(10**5000, 3), "inf"),
        (Fraction(-(10**5000), 3), "-inf"),
        (Fraction(10**300, 3), f"{10**300}/3"),
        (date(2025, 1, 31), "2025-01-31"),
        (time(12, 30), "12:30:00"),
        (datetime(2025, 1, 31, 12, 30, tzinfo=UTC), "2025-01-31T12:30:00+00:00"),
        (pd.Timestamp("2025-01-31 12:30", tz="Europe/Berlin"), "2025-01-31T12:30:00+01:00"),
        (np.datetime64("2025-01-31T12:30"), "2025-01-31T12:30"),
        (timedelta(days=1, seconds=5, milliseconds=500), "PT86405.5S"),
        (timedelta(days=900_000_000), "PT77760000000000S"),
        (pd.Timedelta(nanoseconds=1), "PT0.000000001S"),
        (-timedelta(seconds=90), "-PT90S"),
        (pd.Period("2025-01"), "2025-01"),
        (pd.Interval(0, 6), "(0, 6]"),
        (UUID(int=1), "00000000-0000-0000-0000-000000000001"),
    ],
    ids=lambda each: type(each).__name__,
)
def test_a_value_is_the_text_that_a_file_would_hold(value, text):
    """Each kind of value has one text; whole numbers have no point, and what is missing is empty."""
    assert cell_text(value) == text


@pytest.mark.parametrize(
    "value",
    [[1], (1,), {"a": 1}, {1}, b"9", np.array([1, 2]), 1j, object(), np.timedelta64(1, "M")],
    ids=lambda each: type(each).__name__,
)
def test_what_no_cell_of_a_file_holds_has_no_text(value):
    """Lists, bytes and other objects are not turned into texts that would look like answers."""
    assert cell_text(value) is None


@given(st.floats(allow_nan=False, allow_infinity=False))
def test_the_text_of_a_number_is_that_number(value):
    """The digits of a float tell it from its neighbours."""
    assert float(cell_text(value)) == value


@given(st.decimals(allow_nan=False, allow_infinity=False))
def test_the_text_of_a_decimal_is_that_number(value):
    """No digit of a decimal number is lost."""
    assert Decimal(cell_text(value)) == value


@given(st.timedeltas())
def test_a_duration_is_its_seconds(value):
    """No microsecond of a duration is lost, and the text says what it counts."""
    sign, seconds = re.fullmatch(r"(-?)PT([0-9.]+)S", cell_text(value)).groups()
    assert Fraction(f"{sign}{seconds}") == Fraction(value // timedelta(microseconds=1), 10**6)
