import csv
import io

import pytest

LOG = """\
user_id,event time,event,plan
ann,2025-05-01T10:00,home,pro
ann,2025-05-01T10:01,search,pro
bob,2025-05-01T10:00,home,free
bob,2025-05-01T10:01,search,free
cid,2025-05-01T10:00,home,free
dot,2025-05-01T10:00,home,=1+1
"""
RUN = ("funnel", "log.csv", "--steps", "home,search", "--now", "2025-07-01")


@pytest.fixture(autouse=True)
def files(folder):
    (folder / "log.csv").write_text(LOG)


def test_each_group_has_its_own_funnel(cx):
    """Of free users one of two searched, of pro users the only one; all rows are beside them."""
    data = cx(*RUN, "--by", "plan", "--format", "json").data
    found = {group["group"]["plan"]: group["overall"]["value"] for group in data["groups"]}
    assert (found, data["overall"]["value"]) == ({"=1+1": 0, "free": 50, "pro": 100}, 50)
    assert {group["status"] for group in data["groups"]} == {"ok"}


def test_groups_with_few_users_are_hidden(cx):
    """Nothing is told of them but their name, in any format."""
    ended = cx(*RUN, "--by", "plan", "--min-n", "2")
    assert "not shown: fewer than 2 users came to the first step" in " ".join(ended.out.split())
    rows = list(csv.DictReader(io.StringIO(cx(*RUN, "--by", "plan", "--min-n", "2", "--format", "csv").out)))
    assert [(row["plan"], row["step"], row["users"]) for row in rows] == [
        *(("", "home", "4"), ("", "search", "2"), ("free", "home", "2"), ("free", "search", "1")),
    ]
    groups = cx(*RUN, "--by", "plan", "--min-n", "2", "--format", "json").data["groups"]
    assert [(each["status"], each["steps"]) for each in groups if each["group"] != {"plan": "free"}] == [
        ("suppressed", []),
        ("suppressed", []),
    ]


def test_several_breakdowns(cx):
    """Each has a table, and hostile text is made harmless."""
    ended = cx(*RUN, "--by", "plan", "--by", "plan+event", "--format", "markdown")
    assert ended.out.count("| step |") == 3
    assert "'=1+1" in cx(*RUN, "--by", "plan", "--format", "csv").out


def test_a_group_that_nobody_began_with(cx, folder):
    """It is undefined, and not 0."""
    (folder / "log.csv").write_text("user_id,event,plan\nann,home,pro\nbob,search,free\n")
    groups = cx(*RUN, "--by", "plan", "--format", "json").data["groups"]
    assert [(each["status"], each["overall"]["value"]) for each in groups] == [("undefined", None), ("ok", 0)]


def test_a_column_that_is_not_there(cx):
    """It is told as for any breakdown."""
    ended = cx(*RUN, "--by", "tier")
    assert (ended.code, "there is no column 'tier'" in ended.err) == (2, True)
