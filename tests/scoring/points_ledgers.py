"""Ledgers of points as texts."""

from tests.scoring.customer_files import scored, table

HEADER = ("member_id", "date", "type", "points", "reward", "joined_on")
NOW = "2025-07-01"


def ledger(*rows, header=HEADER):
    """A ledger; a row is a member, a day, a kind, points, and a reward and a day of joining where it has them."""
    return table(header, [(*row, *[""] * (len(header) - len(row))) for row in rows])


def of(*texts, metrics="redemption_rate:ledger", **asked):
    """The run of a metric over ledgers, as of July 2025."""
    return scored(*texts, metrics=metrics, **{"now": NOW, **asked})
