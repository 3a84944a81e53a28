from datetime import UTC, date, datetime

import pytest

from cxcli.analysis.period_series import MOST_PERIODS, period_series
from cxcli.errors import DataError
from cxcli.scoring.calendar import Grain
from cxcli.scoring.periods import Periods
from tests.analysis.month_series import FIRST, LONG_AFTER, MONTHS, score, scores_of, series_of


def test_months_without_rows_are_gaps():
    """Every month from the first to the last is a point; one without rows has no score, so that time stays right."""
    series = series_of([1, "gap", "gap", 4])
    assert [point.period.label for point in series.points] == ["2024-01", "2024-02", "2024-03", "2024-04"]
    assert series.values == (1, None, None, 4)
    assert [point.score is None for point in series.points] == [False, True, True, False]
    assert (series.grain, series.overall.value) == (Grain.MONTH, 10)


def test_a_hidden_month_is_a_gap():
    """A month whose score is hidden or undefined has no value, and counts as a gap."""
    assert series_of([1, None, 3]).values == (1, None, 3)


def test_the_running_month_is_shown_and_not_counted():
    """A month that is not over keeps its value, but nothing rests on it; a forecast begins with it."""
    series = series_of([1, 2, 30], now=datetime(2024, 3, 10, tzinfo=UTC))
    assert [point.value for point in series.points] == [1, 2, 30]
    assert (series.values, series.whole) == ((1, 2, None), (1, 2))
    assert [(period.label, period.complete) for period in series.following] == [
        ("2024-03", False),
        ("2024-04", False),
        ("2024-05", False),
    ]


def test_a_month_that_a_bound_cuts_is_not_counted():
    """A month that is cut by the last day that counts is incomplete."""
    series = series_of([1, 2, 30], until=date(2024, 3, 20))
    assert (series.values, series.whole) == ((1, 2, None), (1, 2))


def test_a_whole_last_month_is_followed_by_the_next():
    """Where all months are whole, the first that follows is the one after the last."""
    series = series_of([1, 2])
    assert series.whole == (1, 2)
    assert [period.label for period in series.following] == ["2024-03", "2024-04", "2024-05"]


def test_groups_go_over_the_same_months():
    """A group has the months of the whole metric, so that an early end is seen; hidden ones have no series."""
    scores = [
        *scores_of([1, 2, 3, 4]),
        score(5, group={"plan": "pro"}),
        score(6, month=1, group={"plan": "pro"}),
        score(None, group={"plan": "free"}),
        score(None, month=2, group={"plan": "free"}),
    ]
    whole, pro = period_series(scores, MONTHS, until=None, now=LONG_AFTER)
    assert (dict(whole.overall.group), dict(pro.overall.group)) == ({}, {"plan": "pro"})
    assert pro.values == (None, 6, None, None)


def test_no_dated_rows_are_no_points():
    """Without any month there is an empty series, and nothing follows."""
    (series,) = period_series([score(None)], MONTHS, until=None, now=LONG_AFTER)
    assert (series.points, series.values, series.whole, series.following) == ((), (), (), ())


def test_nothing_follows_the_end_of_the_calendar():
    """After the year 9999 there is no month."""
    at_end = MONTHS.code(date(9999, 11, 1)) - FIRST
    (series,) = period_series(
        [score(1), score(1, month=at_end, now=datetime(9999, 12, 31, tzinfo=UTC))],
        MONTHS,
        until=None,
        now=datetime(9999, 12, 31, tzinfo=UTC),
    )
    assert [period.label for period in series.following] == ["9999-12"]


def test_dates_that_are_far_apart_are_refused():
    """10,000 periods are a series; with one more it is refused, with both ends named and what to do."""
    far = [score(1), score(1, month=0), score(2, month=MOST_PERIODS - 1)]
    assert len(period_series(far, MONTHS, until=None, now=LONG_AFTER)[0].points) == MOST_PERIODS
    with pytest.raises(DataError) as refused:
        period_series([*far[:2], score(2, month=MOST_PERIODS)], MONTHS, until=None, now=LONG_AFTER)
    (problem,) = refused.value.problems
    assert problem.code == "too-many-periods"
    assert "from 2024-01 to 2857-05 there are 10,001 months" in problem.message
    assert "--since" in problem.help


def test_other_lengths():
    """Quarters are series as months are."""
    quarters = Periods(Grain.QUARTER)
    (series,) = period_series([score(1), score(1, month=0), score(2, month=9)], quarters, until=None, now=LONG_AFTER)
    assert series.values == (1, None, None, 2)
