from pathlib import Path

import pandas as pd
import pytest

from cxcli.errors import InputError, UsageError
from cxcli.notebook import CxWarning, check, metrics
from cxcli.scoring.catalogue import shipped

SAMPLES = Path(__file__).resolve().parents[2] / "sample_data"


@pytest.fixture(autouse=True)
def folder(tmp_path, monkeypatch):
    monkeypatch.chdir(tmp_path)


def test_what_can_be_scored_is_a_frame():
    """Each metric that a frame can be scored for has a row with its column, answers and value."""
    found = check(pd.DataFrame({"nps": [10, 9, 0, None], "csat": [5, 4, 1, 1]}))
    rows = found.frame[["source", "metric", "column", "answers", "value"]].to_numpy().tolist()
    assert rows[:2] == [["<frame>", "nps", "nps", 3, pytest.approx(100 / 3)], ["<frame>", "csat", "csat", 4, 50.0]]
    assert [str(found.frame[name].dtype) for name in ("metric", "answers", "value")] == ["str", "int64", "float64"]
    assert (found.unclear, found.problems, found.notices) == ((), (), ())
    assert "csat" in str(found)
    assert repr(found) == str(found)


def test_a_column_can_be_named():
    """The column with the answers is named as for a score, together with other fields."""
    found = check(pd.DataFrame({"Q7": [10, 9, 0], "day": ["2025-01-01"] * 3}), column="Q7", maps={"at": "day"})
    assert set(found.frame["column"]) == {"Q7"}
    with pytest.raises(UsageError, match="there is no option 'by' here"):
        check(pd.DataFrame({"nps": [10]}), by="plan")


def test_what_is_refused_is_said_beside_what_is_not():
    """Of several files each is looked at for itself: one that is refused has its problems listed."""
    found = check([SAMPLES / "western.csv", SAMPLES / "feedback.jsonl"])
    assert [problem.code for problem in found.problems] == ["encoding"]
    assert found.frame["metric"].tolist() == ["nps"]
    assert "cp1252" in str(found)


def test_what_is_not_there_is_an_error():
    """A file that does not exist, or a column that does not, is a slip in the call."""
    with pytest.raises(InputError):
        check("none.csv")
    with pytest.raises(UsageError, match="no column 'Q9'"):
        check(pd.DataFrame({"nps": [10, 9, 0]}), column="Q9")


def test_what_is_unclear_is_said():
    """A metric that needs a word of the user is listed with what to say."""
    found = check(pd.DataFrame({"nps": [10, 9, 0], "nps score": [1, 2, 3]}))
    assert "ambiguous-column" in {problem.code for problem in found.unclear}
    assert found.unclear[0].help in " ".join(str(found).split())


def test_nothing_to_score():
    """Where nothing looks like answers, that is said with a call to paste."""
    found = check(pd.DataFrame({"name": ["<b>Ada</b>", "Bo"]}))
    assert found.frame.empty
    words = " ".join(str(found).split())
    assert words == "no column looks like answers to a survey; name one: score('nps', data, column='NAME')"
    assert found._repr_html_().count("<") == 2


def test_notices_are_warnings():
    """What the reader must know of a source is a warning, too."""
    with pytest.warns(CxWarning, match="there are no records"):
        found = check(pd.DataFrame({"nps": []}))
    assert [notice.code for notice in found.notices] == ["no-records"]


def test_the_metrics_are_those_of_the_catalogue(tmp_path):
    """All shipped metrics are listed in order, and those of the config after them."""
    assert metrics(config=False)["metric"].tolist() == list(shipped())
    (tmp_path / "cx.yaml").write_text("metrics:\n  mine: {extends: nps, title: Mine}\n")
    listed = metrics().set_index("metric")
    assert listed.loc["mine", "title"] == "Mine"
    assert listed.loc["nps", ["definition", "unit"]].tolist() == ["% 9-10 minus % 0-6", "points"]
