from datetime import datetime, timedelta

import numpy as np
import pytest
from dateutil.relativedelta import relativedelta
from hypothesis import given
from hypothesis import strategies as st

from cxcli.scoring.customer_events import OPEN, CustomerEvents
from cxcli.scoring.tenures import tenures

FIRST = datetime(2023, 12, 30)  # noqa: DTZ001
UNTIL = datetime(2024, 12, 24)  # noqa: DTZ001

day = st.integers(0, 420)
span = st.tuples(st.integers(0, 2), day, st.one_of(st.none(), st.integers(1, 200)), st.integers(1, 2))


def micro(moment):
    return (moment - datetime(1970, 1, 1)) // timedelta(microseconds=1)  # noqa: DTZ001


def found(spans, until=UNTIL):
    """The tenures of (customer, start, end, amount) spans."""
    keys, starts, ends, amounts = (list(column) for column in zip(*spans, strict=True)) if spans else ([],) * 4
    events = CustomerEvents.of_spans(
        np.array(keys, np.int64),
        np.array([micro(start) for start in starts], np.int64),
        np.array([OPEN if end is None else micro(end) for end in ends], np.int64),
        np.array(amounts, np.int64),
    )
    return tenures(events, micro(until))


def anniversary(begun, months):
    """The same day of a later month; the last day of it where the first day was one, or the month is too short."""
    if (begun + timedelta(days=1)).day == 1:
        return begun + relativedelta(months=months, day=31)
    return begun + relativedelta(months=months)


def expected(spans, until=UNTIL):
    """The same, anniversary by anniversary."""
    result = []
    for who in sorted({who for who, *_ in spans}):
        mine = [(start, end or datetime.max) for key, start, end, _ in spans if key == who and start < until]  # noqa: DTZ901
        if not mine:
            continue
        begun = min(start for start, _ in mine)
        months, left = 0, False
        while anniversary(begun, months + 1) < until and not left:
            months += 1
            left = not any(start <= anniversary(begun, months) < end for start, end in mine)
        watched = months
        while anniversary(begun, watched + 1) < until:
            watched += 1
        result.append((who, micro(begun), months, left, watched))
    return result


def listed(made):
    return list(
        zip(
            *(each.tolist() for each in (made.customers, made.begun, made.months, made.left, made.watched)), strict=True
        )
    )


@given(st.lists(span, max_size=6), st.sampled_from([timedelta(0), timedelta(hours=13)]))
def test_tenures_are_counted_on_anniversaries(spans, time):
    """A customer is there on each anniversary but the one that ends the tenure; pauses between them are none."""
    spans = [
        (
            who,
            FIRST + timedelta(days=start) + time,
            None if days is None else FIRST + timedelta(days=start + days) + time,
            amount,
        )
        for who, start, days, amount in spans
    ]
    assert listed(found(spans)) == expected(spans)


@pytest.mark.parametrize(
    ("start", "end", "months", "left"),
    [
        ("2024-01-15", "2024-02-15", 1, True),
        ("2024-01-15", "2024-02-16", 2, True),
        ("2024-01-31", "2024-02-29", 1, True),
        ("2024-02-29", "2024-03-31", 1, True),
        ("2024-02-29", "2024-04-01", 2, True),
        ("2024-11-24", None, 0, False),
        ("2024-11-23", None, 1, False),
    ],
)
def test_the_ends_of_months(start, end, months, left):
    """Whoever leaves on an anniversary is gone then; after the last day of a month comes the last one of the next."""
    made = found([(7, datetime.fromisoformat(start), end and datetime.fromisoformat(end), 1)])
    assert [each[2:4] for each in listed(made)] == [(months, left)]


def test_a_return_is_not_looked_at():
    """Who was away on an anniversary left before it, and who never paid anything was no customer."""
    spans = [(1, datetime(2024, 1, 1), datetime(2024, 3, 20), 5), (1, datetime(2024, 5, 20), None, 5)]  # noqa: DTZ001
    assert [each[2:] for each in listed(found(spans))] == [(3, True, 11)]
    events = CustomerEvents.of_movements(np.array([1, 1, 2]), np.array([0, 10, 5]), np.array([-5, 5, 3]))
    assert tenures(events, 100).customers.tolist() == [2]
    assert len(tenures(CustomerEvents.empty(), 100)) == 0


def test_survivors_never_become_more():
    """Of all that were watched so long, it is told how many are there after each month."""
    spans = [(n, datetime(2024, 1, 1), end and datetime(2024, end, 1), 1) for n, end in enumerate([2, 4, 4, 9, None])]  # noqa: DTZ001
    made = found(spans)
    assert made.survivors(5) == (5, 4, 4, 2, 2, 2)
    assert made.survivors(0) == (5,)
    assert made.only(made.months > 3).survivors(8) == (2, 2, 2, 2, 2, 2, 2, 2, 1)
