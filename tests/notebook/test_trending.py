import json

import pandas as pd
import pytest

from cxcli.notebook import CxError, CxWarning, trend

NOW = "2026-01-15"
CALLS = [
    ({}, ()),
    ({"by": "plan", "forecast": 2}, ("--by", "plan", "--forecast", "2")),
    ({"period": "quarter", "confidence": 0.9}, ("--period", "quarter", "--confidence", "0.9")),
    ({"forecast": 0, "where": "region == 'EMEA'"}, ("--forecast", "0", "--where", "region == 'EMEA'")),
]


@pytest.mark.parametrize(("options", "words"), CALLS, ids=["plain", "groups", "quarters", "filter"])
def test_the_numbers_are_those_of_the_command_line(options, words, two_years, typed, typed_json):
    """The same question has the same answer, in JSON and on the screen."""
    said = typed("trend", "nps", two_years, *words)
    found = trend("nps", two_years, now=NOW, **options)
    assert json.loads(found.to_json()) == typed_json("trend", "nps", two_years, *words)
    assert f"{found}\n" == said


def test_a_frame_has_the_series_of_its_file(two_years):
    """A frame that pandas read from the file has the same periods, signals, trend and forecast."""
    frame = pd.read_csv(two_years)
    options = {"by": "plan", "now": NOW, "config": False, "chart": "xmr"}
    of_frame, of_file = (trend(["nps", "csat"], data, **options) for data in (frame, two_years))
    for name in ("frame", "signals", "trend", "forecast"):
        pd.testing.assert_frame_equal(getattr(of_frame, name), getattr(of_file, name))


def test_what_the_command_refuses_is_refused():
    """Windows that roll are no option, and a p-chart is for shares."""
    frame = pd.DataFrame({"nps": [10, 0], "at": ["2025-01-01", "2025-02-01"]})
    with pytest.raises(CxError, match="there is no option 'rolling' here"):
        trend("nps", frame, rolling="3 month")
    with pytest.raises(CxError, match="a p-chart is for a share"):
        trend("nps", frame, chart="p", config=False)


def test_groups_without_a_series_are_a_warning():
    """What the command says on standard error is a notice, and a warning that points to the call."""
    frame = pd.DataFrame({"nps": [10, 0, 9], "at": ["2025-01-01", "2025-02-01", "2025-02-01"], "plan": ["a", "a", "b"]})
    with pytest.warns(CxWarning, match="nps: 1 group has no series") as caught:
        found = trend("nps", frame, by="plan", min_n=2, now=NOW, config=False)
    assert [notice.code for notice in found.notices] == ["no-series"]
    assert {warning.filename for warning in caught} == {__file__}


def test_the_config_says_how_long_periods_are(tmp_path, monkeypatch):
    """A period of the config is taken where none is said, a month where there is none."""
    monkeypatch.chdir(tmp_path)
    frame = pd.DataFrame({"nps": [10, 0], "at": ["2024-01-01", "2025-02-01"]})
    assert len(trend("nps", frame, now=NOW).frame) == 14
    (tmp_path / "cx.yaml").write_text("report: {period: year}\n")
    assert trend("nps", frame, now=NOW).frame["period"].tolist() == ["2024", "2025"]
