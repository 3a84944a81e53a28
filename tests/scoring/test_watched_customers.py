import numpy as np
import pytest

from cxcli.errors import DataError
from cxcli.scoring.movements import movements
from cxcli.scoring.retention_span import Span
from cxcli.scoring.together import NEVER
from cxcli.scoring.watched_customers import watched_customers
from tests.scoring.customer_files import rows_and_cut, table

SPANS = ("customer", "started_at", "ended_at", "mrr", "plan", "currency", "trial")
ROWS = [
    ("a", "2025-01-01", "", 1, "x", "EUR", ""),
    ("b", "2025-01-01", "2025-03-01", 1, "y", "USD", ""),
    ("c", "2025-02-01", "", 1, "y", "", "yes"),
]


def customers(header, rows, *, paying=True, **asked):
    found, cut = rows_and_cut(table(header, rows), metrics="nrr" if paying else "churn_rate", **asked)
    return {group: each for _, group, each in watched_customers("nrr", found, cut, paying=paying)}


def moment(text):
    return int(np.datetime64(text, "us").astype(np.int64))


def test_each_group_has_its_customers():
    """All were watched as long as any; what is paid in several currencies has no sum over the groups."""
    found = customers(SPANS, ROWS, by=["plan"])
    whole, x, y = found[()], found[("plan", "x"),], found[("plan", "y"),]
    assert [each.events.rows for each in (whole, x, y)] == [2, 1, 1]
    assert {each.seen.last for each in (whole, x, y)} == {moment("2025-03-01")}
    moved = movements(whole.events, moment("2025-02-01"), moment("2025-04-01"))
    trials = [each.left_out(moved)["trials left out"] for each in (whole, x, y)]
    assert (trials, whole.left_out(moved)["customers below zero"]) == ([1, 0, 1], 0)
    assert whole.mixed.reason.startswith("amounts in EUR, USD")
    assert x.mixed is y.mixed is None
    assert (whole.opened, whole.fates_of(np.array([1])).tolist()) == (NEVER, [7, 0, 7])


def test_amounts_of_two_currencies_are_refused_only_where_they_matter():
    """Customers can be counted whatever they pay in."""
    with pytest.raises(DataError):
        customers(SPANS, ROWS)
    assert customers(SPANS, ROWS, paying=False)[()].mixed is None


def test_who_begins_later_than_now_is_no_customer_yet():
    """Such a row does not apply, in a group as among all."""
    found = customers(SPANS, [ROWS[0], ("z", "2030-01-01", "", 1, "x", "EUR", "")], by=["plan"])
    assert [each.fates.tolist() for each in found.values()] == [[0, 7], [0, 7]]


def test_nobody_is_seen_to_begin_in_the_first_snapshot():
    """Watching of beginnings opens after it, for all groups alike."""
    rows = [("a", "2025-01-01", 1, "x"), ("a", "2025-02-01", 1, "x"), ("b", "2025-02-01", 1, "y")]
    found = customers(("customer", "month", "mrr", "plan"), rows, by=["plan"])
    assert {each.opened for each in found.values()} == {moment("2025-01-01") + 1}
    assert {tuple(each.snapshots) for each in found.values()} == {(moment("2025-01-01"), moment("2025-02-01"))}


def test_what_no_snapshot_shows_is_unseen():
    """One has to be in the span, at its start or later, and one before it; of other lists all is seen."""
    rows = [("a", f"2025-{month:02}-01", 1) for month in (1, 2, 4)]
    found = customers(("customer", "month", "mrr"), rows)[()]
    february = Span(moment("2025-02-01"), moment("2025-03-01"))
    march = Span(moment("2025-03-01"), moment("2025-04-01"))
    april = Span(moment("2025-04-01"), moment("2025-05-01"))
    assert [found.seen_in(span) for span in (february, march, april)] == [True, False, True]
    assert found.unseen(february, moment("2025-01-01")) is None
    assert found.unseen(february, moment("2025-01-02")).reason.startswith("no snapshot is in the time just before")
    assert found.unseen(march, moment("2025-02-01")).reason == "no snapshot is in the period"
    assert found.unseen(april, moment("2025-03-01")).reason.startswith("no snapshot is in the time just before")
    spans = customers(SPANS, [ROWS[0]])[()]
    assert (spans.snapshots, spans.seen_in(march), spans.unseen(march, 0)) == (None, True, None)
