from cxcli.reporting.points_arithmetic import points_facts
from tests.scoring.points_ledgers import ledger, of

MOVES = [("ann", "2025-01-01", "earn", 1000), ("ann", "2025-01-02", "redeem", 250), ("bob", "2025-01-01", "earn", 1000)]


def facts(metric, *rows):
    score = of(ledger(*rows), metrics=metric).overall[0]
    return points_facts(score.statistic.of, score, 1)


def test_the_figures_are_put_in():
    """250 of 2,000 points; one of two members."""
    assert facts("redemption_rate:ledger", *MOVES) == [("arithmetic", "100 × 250 / 2,000 = 12.5 %")]
    assert facts("redemption_rate:ledger-members", *MOVES) == [
        ("counts", "redeemed 1 · not redeemed 1"),
        ("arithmetic", "100 × 1 / 2 = 50.0 %"),
    ]


def test_without_a_number_the_reason_is_told():
    """No points were issued."""
    only = ("ann", "2025-01-02", "redeem", 250)
    assert facts("redemption_rate:ledger", only) == [("arithmetic", "undefined: no points were issued")]
