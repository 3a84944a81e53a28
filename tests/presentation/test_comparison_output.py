import json
from datetime import UTC, datetime

import pandas as pd
import pytest

from cxcli.findings.side_by_side import side_by_side
from cxcli.presentation import comparison_output
from cxcli.presentation.comparison_output import compared_json, comparison_text
from cxcli.settings import Asked
from cxcli.settings.sides import AskedSides, compared
from cxcli.sources.frame import FrameSource


@pytest.fixture
def found():
    """One frame beside another: 0 points before, 100 after."""
    settings, sides = compared(Asked(metrics=["nps"]), AskedSides(), None, datetime(2025, 10, 1, tzinfo=UTC))
    frames = {"one": pd.DataFrame({"nps": [10, 0]}), "two": pd.DataFrame({"nps": [10, 9]})}
    return side_by_side(settings, sides, [FrameSource(frame, name) for name, frame in frames.items()], named=2)


def test_a_comparison_as_text_and_as_json_says_the_same(found):
    """Both name the sides with their scores and the difference; the JSON has each score as a run writes it."""
    assert comparison_text(found, width=80).splitlines()[0].startswith("NPS before 0.0")
    data = json.loads(compared_json(found))
    assert data["compared"] == {"kind": "files", "column": "file", "two": True}
    (comparison,) = data["comparisons"]
    assert (comparison["before"]["label"], comparison["after"]["score"]["value"]) == ("one", 100.0)
    assert comparison["difference"]["value"] == 100.0


def test_a_score_is_written_as_one(found, monkeypatch):
    """A score that would be written as none or as two is a fault of the program."""
    monkeypatch.setattr(comparison_output, "scored", lambda *_: {"scores": []})
    with pytest.raises(ValueError, match="one score is written as one"):
        compared_json(found)
