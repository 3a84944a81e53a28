from tests.scoring.customer_files import scored, table

MOVES = ("customer", "moved_at", "movement", "mrr")
NEW = [("a", "2025-01-03", "new", 10), ("a", "2025-02-03", "expansion", 5)]


def said(*rows, header=MOVES, metrics="nrr"):
    made = scored(table(header, rows), metrics=metrics, period="month")
    return [notice.message for notice in made.notices if notice.code == "unseen-beginnings"]


def test_customers_who_are_never_new_are_told():
    """Whoever pays more, pays less, leaves or comes back at first was there before the file begins."""
    assert said(*NEW) == []
    (message,) = said(*NEW, ("b", "2025-01-10", "expansion", 5))
    assert message == (
        "nrr: 1 customer is not new at the first movement in the file, so what was paid before is not in it; they "
        "count as if they began then: give all movements from the beginning, or a list with starts"
    )
    others = [("b", "2025-01-10", "reactivation", 5), ("c", "2025-01-10", "churn", 5), ("c", "2025-02-10", "new", 5)]
    (message,) = said(*NEW, *others, ("d", "2025-01-10", "contraction", 1), metrics="churn_rate")
    assert message.startswith("churn_rate: 3 customers are not new")


def test_a_beginning_at_the_same_moment_is_seen():
    """On the day of the beginning more may be bought; which of both comes first in the file does not matter."""
    assert said(*NEW, ("b", "2025-01-10", "expansion", 5), ("b", "2025-01-10", "new", 5)) == []


def test_movements_without_words_and_other_lists_say_nothing_of_it():
    """A number may be the first one; a list with starts has them."""
    assert said(("a", "2025-01-03", 10), ("a", "2025-02-03", 5), header=("customer", "moved_at", "mrr")) == []
    assert said(("a", "2025-01-03", "", 10), header=("customer", "started_at", "ended_at", "mrr")) == []
    assert said(("", "2025-01-03", "churn", 10), *NEW) == []


def test_movements_without_an_amount_that_is_known_are_told():
    """They are read as lists of all customers, one for each date; words of other things say nothing."""

    def told(*words):
        rows = [(name, f"2025-0{month}-01", word) for name, month, word in zip("aab", (1, 2, 2), words, strict=True)]
        made = scored(table(("customer", "date", "type"), rows), metrics="churn_rate", period="month")
        return [notice.message for notice in made.notices if notice.code == "movements-as-snapshots"]

    (message,) = told("new", "expansion", "churn")
    assert message.startswith("churn_rate: 2 rows say in words that a customer paid more or less, left or came back")
    (message,) = told("new", "churn", "new")
    assert message.startswith("churn_rate: 1 row says in words")
    assert told("basic", "pro", "pro") == told("new", "new", "new") == []
    assert "movements-as-snapshots" not in [
        notice.code for notice in scored(table(MOVES, NEW), metrics="nrr", period="month").notices
    ]
