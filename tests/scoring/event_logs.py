"""Logs of events as texts: a user, a moment and a feature in each row."""

from datetime import date, timedelta

from tests.scoring.customer_files import scored, table

EVENTS = ("user_id", "used_at", "feature")
MEMBERS = ("member_id", "joined_at", "ended_at")
NOW = "2025-07-01"


def log(*rows, header=EVENTS):
    """A log; a row is a user and a day, and a feature where it has one."""
    return table(header, [(*row, *[""] * (len(header) - len(row))) for row in rows])


def list_of(*rows):
    """A list of members; a row is a member, the day of joining, and of leaving where there is one."""
    return table(MEMBERS, [(*row, *[""] * (3 - len(row))) for row in rows])


def activity(*texts, metrics, **asked):
    """The run of a metric over logs and lists, as of July 2025."""
    return scored(*texts, metrics=metrics, **{"now": NOW, **asked})


def daily(users_of_days, first="2025-06-01"):
    """A log in which so many users, always the first ones, are there on each day from the first one on."""
    start = date.fromisoformat(first)
    return [(f"u{user}", start + timedelta(days=n)) for n, users in enumerate(users_of_days) for user in range(users)]
