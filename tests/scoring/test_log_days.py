from datetime import UTC, date, datetime

import numpy as np
import pytest

from cxcli.scoring.cells import Window
from cxcli.scoring.log_days import LogDays, log_days
from cxcli.scoring.retention_span import Span
from cxcli.scoring.together_metric import Cut


def covered(*days, since=None, until=None, now="2025-07-01"):
    window = Window(since and date.fromisoformat(since), until and date.fromisoformat(until))
    cut = Cut(by=(), periods=None, window=window, as_of=datetime.fromisoformat(now).replace(tzinfo=UTC))
    at = np.array([f"{day}T12:00" for day in days], "datetime64[us]").astype(np.int64)
    return log_days(at, cut)


def day(text):
    return int(np.datetime64(text).astype(np.int64))


def test_a_log_goes_from_its_first_to_its_last_event():
    """Days between without any event are told."""
    found = covered("2025-01-05", "2025-01-02", "2025-01-05")
    assert found == LogDays(
        day("2025-01-02"), day("2025-01-05"), day("2025-07-01"), (day("2025-01-03"), day("2025-01-04"))
    )


@pytest.mark.parametrize(
    ("asked", "first", "last"),
    [
        ({"since": "2025-01-03"}, "2025-01-03", "2025-03-09"),
        ({"until": "2025-02-01"}, "2025-01-02", "2025-02-01"),
        ({"since": "2024-01-01", "until": "2026-01-01"}, "2025-01-02", "2025-03-09"),
        ({"now": "2025-02-20"}, "2025-01-02", "2025-02-10"),
    ],
)
def test_days_that_count_and_are_over(asked, first, last):
    """The log is cut by the days that count; what is after now has not happened."""
    found = covered("2025-01-02", "2025-02-10", "2025-03-09", **asked)
    assert (found.first, found.last) == (day(first), day(last))


def test_no_day_counts():
    """There is none where no event is before now, or none of the days of the log counts."""
    assert covered() is None
    assert covered("2025-08-01") is None
    assert covered("2025-01-01", since="2025-02-01") is None


def test_months_and_their_days():
    """Only complete months count, or all of them with the days that are known."""
    found = covered("2024-01-31", "2024-02-01", "2024-03-31", "2024-04-02")
    assert covered("2024-02-01", "2024-02-29", now="2024-02-29T23:00").months(whole=True) == {}
    assert covered("2024-02-01", "2024-02-29", now="2024-03-01").months(whole=True) == {649: 29}
    in_part = {648: 1, 649: 29, 650: 31, 651: 2}
    assert found.months(whole=False) == in_part
    assert found.months(whole=True) == {649: 29, 650: 31}


@pytest.mark.parametrize(
    ("start", "after", "days"),
    [
        ("2025-01-01", "2025-02-01", 27),
        ("2025-02-01", "2025-03-01", 28),
        ("2025-03-01", "2025-04-01", 9),
        ("2025-03-01", "2025-03-02T06:00", 2),
        ("2024-01-01", "2024-02-01", 0),
        ("2025-04-01", "2025-05-01", 0),
    ],
)
def test_days_of_a_span_that_are_known(start, after, days):
    """A day on which the span ends is one of its days."""
    found = covered("2025-01-05", "2025-03-09")
    span = Span(*(int(np.datetime64(each, "us").astype(np.int64)) for each in (start, after)))
    assert found.within(span) == days
