import json
from pathlib import Path

import pandas as pd
import pytest

from cxcli.notebook import CxError, customers

NOW = "2026-01-15"
SAMPLES = Path(__file__).resolve().parents[2] / "sample_data"
RISK, CONTACTS = str(SAMPLES / "at_risk.yaml"), str(SAMPLES / "at_risk_contacts.csv")
SAID = pd.DataFrame({"customer_id": ["A", "A", "B"], "nps": [2, 0, 10], "at": ["2025-05-01"] * 3})
CALLS = pd.DataFrame({"customer_id": ["A", "B"], "abandoned": ["yes", "no"], "called_at": ["2025-05-02"] * 2})
SOURCES = {"responses": SAID, "calls": CALLS}
METRICS = "nps,abandon_rate"

pytestmark = pytest.mark.filterwarnings("ignore::cxcli.notebook.CxWarning")


@pytest.mark.parametrize(
    ("options", "words"),
    [
        ({"during": "2025-06"}, ("--during", "2025-06")),
        (
            {"metrics": ["nps", "abandon_rate"], "followed_up": CONTACTS, "only_open": True, "limit": 4, "min_bad": 1},
            ("nps,abandon_rate", "--followed-up", CONTACTS, "--open", "--limit", "4", "--min-bad", "1"),
        ),
    ],
    ids=["days", "options"],
)
def test_the_numbers_are_those_of_the_command_line(options, words, typed, typed_json):
    """The same question has the same answer, in JSON and on the screen."""
    words = ("customers", *words, "--config", RISK)
    said = typed(*words)
    found = customers(config=RISK, now=NOW, **options)
    assert json.loads(found.to_json()) == typed_json(*words)
    assert f"{found}\n" == said


def test_frames_have_the_customers_of_their_files():
    """Frames in the place of the sources, and of the contacts, have the same customers; their rows count from 1."""
    calls = pd.read_csv(SAMPLES / "at_risk_calls.csv")
    contacts = pd.read_csv(CONTACTS)
    options = {"config": RISK, "now": "2025-07-01"}
    of_files = customers(followed_up=CONTACTS, **options)
    of_frames = customers(None, {"calls": calls}, followed_up=contacts, **options)
    pd.testing.assert_frame_equal(of_frames.frame, of_files.frame)
    first, second = of_frames.experiences, of_files.experiences
    pd.testing.assert_frame_equal(first.drop(columns=["file", "line"]), second.drop(columns=["file", "line"]))
    called = second["source"] == "calls"
    assert first.loc[called, "line"].tolist() == (second.loc[called, "line"] - 1).tolist()
    assert set(first.loc[called, "file"]) == {"calls"}


def test_sources_need_no_config():
    """A has three bad experiences, two answers and a call; and the JSON names no config that nobody has."""
    found = customers(METRICS, SOURCES, config=False, now="2025-06-01")
    assert found.frame[["customer", "bad", "open"]].to_numpy().tolist() == [["A", 3, True]]
    assert found.experiences[["source", "metric", "class", "answer"]].fillna("").to_numpy().tolist() == [
        ["calls", "abandon_rate", "abandoned", ""],
        ["responses", "nps", "detractors", "0"],
        ["responses", "nps", "detractors", "2"],
    ]
    told = json.loads(found.to_json())
    assert (told["config"], told["schema"]) == (None, "cx.at-risk/1")
    assert str(found.frame["last"].dtype) == "datetime64[us]"


def test_who_was_followed_up_is_not_open():
    """A contact after the last bad experience closes it, and only open ones are listed where that is asked for."""
    spoken = pd.DataFrame({"customer_id": ["A"], "followed_up_at": ["2025-05-20"]})
    options = {"followed_up": spoken, "config": False, "now": "2025-06-01"}
    found = customers(METRICS, SOURCES, **options)
    assert found.frame["open"].tolist() == [False]
    assert found.frame["followed_up"].tolist() == [pd.Timestamp("2025-05-20")]
    assert len(customers(METRICS, SOURCES, only_open=True, **options).frame) == 0


def test_what_the_command_refuses_is_refused(tmp_path, monkeypatch):
    """There must be sources, of names that are asked for, and metrics that know bad experiences."""
    monkeypatch.chdir(tmp_path)
    with pytest.raises(CxError, match="is over the sources of a config, and there are none"):
        customers()
    with pytest.raises(CxError, match="no source 'calls' for abandon_rate"):
        customers(METRICS, {"responses": SAID})
    with pytest.raises(CxError, match="nothing that is asked for is read from the source 'response'"):
        customers("nps", {"responses": SAID, "response": SAID}, now="2025-06-01")
    with pytest.raises(CxError, match="knows no bad experiences"):
        customers("talk_time", SOURCES)
    with pytest.raises(CxError, match="there is no option 'by' here"):
        customers("nps", SOURCES, by="plan")
