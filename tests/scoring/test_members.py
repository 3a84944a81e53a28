import numpy as np

from cxcli.scoring.members import members
from cxcli.scoring.retention_span import DAY, Span
from tests.scoring.customer_files import rows_and_cut
from tests.scoring.event_logs import list_of, log


def known(*texts):
    rows, _ = rows_and_cut(*texts, metrics="community_engagement:events", now="2025-07-01")
    found = members(rows)
    return found, rows.texts["user"][1], rows


def moment(text):
    return int(np.datetime64(text, "us").astype(np.int64))


def within(found, names, first, after):
    return [
        name for name, is_one in zip(names, found.within(Span(moment(first), moment(after))), strict=True) if is_one
    ]


def test_members_of_a_list():
    """Who is listed twice is a member from the first beginning to the last end; who has events only is none."""
    text = list_of(
        *(("ann", "2025-01-05"), ("bob", "2025-02-01", "2025-03-01"), ("cid", "2025-01-01", "2025-02-01")),
        ("cid", "2025-04-01"),
    )
    found, names, _ = known(text, log(("eve", "2025-01-01")))
    assert found.listed
    assert within(found, names, "2025-01-01", "2025-02-01") == ["ann", "cid"]
    assert within(found, names, "2025-02-01", "2025-03-01") == ["ann", "bob", "cid"]
    assert within(found, names, "2025-03-01", "2025-04-01") == ["ann", "cid"]


def test_members_who_were_seen():
    """Without a list, a user is a member from the first event on and stays one."""
    found, names, _ = known(log(("ann", "2025-02-03"), ("ann", "2025-01-05"), ("bob", "2025-02-01")))
    assert not found.listed
    assert within(found, names, "2025-01-01", "2025-02-01") == ["ann"]
    assert within(found, names, "2025-06-01", "2025-06-02") == ["ann", "bob"]


def test_events_on_days_before_joining():
    """An event on the day of joining is in order, whatever the time; one of the day before is early."""
    found, names, rows = known(
        list_of(("ann", "2025-01-05T18:00")), log(("ann", "2025-01-05T07:00"), ("eve", "2020-01-01"))
    )
    users = np.array([names.index("ann"), names.index("ann"), names.index("eve")])
    days = np.array([moment("2025-01-05"), moment("2025-01-05") - 1, moment("2020-01-01")])
    assert found.early(users, days).tolist() == [False, True, False]
    assert moment("1970-01-02") == DAY
    assert len(rows) == 3
