import pytest

from cxcli.errors import DataError
from tests.scoring.customer_files import overall, scored, skipped, table

SPANS = ("customer", "started_at", "ended_at", "mrr")
MOVES = ("customer", "moved_at", "mrr", "movement")
SNAPSHOTS = ("customer", "month", "mrr")
YEAR = {"since": "2024-01-01", "until": "2024-12-31"}


def nrr(header, *rows, **asked):
    """Net revenue retention of 2024."""
    return overall(table(header, rows), metrics="nrr", **YEAR, **asked)


@pytest.mark.parametrize(
    ("row", "fate"),
    [
        (("b", "2023-05-01", "2023-04-01", 1), "contradictory"),
        (("b", "2023-05-01", "", -1), "contradictory"),
        (("", "2023-05-01", "", 1), "blank"),
        (("b", "", "", 1), "undated"),
        (("b", "soon", "", 1), "unreadable"),
        (("b", "2023-05-01", "soon", 1), "unreadable"),
        (("b", "2023-05-01", "", ""), "blank"),
        (("b", "2023-05-01", "", "much"), "unreadable"),
    ],
)
def test_what_is_wrong_with_a_span(row, fate):
    """An end before the start and a negative amount contradict themselves; what is missing is told as such."""
    score = nrr(SPANS, ("a", "2023-01-01", "", 1), ("c", "2023-01-01", "2024-02-02", 1), row)
    assert (score.n, skipped(score), score.value) == (2, {fate: 1}, 50)


def test_an_end_in_the_future_is_none_yet():
    """Who will leave is there until then; a span that begins in the future is of nobody yet."""
    rows = [("a", "2023-01-01", "2025-12-01", 1), ("b", "2023-01-01", "9999-12-31", 1), ("c", "2025-12-01", "", 1)]
    score = overall(table(SPANS, rows), metrics="churn_rate", since="2024-01-01", now="2025-10-01")
    assert (score.n, score.value) == (2, 0)
    late = overall(table(SPANS, rows), metrics="churn_rate", since="2024-01-01", now="2025-12-02")
    assert (late.n, late.value) == (2, 50)


@pytest.mark.parametrize(
    ("amount", "word", "value"),
    [(5, "expansion", 150), (5, "churn", 50), (-5, "churn", 50), (-5, "", 50), (5, "", 150), (5, "reactivation", 150)],
)
def test_movements_have_the_sign_of_their_word(amount, word, value):
    """Losses are written with a sign or without; where there is no word the sign says it."""
    score = nrr(MOVES, ("a", "2023-01-01", 10, "new"), ("a", "2024-03-01", amount, word))
    assert (score.value, score.account.bad) == (value, 0)


@pytest.mark.parametrize(
    ("amount", "word", "fate"), [(-5, "expansion", "contradictory"), (5, "holiday", "unreadable"), ("", "new", "blank")]
)
def test_what_is_wrong_with_a_movement(amount, word, fate):
    """A gain below zero contradicts itself, and a word that nobody knows is unreadable."""
    score = nrr(
        MOVES, ("a", "2023-01-01", 10, "new"), ("b", "2023-01-01", 10, "new"), ("a", "2024-03-01", amount, word)
    )
    assert (score.value, skipped(score)) == (100, {fate: 1})


def test_movements_without_words_have_their_own_signs():
    """A list of signed changes needs no words."""
    rows = [("a", "2023-01-01", 10), ("a", "2024-03-01", -4)]
    assert overall(table(("customer", "changed_at", "mrr"), rows), metrics="nrr", **YEAR).value == 60


def test_who_stands_in_a_snapshot_and_pays_nothing_is_no_customer():
    """A list of all accounts each month has those who left, with an amount of 0: they have churned."""
    rows = [("a", "2023-12-01", 5), ("b", "2023-12-01", 5), ("a", "2024-12-01", 5), ("b", "2024-12-01", 0)]
    churn, nrr_ = scored(table(SNAPSHOTS, rows), metrics="churn_rate,nrr", **YEAR).overall
    assert (churn.value, nrr_.value) == (50, 50)
    assert skipped(churn) == {"not_applicable": 1}


def test_snapshots_need_no_amounts_to_tell_who_left():
    """A customer who is missing in a later snapshot has left."""
    rows = [("a", "2023-12-01"), ("b", "2023-12-01"), ("a", "2024-12-01")]
    assert overall(table(SNAPSHOTS[:2], rows), metrics="churn_rate", **YEAR).value == 50


def test_a_negative_amount_in_a_snapshot_contradicts_itself():
    """It is no payment, and who stands there is not taken for lost."""
    rows = [("a", "2023-12-01", 5), ("a", "2024-12-01", -5)]
    for metric in ("churn_rate", "nrr"):
        score = overall(table(SNAPSHOTS, rows), metrics=metric, **YEAR)
        assert (score.account.bad, score.parts.get("customers below zero")) == (1, None)
        assert score.value == (0 if metric == "churn_rate" else 100)


def test_a_list_without_ends_is_none_of_customers():
    """Where no column says who left, nobody would have: that is refused, not scored as no churn."""
    with pytest.raises(DataError, match="ended_at"):
        scored(table(SPANS[:2], [("a", "2024-01-01")]), metrics="churn_rate")
