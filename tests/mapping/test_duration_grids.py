"""Common durations, many at once."""

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from cxcli.mapping.duration_forms import Form
from cxcli.mapping.duration_grids import read_grids


def _read(*texts):
    codes = np.full(len(texts), Form.GARBAGE, dtype=np.int8)
    amounts = np.zeros(len(texts), dtype=np.int64)
    read_grids(texts, codes, amounts)
    return [(Form(code), amount) for code, amount in zip(codes.tolist(), amounts.tolist(), strict=True)]


@pytest.mark.parametrize(
    ("text", "form", "amount"),
    [
        ("0", Form.WHOLE, 0),
        ("007", Form.WHOLE, 7),
        ("999999999999999", Form.WHOLE, 999_999_999_999_999),
        ("12.5", Form.DECIMAL, 0),
        ("0.05", Form.DECIMAL, 0),
        ("1234.5678", Form.DECIMAL, 0),
        ("12.066666666666666", Form.DECIMAL, 0),
        ("0:00:05", Form.CLOCK, 5_000_000),
        ("00:02:23", Form.CLOCK, 143_000_000),
        ("64:00:00", Form.CLOCK, 230_400_000_000),
        ("999999:59:59", Form.CLOCK, 3_599_999_999_000_000),
        ("0:15", Form.PAIR, 15_000_000),
        ("12:30", Form.PAIR, 750_000_000),
    ],
)
def test_common_forms_give_their_amounts(text, form, amount):
    """A whole number is its own amount, a clock has microseconds; a decimal has none yet."""
    assert _read(text) == [(form, amount)]


@pytest.mark.parametrize(
    "text",
    [
        *("", "-1", "1.234", "0.125", ".5", "5.", "1.2.3", "1:60", "1:00:60", "1:5", ":15", ":00:00", "1:2:03"),
        *("1234567:00:00", "9" * 16, "\u0661", "1\0", " 1", "x", "1" * 30),
    ],
)
def test_other_texts_are_left_alone(text):
    """Signs, points before three digits, sixty minutes, digits of other scripts and long texts are not looked at."""
    assert _read(text) == [(Form.GARBAGE, 0)]


@given(st.lists(st.integers(0, 10**15 - 1)), st.lists(st.tuples(*[st.integers(0, 59)] * 3)))
def test_many_are_read_as_each_alone(numbers, clocks):
    """Whole numbers and clocks of any width come back from one list, in its order."""
    texts = [*map(str, numbers), *(f"{hours}:{minutes:02}:{seconds:02}" for hours, minutes, seconds in clocks)]
    expected = [(Form.WHOLE, number) for number in numbers]
    expected += [(Form.CLOCK, (hours * 3600 + minutes * 60 + seconds) * 10**6) for hours, minutes, seconds in clocks]
    assert _read(*texts) == expected
