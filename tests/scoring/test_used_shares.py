import json
from pathlib import Path

import pytest

from tests.scoring.customer_files import by_label, skipped
from tests.scoring.event_logs import activity, list_of, log

PUBLISHED = json.loads((Path(__file__).parents[1] / "vectors/activity.json").read_text(encoding="utf-8"))
ADOPTED, ENGAGED, USED = "adoption_rate:events", "community_engagement:events", "feature_utilisation:events"
SEEN = "all who were seen until then were first seen in it: members of before are not known"


@pytest.mark.parametrize("each", PUBLISHED["adoption"], ids=lambda each: f"{each['value_pct']} %")
def test_published_adoption(each):
    """So many users of so many active ones give the published share, from events and from a list of members."""
    active, users = each["active"] // 100, each["users"] // 100
    events = log(*((f"u{n}", "2025-06-10", "export" if n < users else "") for n in range(active)))
    assert activity(events, metrics=USED).overall[0].value == pytest.approx(each["value_pct"])
    some = log(*((f"u{n}", "2025-06-10") for n in range(users)))
    everybody = list_of(*((f"u{n}", "2025-05-01") for n in range(active)))
    made = activity(everybody, some, metrics=ADOPTED, during="2025-06").overall[0]
    assert (made.value, made.n) == (pytest.approx(each["value_pct"]), active)


def features(*rows, **asked):
    return activity(log(*rows), metrics=USED, **asked)


USE = [
    *(("ann", "2025-05-05", "x"), ("ann", "2025-05-06", "x"), ("ann", "2025-05-07", "y"), ("bob", "2025-05-08", "y")),
    *(("cid", "2025-05-09"), ("cid", "2025-06-09", "x"), ("dot", "2025-06-10", "y")),
]


def test_each_feature_of_all_active_users():
    """The users of a feature are compared with all active users of the same span, not with its own users."""
    made = features(*USE, by=["feature"], period="month")
    assert {score.group.get("feature"): (score.value, score.n) for score in made.scores if not score.period} == {
        None: (100, 4),
        "x": (50, 4),
        "y": (75, 4),
        "(blank)": (0, 4),
    }
    x, y = by_label(made, feature="x"), by_label(made, feature="y")
    assert (x["2025-05"].value, x["2025-05"].n) == (pytest.approx(100 / 3), 3)
    assert (y["2025-05"].value, y["2025-06"].value) == (pytest.approx(200 / 3), 50)
    assert by_label(made)["2025-05"].value == pytest.approx(200 / 3)


def test_a_log_in_which_every_event_names_a_feature():
    """That all active users use some feature is nothing found out, so there is no number over all features."""
    made = features(*USE[:4], by=["feature"])
    assert made.overall[0].reason.startswith("every event is one of those that count")
    assert (made.overall[0].n, made.scores[1].value) == (2, 50)


def test_use_on_days_that_count():
    """Users and active users are those of the days that count."""
    score = next(
        each for each in features(*USE, by=["feature"], since="2025-06-01").scores if each.group == {"feature": "x"}
    )
    assert (score.value, score.n) == (50, 2)
    assert skipped(score) == {"out_of_period": 2}


def test_limits_are_those_of_a_share_of_users():
    """Three of four users, by Wilson: 30.1 to 95.4."""
    score = features(*USE, by=["feature"]).scores[2]
    assert (score.low, score.high) == (pytest.approx(30.0642, abs=1e-4), pytest.approx(95.4413, abs=1e-4))


MEMBERS = [("ann", "2025-01-01"), ("bob", "2025-05-20"), ("cid", "2025-02-01", "2025-05-15"), ("dot", "2025-06-01")]
POSTS = [
    ("ann", "2025-05-05"),
    ("ann", "2025-05-06"),
    ("cid", "2025-05-09"),
    ("bob", "2025-06-09"),
    ("eve", "2025-06-01"),
]


def engaged(*texts, metrics=ENGAGED, **asked):
    return activity(*texts, metrics=metrics, **asked)


def test_members_of_a_list():
    """In May there are three members, two of them active; cid has left before June, eve is on no list."""
    made = engaged(list_of(*MEMBERS), log(*POSTS), period="month")
    months = by_label(made)
    assert (months["2025-05"].value, months["2025-05"].n) == (pytest.approx(200 / 3), 3)
    assert (months["2025-06"].value, months["2025-06"].n) == (pytest.approx(100 / 3), 3)
    assert (made.overall[0].value, made.overall[0].n) == (75, 4)
    assert skipped(made.overall[0]) == {"not_applicable": 1}
    assert [notice.code for notice in made.notices] == ["not-listed"]
    assert "1 user with events is on no list of members" in made.notices[0].message


def test_days_that_are_known():
    """The log goes from May 5th to June 9th: 27 days of May, 9 of June, 36 in all; without any event, none."""
    made = engaged(list_of(*MEMBERS), log(*POSTS), period="month")
    assert {label: each.parts["days known"] for label, each in by_label(made).items()} == {"2025-05": 27, "2025-06": 9}
    assert made.overall[0].parts["days known"] == 36
    use = features(*USE, by=["feature"], period="month")
    assert by_label(use, feature="x")["2025-05"].parts["days known"] == 27
    assert use.overall[0].parts == {"used": 100, "did not": 0, "days known": 37}
    quiet = engaged(list_of(*MEMBERS), log(("", "2025-06-01"))).overall[0]
    assert quiet.parts["days known"] == 0


def test_the_order_of_the_files_does_not_matter():
    """The list may stand before the events or behind them."""
    one, other = (
        engaged(*texts, period="month").scores
        for texts in ((list_of(*MEMBERS), log(*POSTS)), (log(*POSTS), list_of(*MEMBERS)))
    )
    assert [(each.value, each.n, each.account) for each in one] == [
        (each.value, each.n, each.account) for each in other
    ]


def test_events_before_joining_contradict_the_list():
    """They are told as contradictory and make nobody active; so is an end before the beginning."""
    made = engaged(
        list_of(("ann", "2025-06-10"), ("bob", "2025-06-10", "2025-06-01")),
        log(("ann", "2025-06-01"), ("ann", "2025-06-10")),
    )
    assert (made.overall[0].value, made.overall[0].n) == (100, 1)
    assert skipped(made.overall[0]) == {"contradictory": 2}


def test_rows_of_a_list_that_say_nothing():
    """A member without a name, or without a day of joining, is none; nor is one whose end cannot be read."""
    rows = [
        ("", "2025-06-01"),
        ("ann", ""),
        ("bob", "2025-06-01"),
        ("cid", "2025-06-01", "2025-06-30"),
        ("dot", "2025-06-01", "never"),
    ]
    made = engaged(list_of(*rows), log(("bob", "2025-06-02")))
    assert (made.overall[0].value, made.overall[0].n) == (50, 2)
    assert skipped(made.overall[0]) == {"unreadable": 1, "undated": 1, "blank": 1}


def test_members_who_were_seen():
    """Without a list, members are those seen so far; the first month has none of before, and a warning says so."""
    rows = [
        ("ann", "2025-04-05"),
        ("bob", "2025-04-06"),
        ("ann", "2025-05-05"),
        ("cid", "2025-05-06"),
        ("ann", "2025-06-01"),
    ]
    made = engaged(log(*rows), period="month")
    months = by_label(made)
    assert (months["2025-04"].value, months["2025-04"].reason) == (None, SEEN)
    assert (months["2025-05"].value, months["2025-05"].n) == (pytest.approx(200 / 3), 3)
    assert (months["2025-06"].value, skipped(months["2025-06"])) == (pytest.approx(100 / 3), {})
    assert skipped(months["2025-05"]) == {"out_of_period": 1}
    assert made.overall[0].reason == f"{ENGAGED} is of a period: see each, or add --during=2025-06"
    assert [notice.code for notice in made.notices] == ["members-seen"]
    june = engaged(log(*rows), during="2025-06").overall[0]
    assert (june.value, june.n) == (pytest.approx(100 / 3), 3)
    first = engaged(log(*rows), during="2025-04").overall[0]
    assert first.value is None


def test_groups_of_a_list():
    """A group has the members that the list puts there, and what these did in the group."""
    members = "member_id,joined_at,plan\nann,2025-01-01,pro\nbob,2025-01-01,free\ncid,2025-01-01,free\n"
    events = "user_id,used_at,plan\nann,2025-06-01,pro\nbob,2025-06-01,free\nann,2025-06-01,free\n"
    made = engaged(members, events, by=["plan"])
    found = {score.group.get("plan"): (score.value, score.n) for score in made.scores}
    assert found == {None: (pytest.approx(200 / 3), 3), "pro": (100, 1), "free": (50, 2)}


def test_a_group_without_anybody_in_a_period_has_no_cell():
    """Who joins in June is no member of May."""
    members = "member_id,joined_at,plan\nann,2025-01-01,pro\nbob,2025-06-01,free\n"
    events = "user_id,used_at,plan\nann,2025-05-01,pro\nbob,2025-06-03,free\n"
    made = engaged(members, events, by=["plan"], period="month")
    assert list(by_label(made, plan="free")) == ["2025-06"]
    assert {label: each.value for label, each in by_label(made, plan="pro").items()} == {"2025-05": 100, "2025-06": 0}


def test_nobody_at_all():
    """A list without events is a community in which nobody was active; a log without users says nothing."""
    quiet = engaged(list_of(*MEMBERS), log(("", "2025-06-01")))
    assert (quiet.overall[0].value, quiet.overall[0].n) == (0, 4)
    assert engaged(log(("", "2025-06-01"))).overall[0].status == "no_data"
