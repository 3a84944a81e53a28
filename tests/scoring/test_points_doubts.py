from cxcli.scoring.points_doubts import points_doubts
from cxcli.scoring.together import Gathered
from tests.scoring.points_ledgers import ledger, of


def told(*rows):
    return {notice.code: notice.message for notice in of(ledger(*rows)).notices}


def test_without_a_row_there_is_no_doubt():
    """Nothing is said of nothing."""
    assert points_doubts("m", Gathered()) == ()


def test_members_without_a_day_of_joining():
    """They are counted; their first movement stands for it."""
    found = told(("ann", "2025-01-01", "earn", 1), ("bob", "2025-01-01", "earn", 1))
    assert found["no-joining-day"] == (
        "redemption_rate:ledger: 2 members have no day of joining; the first movement stands for it: "
        "--map joined_at=COLUMN"
    )
    one = told(("ann", "2025-01-01", "earn", 1), ("bob", "2025-01-01", "earn", 1, "", "2025-01-01"))
    assert "1 member has no day" in one["no-joining-day"]


def test_several_days_of_joining():
    """A member with two of them joined on the first."""
    rows = [("ann", "2025-03-01", "earn", 1, "", day) for day in ("2025-02-01", "2025-01-01")]
    assert told(*rows) == {
        "several-joining-days": "redemption_rate:ledger: 1 member has several days of joining; the first one counts"
    }
    more = [("bob", "2025-03-01", "earn", 1, "", day) for day in ("2025-02-01", "2025-01-01")]
    assert "2 members have several" in told(*rows, *more)["several-joining-days"]


def test_more_spent_than_had():
    """Balances are those at the end of a day: on one day, points may be spent before they are booked."""
    joined = ("", "2025-01-01")
    fine = [("ann", "2025-01-02", "redeem", 5, *joined), ("ann", "2025-01-02", "earn", 5, *joined)]
    assert told(*fine) == {}
    late = [("bob", "2025-01-02", "redeem", 5, *joined), ("bob", "2025-01-03", "earn", 9, *joined)]
    assert told(*fine, *late) == {
        "points-overdrawn": "redemption_rate:ledger: 1 member has spent or lost more points than were issued until "
        "then; does the ledger begin late?"
    }
    lost = [("cid", "2025-01-02", "earn", 5, *joined), ("cid", "2025-01-03", "expire", 6, *joined)]
    assert "2 members have spent" in told(*fine, *late, *lost)["points-overdrawn"]
    given = [("cid", "2025-01-02", "adjust", 5, *joined), ("cid", "2025-01-03", "redeem", 5, *joined)]
    assert told(*given) == {}
