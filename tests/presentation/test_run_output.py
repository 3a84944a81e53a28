import json
from datetime import UTC, datetime

import pandas as pd

from cxcli.pipeline import run
from cxcli.presentation.run_output import metric_columns, run_json, run_text, source_entries
from cxcli.settings import Asked, settle
from cxcli.sources.frame import FrameSource

NOW = datetime(2025, 10, 1, tzinfo=UTC)


def made(**columns):
    return run(settle(Asked(metrics=["nps"]), None, NOW), [FrameSource(pd.DataFrame(columns), "a")])


def test_a_run_as_text_and_as_json_has_the_same_scores():
    """The text is for people, the JSON for programs; both say the same of the same run."""
    found = made(nps=[10, 10, 0, 0])
    assert run_text(found, width=80).startswith("NPS 0")
    data = json.loads(run_json(found))
    assert [(score["metric"], score["value"], score["n"]) for score in data["scores"]] == [("nps", 0.0, 4)]
    assert data["as_of"] == NOW.isoformat()


def test_a_run_says_which_column_fed_it():
    """The column of each metric is named, with the evidence for it."""
    found = made(id=["a", "b", "c"], nps=[10, 9, 0])
    assert metric_columns(found) == {"nps": ["nps"]}
    (entry,) = source_entries(found)
    assert {field: column for field, (column, _) in entry.columns.items()} == {"nps.score": "nps"}
