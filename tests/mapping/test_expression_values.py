from datetime import UTC, datetime, timedelta, timezone
from decimal import Decimal
from fractions import Fraction

import pytest
from hypothesis import given
from hypothesis import strategies as st

from cxcli.mapping.expression_values import date_prefix, moment, number


@pytest.mark.parametrize("text", ["9", "09", "+9", "9.", "9.0", "9.000"])
def test_a_plain_number_has_one_value_in_all_its_spellings(text):
    """A sign, leading and trailing zeros and a bare point do not change a number."""
    assert number(text) == Decimal(9)


@pytest.mark.parametrize(
    "text",
    ["", ".", "+", "-.", "1e3", "1,5", "1 000", "1_000", "0x9", "nan", "inf", "1.2.3", "--1", "٣", "\uff19", "9\n"],
)
def test_what_is_not_a_plain_number_is_none(text):
    """Exponents, separators, decimal commas, special values and other scripts' digits are not plain numbers."""
    assert number(text) is None


@pytest.mark.parametrize(
    ("text", "seconds"), [("PT90S", "90"), ("PT1.5S", "1.5"), ("-PT90S", "-90"), ("PT1M", None), ("PT.S", None)]
)
def test_a_duration_of_a_data_frame_is_its_seconds(text, seconds):
    """It compares with a number as it would without its unit; other forms of durations do not."""
    assert number(text) == (None if seconds is None else Decimal(seconds))


@given(st.integers(-(10**30), 10**30), st.integers(0, 20))
def test_a_number_is_exact(digits, places):
    """A number keeps every digit, so 9007199254740993 is itself."""
    scaled = Fraction(digits, 10**places)
    text = f"{'-' if digits < 0 else ''}{abs(digits):0{places + 1}d}"
    text = f"{text[: len(text) - places]}.{text[len(text) - places :]}"
    value = number(text)
    assert value is not None
    assert Fraction(value) == scaled


@given(
    st.datetimes(min_value=datetime(1, 1, 1), max_value=datetime(9999, 12, 31)),  # noqa: DTZ001 - clock time as written
    st.sampled_from([None, UTC, timezone(timedelta(hours=5, minutes=30))]),
    st.sampled_from([" ", "T"]),
    st.sampled_from(["minutes", "seconds", "milliseconds", "microseconds"]),
)
def test_a_moment_is_the_clock_time_as_written(at, zone, between, precision):
    """Every ISO spelling of the standard library is read as its own clock time, cut to the precision it has."""
    text = at.replace(tzinfo=zone).isoformat(between, precision)
    wanted = at.replace(second=0 if precision == "minutes" else at.second, microsecond=0)
    assert moment(text) == wanted.isoformat(" ")


@pytest.mark.parametrize(
    ("text", "wanted"),
    [
        ("2025-09", "2025-09-01 00:00:00"),
        ("2025-09-03", "2025-09-03 00:00:00"),
        ("2025-09-03t10:30z", "2025-09-03 10:30:00"),
        ("2025-09-03 10:30:59 UTC", "2025-09-03 10:30:59"),
        ("2025-09-03 10:30:59,5+02", "2025-09-03 10:30:59"),
        ("2024-02-29", "2024-02-29 00:00:00"),
    ],
)
def test_what_a_moment_leaves_out_is_its_beginning(text, wanted):
    """A month is its first day, a day its midnight; fractions are cut, a zone is not applied."""
    assert moment(text) == wanted


@pytest.mark.parametrize(
    "text",
    [
        "",
        "2025",
        "2025-13",
        "2025-02-29",
        "0000-00-00",
        "2025-9-3",
        "03/09/2025",
        "2025-09-03 24:00",
        "20250903",
        "2025-09-03 10",
        "2025-09-03 10:60",
        "2025-09-03 10:30:60",
        "2025-09-03x",
        "2025-09-03Z",
        "2025-09-03\n",
    ],
)
def test_what_is_not_a_date_of_the_calendar_has_no_moment(text):
    """Other forms, and days or hours that do not exist, are not moments."""
    assert moment(text) is None


@pytest.mark.parametrize(
    ("text", "prefix"),
    [
        ("2025-09", "2025-09"),
        ("2025-09-03", "2025-09-03"),
        ("2025-09-03T10:30", "2025-09-03 10:30"),
        ("2025-09-03t10:30:59", "2025-09-03 10:30:59"),
        ("2025-09-03 10:30Z", None),
        ("2025-09-03 10:30+01", None),
        ("2025-09-03 10:30:59.5", None),
        ("2025-02-30", None),
        ("pro", None),
    ],
)
def test_a_date_prefix_goes_as_far_as_the_text(text, prefix):
    """A literal is a month, a day, a minute or a second; with a zone or a fraction it is none."""
    assert date_prefix(text) == prefix
