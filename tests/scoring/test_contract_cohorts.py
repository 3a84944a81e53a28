from tests.scoring.customer_files import by_label, overall, scored, skipped, table

HEADER = ("customer", "started_at", "ended_at", "mrr")


def rows(month, *left, staying=2, mrr=10):
    """Customers who began in a month, of whom some left after so many months."""
    begun = f"2024-{month:02}-05"
    ends = [f"2024-{month + months:02}-05" for months in left] + [""] * staying
    return [(f"{month}-{number}", begun, end, mrr) for number, end in enumerate(ends)]


def test_the_cohort_was_watched_as_long_as_half_of_all():
    """The model is fitted to those who began long enough ago; what is paid is the mean of all who pay at the end."""
    text = table(HEADER, [*rows(1, 1, 1, 2, 3), *rows(6, staying=5, mrr=40)])
    score = overall(text, metrics="clv:sbg", until="2024-09-30")
    assert (score.n, score.parts["months watched"]) == (6, 8)
    assert score.parts["paid by a customer"] == (2 * 10 + 5 * 40) / 7
    assert (score.account.scored, skipped(score)) == (11, {})


def test_customers_who_neither_belong_nor_pay_are_not_applicable():
    """Who came too late for the cohort and has left says nothing."""
    text = table(HEADER, [*rows(1, 1, 1, 2, 3), *rows(6, 1, staying=1)])
    score = overall(text, metrics="clv:sbg", until="2024-09-30")
    assert (score.n, score.account.scored, skipped(score)) == (6, 7, {"not_applicable": 1})


def test_customers_are_put_into_the_period_of_their_beginning():
    """By period, each cohort has its own model and its own payments; the days that count are those of the beginning."""
    text = table(HEADER, [*rows(1, 1, 1, 2, 3), *rows(2, 1, 2, 2, 4, mrr=30)])
    made = by_label(scored(text, metrics="clv:sbg", period="month", until="2024-09-30"))
    assert {
        label: (score.n, score.parts["months watched"], score.parts["paid by a customer"])
        for label, score in made.items()
    } == {
        "2024-01": (6, 8, 10),
        "2024-02": (6, 7, 30),
    }
    late = overall(text, metrics="clv:sbg", since="2024-02-01", until="2024-09-30")
    assert (late.value, late.n) == (made["2024-02"].value, 6)


def test_the_first_snapshot_shows_nobody_begin():
    """Since when its customers are there nobody knows, so they are in no cohort."""
    months = [f"2024-{month:02}-01" for month in range(1, 10)]
    there = {"old": months, "a": months[1:], "b": months[1:5], "c": months[1:3], "d": months[1:3]}
    text = table(("customer", "month", "mrr"), [(who, month, 10) for who, some in there.items() for month in some])
    score = overall(text, metrics="clv:sbg")
    assert (score.n, score.parts["months watched"], score.parameters["watched_until"]) == (4, 7, "2024-09-01")
    assert (skipped(score), score.parts["customers of the first snapshot"]) == ({"not_applicable": 9}, 1)
    assert overall(text, metrics="clv:sbg", since="2024-01-01").n == 4


def test_where_nobody_begins_there_are_no_data():
    """No customer is in the cohort, and no row counts."""
    score = overall(table(HEADER, rows(1, 1)), metrics="clv:sbg", since="2024-09-01", until="2024-09-30")
    assert (score.status, skipped(score)) == ("no_data", {"not_applicable": 3})
