import pytest

from cxcli.errors import CxError
from tests.scoring.customer_files import skipped
from tests.scoring.points_ledgers import ledger, of

GOOD = [("ann", "2025-01-01", "earn", 100), ("ann", "2025-01-02", "redeem", 10)]


def one(*rows, **asked):
    return of(ledger(*GOOD, *rows), **asked).overall[0]


@pytest.mark.parametrize(
    ("row", "reason"),
    [
        (("", "2025-01-01", "earn", 5), "blank"),
        (("ann", "", "earn", 5), "undated"),
        (("ann", "2025-01-01", "", 5), "blank"),
        (("ann", "2025-01-01", "earn", ""), "blank"),
        (("ann", "2025-01-01", "swap", 5), "unreadable"),
        (("ann", "2025-01-01", "earn", "many"), "unreadable"),
        (("ann", "2025-01-01", "earn", -5), "contradictory"),
        (("ann", "2025-08-01", "earn", 5), "not_applicable"),
        (("ann", "2025-01-01", "redeem", -5), "contradictory"),
        (("ann", "2025-01-01", "earn", 5, "", "2025-02-30"), "unreadable"),
    ],
)
def test_rows_that_do_not_count(row, reason):
    """Each is left out by its reason, and the others are as they were: 10 of 100."""
    made = one(row)
    assert (made.value, skipped(made)) == (10, {reason: 1})


def test_points_spent_may_be_written_below_0():
    """Where all, or most, redemptions are below 0, their size counts; one of the other sign contradicts them."""
    rows = [("ann", "2025-01-01", "earn", 100), *(("ann", f"2025-01-0{n}", "Redemption", -10) for n in (2, 3))]
    assert of(ledger(*rows)).overall[0].value == 20
    mixed = of(ledger(*rows, ("ann", "2025-01-04", "redeem", 50), ("ann", "2025-01-05", "lapsed", -30)))
    assert (mixed.overall[0].value, skipped(mixed.overall[0])) == (20, {"contradictory": 1})
    assert mixed.overall[0].parts["points expired"] == 30
    (told,) = [notice for notice in mixed.notices if notice.code == "points-of-both-signs"]
    assert "points redeemed are below 0 in 2 rows and above 0 in 1" in told.message


def test_as_many_of_both_signs():
    """Where neither sign has more rows, those below 0 contradict."""
    rows = [
        ("ann", "2025-01-01", "earn", 100),
        ("ann", "2025-01-02", "redeem", -10),
        ("ann", "2025-01-03", "redeem", 30),
    ]
    assert of(ledger(*rows)).overall[0].value == 30


def test_before_joining_is_contradictory():
    """A movement of a day before the member joined contradicts the day; on that day it does not."""
    rows = [
        *(("ann", "2025-01-01T09:00", "earn", 100, "", "2025-01-01T12:00"), ("ann", "2025-01-02", "redeem", 10)),
        ("ann", "2024-12-31", "earn", 900),
    ]
    made = of(ledger(*rows)).overall[0]
    assert (made.value, skipped(made)) == (10, {"contradictory": 1})


def test_a_ledger_of_unknown_kinds_is_refused():
    """Where more rows cannot be read than can, there is no number."""
    with pytest.raises(CxError) as caught:
        of(ledger(*GOOD, *(("ann", "2025-01-03", "zap", 1) for _ in range(3))))
    assert {problem.code for problem in caught.value.problems} == {"unreadable"}


@pytest.mark.parametrize("header", [("member_id", "date", "points"), ("date", "type", "points")])
def test_a_ledger_that_lacks_a_column_is_refused(header):
    """What is missing is named."""
    with pytest.raises(CxError) as caught:
        of(ledger(("x",) * len(header), header=header))
    assert caught.value.problems[0].code in {"no-column", "field"}
