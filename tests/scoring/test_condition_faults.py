import pytest

from cxcli.scoring.condition_faults import condition_faults
from cxcli.scoring.row_definitions import RowRules

EXAMPLE = "for example: created_at >= '2025-01-31', or created_at != blank"


def told(text, within=None):
    return list(condition_faults(text, RowRules(within=within)))


@pytest.mark.parametrize(
    "text",
    [
        "status == 'solved' and answered != 'no'",
        "status in ['new', 'open', blank] or status == ''",
        "first_reply_sla_status == 'running' and live == 'yes'",
        "wait_time <= 20.5 and reopens in [0, 1] and mrr > 0",
        "created_at >= '2025-01-31' and created_at < '2025-06' and solved_at != blank",
        "topic == 'billing' and plan == 'pro' and `my column` > 3 and customer in ['a', 'b']",
    ],
)
def test_a_condition_that_can_hold_has_no_fault(text):
    """Canonical words, numbers, days; texts and columns are compared with anything."""
    assert told(text) == []


def test_a_length_of_time_that_nobody_gives():
    """With one it is read as a number of seconds."""
    assert told("wait_time <= {within}") == [("nobody says how long {within} is", "say it: within: 20 s")]
    assert told("wait_time <= {within}", within="20 s") == []


def test_what_cannot_be_read_is_told_with_its_place():
    """As for a filter."""
    for text in ("wait_time <= {within} or", "wait_time <= 12345678 or"):
        ((message, advice),) = told(text, within="20 s")
        assert message.endswith(f"not the end (character {len(text) + 1} of the condition)")
        assert advice
    ((empty, _),) = told("  ")
    assert empty == "the filter is empty"


@pytest.mark.parametrize(
    ("text", "message", "advice"),
    [
        (
            "status == 'Solved'",
            "status is never 'Solved'",
            "did you mean 'solved'? words of status: new, open, pending, hold, solved, closed, deleted",
        ),
        (
            "status in ['open', 'resolved']",
            "status is never 'resolved'",
            "did you mean 'solved'? words of status: new, open, pending, hold, solved, closed, deleted",
        ),
        ("answered == 'true'", "answered is never 'true'", "words of answered: yes, no"),
        ("answered == 1", "answered is never '1'", "words of answered: yes, no"),
        ("live == 'Yes'", "live is never 'Yes'", "did you mean 'yes'? words of live: yes, no"),
        (
            "first_reply_sla_status == 'hit'",
            "first_reply_sla_status is never 'hit'",
            "words of first_reply_sla_status: breached, running, met",
        ),
        ("status > 'open'", "the words of status have no order", "use == or in […]"),
        (
            "created_at == '2025-01-31'",
            "created_at is a moment, and two moments are hardly ever the same",
            f"use <, <=, > or >=, {EXAMPLE}",
        ),
        (
            "created_at in ['2025-01-31']",
            "created_at is a moment, and two moments are hardly ever the same",
            f"use <, <=, > or >=, {EXAMPLE}",
        ),
        ("created_at > 'today'", "'today' is no day", EXAMPLE),
        ("created_at > 2025", "'2025' is no day", EXAMPLE),
        ("wait_time > 'long'", "wait_time is compared with a number, not with 'long'", "write seconds, or {within}"),
        ("reopens == 'none'", "reopens is compared with a number, not with 'none'", "write a number without quotes"),
        ("mrr in [1, 'free']", "mrr is compared with a number, not with 'free'", "write a number without quotes"),
    ],
)
def test_what_would_never_hold_is_told(text, message, advice):
    """A field is never what it is compared with: the words, the form, or the order are wrong."""
    assert told(text) == [(message, advice)]


def test_all_that_is_wrong_with_a_condition_is_told():
    """Comparison by comparison, each once."""
    assert [message for message, _ in told("status == 'Open' or wait_time > 'x' or status == 'Open'")] == [
        "status is never 'Open'",
        "wait_time is compared with a number, not with 'x'",
    ]
