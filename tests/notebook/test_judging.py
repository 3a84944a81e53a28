import json
from pathlib import Path

import pandas as pd
import pytest

from cxcli.notebook import CxError, CxWarning, agents

NOW = "2026-01-15"
AGENTS = str(Path(__file__).resolve().parents[2] / "sample_data/agents.csv")
ROWS = [("ann", 5)] * 40 + [("bob", 5)] * 18 + [("bob", 1)] * 22 + [("cy", 5)] * 3
FRAME = pd.DataFrame(ROWS, columns=["agent", "csat"])


@pytest.mark.parametrize(
    ("options", "words"),
    [
        ({}, ()),
        (
            {"adjust": ["channel", "priority"], "sort": "evidence", "bad_only": True, "min_n": 30, "fdr": 0.1},
            ("--adjust", "channel,priority", "--sort", "evidence", "--bad-only", "--min-n", "30", "--fdr", "0.1"),
        ),
    ],
    ids=["plain", "options"],
)
def test_the_numbers_are_those_of_the_command_line(options, words, typed, typed_json):
    """The same question has the same answer, in JSON and on the screen."""
    said = typed("agents", "csat", AGENTS, *words)
    found = agents("csat", AGENTS, now=NOW, **options)
    assert json.loads(found.to_json()) == typed_json("agents", "csat", AGENTS, *words)
    assert f"{found}\n" == said


def test_a_frame_has_the_groups_of_its_file():
    """A frame that pandas read from the file has the same groups."""
    options = {"group": "agent", "now": NOW, "config": False}
    of_frame, of_file = (agents("csat", data, **options).frame for data in (pd.read_csv(AGENTS), AGENTS))
    pd.testing.assert_frame_equal(of_frame, of_file)


def test_groups_are_rows():
    """All are a row, and each group; one with fewer answers than are judged has a reason and no value."""
    frame = agents("csat", FRAME, config=False).frame
    assert frame["part"].tolist() == ["overall", "group", "group", "group"]
    assert frame["group"].tolist()[1:] == ["ann", "bob", "cy"]
    assert frame["n"].tolist() == [83, 40, 40, 3]
    assert frame["value"].tolist()[1:3] == [100.0, 45.0]
    assert frame["verdict"].tolist()[1:3] == ["better", "worse"]
    assert (frame["reason"][3], pd.isna(frame["value"][3])) == ("fewer than 10 answers", True)
    assert str(frame["q"].dtype) == "float64"
    assert agents("csat", FRAME, config=False, bad_only=True).frame["group"].tolist()[1:] == ["bob"]


def test_what_the_command_refuses_is_refused():
    """Groups adjusted for themselves, a rate that is none, and words that are none are refused."""
    with pytest.raises(CxError, match="so they cannot be adjusted for it"):
        agents("csat", FRAME, group="agent", adjust="agent", config=False)
    with pytest.raises(CxError, match=r"is not between 0 and 0\.5"):
        agents("csat", FRAME, fdr=0.7, config=False)
    with pytest.raises(CxError, match="give one of name, n, evidence"):
        agents("csat", FRAME, sort="value", config=False)


def test_too_many_bad_rows_are_a_warning():
    """What ends the command with an exit code of its own is a notice, and points to the call."""
    frame = pd.concat([FRAME, pd.DataFrame({"agent": ["ann"], "csat": [9]})])
    with pytest.warns(CxWarning, match="1 of 84 rows are bad") as caught:
        found = agents("csat", frame, max_rejects=0, config=False)
    assert "bad-rows" in [notice.code for notice in found.notices]
    assert {warning.filename for warning in caught} == {__file__}
