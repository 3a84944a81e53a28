import pytest

from cxcli.scoring.catalogue import shipped
from cxcli.scoring.ready import ready
from cxcli.scoring.together import Whole
from tests.scoring.customer_files import by_label, overall, scored, skipped, table

HEADER = ("customer", "used_at", "usage")
IN_PART = "a part of the period, or of the one before, is not known, is not over or does not count"


def used(*rows, header=HEADER, **asked):
    return scored(table(header, rows), metrics="usage_decline", **asked)


def test_use_that_fell_to_half_or_less():
    """Exactly half of the use before is a decline, a little more is none; who used nothing before is not in it."""
    rows = [
        *(("half", "2025-01-05", 6), ("half", "2025-01-25", 4), ("half", "2025-02-05", 5)),
        *(("more", "2025-01-05", 10), ("more", "2025-02-05", 5.000001)),
        *(("gone", "2025-01-05", 1), ("new", "2025-02-05", 1), ("idle", "2025-01-05", 0), ("idle", "2025-02-05", 0)),
    ]
    made = used(*rows, period="month")
    score = by_label(made)["2025-02"]
    assert (score.value, score.n) == (pytest.approx(200 / 3), 3)
    assert score.parts == {"fell": pytest.approx(200 / 3), "did not": pytest.approx(100 / 3)}
    assert skipped(score) == {"not_applicable": 3}
    assert made.overall[0].reason == ("usage_decline is of a period: see each, or add --during=2025-02")
    assert made.overall[0].n == 5


def test_days_that_count_are_compared_with_as_many_before():
    """Without periods the days that count are one, and the time of the same length before is the other."""
    rows = [("a", "2025-02-04", 9), ("a", "2025-02-05", 4), ("b", "2025-02-01", 9), ("b", "2025-01-31", 9)]
    score = used(*rows, ("b", "2025-02-08", 9), since="2025-02-05", until="2025-02-08").overall[0]
    assert (score.value, score.n, skipped(score)) == (50, 2, {"not_applicable": 1})
    assert score.definition.startswith("% of customers with use in the period before")


def test_whole_months_are_compared_with_as_many_months_before():
    """February is compared with all of January, although that is longer: usage of a month may be dated on its first."""
    rows = [("a", "2025-01-01", 9), ("a", "2025-02-01", 4), ("b", "2024-12-31", 9), ("b", "2025-02-28", 9)]
    score = used(*rows, since="2025-02-01", until="2025-02-28").overall[0]
    assert (score.value, score.n, skipped(score)) == (100, 1, {"not_applicable": 2})


def test_periods_that_are_not_whole_are_not_compared():
    """One that goes on, or that the days that count cut, would seem a decline."""
    rows = [("a", "2025-07-05", 10), ("a", "2025-08-05", 10), ("a", "2025-09-05", 4)]
    made = by_label(used(*rows, period="month", now="2025-09-06"))
    assert (made["2025-08"].value, made["2025-09"].value, made["2025-09"].reason) == (0, None, IN_PART)
    cut = by_label(used(*rows, period="month", since="2025-08-03", now="2025-11-01"))
    assert (cut["2025-08"].reason, cut["2025-09"].value) == (IN_PART, 100)
    assert (cut["2025-08"].account.scored, cut["2025-08"].n) == (2, 0)


@pytest.mark.parametrize(
    ("asked", "value"),
    [
        ({"during": "2025-08"}, 0),
        ({"during": "2025-07"}, None),
        ({"during": "2025-10"}, None),
        ({"during": "2025-09", "now": "2025-09-20"}, None),
        ({"since": "2025-09-01", "now": "2025-09-21"}, 0),
        ({"during": "2025-07-11 to 2025-07-16"}, 0),
        ({"during": "2025-07-12 to 2025-07-19"}, None),
    ],
)
def test_days_that_count_are_compared_where_use_is_known(asked, value):
    """Use begins on July 5th and ends on September 5th: before and after that nobody is known to have used less.

    Of July, with which August is compared, the first days may be missing, since use may be dated by the month.
    """
    rows = [("a", f"2025-{day}", 10) for day in ("07-05", "07-11", "08-05", "08-12", "09-05")]
    score = used(*rows, **{"now": "2025-11-01", **asked}).overall[0]
    assert score.value == value
    assert score.n == (1 if value is not None else 0)


def test_months_in_which_nobody_is_seen_are_not_compared():
    """It is not known that all have stopped: the month may be missing. One customer in it is enough."""
    rows = [("a", "2025-01-05", 10), ("b", "2025-01-05", 10), ("a", "2025-03-05", 9), ("a", "2025-04-05", 9)]
    made = by_label(used(*rows, period="month"))
    assert {label: (score.value, score.n) for label, score in made.items()} == {
        "2025-02": (None, 0),
        "2025-03": (None, 0),
        "2025-04": (0, 1),
    }
    assert (made["2025-02"].reason, made["2025-03"].status) == (IN_PART, "no_data")


def test_windows_are_compared_with_windows_that_are_known():
    """A window before the first use was not watched, so it would seem small."""
    rows = [("a", f"2025-{month:02}-05", 10) for month in (1, 2, 3, 4, 5)]
    made = by_label(used(*rows, rolling=(2, "month"), now="2025-06-15"))
    assert {label: score.value for label, score in made.items()} == {
        "2025-01 to 2025-02": None,
        "2025-02 to 2025-03": None,
        "2025-03 to 2025-04": 0,
        "2025-04 to 2025-05": 0,
    }
    assert made["2025-02 to 2025-03"].reason == IN_PART


def test_groups_are_compared_by_themselves():
    """Each group has its own customers, in the periods of all."""
    header = (*HEADER, "plan")
    rows = [
        ("a", "2025-01-05", 10, "x"),
        ("a", "2025-02-05", 4, "x"),
        ("b", "2025-01-05", 10, "y"),
        ("c", "2025-03-05", 1, "y"),
    ]
    made = used(*rows, header=header, by=["plan"], period="month", now="2025-06-15")
    assert {label: score.value for label, score in by_label(made, plan="x").items()} == {"2025-02": 100, "2025-03": 100}
    assert {label: score.value for label, score in by_label(made, plan="y").items()} == {
        "2025-02": 100,
        "2025-03": None,
    }


@pytest.mark.parametrize(
    ("row", "fate"),
    [
        (("", "2025-01-05", 1), "blank"),
        (("b", "", 1), "undated"),
        (("b", "2025-01-05", ""), "blank"),
        (("b", "2025-01-05", "often"), "unreadable"),
        (("b", "2025-01-05", -1), "contradictory"),
    ],
)
def test_what_is_wrong_with_a_row(row, fate):
    """Use below zero contradicts itself; what is missing or cannot be read is told as such."""
    score = used(("a", "2025-01-05", 1), ("a", "2025-02-05", 1), row, since="2025-02-01", until="2025-02-28").overall[0]
    assert (score.n, score.value, skipped(score)) == (1, 0, {fate: 1})


def test_the_filter_is_one_of_the_parameters():
    """It is the only choice there is; a statistic of something else is a fault, and no rows are no data."""
    metric = ready(shipped()["usage_decline"])
    assert metric.parameters == {}
    with pytest.raises(TypeError):
        metric.estimate(Whole(1, 1, "x"), confidence=0.95, interval=None)
    assert overall("customer,used_at,usage\n", metrics="usage_decline", period="month").status == "no_data"
