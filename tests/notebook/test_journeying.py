import json
from pathlib import Path

import pandas as pd
import pytest

from cxcli.notebook import CxError, CxWarning, journey

NOW = "2026-01-15"
ROOT = Path(__file__).resolve().parents[2]
EXAMPLE, ANSWERS = str(ROOT / "config.example.yaml"), ROOT / "sample_data/journey.csv"
STAGES = """
journey:
  customer: who
  metrics: [csat]
  stages: {order: {where: "stage == 'order'", title: First order}, use: {where: "stage == 'use'"}}
"""
ROWS = [("order", 5, 1), ("order", 5, 2), ("use", 5, 2), ("use", 1, 3)]
FRAME = pd.DataFrame(ROWS, columns=["stage", "csat", "who"])


@pytest.fixture
def config(tmp_path, monkeypatch):
    """Write a config into an empty folder."""
    monkeypatch.chdir(tmp_path)
    return lambda text: Path("cx.yaml").write_text(text)


def test_the_numbers_are_those_of_the_command_line(typed, typed_json):
    """The same question has the same answer, in JSON and on the screen."""
    words = ("journey", "--config", EXAMPLE, "--min-n", "30", "--since", "2025-02")
    said = typed(*words)
    found = journey(config=EXAMPLE, min_n=30, since="2025-02", now=NOW)
    assert json.loads(found.to_json()) == typed_json(*words)
    assert f"{found}\n" == said


def test_a_frame_has_the_journey_of_its_file():
    """A frame in the place of the source has the same stages, the same weakest one and the same customers."""
    of_file, of_path, of_frame = (
        journey(sources, config=EXAMPLE, now=NOW)
        for sources in (None, {"touchpoints": ANSWERS}, {"touchpoints": pd.read_csv(ANSWERS)})
    )
    for name in ("frame", "weakest", "passage"):
        pd.testing.assert_frame_equal(getattr(of_frame, name), getattr(of_file, name))
        pd.testing.assert_frame_equal(getattr(of_path, name), getattr(of_file, name))


def test_stages_are_rows(config):
    """Two of two are satisfied with the order, one of two with the use; customer 2 went on from there, 1 did not."""
    config(STAGES)
    found = journey({"responses": FRAME})
    assert found.frame[["stage", "value", "n"]].to_numpy().tolist() == [["order", 100.0, 2], ["use", 50.0, 2]]
    assert found.frame["weakest"].tolist() == [False, False]
    assert found.passage[["customers", "gained", "lost"]].to_numpy().tolist() == [[2, 2, 1], [2, 1, 0]]
    assert found.passage["went_on"].tolist()[0] == 50.0
    assert found.weakest["reason"].tolist() == ["no stage is weaker than chance explains"]
    assert "First order" in str(found)


def test_a_source_without_customers_is_told_of(config):
    """Customers are followed through sources that know them; the others are named, frames as well."""
    config(STAGES)
    with pytest.warns(CxWarning, match="customers are not followed") as caught:
        found = journey({"responses": FRAME.drop(columns="who")})
    assert [notice.source for notice in found.notices] == ["responses"]
    assert {warning.filename for warning in caught} == {__file__}
    assert len(found.passage) == 0


def test_what_the_command_refuses_is_refused(config):
    """Without a config, or with one of no journey, there is none; and a source has to be one that is read."""
    config("report: {confidence: 0.9}\n")
    for text in (None, False):
        with pytest.raises(CxError, match="journey"):
            journey(config=text)
    config(STAGES)
    with pytest.raises(CxError, match="no file is named"):
        journey()
    with pytest.raises(CxError, match="nothing that is asked for is read from the source 'calls'"):
        journey({"responses": FRAME, "calls": FRAME})
    with pytest.raises(CxError, match="there is no option 'by' here"):
        journey({"responses": FRAME}, by="stage")
