import pytest
from hypothesis import given
from hypothesis import strategies as st

from cxcli.config.yaml_scalars import ScalarError, plain_value

# YAML 1.2.2, section 10.3.2 and examples 10.8 and 10.9
CORE = {
    "": None,
    "~": None,
    "null": None,
    "Null": None,
    "NULL": None,
    "true": True,
    "True": True,
    "TRUE": True,
    "false": False,
    "False": False,
    "FALSE": False,
    "0": 0,
    "-0": 0,
    "-19": -19,
    "+12": 12,
    "0o7": 7,
    "0o17": 15,
    "0x3A": 58,
    "0xff": 255,
    "0.": 0.0,
    ".5": 0.5,
    "+12e03": 12000.0,
    "-2E+05": -200000.0,
    "0.95": 0.95,
    "1e-3": 0.001,
}
# resolved to something else by YAML 1.1
TEXT = [
    *("NO", "no", "yes", "Yes", "on", "off", "y", "n", "tRUE", "nULL"),
    *("1:30", "190:20:30", "1_000", "0b101", "-0x1F", "0o8", "0xg"),
    *(
        "2024-13-45",
        "2025-01-01",
        "2001-12-14t21:59:43.10-05:00",
        "01.02.2025",
        "1.2.3",
        "1,5",
        "e5",
        "-",
        "+",
        ".",
        "٣",
    ),
    *("inf", "nan", ".Nan", "=", "<<", "C", "col:5", "name#2", "0-6", "1%"),
]


@pytest.mark.parametrize(("text", "value"), CORE.items())
def test_scalars_follow_the_core_schema(text, value):
    """A plain scalar is null, a boolean, a whole number or a number exactly as YAML 1.2 says."""
    read = plain_value(text)
    assert (read, type(read)) == (value, type(value))


@pytest.mark.parametrize("text", TEXT)
def test_what_only_yaml_1_1_knows_stays_text(text):
    """Words such as NO and on, clock times, dates and grouped digits are text."""
    assert plain_value(text) == text


@pytest.mark.parametrize("text", ["012", "00", "-07", "+01", "007.5", "010115"])
def test_numbers_with_a_leading_zero_are_refused(text):
    """A number with a leading zero is refused, with the advice to quote it."""
    with pytest.raises(ScalarError, match="leading zero") as refused:
        plain_value(text)
    assert f'"{text}"' in refused.value.advice


@pytest.mark.parametrize("text", [".inf", "-.Inf", "+.INF", ".nan", ".NaN", ".NAN", "1e999", "-1e400"])
def test_what_is_not_finite_is_refused(text):
    """Infinity, NaN and numbers beyond all bounds are refused."""
    with pytest.raises(ScalarError) as refused:
        plain_value(text)
    assert "quotes" in refused.value.advice


@pytest.mark.parametrize("start", ["", "-", "+", "0x"])
def test_a_number_has_at_most_forty_digits(start):
    """Forty digits are read, forty-one are refused."""
    longest = f"{start}{'1' * 40}"
    assert plain_value(longest) == int(longest, 0)
    with pytest.raises(ScalarError, match="40 digits"):
        plain_value(f"{start}{'1' * 41}")


def test_a_float_has_at_most_forty_digits():
    """The limit of digits holds for numbers with a point as well."""
    assert plain_value("1." + "3" * 39) == pytest.approx(4 / 3)
    with pytest.raises(ScalarError, match="40 digits"):
        plain_value("1." + "3" * 40)


@given(st.integers(min_value=-(10**40) + 1, max_value=10**40 - 1))
def test_whole_numbers_come_back(number):
    """Every whole number of up to forty digits is read as itself."""
    assert plain_value(str(number)) == number


@given(st.text(max_size=30))
def test_any_text_is_a_value_or_is_refused(text):
    """No text leads to any other failure, and text is never changed."""
    try:
        value = plain_value(text)
    except ScalarError:
        return
    assert not isinstance(value, str) or value == text
