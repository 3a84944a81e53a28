from cxcli.scoring.activity_doubts import activity_doubts
from cxcli.scoring.together import Gathered
from tests.scoring.event_logs import activity, list_of, log


def told(*texts, metrics="stickiness"):
    return [(notice.code, notice.message) for notice in activity(*texts, metrics=metrics).notices]


def test_days_without_events():
    """Every day between the first and the last event is looked at; a log without gaps has no doubt."""
    assert told(log(("a", "2025-01-01"), ("a", "2025-01-03"))) == [
        ("days-without-events", "stickiness: no event on 2025-01-02; if the log lacks days, the number is too low")
    ]
    assert told(log(("a", "2025-01-01"), ("a", "2025-01-02"))) == []


def test_users_on_no_list():
    """Users of events who stand on no list are told by their number, and never by name."""
    events = log(("ann", "2025-06-01"), ("bob", "2025-06-01"), ("bob", "2025-06-02"), ("cid", "2025-06-01"))
    ((code, message),) = told(list_of(("ann", "2025-01-01")), events, metrics="adoption_rate:events")
    assert (code, message) == (
        "not-listed",
        "adoption_rate:events: 2 users with events are on no list of members, and left out of both sides",
    )
    everybody = list_of(*((name, "2025-01-01") for name in ("ann", "bob", "cid")))
    assert told(everybody, events, metrics="adoption_rate:events") == []


def test_nothing_to_doubt():
    """Rows of which none counts say nothing, and features have no doubts of this kind."""
    assert activity_doubts("stickiness", "stickiness", Gathered()) == ()
    assert told(log(("a", "2025-01-01", "x"), ("a", "2025-01-03", "")), metrics="feature_utilisation:events") == []
