"""Units in the names of columns."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from cxcli.mapping.column_words import normal
from cxcli.mapping.duration_units import MICROSECONDS, unit_of_header, without_unit

UNIT_SPELLINGS = [
    *[("milliseconds", word) for word in ("milliseconds", "millis", "msecs", "ms")],
    *[("seconds", word) for word in ("seconds", "secs", "sec")],
    *[("minutes", word) for word in ("minutes", "mins")],
    *[("hours", word) for word in ("hours", "hrs")],
    ("days", "days"),
]


@pytest.mark.parametrize(
    ("name", "unit", "rest"),
    [
        ("First response time (in hrs)", "hours", "first response time"),
        ("First Response Time (in Hrs)", "hours", "first response time"),
        ("First reply time (min)", "minutes", "first reply time"),
        ("First reply time [sec]", "seconds", "first reply time"),
        ("First reply time in minutes within business hours", "minutes", "first reply time within business hours"),
        ("First reply time - Calendar hours (min)", "minutes", "first reply time calendar hours"),
        ("reply_time_in_minutes.calendar", "minutes", "reply time calendar"),
        ("Duration (in seconds)", "seconds", "duration"),
        ("Duration in milliseconds", "milliseconds", "duration"),
        ("Speed of answer in seconds", "seconds", "speed of answer"),
        ("First response time (seconds)", "seconds", "first response time"),
        ("wait_seconds", "seconds", "wait"),
        ("time_ms", "milliseconds", "time"),
        ("handleTimeMs", "milliseconds", "handle time"),
        ("duration_s", "seconds", "duration"),
        ("stats.wait_h", "hours", "stats wait"),
        ("Talk time (s)", "seconds", "talk time"),
        ("Age (Hours)", "hours", "age"),
        ("Age (day)", "days", "age"),
        ("Time to close (HH:mm:ss)", "hh:mm:ss", "time to close"),
        ("Talk [h]:mm:ss", "hh:mm:ss", "talk"),
        ("Time tracked hh:mm", "hh:mm", "time tracked"),
        ("Talk (mm:ss)", "mm:ss", "talk"),
        ("minutes", "minutes", "minutes"),
        ("(Seconds)", "seconds", "seconds"),
        ("Hours open", "hours", "hours open"),
        ("days_to_close", "days", "days to close"),
    ],
)
def test_a_header_says_its_unit(name, unit, rest):
    """The unit stands in brackets, behind `in`, last, or in the plural first; the name without it stays."""
    assert unit_of_header(name) == unit
    assert without_unit(name) == rest


@pytest.mark.parametrize(("unit", "word"), UNIT_SPELLINGS)
@pytest.mark.parametrize("form", ["Wait ({})", "Wait (in {})", "Wait in {}", "wait_{}", "WAIT_{}", "Wait [{}]"])
def test_every_spelling_of_a_unit_is_one(unit, word, form):
    """Long and short words are the same unit wherever they stand."""
    assert unit_of_header(form.format(word)) == unit
    assert without_unit(form.format(word)) == "wait"


@pytest.mark.parametrize(
    "name",
    [
        "",
        "Total Duration",
        "Time to first response",
        "Custom field (Time to first response)",
        "Inside Business Hours (Yes / No)",
        "Resolution time (business hours)",
        "Resolution time business days",
        "First resolution time - Calendar hours",
        "Calls out of hours",
        "Hours of operation",
        "Resolved within 24 hours",
        "Revenue of the first 30 days",
        "Handle time min",
        "Hour",
        "created_hour",
        "Time in second queue",
        "Time in HR",
        "Call duration(s)",
        "Tenure (m)",
        "Customer's",
        "Cost per minute",
        "Wait in minutes and in seconds",
        "Hours open (min)",
    ],
)
def test_what_may_mean_another_thing_is_no_unit(name):
    """Business hours, minima, plurals in brackets, months, parts of the day and two units at once say no unit."""
    assert unit_of_header(name) is None


@pytest.mark.parametrize("name", ["Total Duration", "Resolution time (business hours)", "Handle time min", "Hour"])
def test_a_name_without_a_unit_keeps_its_words(name):
    """Only words of a unit are taken away."""
    assert without_unit(name) == normal(name)


@given(
    st.text(max_size=30)
    | st.lists(st.sampled_from(["(", "[", "s", "ſ", "in ", ")", "_", "h", ":mm", "min"])).map("".join)
)
def test_any_name_has_a_unit_or_none(name):
    """No name is an error, and none is left without words that had some."""
    assert unit_of_header(name) in {None, *MICROSECONDS, "hh:mm:ss", "hh:mm", "mm:ss"}
    assert bool(without_unit(name)) == bool(normal(name))


def test_long_names_are_looked_through():
    """A question of any length is looked through in a time that grows as its length does."""
    for part in ("(", "( ", "in ", "(in ", "hh:", "_s"):
        assert unit_of_header(part * 20_000 + "x") is None
