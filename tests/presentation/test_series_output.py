import json
from datetime import UTC, datetime

import pandas as pd

from cxcli.findings.series_found import series_found
from cxcli.pipeline import run
from cxcli.presentation.series_output import series_json, series_text
from cxcli.settings import Asked, settle
from cxcli.sources.frame import FrameSource


def test_series_as_text_and_as_json_say_the_same():
    """The text has a row a month, the JSON a point a month with the scores of the run beside them."""
    frame = pd.DataFrame({"nps": [10, 0, 9, 9], "at": ["2025-01-05", "2025-01-06", "2025-02-05", "2025-02-06"]})
    settings = settle(Asked(metrics=["nps"], period="month"), None, datetime(2025, 10, 1, tzinfo=UTC))
    found = series_found(run(settings, [FrameSource(frame, "a")]), chart=None, ahead=0)
    text = series_text(found, width=80)
    assert text.startswith("NPS 50.0")
    assert [line.split()[1] for line in text.splitlines() if line.startswith("2025-")] == ["0.0", "100.0"]
    data = json.loads(series_json(found))
    assert [(point["period"]["label"], point["value"]) for point in data["trends"][0]["points"]] == [
        ("2025-01", 0.0),
        ("2025-02", 100.0),
    ]
    assert [score["value"] for score in data["scores"]] == [50.0, 0.0, 100.0]
