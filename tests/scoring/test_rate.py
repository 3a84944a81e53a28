import pytest

from cxcli.rows import Disposition
from cxcli.scoring.catalogue import shipped
from cxcli.scoring.ready import ready
from tests.laws.typed_rows import fates_of, scored_rows

CALLS = [
    {"answered": "yes", "wait_time": "10"},
    {"answered": "yes", "wait_time": "30"},
    {"answered": "no", "wait_time": "90"},
    {"answered": "no", "wait_time": "5"},
    {"answered": "no", "wait_time": ""},
    {"answered": "yes", "wait_time": "?"},
    {"answered": "yes", "wait_time": "-1"},
]


def test_a_rate_says_what_it_is():
    """In a line, in its parameters, and by its two sides, the one that counts first."""
    rate = ready(shipped()["service_level"])
    among = "inbound == 'yes' and (answered == 'yes' or (answered == 'no' and wait_time > 20 s))"
    assert rate.definition == f"% answered == 'yes' and wait_time <= 20 s among {among}"
    assert dict(rate.parameters) == {
        "among": among,
        "counts": "answered == 'yes' and wait_time <= 20 s",
        "within": "20 s",
    }
    assert rate.sides == ("in_time", "not_in_time")
    assert rate.date_field == "service_level.at"
    assert ready(shipped()["abandon_rate"]).definition == "% answered == 'no' among inbound == 'yes'"


def test_each_row_has_one_fate():
    """Not what it is about, not known, or scored; a row is scored where all that it takes is known."""
    assert fates_of("service_level", CALLS) == [
        *("scored", "scored", "scored", "not_applicable", "blank", "unreadable", "contradictory")
    ]
    assert scored_rows("service_level", CALLS)[0].value == pytest.approx(100 / 3)


def test_rows_that_cannot_be_told_yet_wait():
    """They are too recent; where it is not known whether they wait they are blank and not taken for failures."""
    rows = [
        {"status": "open", "created_at": "2025-06-15T11:00", "solved_at": ""},
        {"status": "open", "created_at": "", "solved_at": ""},
        {"status": "solved", "created_at": "2025-06-15T11:00", "solved_at": "2025-06-15T11:30"},
    ]
    assert fates_of("sla:within", rows) == ["too_recent", "blank", "scored"]


def test_dates_out_of_order_contradict_themselves():
    """What was solved, or closed, before it was created has met no target; a day without a clock goes on to its end."""

    def ticket(created, solved, closed=""):
        due = "2025-06-20T10:00"
        return {"status": "solved", "due_at": due, "created_at": created, "solved_at": solved, "closed_at": closed}

    rows = [
        ticket("2025-06-10T10:00", "2025-06-10T09:59:59"),
        ticket("2025-06-10T10:00", "2025-06-10T10:00", closed="2025-06-09"),
        ticket("2025-06-10T10:00", "2025-06-10T10:00"),
        ticket("2025-06-10T10:00", "2025-06-10"),
        ticket("", "2025-06-10"),
        ticket("?", "2025-06-10"),
    ]
    assert fates_of("sla", rows) == ["contradictory"] * 2 + ["scored"] * 4
    without = [{name: text for name, text in row.items() if name not in ("created_at", "closed_at")} for row in rows]
    assert fates_of("sla", without) == ["scored"] * 6
    assert fates_of("sla", [{**rows[0], "status": "deleted"}]) == ["not_applicable"]


@pytest.mark.parametrize(
    ("metric", "known", "end"),
    [
        ("sla:first-reply", {"status": "open", "first_reply_due_at": "2025-06-20"}, "first_reply_at"),
        ("sla:first-reply-within", {"status": "open", "first_reply_time": "60"}, "first_reply_at"),
        ("sla:within", {"status": "solved", "resolution_time": "60"}, "solved_at"),
        ("closed_loop_rate", {"owes_follow_up": "yes"}, "followed_up_at"),
    ],
)
def test_nothing_comes_before_the_creation(metric, known, end):
    """Of every metric of rows with a beginning and an end, the end is not before the beginning."""
    rows = [{**known, "created_at": "2025-06-10T10:00", end: text} for text in ("2025-06-10T09:00", "2025-06-10T11:00")]
    assert fates_of(metric, rows) == ["contradictory", "scored"]


def test_the_side_of_a_blank_row_may_be_known():
    """Who hung up was not answered in time, even if nobody knows how long they waited."""
    score = scored_rows("service_level", CALLS)[0]
    assert score.offenders == {
        (Disposition.BLANK, "not_in_time"): 1,
        (Disposition.UNREADABLE, "wait_time"): 1,
    }


def test_what_counts_against_a_rate():
    """More rows that cannot be read than can refuse it; blank rows that move it are told."""
    rate = ready(shipped()["service_level"])
    score = scored_rows("service_level", CALLS)[0]
    found = rate.doubts(score.statistic, score.offenders)
    assert found.refusals == ()
    (notice,) = found.notices
    assert notice.message == (
        "service_level: of 1 row it is blank whether they belong to it (1 not_in_time); with them: 25.0 %"
    )
    unread = scored_rows("service_level", CALLS[-2:] * 2)[0]
    (refused,) = rate.doubts(unread.statistic, unread.offenders).refusals
    assert refused.message == "service_level: wait_time cannot be read in 2 rows"
