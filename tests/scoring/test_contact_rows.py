from itertools import product

import pytest

from tests.scoring.customer_files import overall, skipped, table

NOW = "2025-10-01T00:00"


def fcr(header, *rows, **asked):
    """First contacts over some tickets."""
    return overall(table(header, rows), metrics="fcr", **{"now": NOW, **asked})


PLAIN = ("requester", "created_at", "solved_at")


@pytest.mark.parametrize(
    ("again", "first"),
    [
        ("2025-09-01T12:00:00", 2),
        ("2025-09-01T12:00:01", 1),
        ("2025-09-08T12:00:00", 1),
        ("2025-09-08T12:00:01", 2),
        ("2025-09-01T11:00:00", 2),
    ],
)
def test_the_ends_of_the_window(again, first):
    """A contact counts after the moment of the solution, as far as seven days later, that moment included."""
    score = fcr(PLAIN, ("a", "2025-09-01T10:00:00", "2025-09-01T12:00:00"), ("a", again, "2025-09-15T00:00:00"))
    assert (score.n, score.value) == (2, 50 * first)


@pytest.mark.parametrize(("now", "n"), [("2025-09-08T11:59:59", 0), ("2025-09-08T12:00", 1)])
@pytest.mark.parametrize("again", ["2025-09-02T00:00", "2025-01-01T00:00"])
def test_a_ticket_is_too_recent_by_its_solution_alone(now, n, again):
    """Whether or not the customer has come back, nothing is said before the seven days are over."""
    score = fcr(PLAIN, ("a", "2025-09-01T10:00", "2025-09-01T12:00"), ("a", again, ""), now=now)
    assert (score.n, skipped(score)["not_applicable"]) == (n, 1)
    assert skipped(score).get("too_recent", 0) == 1 - n


def test_contacts_need_no_solution():
    """A ticket that is still open is a contact, and itself nothing that the metric is about."""
    score = fcr(PLAIN, ("a", "2025-09-01", "2025-09-02"), ("a", "2025-09-04", ""))
    assert (score.value, skipped(score)) == (0, {"not_applicable": 1})


def test_another_customer_is_no_contact():
    """Only the same customer comes back; a ticket without customer is blank and nobody's contact."""
    score = fcr(
        PLAIN, ("a", "2025-09-01", "2025-09-02"), ("b", "2025-09-04", "2025-09-04"), ("", "2025-09-05", "2025-09-05")
    )
    assert (score.value, score.n, skipped(score)) == (100, 2, {"blank": 1})


def test_deleted_tickets_are_no_contacts():
    """Spam and deleted tickets are not applicable, and nobody came back by one."""
    header = (*PLAIN, "status")
    score = fcr(header, ("a", "2025-09-01", "2025-09-02", "closed"), ("a", "2025-09-04", "2025-09-04", "deleted"))
    assert (score.value, skipped(score)) == (100, {"not_applicable": 1})


def test_a_state_that_nobody_knows_is_unreadable():
    """Whether such a ticket is solved, or was deleted, cannot be told; it is a contact all the same."""
    header = (*PLAIN, "status")
    score = fcr(
        header,
        ("a", "2025-09-01", "2025-09-02", "solved"),
        ("a", "2025-09-04", "2025-09-04", "gelb"),
        ("b", "2025-09-04", "2025-09-04", "solved"),
    )
    assert (score.value, skipped(score)) == (50, {"unreadable": 1})
    flagged = fcr(
        (*header, "solved"),
        ("a", "2025-09-01", "2025-09-02", "solved", "yes"),
        ("b", "2025-09-04", "2025-09-04", "gelb", "yes"),
    )
    assert skipped(flagged) == {"unreadable": 1}


def test_reopened_tickets_are_no_first_contacts():
    """A ticket that was reopened was not resolved at the first contact; what cannot be read is told."""
    header = (*PLAIN, "reopened")
    dates = "2025-09-01", "2025-09-02"
    score = fcr(header, ("a", *dates, "yes"), ("b", *dates, "no"), ("c", *dates, ""), ("d", *dates, "perhaps"))
    assert (score.value, score.n, skipped(score)) == (pytest.approx(200 / 3), 3, {"unreadable": 1})


def test_only_contacts_on_the_same_topic_count():
    """Where topics are known another topic is another issue; of a ticket without topic nobody can say that."""
    header = (*PLAIN, "topic")
    first = ("a", "2025-09-01", "2025-09-02")
    again = ("a", "2025-09-04", "2025-09-20")
    for topic, other, value in (("x", "y", 100), ("x", "x", 50), ("x", "", 50), ("", "y", 50), ("", "", 50)):
        score = fcr(header, (*first, topic), (*again, other))
        assert score.value == value, (topic, other)


def test_customers_and_topics_are_told_apart():
    """Of each customer and topic only a contact of the same two counts, whatever customers and topics there are."""
    header = (*PLAIN, "topic")
    both = [(customer, topic) for customer in "abc" for topic in "xy"]
    others = [(customer, "2025-01-01", "", topic) for customer, topic in both]
    for (customer, topic), (who, what) in product(both, both):
        first = customer, "2025-09-01", "2025-09-02", topic
        score = fcr(header, *others, first, (who, "2025-09-04", "", what))
        assert (score.n, score.value) == (1, 0 if (customer, topic) == (who, what) else 100)


def test_contacts_of_others_around_a_ticket():
    """Before and after the solution others write, earlier and later than anything of this customer."""
    rows = [("a", "2025-09-02", "2025-09-03"), ("b", "2025-09-01", ""), ("b", "2025-09-05", "")]
    assert fcr(PLAIN, *rows).value == 100


def test_a_ticket_that_stands_twice_counts_once():
    """Of the rows of one ticket the one solved last counts, whatever their order; the others are duplicates."""
    header = ("ticket_id", *PLAIN)
    rows = [
        ("7", "a", "2025-09-01", "2025-09-02"),
        ("7", "a", "2025-09-01", "2025-09-12"),
        ("8", "b", "2025-09-01", "2025-09-02"),
        ("8", "b", "2025-09-01", "2025-09-02"),
        ("", "c", "2025-09-01", "2025-09-02"),
        ("", "c", "2025-09-01", "2025-09-02"),
        ("9", "a", "2025-09-14", "2025-09-14"),
    ]
    for each in (rows, rows[::-1]):
        score = fcr(header, *each)
        assert (score.n, skipped(score), score.value) == (5, {"duplicate": 2}, 80)


@pytest.mark.parametrize(
    ("row", "fate"),
    [
        (("a", "2025-09-03", "2025-09-02"), "contradictory"),
        (("a", "", "2025-09-02"), "undated"),
        (("a", "soon", "2025-09-02"), "unreadable"),
        (("", "2025-09-01", "2025-09-02"), "blank"),
    ],
)
def test_what_is_wrong_with_a_ticket(row, fate):
    """A solution before the creation contradicts itself; a missing date or customer is told as such."""
    score = fcr(PLAIN, row, ("b", "2025-09-01", "2025-09-02"))
    assert (score.n, skipped(score)) == (1, {fate: 1})
