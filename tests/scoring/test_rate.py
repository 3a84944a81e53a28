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
    assert rate.definition == ("% answered == 'yes' and wait_time <= 20 s among answered == 'yes' or wait_time > 20 s")
    assert dict(rate.parameters) == {
        "among": "answered == 'yes' or wait_time > 20 s",
        "counts": "answered == 'yes' and wait_time <= 20 s",
        "within": "20 s",
    }
    assert rate.sides == ("in_time", "not_in_time")
    assert rate.date_field == "service_level.at"
    assert ready(shipped()["abandon_rate"]).definition == "% answered == 'no' of all rows"


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
