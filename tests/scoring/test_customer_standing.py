import pytest

from tests.scoring.customer_files import overall, skipped, table

YEAR = {"since": "2024-01-01", "until": "2024-12-31"}
SPANS = ("customer", "started_at", "ended_at")


def churn(header, *rows):
    """The churn of 2024, of these rows and of a customer who stays."""
    return overall(table(header, [("stays", *_first(header)), *rows]), metrics="churn_rate", **YEAR)


def _first(header):
    return ("2023-01-01", "", *("" for _ in header[3:])) if "ended_at" in header else ("2023-12-01", "active")


@pytest.mark.parametrize("column", ["churned", "subscription_status"])
def test_churned_without_a_date_is_contradictory(column):
    """A word that says that the customer is gone, beside a blank end, contradicts it; beside an end it does not."""
    word = "yes" if column == "churned" else "cancelled"
    score = churn((*SPANS, column), ("a", "2023-01-01", "", word), ("b", "2023-01-01", "2024-05-01", word))
    assert (score.value, score.n, skipped(score)) == (50, 2, {"contradictory": 1})


@pytest.mark.parametrize("word", ["active", "past_due", "paused", "Active", ""])
def test_who_is_not_said_to_be_gone_is_there(word):
    """Whoever pays late or pauses is still a customer; a blank says nothing."""
    score = churn((*SPANS, "subscription_status"), ("a", "2023-01-01", "", word))
    assert (score.value, score.n) == (0, 2)


def test_a_state_that_nobody_knows_is_unreadable():
    """Where it would tell whether the customer is there; beside an end it tells nothing."""
    header = (*SPANS, "subscription_status")
    rows = [("a", "2023-01-01", "", "greenish"), ("b", "2023-01-01", "2024-05-01", "greenish")]
    score = churn(header, *rows, ("c", "2023-01-01", "", "active"))
    assert (score.value, score.n, skipped(score)) == (pytest.approx(100 / 3), 3, {"unreadable": 1})


def test_who_never_began_is_no_customer():
    """An incomplete subscription is not applicable."""
    score = churn((*SPANS, "subscription_status"), ("a", "2023-01-01", "", "incomplete"))
    assert (score.n, skipped(score), score.parts) == (1, {"not_applicable": 1}, {})


def test_an_unread_trial_is_unreadable():
    """It might be one."""
    score = churn((*SPANS, "trial"), ("a", "2023-01-01", "", "hm"), ("b", "2023-01-01", "2024-05-01", "trial"))
    assert (score.n, skipped(score), score.parts) == (1, {"unreadable": 1, "not_applicable": 1}, {"trials left out": 1})


def test_who_is_gone_in_a_snapshot_is_not_there():
    """A list that shows the lost with their state has them as lost; an unknown state leaves them as they were."""
    header = ("customer", "month", "subscription_status")
    rows = [("a", "2023-12-01", "active"), ("b", "2023-12-01", "active"), ("c", "2023-12-01", "cancelled")]
    rows += [("stays", "2024-12-01", ""), ("a", "2024-12-01", "cancelled"), ("b", "2024-12-01", "greenish")]
    score = churn(header, *rows)
    assert (score.n, score.value) == (3, pytest.approx(100 / 3))
    assert skipped(score) == {"unreadable": 1, "not_applicable": 2}
