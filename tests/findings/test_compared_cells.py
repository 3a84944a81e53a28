from datetime import UTC, datetime

import pandas as pd
import pytest

from cxcli.errors import DataError, UsageError
from cxcli.findings.side_by_side import side_by_side
from cxcli.settings import Asked
from cxcli.settings.sides import AskedSides, compared
from cxcli.sources.frame import FrameSource
from cxcli.sources.paths import open_inputs

ROWS = pd.DataFrame(
    {
        "nps": [10, 9, 7, 0, 10, 3],
        "region": ["EMEA", "EMEA", "EMEA", "AMER", "AMER", None],
        "id": ["p", "q", "r", "p", "s", "t"],
        "at": ["2025-01-05", "2025-01-06", "2025-02-05", "2025-02-06", "2025-02-07", "2025-02-08"],
    }
)


def found(frames, asked=None, **said):
    settings, sides = compared(
        Asked(metrics=["nps"], **(asked or {})), AskedSides(**said), None, datetime(2025, 10, 1, tzinfo=UTC)
    )
    sources = [FrameSource(frame, name) for name, frame in frames.items()]
    return side_by_side(settings, sides, sources, named=len(frames))


def test_the_sides_are_cells_of_one_run():
    """EMEA has 2 promoters of 3, AMER 1 promoter and 1 detractor of 2; the row without a region is elsewhere."""
    (comparison,) = found({"a": ROWS}, between=["region=EMEA,AMER"]).found
    assert [side.score.value for side in (comparison.before, comparison.after)] == [pytest.approx(200 / 3), 0.0]
    assert (comparison.elsewhere.read, comparison.elsewhere.scored) == (1, 1)


def test_a_side_without_rows_has_no_data():
    """A period in which no row is has a score without a value, which says so."""
    (comparison,) = found({"a": ROWS}, between=["period=2024-01,2025-01"]).found
    assert (comparison.before.score.status, comparison.before.score.n) == ("no_data", 0)
    assert comparison.before.label == "2024-01"
    assert comparison.after.score.value == 100.0
    assert comparison.difference.value is None


@pytest.mark.parametrize(
    ("between", "message", "advice"),
    [
        (["region=EMEA,amer"], "no row has region 'amer'", "did you mean 'AMER'? groups of region: "),
        (["region=EMEA", "region=" + "x" * 50], f"no row has region '{'x' * 39}…'", "groups of region: "),
        (["region=x,y,z"], "no row has region 'x'", "give --between once for each group"),
    ],
)
def test_a_group_that_there_is_not(between, message, advice):
    """A group without rows is refused, with those that there are; a long name is cut."""
    with pytest.raises(UsageError) as caught:
        found({"a": ROWS}, between=between)
    (problem,) = caught.value.problems
    assert (problem.code, problem.message) == ("no-such-group", message)
    assert advice in problem.help


def test_many_groups_are_not_all_listed():
    """Of more than twelve groups the first are listed."""
    frame = pd.DataFrame({"nps": [10] * 20, "region": [f"r{place:02}" for place in range(20)]})
    with pytest.raises(UsageError) as caught:
        found({"a": frame}, between=["region=r01,no"])
    assert "'r11', …" in caught.value.problems[0].help
    assert "'r12'" not in caught.value.problems[0].help


def test_respondents_on_both_sides_are_mentioned():
    """With one vote each, a notice counts those on both sides, whom the limits take for independent."""
    frames = {"a": ROWS[:3], "b": ROWS[3:]}
    made = found(frames, {"one_vote_per": "id"})
    assert [notice.code for notice in made.run.notices] == ["same-respondents"]
    assert made.run.notices[0].message.startswith("nps: 1 ")
    apart = found({"a": ROWS[:3], "b": ROWS[4:]}, {"one_vote_per": "id"})
    assert apart.run.notices == []


def test_sources_whose_names_look_the_same():
    """Two sources whose names differ in nothing but spaces cannot be told apart."""
    with pytest.raises(UsageError, match="the names of the two files differ in nothing but spaces"):
        found({"a b": ROWS, "a  b": ROWS})


def test_copies_of_a_file_are_mentioned(tmp_path, monkeypatch):
    """Two files with the same bytes are compared, and a notice says that they are the same."""
    monkeypatch.chdir(tmp_path)
    for name in ("a.csv", "b.csv"):
        ROWS[["nps", "region"]].to_csv(name, index=False)
    settings, sides = compared(Asked(metrics=["nps"]), AskedSides(), None, datetime(2025, 10, 1, tzinfo=UTC))
    with open_inputs(["a.csv", "b.csv"]) as inputs:
        made = side_by_side(settings, sides, inputs, named=2)
    assert [notice.code for notice in made.run.notices] == ["same-file"]


def test_a_fault_that_is_not_about_dates_is_passed_on():
    """Pairs without dates are tried only where dates are what is missing."""
    bare = ROWS[["region", "id"]]
    with pytest.raises(DataError):
        found({"a": bare, "b": bare}, paired="id")
    with pytest.raises(DataError):
        found({"a": ROWS.drop(columns="at")}, {"one_vote_per": "id"}, between=["region=EMEA,AMER"], paired="id")
