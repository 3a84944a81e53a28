from contextlib import contextmanager
from datetime import UTC, datetime

import pandas as pd
import pytest

from cxcli.config.load import load
from cxcli.errors import UsageError
from cxcli.over_sources.scored import scored_over_sources
from cxcli.settings import Asked
from cxcli.sources.frame import FrameSource

CLOCK = datetime(2025, 6, 1, tzinfo=UTC)
FRAMES = {
    "responses": pd.DataFrame({"customer_id": ["A", "A", "B"], "nps": [2, 0, 10], "at": ["2025-05-01"] * 3}),
    "calls": pd.DataFrame({"customer_id": ["A", "B"], "abandoned": ["yes", "no"], "called_at": ["2025-05-02"] * 2}),
}


@pytest.fixture
def loaded(tmp_path):
    """A config with two sources, whose files nobody has."""
    (tmp_path / "cx.yaml").write_text("sources: {responses: {path: r.csv}, calls: {path: [c.csv, d.csv]}}\n")
    return load(tmp_path / "cx.yaml")


def scored(loaded, *metrics):
    opened = []

    @contextmanager
    def opening(name, patterns):
        opened.append((name, [pattern.rpartition("/")[2] for pattern in patterns]))
        yield [FrameSource(FRAMES[name], name)]

    return scored_over_sources(Asked(metrics=metrics), loaded, CLOCK, opening), opened


def test_each_metric_is_scored_on_its_source(loaded):
    """A source is opened once for all of its metrics, by its name and its files; scores stand one after the other."""
    made, opened = scored(loaded, "nps", "abandon_rate")
    assert [(score.metric, score.value) for score in made.overall] == [
        ("nps", pytest.approx(-100 / 3)),
        ("abandon_rate", 50),
    ]
    assert opened == [("responses", ["r.csv"]), ("calls", ["c.csv", "d.csv"])]
    assert [source.facts.file for source in made.sources] == ["responses", "calls"]


def test_a_metric_over_all_sources_is_scored_over_them(loaded):
    """It stands alone, or after the metrics of single sources."""
    assert [score.value for score in scored(loaded, "at_risk")[0].overall] == [50]
    assert [score.metric for score in scored(loaded, "at_risk,nps")[0].overall] == ["nps", "at_risk"]


def test_what_is_wrong_is_said_before_a_source_is_opened(loaded):
    """Options are looked at for all metrics first."""
    with pytest.raises(UsageError, match="--weight is about answers"):
        scored_over_sources(Asked(metrics=["nps,abandon_rate"], weight="a"), loaded, CLOCK, None)
    with pytest.raises(UsageError, match="no file is named"):
        scored_over_sources(Asked(metrics=["nps"]), None, CLOCK, None)
