"""Doubts about spans with an end."""

import pytest

from tests.scoring.customer_files import scored, table

HEADER = ("customer", "started_at", "ended_at", "status", "mrr")


def told(code, *rows, metrics="nrr", header=HEADER):
    """The notices of a kind."""
    made = scored(table(header, rows), metrics=metrics, during="2025-Q1")
    return [notice.message for notice in made.notices if notice.code == code]


def test_who_is_active_after_the_end_is_told():
    """Such a date may say when notice was given; an end that is to come is none of these, nor is one of who is gone."""
    stays, goes = ("a", "2024-01-01", "", "active", 5), ("b", "2024-01-01", "2025-02-01", "active", 5)
    gone, will = ("c", "2024-01-01", "2025-02-01", "canceled", 5), ("d", "2024-01-01", "2026-01-01", "active", 5)
    (message,) = told("active-ends", stays, goes, gone, will)
    assert message.startswith(
        "nrr: 1 scored row has an end that is over, and is active by its status; it counts as gone"
    )
    (message,) = told("active-ends", stays, goes, ("e", *goes[1:]))
    assert message.startswith("nrr: 2 scored rows have an end that is over, and are active by their status; they count")
    assert told("active-ends", stays, gone, will) == []
    assert told("active-ends", goes, will) == [], "where all have an end, that is another doubt"


@pytest.mark.parametrize(("amounts", "said"), [((0, 0), "2 of the 2"), ((0, 5), "1 of the 2"), ((5, 5), None)])
def test_who_left_and_paid_nothing_is_told(amounts, said):
    """An amount of now is 0 for those who left, so that nothing seems lost."""
    rows = [(f"g{amount}{k}", "2024-01-01", "2025-02-01", "canceled", amount) for k, amount in enumerate(amounts)]
    messages = told("left-without-amount", ("a", "2024-01-01", "", "active", 5), *rows)
    assert [f"nrr: {said} scored rows with an end have the amount 0" in message for message in messages] == (
        [True] if said else []
    )


def test_one_of_three_who_paid_nothing_says_nothing():
    """A free customer may leave, too; and where nobody asks what is paid, it does not matter."""
    rows = [(name, "2024-01-01", "2025-02-01", "canceled", amount) for name, amount in (("b", 0), ("c", 5), ("d", 5))]
    stays = ("a", "2024-01-01", "", "active", 5)
    assert told("left-without-amount", stays, *rows) == []
    assert told("left-without-amount", stays, rows[0], metrics="churn_rate") == []


def test_who_begins_again_the_day_after_an_end_is_told():
    """An end may be the last day that is paid for; a beginning on the day of an end leaves no gap, one later a day."""
    left, late = ("a", "2024-01-01", "2025-02-15", "", 5), ("b", "2024-01-01", "2025-02-15", "", 5)
    rows = [left, late, ("a", "2025-02-16", "", "", 5), ("b", "2025-02-16", "", "", 5), ("c", "2024-01-01", "", "", 5)]
    (message,) = told("ends-before-next-days", *rows)
    assert message.startswith("nrr: 2 customers begin again on the day after an end, and not on the day of it")
    (message,) = told("ends-before-next-days", *rows[:1], *rows[2:])
    assert message.startswith("nrr: 1 customer begins again")
    for next_day in ("2025-02-15", "2025-02-17"):
        assert told("ends-before-next-days", left, ("a", next_day, "", "", 5), rows[-1]) == []
    assert told("ends-before-next-days", left, ("d", "2025-02-16", "", "", 5)) == []
