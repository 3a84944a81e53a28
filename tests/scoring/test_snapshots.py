import json
from collections import defaultdict
from functools import reduce
from itertools import pairwise
from operator import add

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from cxcli.rows import Disposition
from cxcli.scoring.snapshots import Snapshots
from cxcli.scoring.statistics import Statistic

rows = st.lists(st.tuples(st.sampled_from("abc"), st.integers(1, 5), st.integers(0, 3)), max_size=14)
cuts = st.lists(st.integers(0, 14), max_size=3)
either = pytest.mark.parametrize("several", [False, True])


def whole(numbers):
    return np.array(numbers, np.int64)


def taken(rows, *, several=False):
    keys, dates, amounts = zip(*rows, strict=True) if rows else ((), (), ())
    return Snapshots.of(np.array(keys, object), whole(dates), whole(amounts), several=several)


def paid(events):
    """What each customer pays from each date on, as steps."""
    return {
        key: dict(zip((time for time, _ in changes), np.cumsum([delta for _, delta in changes]).tolist(), strict=True))
        for key, changes in events.to_json()["customers"].items()
    }


def expected(rows, dates, *, several):
    """The same, date by date: several rows are added up or nothing new is known."""
    found = defaultdict(list)
    for key, date, amount in rows:
        found[key, date].append(amount)
    steps = defaultdict(dict)
    for key in sorted({key for key, _, _ in rows}):
        before = 0
        for date in sorted({*dates, *(date for _, date, _ in rows)}):
            here = found[key, date]
            now = before if len(here) > 1 and not several else sum(here)
            if now != before:
                steps[key][date] = now
            before = now
    return dict(steps)


def test_it_does_what_a_statistic_is_asked_for():
    """It has all that is asked of a statistic."""
    asked = {name for name in vars(Statistic) if not name.startswith("_")}
    assert asked <= set(dir(Snapshots.empty()))


def test_a_missing_customer_pays_nothing():
    """Who is missing in a snapshot pays 0 then, and again when back; after the last one nothing changes."""
    snapshots = taken([("ann", 1, 5), ("bob", 1, 7), ("bob", 2, 7), ("ann", 3, 6), ("bob", 3, 9)])
    assert paid(snapshots.events()) == {"ann": {1: 5, 2: 0, 3: 6}, "bob": {1: 7, 3: 9}}
    assert snapshots.dates.tolist() == [1, 2, 3]
    assert snapshots.events().rows == snapshots.rows == 5


def test_a_part_of_the_customers_needs_all_dates():
    """Where a part of the customers has gone entirely, the dates of all snapshots say so, and its own do not."""
    basic = taken([("ann", 1, 5)])
    assert paid(basic.events()) == {"ann": {1: 5}}
    assert paid(basic.events(whole([1, 2, 3]))) == {"ann": {1: 5, 2: 0}}


def test_rows_that_contradict_each_other():
    """Of a customer twice in one snapshot neither row counts; what was known before goes on, and the rows are told."""
    snapshots = taken([("ann", 1, 5), ("ann", 2, 6), ("ann", 2, 8), ("ann", 3, 9), ("bob", 1, 1), ("bob", 1, 1)])
    assert snapshots.repeated == 4
    assert paid(snapshots.events()) == {"ann": {1: 5, 3: 9}}
    final, out = snapshots.settled()
    assert out == {Disposition.CONTRADICTORY: 4}
    assert final.rows == final.events().rows == 2
    assert final.events() == snapshots.events()


def test_nothing_is_known_before_the_first_row_that_counts():
    """Contradictory rows after a snapshot without the customer leave what was known then: nothing."""
    snapshots = taken([("bob", 1, 1), ("ann", 2, 6), ("ann", 2, 8), ("ann", 3, 9)])
    assert paid(snapshots.events()) == {"ann": {3: 9}, "bob": {1: 1, 2: 0}}
    again = taken([("ann", 1, 5), ("bob", 2, 1), ("ann", 3, 6), ("ann", 3, 8), ("ann", 4, 1)])
    assert paid(again.events())["ann"] == {1: 5, 2: 0, 4: 1}


def test_several_rows_add_up_if_that_is_declared():
    """With several subscriptions to a customer, those of a snapshot are added up and none is contradictory."""
    snapshots = taken([("ann", 1, 5), ("ann", 2, 6), ("ann", 2, 8)], several=True)
    assert paid(snapshots.events()) == {"ann": {1: 5, 2: 14}}
    assert snapshots.repeated == 0
    assert snapshots.settled() == (snapshots, {})


@either
@given(rows, st.sets(st.integers(0, 7)))
def test_events_lead_from_snapshot_to_snapshot(several, rows, dates):
    """What each customer pays after each date is what its snapshot says, whatever came before."""
    events = taken(rows, several=several).events(whole(sorted(dates)))
    assert paid(events) == expected(rows, dates, several=several)


@either
@given(rows, cuts, st.randoms(use_true_random=False))
def test_order_and_cut_do_not_matter(several, rows, cuts, random):
    """Parts of any size, merged in any order, are the whole, also as bytes of JSON."""
    shuffled = random.sample(rows, len(rows))
    edges = pairwise([0, *sorted(cuts), len(rows)])
    parts = [taken(shuffled[low:high], several=several) for low, high in edges]
    together, one = reduce(add, parts, Snapshots.empty()), taken(rows, several=several)
    assert together == one
    assert json.dumps(together.to_json()) == json.dumps(one.to_json())


@either
@given(rows)
def test_empty_is_neutral(several, rows):
    """Adding the snapshots of no rows changes nothing, from either side."""
    snapshots = taken(rows, several=several)
    assert snapshots + Snapshots.empty() == snapshots == Snapshots.empty() + snapshots
    assert Snapshots.empty() == taken([], several=several)
    assert Snapshots.empty().n == 0
    assert Snapshots.empty().events().rows == 0


@either
@given(rows)
def test_json_round_trip(several, rows):
    """Snapshots that went through JSON are the same, settled or not."""
    snapshots = taken(rows, several=several)
    for each in (snapshots, snapshots.settled()[0]):
        assert Snapshots.from_json(json.loads(json.dumps(each.to_json()))) == each


@either
@given(rows)
def test_every_row_is_accounted_for(several, rows):
    """Once settled, the rows that count and those that do not add up to all; settling twice changes nothing."""
    snapshots = taken(rows, several=several)
    final, out = snapshots.settled()
    assert snapshots.n == snapshots.rows == len(rows)
    assert final.n + sum(out.values()) == len(rows)
    assert final.settled() == (final, {})


def test_two_parts_by_hand():
    """Two rows and one are three; the snapshots of no rows add nothing."""
    one, two = taken([("a", 1, 5), ("b", 1, 7)]), taken([("a", 2, 6)])
    assert one + two == taken([("a", 1, 5), ("b", 1, 7), ("a", 2, 6)])
    assert ((one + two).n, one.n, Snapshots.empty().n) == (3, 2, 0)
    assert one + Snapshots.empty() == one == Snapshots.empty() + one


def test_different_rules_do_not_add():
    """Snapshots with one row of a customer and those with several cannot be mixed."""
    with pytest.raises(ValueError, match="do not add"):
        taken([("a", 1, 1)]) + taken([("a", 2, 1)], several=True)


def test_other_snapshots_are_not_equal():
    """Snapshots are equal to snapshots with the same rows and rule, and to nothing else."""
    assert taken([("a", 1, 1)]) != taken([("a", 1, 2)])
    assert taken([("a", 1, 1)]) != taken([("a", 1, 1)], several=True)
    assert taken([]) != 0


@pytest.mark.parametrize(
    "data",
    [
        None,
        {"customers": {}, "rows": 0},
        {"customers": {"a": [[1, 2]]}, "rows": 1, "several": False},
        {"customers": {"a": [[1, 2, 0]]}, "rows": 1, "several": False},
        {"customers": {}, "rows": 1, "several": False},
        {"customers": {}, "rows": -1, "several": False},
    ],
)
def test_other_json_is_refused(data):
    """JSON that is something else than snapshots is refused."""
    with pytest.raises(ValueError, match=r"snapshots are an object|an entry is|come from rows"):
        Snapshots.from_json(data)
