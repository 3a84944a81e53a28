import pytest
from hypothesis import given
from hypothesis import strategies as st
from pydantic import TypeAdapter, ValidationError

from cxcli.config.field_types import Bound, Box, DateFormat, Days, MetricName, RejectLimit, Rolling, Span

BOX = TypeAdapter(Box)


@pytest.mark.parametrize(
    ("written", "points"),
    [
        (9, (9,)),
        ("9-10", (9, 10)),
        ("0 - 6", (0, 1, 2, 3, 4, 5, 6)),
        ([9, 10], (9, 10)),
        ([10, 9], (9, 10)),
        ([5], (5,)),
        (["0-2", 5], (0, 1, 2, 5)),
        (["1-3", "2-4"], (1, 2, 3, 4)),
        ("-2--1", (-2, -1)),
        ("-1-1", (-1, 0, 1)),
        (["0-0", "6-6"], (0, 6)),
        ([1, 3, 5], (1, 3, 5)),
        ([4, 4], (4,)),
    ],
)
def test_a_box_is_spelled_out(written, points):
    """A point, a list and a span become the points they name, each once and in order."""
    assert BOX.validate_python(written) == points


@pytest.mark.parametrize(
    "written",
    [[0, 6], [6, 0], [], "10-9", "top", 9.5, True, [True, 1], "9-", None, ["0-1001"], "-9999-9999", [[1]], "9..10"],
)
def test_what_is_no_box(written):
    """Two points with a gap could mean a span and are refused, and so is all that is no point and no span."""
    with pytest.raises(ValidationError) as failure:
        BOX.validate_python(written)
    assert failure.value.errors()[0]["ctx"]["code"] == "config-box"


def test_the_advice_for_two_points_with_a_gap_can_be_pasted():
    """The refusal of [0, 6] names both readings in a form that is accepted."""
    with pytest.raises(ValidationError) as failure:
        BOX.validate_python([0, 6])
    assert failure.value.errors()[0]["ctx"]["advice"] == "write 0-6 for all of them, or [0-0, 6-6] for the two"


@given(st.integers(-500, 500), st.integers(0, 500))
def test_a_span_holds_its_ends_and_all_between(low, width):
    """A span of low to high is every whole number from low to high."""
    assert BOX.validate_python(f"{low}-{low + width}") == tuple(range(low, low + width + 1))


@pytest.mark.parametrize(
    "bound",
    [
        *("2025-01-31", "2024-02-29", "2025-01", "2025-12", "2025-Q1", "2025-W01", "2020-W53", "2025", 2025, 33),
        *("FY2024/25", "FY2024/25-Q1", "today", "Yesterday", "week of 2025-08-31", "this week", "last month"),
        *("last 90 days", "last 1 year"),
    ],
)
def test_a_bound_is_a_day_or_a_period(bound):
    """A day, a month, a quarter, a week, a year and words for them bound a report."""
    assert TypeAdapter(Bound).validate_python(bound) == (f"{bound:04}" if isinstance(bound, int) else bound)


@pytest.mark.parametrize(
    "bound",
    [
        "2024-13-45",
        "2025-02-29",
        "2025-13",
        "2025-00",
        "2025-Q5",
        "2025-W54",
        "25",
        "01.02.2025",
        "tomorrow",
        "last 0 days",
        "FY2024",
        "2025-01 to 2025-02",
        "",
        0,
        10_000,
        True,
        2025.0,
    ],
)
def test_what_is_no_bound(bound):
    """Days that do not exist and other forms are refused."""
    with pytest.raises(ValidationError):
        TypeAdapter(Bound).validate_python(bound)


@pytest.mark.parametrize("days", ["2025-Q3", 2025, "last month", "2025-07 to 2025-09-15", "last quarter to yesterday"])
def test_days_are_one_bound_or_two(days):
    """A stretch of days is what a bound names, or reaches from one to another."""
    assert TypeAdapter(Days).validate_python(days) == str(days)


@pytest.mark.parametrize("days", ["", "soon", "2025-01 to", "to 2025-01", "2025-01 to soon", "2025 to 2025 to 2025", 0])
def test_what_is_no_stretch_of_days(days):
    """Each of the two must be a bound."""
    with pytest.raises(ValidationError):
        TypeAdapter(Days).validate_python(days)


@pytest.mark.parametrize("length", ["3 month", "2 days", "400 day", "12 months", "4 quarter", "2 years"])
def test_a_window_is_some_periods(length):
    """Windows have 2 to 400 periods of one length."""
    assert TypeAdapter(Rolling).validate_python(length) == length


@pytest.mark.parametrize(
    "length", ["1 month", "0 day", "401 day", "3", "month", "3 fortnight", "3  month", "-3 month", 3]
)
def test_what_is_no_window(length):
    """Shorter and longer ones, and other lengths, are refused."""
    with pytest.raises(ValidationError):
        TypeAdapter(Rolling).validate_python(length)


@pytest.mark.parametrize("text", ["%d/%m/%Y", "%Y%m%d", "%d %b %y %H:%M:%S", "%Y-%j", "%B %d, %Y 100%%"])
def test_a_date_format_names_day_month_and_year(text):
    """A format is good if it says which day it is."""
    assert TypeAdapter(DateFormat).validate_python(text) == text


@pytest.mark.parametrize("text", ["%d/%m", "%m/%Y", "%Y", "dd/mm/yyyy", "%d/%m/%Q", "%d/%m/%Y%", " ", "%D%Y"])
def test_what_is_no_date_format(text):
    """A format that leaves the day open or holds an unknown directive is refused."""
    with pytest.raises(ValidationError):
        TypeAdapter(DateFormat).validate_python(text)


@pytest.mark.parametrize("limit", [0, 20, "0%", "1%", "100%", "0.5 %"])
def test_a_limit_is_a_count_or_a_percentage(limit):
    """Bad rows are limited by number or by percentage."""
    assert TypeAdapter(RejectLimit).validate_python(limit) == limit


@pytest.mark.parametrize("limit", ["100.1%", "-1%", "5", "%", 0.01])
def test_what_is_no_limit(limit):
    """More than 100 %, a bare number as text and a share are refused."""
    with pytest.raises(ValidationError):
        TypeAdapter(RejectLimit).validate_python(limit)


@pytest.mark.parametrize(
    ("name", "good"),
    [("nps", True), ("csat:net", True), ("nps_pro-2", True), ("NPS", False), ("a:", False), ("a b", False)],
)
def test_a_metric_name_is_plain(name, good):
    """A metric's name is typed as it stands on a command line."""
    if good:
        assert TypeAdapter(MetricName).validate_python(name) == name
    else:
        with pytest.raises(ValidationError):
            TypeAdapter(MetricName).validate_python(name)


@pytest.mark.parametrize("length", ["20 s", "5min", "1.5 h", " 7 d ", "0 s", "999999999 d"])
def test_a_length_of_time_is_a_number_with_its_unit(length):
    """Seconds, minutes, hours and days, with a space or without one."""
    assert TypeAdapter(Span).validate_python(length) == length.strip()


@pytest.mark.parametrize("length", ["20", "s", "20 sec", "-1 s", "1,5 h", "1 w", "1 h 30 min", "1e3 s", 20, ""])
def test_what_is_no_length_of_time(length):
    """A bare number, other units, negative and composed lengths are refused."""
    with pytest.raises(ValidationError):
        TypeAdapter(Span).validate_python(length)
