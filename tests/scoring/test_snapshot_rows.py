import pytest

from tests.scoring.customer_files import by_label, overall, scored, skipped, table

SNAPSHOTS = ("customer", "month", "mrr")
MARCH = {"during": "2025-03"}


def nrr(header, *rows):
    """Net revenue retention from the snapshot of February to that of March 2025."""
    return overall(table(header, rows), metrics="nrr", **MARCH)


def feb(*row):
    return (row[0], "2025-02-01", *row[1:])


def mar(*row):
    return (row[0], "2025-03-01", *row[1:])


def test_a_customer_twice_in_one_snapshot_is_contradictory():
    """Nobody knows which row is right: none counts, and what was known before goes on."""
    score = nrr(SNAPSHOTS, feb("a", 10), feb("b", 10), mar("a", 70), mar("a", 30), mar("b", 5))
    assert (score.value, score.n, skipped(score)) == (75, 2, {"contradictory": 2})


def test_rows_of_different_subscriptions_add_up():
    """Where the file names subscriptions, a customer may stand in a snapshot with several, each of them once."""
    header = (*SNAPSHOTS, "subscription_id")
    february = [feb("a", 10, "s1"), feb("a", 20, "s2"), feb("b", 10, "s3")]
    assert nrr(header, *february, mar("a", 10, "s1"), mar("a", 50, "s2"), mar("b", 10, "s3")).value == 175
    twice = nrr(header, *february, mar("a", 10, "s1"), mar("a", 90, "s2"), mar("a", 30, "s2"), mar("b", 10, "s3"))
    assert (twice.value, skipped(twice)) == (100, {"contradictory": 2})


def test_ids_of_rows_are_no_subscriptions():
    """A column `id` that is another one in each row says nothing of subscriptions: the customer stands there twice."""
    header = (*SNAPSHOTS, "id")
    score = nrr(header, feb("a", 10, 1), mar("a", 10, 2), mar("a", 10, 3))
    assert (score.value, skipped(score)) == (100, {"contradictory": 2})


def test_customers_are_counted_however_often_they_stand_in_a_snapshot():
    """Who stands there twice is there, whatever is paid."""
    rows = [feb("a", 10), feb("b", 10), feb("b", 5), mar("a", 1), mar("a", 1)]
    score = overall(table(SNAPSHOTS, rows), metrics="churn_rate", **MARCH)
    assert (score.value, score.n, score.account.bad) == (50, 2, 0)


@pytest.mark.parametrize("amount", ["much", "-3", "n/a"])
def test_a_row_that_cannot_be_read_is_no_loss(amount):
    """Who stands in a snapshot with an amount that nobody can read has not left: what was known goes on."""
    for metric in ("nrr", "churn_rate"):
        score = overall(
            table(SNAPSHOTS, [feb("a", 10), feb("b", 10), mar("a", amount), mar("b", 10)]), metrics=metric, **MARCH
        )
        assert score.value == (100 if metric == "nrr" else 0)
        assert sum(skipped(score).values()) == 1


def test_what_was_never_known_is_nothing():
    """A customer whose first row contradicts itself is new when the next one is read."""
    score = nrr(SNAPSHOTS, feb("a", 10), feb("a", 11), feb("b", 10), mar("a", 12), mar("b", 10))
    assert (score.n, score.value) == (1, 100)


def test_customers_missing_in_a_snapshot_of_others_have_left():
    """The dates of the snapshots are those of all rows, filtered ones too."""
    rows = [feb("a", 10, "pro"), feb("b", 10, "free"), mar("b", 10, "free")]
    text = table((*SNAPSHOTS, "plan"), rows)
    assert overall(text, metrics="churn_rate", where="plan == 'pro'", **MARCH).value == 100
    by_plan = scored(text, metrics="churn_rate", by=["plan"], **MARCH).scores
    assert {score.group.get("plan"): score.value for score in by_plan} == {None: 50, "free": 0, "pro": 100}


def test_a_row_that_is_filtered_says_nothing():
    """In a snapshot, whoever is left out by the filter is not there for the others."""
    rows = [feb("a", 10), feb("b", 10), mar("a", 10), mar("b", 30)]
    score = overall(table(SNAPSHOTS, rows), metrics="nrr", where="mrr < 20", **MARCH)
    assert score.value == 50


def test_days_that_differ_from_customer_to_customer_are_one_snapshot():
    """Where everybody stands on another day of each month, the month is the snapshot: nobody left by the next day."""
    rows = [
        (f"c{n}", f"2025-{month:02}-{n + 1:02}", 10) for month in (1, 2, 3) for n in range(20) if (n, month) != (4, 3)
    ]
    made = by_label(scored(table(SNAPSHOTS, rows), metrics="churn_rate", period="month"))
    assert {label: (score.value, score.n) for label, score in made.items()} == {"2025-02": (0, 20), "2025-03": (5, 20)}
    twice = [*rows, ("c0", "2025-02-09", 10)]
    assert by_label(scored(table(SNAPSHOTS, twice), metrics="churn_rate", period="month"))["2025-03"].value == 5
    score = by_label(scored(table(SNAPSHOTS, twice), metrics="nrr", period="month"))["2025-02"]
    assert (score.value, score.account.bad) == (100, 2)


def test_snapshots_of_several_days_of_a_month_stay_apart():
    """Whoever is missing in a later one of them has left."""
    days = ("2025-01-01", "2025-01-08", "2025-01-15")
    rows = [(who, day, 1) for day in days for who in "abc" if (who, day) != ("c", days[2])]
    score = overall(table(SNAPSHOTS, rows), metrics="churn_rate", since="2025-01-09", until="2025-01-31")
    assert (score.n, score.value) == (3, pytest.approx(100 / 3))
