"""Figures of distinct users are what sets of users say that are made by plain loops over rows, days and months."""

from calendar import monthrange
from collections import defaultdict
from datetime import date, timedelta

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from msgspec.structs import replace

from tests.scoring.customer_files import scored, table

FIRST, NOW = date(2025, 1, 1), "2025-04-20T12:00"
few = settings(max_examples=25, deadline=None, suppress_health_check=list(HealthCheck))

HEADER = ("user_id", "used_at", "feature", "plan")
LISTED = ("member_id", "joined_at", "ended_at", "plan")
day = st.integers(0, 109).map(lambda number: FIRST + timedelta(days=number))
who = st.sampled_from(["ann", "bob", "cid", "dot"])
event = st.tuples(who, day, st.sampled_from(["x", "y", ""]), st.sampled_from(["pro", "free"]))
events = st.lists(event, min_size=1, max_size=30).map(
    lambda rows: [("zoe", FIRST, "x", "pro"), ("zoe", date(2025, 4, 20), "", "free"), *rows]
)
members = st.lists(
    st.tuples(who, day, st.one_of(st.just(""), day), st.sampled_from(["pro", "free"])), min_size=1, max_size=5
)


def month_of(moment):
    return f"{moment:%Y-%m}"


def cells_of(made):
    """Value and n of each cell, by group and month."""
    return {
        (tuple(score.group.values()), score.period and score.period.label): (score.value, score.n)
        for score in made.scores
    }


def grouped(rows, column):
    """The rows of each cell: all of them, each month, each group, and each month of each group."""
    found = defaultdict(list)
    for row in rows:
        for group in ((), (row[column] or "(blank)",)):
            for month in (None, month_of(row[1])):
                found[group, month].append(row)
    return found


def share(some, all_):
    return pytest.approx(100 * len(some) / len(all_))


@few
@given(rows=events)
def test_stickiness_is_that_of_sets_of_users(rows):
    """In each group and month: user days over the days of the complete months of each user."""
    complete = {f"2025-{month:02}": monthrange(2025, month)[1] for month in (1, 2, 3)}
    made = cells_of(scored(table(HEADER, rows), metrics="stickiness", by=["plan"], period="month", now=NOW))
    expected = grouped(rows, 3)
    assert set(made) == set(expected)
    for cell, mine in expected.items():
        counted = [row for row in mine if month_of(row[1]) in complete]
        there = {(user, moment) for user, moment, _, _ in counted}
        months = {(user, month_of(moment)) for user, moment in there}
        possible = sum(complete[month] for _, month in months)
        n = len({user for user, _ in there}) if cell[1] in (None, *complete) else len({row[0] for row in mine})
        assert made[cell] == (pytest.approx(100 * len(there) / possible) if possible else None, n), cell


@few
@given(rows=events)
def test_use_of_features_is_that_of_sets_of_users(rows):
    """The users of a feature in a month, of all users of any event in that month."""
    made = cells_of(
        scored(table(HEADER, rows), metrics="feature_utilisation:events", by=["feature"], period="month", now=NOW)
    )
    active = grouped(rows, 3)
    for cell, mine in grouped(rows, 2).items():
        everybody = {row[0] for row in active[(), cell[1]]}
        assert made[cell] == (share({row[0] for row in mine if row[2]}, everybody), len(everybody)), cell


@few
@given(rows=events)
def test_members_seen_are_those_of_sets_of_users(rows):
    """Users of a month, of all users seen until its end; the month of the first event has no value."""
    made = cells_of(scored(table(HEADER, rows), metrics="community_engagement:events", period="month", now=NOW))
    assert made[(), None][0] is None
    months = {month: mine for (group, month), mine in grouped(rows, 3).items() if not group and month}
    assert {label for _, label in made if label} == set(months)
    for month, mine in months.items():
        seen = {user for user, moment, _, _ in rows if month_of(moment) <= month}
        value = None if month == "2025-01" else share({row[0] for row in mine}, seen)
        assert made[(), month] == (value, len(seen))


@few
@given(rows=events, listed=members)
def test_members_of_a_list_are_those_of_sets_of_users(rows, listed):
    """Who has joined before the end of a month, and not left before it began; and who of these is active."""
    listed = [(user, joined, left if left and left >= joined else "", plan) for user, joined, left, plan in listed]
    texts = table(LISTED, listed), table(HEADER, rows)
    made = cells_of(scored(*texts, metrics="community_engagement:events", period="month", now="2025-05-01"))
    joined = {user: min(row[1] for row in listed if row[0] == user) for user, *_ in listed}
    left = {user: max(row[2] or date.max for row in listed if row[0] == user) for user in joined}
    for month in range(1, 5):
        start, end = date(2025, month, 1), date(2025, month + 1, 1)
        ours = {user for user in joined if joined[user] < end and left[user] > start}
        active = {user for user, moment, _, _ in rows if start <= moment < end and moment >= joined.get(user, date.max)}
        if ours and ((), f"2025-{month:02}") in made:
            assert made[(), f"2025-{month:02}"] == (share(ours & active, ours), len(ours))


@pytest.mark.parametrize("metric", ["stickiness", "feature_utilisation:events", "community_engagement:events"])
@few
@given(rows=events, listed=members, data=st.data())
def test_order_and_cut_of_rows_do_not_matter(metric, rows, listed, data):
    """Rows in any order, cut into chunks and files, with a list or without, give the same scores, bit by bit."""
    lists = [table(LISTED, listed)] if metric.startswith("community") and data.draw(st.booleans()) else []
    asked = {"metrics": metric, "by": ["plan"], "period": "month", "now": NOW}
    mixed, edge = data.draw(st.permutations(rows)), data.draw(st.integers(1, len(rows)))
    parts = [table(HEADER, mixed[:edge]), *([table(HEADER, mixed[edge:])] if edge < len(rows) else [])]
    whole = scored(*lists, table(HEADER, rows), **asked).scores
    cut = scored(*parts, *lists, chunk_rows=data.draw(st.integers(1, 7)), **asked).scores
    assert [replace(score, statistic=None) for score in cut] == [replace(score, statistic=None) for score in whole]


@few
@given(rows=events)
def test_accounts_of_features_add_up(rows):
    """Every row is scored or left out, and the groups have all rows, although they share their base."""
    made = scored(table(HEADER, rows), metrics="feature_utilisation:events", by=["feature"], now=NOW)
    overall, *groups = made.scores
    assert overall.account.read == len(rows) == sum(score.account.read for score in groups)
    assert all(
        score.account.read == score.account.scored + sum(score.account.skipped.values()) for score in made.scores
    )
    assert {score.n for score in made.scores} == {overall.n}
