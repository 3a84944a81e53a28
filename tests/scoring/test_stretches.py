from datetime import date, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from cxcli.errors import Problem
from cxcli.scoring.calendar import Calendar, Grain
from cxcli.scoring.stretches import Stretch, bound, stretch

ISO, FISCAL, SUNDAY = Calendar(), Calendar(fiscal_start=4), Calendar(week_start=6)
TODAY = date(2025, 9, 3)
CALENDARS = st.builds(Calendar, st.integers(0, 6), st.integers(1, 12))
GRAINS = st.sampled_from(list(Grain))
DAYS = st.dates(min_value=date(1900, 1, 1), max_value=date(2100, 12, 31))


def days(text, calendar=ISO, today=TODAY):
    found = stretch(text, calendar, today)
    assert isinstance(found, Stretch), found
    return str(found.first), str(found.last)


def refusal(text, calendar=ISO):
    found = stretch(text, calendar, TODAY)
    assert isinstance(found, Problem), found
    return found


@pytest.mark.parametrize(
    ("text", "first", "last"),
    [
        ("2025-01-31", "2025-01-31", "2025-01-31"),
        ("2025-09", "2025-09-01", "2025-09-30"),
        ("2024-02", "2024-02-01", "2024-02-29"),
        ("2025-Q3", "2025-07-01", "2025-09-30"),
        ("2025-q3", "2025-07-01", "2025-09-30"),
        ("2025-W36", "2025-09-01", "2025-09-07"),
        ("2020-W53", "2020-12-28", "2021-01-03"),
        (" 2025\n", "2025-01-01", "2025-12-31"),
        ("9999-W52", "9999-12-27", "9999-12-31"),
        ("week of 2025-09-03", "2025-09-01", "2025-09-07"),
        ("today", "2025-09-03", "2025-09-03"),
        ("Yesterday", "2025-09-02", "2025-09-02"),
        ("this day", "2025-09-03", "2025-09-03"),
        ("this week", "2025-09-01", "2025-09-07"),
        ("THIS  month", "2025-09-01", "2025-09-30"),
        ("this quarter", "2025-07-01", "2025-09-30"),
        ("this year", "2025-01-01", "2025-12-31"),
        ("last day", "2025-09-02", "2025-09-02"),
        ("last week", "2025-08-25", "2025-08-31"),
        ("last month", "2025-08-01", "2025-08-31"),
        ("last quarter", "2025-04-01", "2025-06-30"),
        ("last year", "2024-01-01", "2024-12-31"),
        ("last 90 days", "2025-06-05", "2025-09-02"),
        ("last 1 day", "2025-09-02", "2025-09-02"),
        ("last 2 weeks", "2025-08-18", "2025-08-31"),
        ("last 12 months", "2024-09-01", "2025-08-31"),
        ("last 4 quarters", "2024-07-01", "2025-06-30"),
        ("last 2 years", "2023-01-01", "2024-12-31"),
        ("2025-07 to 2025-08-15", "2025-07-01", "2025-08-15"),
        ("2025-W01 TO 2025-W02", "2024-12-30", "2025-01-12"),
        ("last quarter to yesterday", "2025-04-01", "2025-09-02"),
        ("2025-09-03 to 2025-09-03", "2025-09-03", "2025-09-03"),
    ],
)
def test_days_are_named_as_people_name_them(text, first, last):
    """Seen from Wednesday, 3 September 2025: the days that a text names, worked out with a calendar on paper."""
    assert days(text) == (first, last)


@pytest.mark.parametrize(
    ("text", "calendar", "first", "last"),
    [
        ("FY2024/25", FISCAL, "2024-04-01", "2025-03-31"),
        ("fy2024/25-q1", FISCAL, "2024-04-01", "2024-06-30"),
        ("FY2024/25-Q4", FISCAL, "2025-01-01", "2025-03-31"),
        ("FY1999/00", Calendar(fiscal_start=10), "1999-10-01", "2000-09-30"),
        ("this year", FISCAL, "2025-04-01", "2026-03-31"),
        ("last year", FISCAL, "2024-04-01", "2025-03-31"),
        ("last quarter", Calendar(fiscal_start=2), "2025-05-01", "2025-07-31"),
        ("this week", SUNDAY, "2025-08-31", "2025-09-06"),
        ("last 2 weeks", Calendar(week_start=5), "2025-08-16", "2025-08-29"),
        ("week of 2025-08-31", SUNDAY, "2025-08-31", "2025-09-06"),
        ("2025-W36", FISCAL, "2025-09-01", "2025-09-07"),
        ("2025", SUNDAY, "2025-01-01", "2025-12-31"),
        ("2025-09", FISCAL, "2025-09-01", "2025-09-30"),
    ],
)
def test_words_go_by_the_calendar(text, calendar, first, last):
    """Fiscal years, their quarters and weeks begin where the calendar says."""
    assert days(text, calendar) == (first, last)


@given(DAYS, GRAINS, CALENDARS)
def test_a_label_names_the_days_of_its_period(day, grain, calendar):
    """What a table shows as a period can be typed."""
    code = calendar.code(day, grain)
    found = bound(calendar.label(code, grain), calendar, TODAY)
    assert found == Stretch(calendar.first_day(code, grain), calendar.last_day(code, grain))


@given(DAYS, GRAINS, CALENDARS, st.integers(1, 40))
def test_the_last_ones_are_complete_and_end_before_the_running_one(today, grain, calendar, count):
    """They end on the day before the running period begins, and have that many periods."""
    found = bound(f"last {count} {grain}s", calendar, today)
    running = bound(f"this {grain}", calendar, today)
    assert running.first <= today <= running.last
    assert found.last == running.first - timedelta(days=1)
    assert calendar.code(found.last, grain) - calendar.code(found.first, grain) == count - 1
    assert found.first == calendar.first_day(calendar.code(found.first, grain), grain)


@pytest.mark.parametrize(
    ("text", "calendar", "message", "help_text"),
    [
        ("2025", FISCAL, "calendar year or of a fiscal year", "FY2024/25 or FY2025/26"),
        ("2025-q3", FISCAL, '"2025-Q3" could be of', "FY2024/25-Q3 or FY2025/26-Q3"),
        ("0000", FISCAL, "calendar year", "FY0000/01"),
        ("FY2024/25", ISO, "nothing says in which month", "--fiscal-year-start april"),
        ("2025-W36", SUNDAY, "from Monday to Sunday", "week of 2025-08-31"),
        ("2025 to 2025-06-30", FISCAL, "calendar year", "FY2024/25"),
        ("2025-01-01 to 2025-Q1", FISCAL, "calendar year", "FY2024/25-Q1"),
    ],
)
def test_what_has_two_meanings_is_refused(text, calendar, message, help_text):
    """A bare year in a fiscal calendar, a fiscal year without one, an ISO week where weeks begin on a Sunday."""
    found = refusal(text, calendar)
    assert found.code == "period-ambiguous"
    assert message in found.message
    assert help_text in found.help


@pytest.mark.parametrize(
    "text",
    [
        *("", "25", "2025-", "2025-1", "2025-13", "2025-00", "2025-02-29", "2025-Q5", "2025-W54", "2021-W53"),
        *("2025-W00", "2025-W6", "0000", "10000", "2025-01-31T10:00", "31/01/2025", "٢٠٢٥", "tomorrow"),
        *("last 0 days", "last -1 days", "last 99999 years", "last 999999999 days", "last 1e3 days"),
        *("last 99999999999999999999 days", "next month", "last fortnight", "this 3 days", "last days"),
        *("week of 2025-02-30", "2025-01 to", "to 2025-01", "2025 to 2026 to 2027", "last 2025 years"),
    ],
)
def test_any_other_text_is_refused_with_examples(text):
    """Other forms, and days that are not in the calendar, are refused with the forms shown."""
    found = refusal(text)
    assert found.code == "period-bound"
    assert found.help.startswith("write it as 2025-01-31, 2025-09, 2025-Q3, 2025-W36, 2025, today")


def test_the_forms_shown_are_those_of_the_calendar():
    """Where years are fiscal and weeks begin on a Sunday, the help shows such periods."""
    shown = refusal("soon", Calendar(week_start=6, fiscal_start=4)).help
    assert "FY2024/25-Q3, 'week of 2025-08-31', FY2024/25, today" in shown


@pytest.mark.parametrize("text", ["FY2024/26", "FY2024", "FY24/25"])
def test_a_fiscal_year_has_two_years_in_a_row(text):
    """Anything else is no fiscal year."""
    assert refusal(text, FISCAL).code == "period-bound"


def test_reversed_bounds_are_shown_exchanged():
    """The text is shown in the right order."""
    found = refusal("2025-09 to 2025-01")
    assert found.code == "period-bound"
    assert found.message == "the first day that counts, 2025-09-01, is after the last, 2025-01-31"
    assert found.help == "exchange them: '2025-01 to 2025-09'"


def test_one_bound_is_not_two():
    """`to` is for stretches; a bound is one day, period or word."""
    assert isinstance(bound("2025-01 to 2025-02", ISO, TODAY), Problem)


def test_a_long_text_is_shortened():
    """No more than forty characters of it are repeated."""
    assert refusal("x" * 300).message.startswith(f'"{"x" * 40}…" is not')


@given(
    st.text(alphabet="0129-QWFY/ tolasday", max_size=14) | st.text(max_size=12),
    CALENDARS,
    st.sampled_from([date.min, TODAY, date.max]),
)
def test_any_text_is_a_stretch_or_a_problem(text, calendar, today):
    """Whatever is typed, on the last day of the calendar too, the answer is days in order or a problem."""
    found = stretch(text, calendar, today)
    assert isinstance(found, Problem) or found.first <= found.last
