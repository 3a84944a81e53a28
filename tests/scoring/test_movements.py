from fractions import Fraction
from itertools import pairwise

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from cxcli.scoring.customer_events import OPEN, CustomerEvents
from cxcli.scoring.movements import MOVEMENTS, Movement, consecutive_movements, movements

VAST = 2**60
rows = st.lists(
    st.tuples(
        st.sampled_from("abcdef"), st.integers(0, 12), st.one_of(st.integers(-3, 5), st.sampled_from([VAST, -VAST]))
    ),
    max_size=20,
)
instants = st.lists(st.integers(-1, 14), min_size=2, max_size=6, unique=True).map(sorted)


def moved(rows):
    """The events of (customer, time, change) rows, no customer with more than can be added up."""
    rows = [row for at, row in enumerate(rows) if sum(r[0] == row[0] and abs(r[2]) == VAST for r in rows[:at]) < 3]
    keys, times, deltas = zip(*rows, strict=True) if rows else ((), (), ())
    events = CustomerEvents.of_movements(np.array(keys, object), np.array(times, int), np.array(deltas, int))
    return rows, events


def spans(*rows):
    keys, starts, ends, amounts = (np.array(column, object) for column in zip(*rows, strict=True))
    return CustomerEvents.of_spans(keys, starts.astype(int), ends.astype(int), amounts.astype(int))


def listed(found):
    moves = [MOVEMENTS[code] for code in found.moved.tolist()]
    return list(zip(found.keys.tolist(), found.start.tolist(), found.end.tolist(), moves, strict=True))


def balance(rows, key, before):
    return sum(delta for who, time, delta in rows if who == key and time < before)


def expected(rows, start, end):
    """Who did what, customer by customer, from the definitions; and how many are below 0."""
    found, below = [], 0
    for key in sorted({key for key, _, _ in rows}):
        first, last = balance(rows, key, start), balance(rows, key, end)
        before = any(balance(rows, key, instant) > 0 for instant in range(-1, start))
        if first < 0 or last < 0:
            below += 1
        elif first == 0 and last > 0:
            found.append((key, first, last, "reactivation" if before else "new"))
        elif first > 0:
            moves = {last == 0: "churn", last > first: "expansion", 0 < last < first: "contraction"}
            found.append((key, first, last, moves.get(True, "unchanged")))
    return found, below


def test_each_movement():
    """A customer is new, back, paying more, less or the same, or lost; who joins and leaves within is in neither."""
    events = spans(
        ("back", 0, 5, 7),
        ("back", 12, OPEN, 8),
        ("less", 0, 15, 3),
        ("less", 0, OPEN, 5),
        ("lost", 0, 15, 11),
        ("more", 0, OPEN, 6),
        ("more", 15, OPEN, 13),
        ("new", 15, OPEN, 17),
        ("same", 0, 12, 19),
        ("same", 12, OPEN, 19),
        ("within", 12, 15, 23),
        ("gone before", 0, 5, 29),
        ("comes later", 20, OPEN, 31),
    )
    found = movements(events, 10, 20)
    assert listed(found) == [
        ("back", 0, 8, "reactivation"),
        ("less", 8, 5, "contraction"),
        ("lost", 11, 0, "churn"),
        ("more", 6, 19, "expansion"),
        ("new", 0, 17, "new"),
        ("same", 19, 19, "unchanged"),
    ]
    amounts = {movement: found.amount(movement) for movement in Movement}
    assert amounts == {"new": 17, "reactivation": 8, "expansion": 13, "contraction": 3, "churn": 11, "unchanged": 0}
    assert {movement: found.customers(movement) for movement in Movement} == dict.fromkeys(amounts, 1)
    assert (found.start_total, found.end_total) == (44, 68)
    assert (found.active_customers, found.below_zero) == (4, 0)
    assert found.top_share == Fraction(19, 44)


def test_a_period_is_half_open():
    """Who begins at the start is new; who ends at the end is still there, and gone in the next period."""
    events = spans(("begins", 10, OPEN, 1), ("ends", 0, 20, 1))
    first, second = consecutive_movements(events, (10, 20, 30))
    assert listed(first) == [("begins", 0, 1, "new"), ("ends", 1, 1, "unchanged")]
    assert listed(second) == [("begins", 1, 1, "unchanged"), ("ends", 1, 0, "churn")]


def test_losing_one_of_two_subscriptions_is_contraction():
    """Losing one of two subscriptions is contraction and not churn."""
    assert listed(movements(spans(("ann", 0, 15, 3), ("ann", 0, OPEN, 4)), 10, 20)) == [("ann", 7, 4, "contraction")]


def test_a_customer_without_balance_is_not_active():
    """Who has a row and pays nothing, a trial, is not active, and new when the first payment comes."""
    assert listed(movements(spans(("ann", 0, OPEN, 0), ("ann", 15, OPEN, 4)), 10, 20)) == [("ann", 0, 4, "new")]


@pytest.mark.parametrize("time", [5, 15])
def test_a_balance_below_zero_is_told(time):
    """A customer whose balance is below 0 at the start or the end is left out of everything and counted."""
    _, events = moved([("ann", 0, 1), ("bob", time, -1), ("cid", 0, 5), ("cid", time, -6)])
    found = movements(events, 10, 20)
    assert listed(found) == [("ann", 1, 1, "unchanged")]
    assert found.below_zero == 2


def test_nobody_there():
    """Without events nobody is there, and no customer is the largest."""
    found = movements(CustomerEvents.empty(), 0, 1)
    assert listed(found) == []
    assert (found.start_total, found.end_total, found.active_customers, found.below_zero) == (0, 0, 0, 0)
    assert found.top_share is None


@given(rows, instants)
def test_movements_are_what_their_definitions_say(rows, instants):
    """For any events and periods each customer did what the definitions say, and each period is as if it were alone."""
    rows, events = moved(rows)
    for (start, end), found in zip(pairwise(instants), consecutive_movements(events, instants), strict=True):
        assert (listed(found), found.below_zero) == expected(rows, start, end)
        assert listed(movements(events, start, end)) == listed(found)


@given(rows, instants)
def test_the_ledger_balances(rows, instants):
    """Start + new + reactivation + expansion - contraction - churn = end, exactly, in amounts and in customers."""
    _, events = moved(rows)
    for found in consecutive_movements(events.settled()[0], instants):
        new, reactivation, expansion, contraction, churn, unchanged = (found.amount(move) for move in MOVEMENTS)
        assert found.start_total + new + reactivation + expansion - contraction - churn == found.end_total
        assert found.start_total == sum(found.start.tolist())
        assert unchanged == 0
        joined = found.customers(Movement.NEW) + found.customers(Movement.REACTIVATION)
        left = found.customers(Movement.CHURN)
        assert found.active_customers + joined - left == sum(end > 0 for end in found.end.tolist())
        assert sum(map(found.customers, Movement)) == len(found.keys)


def test_sums_may_be_larger_than_any_amount():
    """What all customers pay together may be more than 64 bits hold."""
    _, events = moved([(f"c{number}", 0, 2**61) for number in range(20)])
    assert movements(events, 1, 2).start_total == 20 * 2**61
    assert movements(events, 0, 2).amount(Movement.NEW) == 20 * 2**61
    assert movements(events, 1, 2).top_share == Fraction(1, 20)


@pytest.mark.parametrize("instants", [(1, 1), (2, 1), (1, 3, 2)])
def test_a_period_without_length_is_refused(instants):
    """A period ends after its start."""
    with pytest.raises(ValueError, match="a period ends after its start"):
        list(consecutive_movements(CustomerEvents.empty(), instants))


@pytest.mark.parametrize("instants", [(), (5,)])
def test_fewer_than_two_instants_are_no_period(instants):
    """Between fewer than two instants there is no period."""
    assert list(consecutive_movements(spans(("ann", 0, OPEN, 1)), instants)) == []
