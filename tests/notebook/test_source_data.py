from pathlib import Path

import pandas as pd
import pytest

from cxcli.errors import UsageError
from cxcli.notebook import score
from cxcli.notebook.running import loaded_config
from cxcli.notebook.source_data import opening, with_sources
from cxcli.sources.paths import InputFile

NPS, CALLS = pd.DataFrame({"nps": [10, 9, 0]}), pd.DataFrame({"answered": ["yes", "no"], "talk_time": [2, None]})


@pytest.fixture(autouse=True)
def folder(tmp_path, monkeypatch):
    """Work in a folder with two files and a config that names them."""
    monkeypatch.chdir(tmp_path)
    NPS.to_csv("r.csv", index=False)
    CALLS.to_csv("c.csv", index=False)
    Path("cx.yaml").write_text(
        "sources: {responses: {path: r.csv}, calls: {path: c.csv, durations: {unit: minutes}}}\n"
    )


def test_what_a_config_says_of_a_source_it_says_of_what_is_given():
    """Frames and files take the place of the files of a source, and are read as it says; minutes are minutes."""
    for sources in (None, {"calls": CALLS}, {"calls": "c.csv"}, {"calls": ["c.csv"], "responses": NPS}):
        metrics = "nps,talk_time"
        found = score(metrics, sources=sources)
        assert [each.value for each in found.scores] == [pytest.approx(100 / 3), 120]
        assert found.config == Path("cx.yaml")


def test_sources_need_no_config():
    """Metrics of several sources are scored without one, and then none is named."""
    found = score("nps,abandon_rate", sources={"responses": NPS, "calls": CALLS}, config=False)
    assert [each.value for each in found.scores] == [pytest.approx(100 / 3), 50]
    assert found.config is None


def test_a_metric_over_all_sources_is_scored_over_them():
    """Customers at risk are a score, too."""
    said = pd.DataFrame({"customer_id": ["A", "A", "B"], "nps": [2, 0, 10], "at": ["2025-05-01"] * 3})
    found = score("at_risk", sources={"responses": said}, config=False, now="2025-06-01")
    assert (found.value, found.overall.n) == (50, 2)


def test_data_and_sources_are_one_or_the_other():
    """Both together, and neither where no config has any, are refused."""
    with pytest.raises(UsageError, match="both data and sources are given"):
        score("nps", NPS, sources={"responses": NPS})
    with pytest.raises(UsageError, match="no file is named"):
        score("nps", config=False)


@pytest.mark.parametrize("sources", [{}, NPS, ["r.csv"], {1: NPS}], ids=["none", "frame", "list", "number"])
def test_sources_are_a_dict(sources):
    """A frame has no name here, and a name is a text."""
    with pytest.raises(UsageError, match="sources are a dict"):
        with_sources(None, sources)


def test_what_is_no_data_is_refused():
    """A source is a file or a frame; options about files go with files alone."""
    with pytest.raises(UsageError, match="a value of the kind int is not read"):
        score("nps", sources={"responses": 1}, config=False)
    with pytest.raises(UsageError, match="a data frame is read already"):
        score("nps", sources={"responses": NPS}, encoding="cp1252", config=False)


def test_a_source_that_nothing_is_read_from_is_refused():
    """A name that is spelt in another way would leave its rows out without a word."""
    with pytest.raises(UsageError) as failed:
        score("nps", sources={"responses": NPS, "cals": CALLS}, config=False)
    assert "'cals'" in failed.value.problems[0].message
    assert "responses" in failed.value.problems[0].help


def test_sources_that_are_not_given_are_those_of_the_config():
    """The config as it was loaded stays as it is; a source is opened from its files where none is given."""
    loaded = loaded_config(None)
    found = with_sources(loaded, {"tickets": NPS})
    assert list(found.config.sources) == ["responses", "calls", "tickets"]
    assert list(loaded.config.sources) == ["responses", "calls"]
    assert with_sources(loaded, None) is loaded
    with opening(None, {}) as opened, opened("responses", ["r.csv"]) as given:
        assert [(type(each), each.name) for each in given] == [(InputFile, "r.csv")]
