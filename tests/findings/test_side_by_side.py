from datetime import UTC, datetime

import pandas as pd
import pytest
from msgspec.structs import replace

from cxcli.errors import UsageError
from cxcli.findings.side_by_side import side_by_side
from cxcli.settings import Asked
from cxcli.settings.sides import AskedSides, compared
from cxcli.sources.frame import FrameSource

BEFORE = pd.DataFrame({"nps": [10, 0, 7, 7], "plan": ["pro", "pro", "free", "free"]})
AFTER = pd.DataFrame({"nps": [10, 9, 9, 0], "plan": ["pro", "pro", "free", "free"]})


def found(frames, metrics="nps", **said):
    asked = Asked(metrics=[metrics])
    settings, sides = compared(asked, AskedSides(**said), None, datetime(2025, 10, 1, tzinfo=UTC))
    sources = [FrameSource(frame, name) for name, frame in frames.items()]
    return side_by_side(settings, sides, sources, named=len(frames))


def test_two_sources_are_before_and_after():
    """The first source is before: 1 of 4 less 1 of 4 is 0, 3 of 4 less 1 of 4 is 50."""
    made = found({"one": BEFORE, "two": AFTER})
    (comparison,) = made.found
    assert (comparison.before.label, comparison.before.score.value) == ("one", 0.0)
    assert (comparison.after.label, comparison.after.score.value) == ("two", 50.0)
    assert made.run.notices == []


def test_frames_without_a_checksum_are_not_taken_for_copies():
    """Nothing is said about what two sources hold, unless both have been read to the last byte."""
    assert found({"one": BEFORE, "two": BEFORE}).run.notices == []


@pytest.mark.parametrize(
    ("names", "named", "message"),
    [
        (["a", "b", "c"], 3, "two files are compared, and 3 are given"),
        (["a"], 2, "both sides are the same file"),
        (["a"], 1, "one file has no other to be compared with"),
    ],
)
def test_without_two_sources_there_are_no_sides(names, named, message):
    """Fewer or more than two are refused, with what to do instead."""
    settings, sides = compared(Asked(metrics=["nps"]), AskedSides(), None, datetime(2025, 10, 1, tzinfo=UTC))
    with pytest.raises(UsageError, match=message):
        side_by_side(settings, sides, [FrameSource(BEFORE, name) for name in names], named=named)


def test_a_column_that_is_called_file():
    """Rows cannot be told apart by their source where a column is called as what stands for it."""
    frames = {name: frame.rename(columns={"plan": "file"}) for name, frame in (("a", BEFORE), ("b", AFTER))}
    with pytest.raises(UsageError, match="a column is called 'file'"):
        found(frames)


def test_a_column_that_is_called_period():
    """Where periods are compared, a column of that name is mentioned."""
    frame = BEFORE.assign(period="x", at=["2025-01-05", "2025-01-06", "2025-02-05", "2025-02-06"])
    made = found({"a": frame}, between=["period=2025-01,2025-02"])
    assert [notice.code for notice in made.run.notices] == ["period-column"]
    (comparison,) = made.found
    assert (comparison.before.score.value, comparison.after.score.value) == (0.0, 0.0)
    plain = found({"a": frame.drop(columns="period")}, between=["period=2025-01,2025-02"])
    assert plain.run.notices == []


def test_pairs_of_rows_without_dates():
    """Without dates, respondents are paired as long as nobody is on a side twice; any other fault is passed on."""
    frames = {"a": BEFORE.assign(id=["p", "q", "r", "s"]), "b": AFTER.assign(id=["s", "r", "q", "t"])}
    (comparison,) = found(frames, paired="id").found
    # q gave 0 and 9, r 7 and 9, s 7 and 10.
    assert comparison.same.votes.pairs == {(0, 9): 1, (7, 9): 1, (7, 10): 1}
    with pytest.raises(UsageError, match="no column 'mail'"):
        found(frames, paired="mail")
    twice = {**frames, "b": replace_id(frames["b"])}
    with pytest.raises(UsageError, match="not the only one of their respondent"):
        found(twice, paired="id")


def replace_id(frame):
    return frame.assign(id=["s", "s", "q", "t"])


def test_many_groups():
    """A column alone compares each of its groups with the others."""
    (groups,) = found({"a": AFTER}, between=["plan"]).found
    assert [(each.key, each.score.value, each.others.value) for each in groups.groups] == [
        ("free", 0.0, 100.0),
        ("pro", 100.0, 0.0),
    ]
    assert replace(groups, groups=()).hidden == 0


CALLS = pd.DataFrame(
    {"answered": ["yes", "no", "yes", "yes"], "talk time (s)": ["60", "", "30", "90"], "team": list("aabb")}
)


def test_rates_are_compared():
    """As box scores are: 50 % of the one team, none of the other."""
    (comparison,) = found({"one": CALLS}, "abandon_rate", between=["team=a,b"]).found
    assert (comparison.before.score.value, comparison.after.score.value) == (50.0, 0.0)


@pytest.mark.parametrize("metrics", ["talk_time", "abandon_rate,talk_time", "churn_rate"])
def test_metrics_of_other_kinds_are_not_compared(metrics):
    """They are refused before any file is read, with the command that shows their groups."""
    with pytest.raises(UsageError, match="a comparison is made of box scores and rates"):
        found({"one": CALLS}, metrics, between=["team=a,b"])
