from datetime import UTC, date, datetime
from fractions import Fraction

import numpy as np
import pytest

from cxcli.scoring.calendar import Grain
from cxcli.scoring.cells import Window
from cxcli.scoring.periods import Periods
from cxcli.scoring.retention_span import (
    Span,
    Watched,
    before,
    counted_span,
    overall_span,
    period_start,
    spans,
    spans_from_the_first,
    watched,
)
from cxcli.scoring.together import NEVER, Rows
from cxcli.scoring.together_metric import Cut

NOW = datetime(2025, 9, 15, 12, tzinfo=UTC)


def at(text):
    return int(np.datetime64(text, "us").astype(np.int64))


def told(span):
    """A span as its two moments, to the minute, and whether it is whole."""
    return (
        *(str(np.datetime64(each, "m")) for each in (np.datetime64(span.start, "us"), np.datetime64(span.end, "us"))),
        span.whole,
    )


def cut(since=None, until=None, grain=None, rolling=1):
    days = Window(*(None if day is None else date.fromisoformat(day) for day in (since, until)))
    return Cut(by=(), periods=grain and Periods(grain, rolling=rolling), window=days, as_of=NOW)


def rows(*pairs, fates=None):
    """Rows that begin and end then."""
    columns = {
        name: np.array([NEVER if pair[place] is None else at(pair[place]) for pair in pairs], np.int64)
        for place, name in enumerate(("begun", "ended"))
    }
    return Rows(np.zeros(len(pairs), np.int8) if fates is None else np.array(fates, np.int8), columns)


@pytest.mark.parametrize(
    ("since", "until", "span"),
    [
        (None, None, None),
        (None, "2025-01-31", None),
        ("2025-09-15", None, ("2025-09-15T00:00", "2025-09-15T12:00", True)),
        ("2025-09-16", None, None),
        ("2025-01-01", "2025-01-31", ("2025-01-01T00:00", "2025-02-01T00:00", True)),
        ("2025-09-01", "2025-09-30", ("2025-09-01T00:00", "2025-09-15T12:00", False)),
        ("2025-09-01", "9999-12-31", ("2025-09-01T00:00", "2025-09-15T12:00", False)),
    ],
)
def test_the_days_that_count_are_a_span(since, until, span):
    """It begins with the first day and ends after the last one, or now; without a first day there is none."""
    found = overall_span(cut(since, until))
    assert (found and told(found)) == span


def test_days_that_count_end_with_now():
    """Without a first day they begin with all time; after the moment of the report none counts."""
    assert counted_span(cut()) == Span(NEVER, at("2025-09-15T12:00"))
    assert counted_span(cut("2025-01-01", "2025-01-31")) == Span(at("2025-01-01"), at("2025-02-01"))


def test_periods_run_from_the_second_one_to_the_last_change():
    """In the first period nobody was there at the start; the one that goes on ends with the moment of the report."""
    data = rows(("2025-06-10", None), ("2025-05-20", "2025-09-01"))
    found = [told(span) for _, span in spans(data, cut(grain=Grain.MONTH), at("2025-09-01"))]
    assert found == [
        ("2025-06-01T00:00", "2025-07-01T00:00", True),
        ("2025-07-01T00:00", "2025-08-01T00:00", True),
        ("2025-08-01T00:00", "2025-09-01T00:00", True),
        ("2025-09-01T00:00", "2025-09-15T12:00", False),
    ]
    opened = [told(span) for _, span in spans_from_the_first(data, cut(grain=Grain.MONTH), at("2025-09-01"))]
    assert opened == [("2025-05-01T00:00", "2025-06-01T00:00", True), *found]
    assert list(spans(data, cut(), at("2025-09-01"))) == []
    assert list(spans(rows(("2025-06-10", None), fates=[2]), cut(grain=Grain.MONTH), at("2025-09-01"))) == []


def test_periods_are_cut_by_the_days_that_count():
    """Of the first and the last period only these days are looked at, and others are left out."""
    found = [
        told(span)
        for _, span in spans(rows(("2025-01-01", None)), cut("2025-03-10", "2025-04-20", Grain.MONTH), at("2025-06-01"))
    ]
    assert found == [("2025-03-10T00:00", "2025-04-01T00:00", False), ("2025-04-01T00:00", "2025-04-21T00:00", False)]


def test_windows_reach_back():
    """A window of three months ends with each month; what it is compared with lies before all of it."""
    rolling = cut(grain=Grain.MONTH, rolling=3)
    *_, (code, span) = spans(rows(("2025-01-01", None)), rolling, at("2025-06-20"))
    assert told(span) == ("2025-04-01T00:00", "2025-07-01T00:00", True)
    assert told(before(code, rolling)) == ("2025-01-01T00:00", "2025-04-01T00:00", True)
    assert period_start(at("2025-06-20T13:00"), rolling) == at("2025-06-01")


def test_a_period_that_is_all_to_come_is_left_out():
    """At the first moment of a period nothing of it is over."""
    now = Cut(by=(), periods=Periods(Grain.DAY), window=Window(), as_of=datetime(2025, 9, 15, tzinfo=UTC))
    assert [told(span)[0] for _, span in spans(rows(("2025-09-13", None)), now, at("2025-09-15"))] == [
        "2025-09-14T00:00"
    ]


def test_watching_ends_with_the_last_change():
    """It ends after the last thing that is known, or with the days that count, and never later than now."""
    data = rows(
        ("2025-06-10", None), ("2025-05-20", "2025-07-01"), (None, None), ("2024-01-01", None), fates=[0, 0, 4, 8]
    )
    last = at("2025-07-01")
    assert watched(data, cut()) == Watched(at("2024-01-01"), last, last + 1)
    assert watched(data, cut(until="2025-07-31")).until == at("2025-08-01")
    assert watched(data, cut(until="2026-01-01")).until == at("2025-09-15T12:00")
    future = rows(("2025-06-10", "2026-07-01"))
    assert watched(future, cut()) == Watched(at("2025-06-10"), at("2025-09-15T12:00"), at("2025-09-15T12:00"))


@pytest.mark.parametrize(
    ("start", "end", "months"),
    [
        ("2025-02-01", "2025-03-01", 1),
        ("2024-07-01", "2025-01-01", 6),
        ("2025-02-01", "2025-02-01T12:00", Fraction(12, 730)),
        ("2025-01-15", "2026-01-15", 12),
    ],
)
def test_the_months_of_a_span(start, end, months):
    """Calendar months are whole ones, whatever their days; other spans are measured by a year of 365 days."""
    assert Span(at(start), at(end)).months == months
