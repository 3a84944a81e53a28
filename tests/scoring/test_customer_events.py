import json
from collections import Counter
from functools import reduce
from itertools import pairwise
from operator import add

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from cxcli.scoring.customer_events import MILLIONTHS, OPEN, CustomerEvents, Entries, changed, merged
from cxcli.scoring.statistics import Statistic

CENT = MILLIONTHS // 100
rows = st.lists(st.tuples(st.sampled_from("abcé"), st.integers(-3, 3), st.integers(-2, 2)), max_size=12)
cuts = st.lists(st.integers(0, 12), max_size=3)


def whole(numbers):
    return np.array(numbers, np.int64)


def moved(rows):
    keys, times, deltas = zip(*rows, strict=True) if rows else ((), (), ())
    return CustomerEvents.of_movements(np.array(keys, object), whole(times), whole(deltas))


def spans(*rows):
    keys, starts, ends, amounts = zip(*rows, strict=True)
    return CustomerEvents.of_spans(np.array(keys, object), whole(starts), whole(ends), whole(amounts))


def told(events):
    return events.to_json()["customers"]


def test_it_does_what_a_statistic_is_asked_for():
    """It has all that is asked of a statistic."""
    asked = {name for name in vars(Statistic) if not name.startswith("_")}
    assert asked <= set(dir(CustomerEvents.empty()))


def test_a_span_is_two_events():
    """A span adds its amount at its start and takes it back at its end; cents are exact."""
    events = spans(("ann", 10, 40, 1999 * CENT), ("bob", 20, OPEN, 5 * MILLIONTHS), ("ann", 30, OPEN, 1))
    assert told(events) == {
        "ann": [[10, 19_990_000], [30, 1], [40, -19_990_000]],
        "bob": [[20, 5_000_000]],
    }
    assert events.rows == events.n == 3


def test_an_open_end_is_what_nat_is():
    """The end of a span that has none is NaT, seen as a whole number."""
    assert np.array(["NaT"], "datetime64[us]").astype(np.int64).tolist() == [OPEN]


def test_spans_that_follow_each_other_are_one():
    """Where a span ends and the next begins with the same amount, nothing changes."""
    assert spans(("ann", 1, 5, 7), ("ann", 5, 9, 7)).changes().times.tolist() == [1, 9]
    assert told(spans(("ann", 1, 5, 7), ("ann", 5, 9, 7))) == told(spans(("ann", 1, 9, 7)))


def test_a_span_of_no_length_is_a_row_without_events():
    """A span that ends where it starts, or of nothing, is counted as a row and changes nothing."""
    events = spans(("ann", 1, 1, 7), ("bob", 2, 3, 0))
    assert told(events) == {}
    assert events.rows == 2


@pytest.mark.parametrize(("start", "end"), [(2, 1), (OPEN, 5), (OPEN, OPEN)])
def test_a_span_that_cannot_be_is_refused(start, end):
    """A span without start, or that ends before it starts, is not silently taken for something else."""
    with pytest.raises(ValueError, match="a span has a start, and no end before it"):
        spans(("ann", start, end, 1))


@given(rows)
def test_events_are_summed_by_customer_and_time(rows):
    """At one time a customer has one change, the sum of all; those that come to nothing are gone; all is in order."""
    expected = Counter()
    for key, time, delta in rows:
        expected[key, time] += delta
    found = told(moved(rows))
    assert list(found) == sorted(found)
    assert all(times == sorted(times) for times in ([time for time, _ in each] for each in found.values()))
    flat = {(key, time): delta for key, changes in found.items() for time, delta in changes}
    assert flat == {place: delta for place, delta in expected.items() if delta}


@given(rows, cuts, st.randoms(use_true_random=False))
def test_order_and_cut_do_not_matter(rows, cuts, random):
    """Parts of any size, merged in any order, some of them settled before, are the whole, also as bytes of JSON."""
    shuffled = random.sample(rows, len(rows))
    parts = [moved(shuffled[low:high]) for low, high in pairwise([0, *sorted(cuts), len(rows)])]
    parts = [part.settled()[0] if random.random() < 0.5 else part for part in parts]
    together = reduce(add, parts, CustomerEvents.empty())
    assert together == moved(rows)
    assert json.dumps(together.to_json()) == json.dumps(moved(rows).to_json())


@given(rows)
def test_empty_is_neutral(rows):
    """Adding the events of no rows changes nothing, from either side."""
    events = moved(rows)
    assert events + CustomerEvents.empty() == events == CustomerEvents.empty() + events
    assert CustomerEvents.empty() == moved([])
    assert CustomerEvents.empty().n == 0


@given(rows)
def test_json_round_trip(rows):
    """Events that went through JSON are the same events."""
    events = moved(rows)
    assert CustomerEvents.from_json(json.loads(json.dumps(events.to_json()))) == events


@given(rows)
def test_every_row_counts(rows):
    """Settled events are the same events, merged for good, and no row is left out."""
    events = moved(rows)
    final, out = events.settled()
    assert final == events
    assert final.rows == len(rows)
    assert out == {}
    assert final.changes() is final.parts[0]
    assert final.settled() == (final, {})


def test_other_events_are_not_equal():
    """Events are equal to events with the same changes from as many rows, and to nothing else."""
    assert moved([("a", 1, 2)]) != moved([("a", 1, 3)])
    assert moved([("a", 1, 2)]) != moved([("a", 1, 1), ("a", 1, 1)])
    assert moved([]) != 0


@pytest.mark.parametrize("amount", [2**62 + 1, -(2**62) - 1, 2**63 - 1, -(2**63)])
def test_a_vast_amount_is_refused(amount):
    """An amount that could overflow is refused."""
    with pytest.raises(ValueError, match="an amount is beyond"):
        moved([("a", 1, amount)])


@pytest.mark.parametrize("key", ["", None, float("nan")])
def test_rows_without_a_customer_are_refused(key):
    """A row of nobody known is not taken for one of some customer."""
    with pytest.raises(ValueError, match="rows without a customer"):
        moved([("a", 1, 1), (key, 1, 1)])


@pytest.mark.parametrize("sign", [1, -1])
def test_vast_amounts_of_one_customer_are_refused(sign):
    """Amounts that together could overflow are refused if they are of one customer, else not."""
    half = 2**61
    assert moved([("a", 1, half), ("b", 2, half)]).changes().numbers.tolist() == [[half, half]]
    with pytest.raises(ValueError, match="the amounts of one customer add up"):
        (moved([("a", 1, half)]) + moved([("a", 2, sign * half)])).changes()


@pytest.mark.parametrize(
    "data",
    [
        None,
        {"customers": {}, "rows": 0, "more": 1},
        {"customers": [], "rows": 0},
        {"customers": {"a": 5}, "rows": 1},
        {"customers": {"a": [5]}, "rows": 1},
        {"customers": {"a": [[1]]}, "rows": 1},
        {"customers": {"a": [[1, 2, 3]]}, "rows": 1},
        {"customers": {"a": [[1, 2.5]]}, "rows": 1},
        {"customers": {"a": [[1, True]]}, "rows": 1},
        {"customers": {"a": [[1, 2**63]]}, "rows": 1},
        {"customers": {"a": [[1, 2]]}, "rows": 0},
        {"customers": {}, "rows": -1},
    ],
)
def test_other_json_is_refused(data):
    """JSON that is something else than events is refused."""
    with pytest.raises(ValueError, match=r"the events of customers|a list of entries|an entry is|come from rows"):
        CustomerEvents.from_json(data)


def test_entries_hold_several_numbers():
    """Entries of several numbers are added number by number, and stay while one of them is not 0."""
    parts = [Entries.of(np.array(["b", "a"], object), whole([1, 1]), whole([5, 0]), whole([1, 1])), Entries.none(2)]
    assert merged([*parts, *parts]).to_json() == {"a": [[1, 0, 2]], "b": [[1, 10, 2]]}


def test_changed():
    """The first number is always new, the others where they differ from the one before."""
    assert changed(whole([3, 3, 4, 3])).tolist() == [True, False, True, True]
    assert changed(whole([])).tolist() == []
