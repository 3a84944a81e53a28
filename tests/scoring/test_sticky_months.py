import json
from pathlib import Path

import pytest

from tests.scoring.customer_files import by_label, skipped
from tests.scoring.event_logs import activity, daily, log

PUBLISHED = json.loads((Path(__file__).parents[1] / "vectors/activity.json").read_text(encoding="utf-8"))


def sticky(*rows, metrics="stickiness", header=None, **asked):
    text = log(*rows, header=header) if header else log(*rows)
    return activity(text, metrics=metrics, **asked)


@pytest.mark.parametrize("each", PUBLISHED["stickiness"], ids=lambda each: f"{each['value_pct']} %")
def test_published_stickiness(each):
    """Daily and monthly users in the published proportion, in a June of 30 days, give the published share."""
    monthly = each["mau"] // 5_000
    mean = each["dau"] / 5_000
    days = [monthly] + [0] * 29
    left = round(30 * mean) - monthly
    for n in range(1, 30):
        days[n] = left // 29 + (n <= left % 29)
    made = sticky(*daily(days)).overall[0]
    assert made.value == pytest.approx(each["value_pct"])
    assert (made.n, made.parts["daily users"], made.parts["monthly users"]) == (monthly, mean, monthly)
    if "days_per_30" in each:
        assert made.value / 100 * 30 == pytest.approx(each["days_per_30"])


def test_only_complete_months_count():
    """The log begins in the middle of January and ends in that of March: February counts, the rest does not apply."""
    rows = [("a", "2025-01-15"), ("b", "2025-02-01"), ("a", "2025-02-28"), ("b", "2025-02-28"), ("a", "2025-03-20")]
    made = sticky(*rows, period="month")
    score = made.overall[0]
    assert (score.value, score.n) == (pytest.approx(100 * (3 / 28) / 2), 2)
    assert skipped(score) == {"not_applicable": 2}
    months = by_label(made)
    assert months["2025-02"].value == score.value
    assert (months["2025-01"].value, months["2025-01"].n) == (None, 1)
    assert months["2025-03"].reason == "no month is complete: the days that count go from 2025-01-15 to 2025-03-20"


def test_a_month_that_goes_on_does_not_count():
    """June is not over on the 30th at noon; nor is a month complete that the days that count cut."""
    rows = daily([1] * 30)
    assert sticky(*rows, now="2025-06-30T12:00").overall[0].value is None
    assert sticky(*rows, now="2025-07-01T00:00").overall[0].value == 100
    assert sticky(*rows, now="2025-06-29T12:00").overall[0].value is None
    cut = sticky(*rows, since="2025-06-02").overall[0]
    assert (cut.value, skipped(cut)) == (None, {"out_of_period": 1})
    assert cut.reason == "no month is complete: the days that count go from 2025-06-02 to 2025-06-30"


def test_months_in_part():
    """A variant takes the days that the log covers: two users on 1 and 3 of 3 days make 4 of 6."""
    rows = [("a", "2025-06-04"), ("a", "2025-06-05"), ("a", "2025-06-06"), ("b", "2025-06-05")]
    made = sticky(*rows, metrics="stickiness:in-part").overall[0]
    assert made.value == pytest.approx(100 * 4 / 6)
    assert made.definition == "mean users of a day / users of the month, over the days that the log covers"


def test_several_months_are_pooled():
    """All days count alike: 31 + 1 user days of June's one user and July's one, in 30 and 31 days."""
    rows = [*(("a", f"2025-06-{day:02}") for day in range(1, 31)), ("b", "2025-07-01"), ("b", "2025-07-31")]
    made = sticky(*rows, period="quarter", now="2025-09-01")
    assert made.overall[0].value == pytest.approx(100 * 32 / 61)
    quarters = by_label(made)
    assert (quarters["2025-Q2"].value, quarters["2025-Q3"].value) == (100, pytest.approx(100 * 2 / 31))
    rolling = by_label(sticky(*rows, rolling=(2, "month"), now="2025-09-01"))
    assert rolling["2025-06 to 2025-07"].value == pytest.approx(100 * 32 / 61)


@pytest.mark.parametrize("period", ["day", "week"])
def test_weeks_and_days_have_no_stickiness(period):
    """It is of months: shorter periods say so."""
    (score, *_) = by_label(sticky(*daily([2, 1] * 15), period=period)).values()
    assert (score.value, score.reason) == (None, "it is of months: --period=month, quarter or year")


def test_days_without_events_are_days_without_users():
    """They count in the mean, are told beside the number, and a warning names the first of them."""
    made = sticky(*daily([2] + [0] * 4 + [2] * 25), period="month")
    score = by_label(made)["2025-06"]
    assert score.value == pytest.approx(100 * 26 / 30)
    assert score.parts["days without events"] == 4
    (notice,) = made.notices
    assert notice.code == "days-without-events"
    assert "no event on 2025-06-02, 2025-06-03, 2025-06-04 and 1 more; if the log lacks days" in notice.message


def test_groups_have_users_of_their_own():
    """Days are those of the whole log, users those of the group."""
    header = ("user_id", "used_at", "plan")
    rows = [*((user, day, "x") for user, day in daily([1] * 30)), ("z", "2025-06-10", "y"), ("z", "2025-06-11", "")]
    groups = {score.group.get("plan"): score for score in sticky(*rows, header=header, by=["plan"]).scores}
    assert groups["x"].value == 100
    assert groups["y"].value == groups["(blank)"].value == pytest.approx(100 / 30)
    assert (groups[None].value, groups[None].n) == (pytest.approx(100 * 32 / 60), 2)


def test_rows_dated_by_the_month_have_no_days():
    """All events of the first day of a month are those of a table by month, which says nothing of days."""
    score = sticky(("a", "2025-01-01"), ("a", "2025-02-01"), ("b", "2025-02-01"), ("b", "2025-03-01")).overall[0]
    assert score.value is None
    assert score.reason.startswith("all events are of the first day of a month")
    part = sticky(("a", "2025-01-01"), ("a", "2025-02-01"), metrics="stickiness:in-part").overall[0]
    assert part.value is None


def test_events_that_do_not_count():
    """Without a user or a date, or after now, an event is in no number, and the account says so."""
    rows = [*daily([1] * 30), ("", "2025-06-03"), ("b", ""), ("b", "soon"), ("c", "2025-08-01")]
    score = sticky(*rows).overall[0]
    assert (score.value, score.n) == (100, 1)
    assert skipped(score) == {"undated": 1, "unreadable": 1, "not_applicable": 1, "blank": 1}


def test_only_events_after_now():
    """Nothing has happened yet."""
    score = sticky(("a", "2025-08-01"), ("b", "2025-08-02")).overall[0]
    assert (score.value, score.status) == (None, "no_data")


def test_one_user_and_no_users():
    """One user has a value without limits; a log without rows has neither."""
    one = sticky(*daily([1] * 3 + [0] * 26 + [1])).overall[0]
    assert (one.value, one.low, one.n) == (pytest.approx(100 * 4 / 30), None, 1)
    nothing = sticky(header=("user_id", "used_at"))
    assert (nothing.overall[0].status, nothing.overall[0].n) == ("no_data", 0)
