from datetime import UTC, datetime

import pytest

from cxcli.config.load import load
from cxcli.pipeline import run
from cxcli.settings import Asked, settle
from cxcli.settings.sources import source_runs
from cxcli.several_sources import together
from cxcli.sources.paths import open_inputs

NOW = datetime(2025, 10, 1, tzinfo=UTC)
CONFIG = "sources: {responses: {path: r.csv}, tickets: {path: t-*.csv}}\n"


@pytest.fixture
def runs(tmp_path):
    """The runs over each source of a config, as a command makes them."""
    (tmp_path / "cx.yaml").write_text(CONFIG)
    (tmp_path / "r.csv").write_text("at,nps\n2025-01-05,10\n2025-01-06,3\n2025-02-05,9\n2025-02-06,x\n")
    (tmp_path / "t-1.csv").write_text("created_at,solved_at\n2025-01-01T08:00,2025-01-01T10:00\n")
    (tmp_path / "t-2.csv").write_text("created_at,solved_at\n2025-02-01T08:00,2025-02-01T12:00\n2025-02-02,x\n")
    loaded = load(tmp_path / "cx.yaml")

    def of(*metrics, **asked):
        made = []
        for each in source_runs(Asked(metrics=metrics, **asked), loaded):
            with open_inputs(each.patterns) as inputs:
                made.append(run(settle(each.asked, each.loaded, NOW), inputs, keep_rejects=True))
        return made

    return of


def test_runs_are_one_with_the_scores_of_all(runs):
    """Metrics, scores, sources and bad rows stand one after the other; each metric has the number of its own run."""
    alone = runs("nps,resolution_time")
    made = together(alone)
    assert [(score.metric, score.value, score.n) for score in made.overall] == [
        ("nps", pytest.approx(100 / 3), 3),
        ("resolution_time", 3 * 3600, 2),
    ]
    assert [each.id for each in made.plan.metrics] == ["nps", "resolution_time"]
    assert [each.id for each in made.settings.definitions] == ["nps", "resolution_time"]
    assert [source.facts.file.rpartition("/")[2] for source in made.sources] == ["r.csv", "t-1.csv", "t-2.csv"]
    assert [(row.file.rpartition("/")[2], row.line) for row in made.rejected] == [("r.csv", 5), ("t-2.csv", 3)]
    assert made.partial == alone[0].partial + alone[1].partial


def test_changes_are_those_of_all(runs):
    """Each score that has one before it has its change."""
    made = together(runs("nps", period="month", change=True))
    assert [place[0] for place in made.changes] == ["nps"]


def test_what_is_said_of_several_runs_alike_is_said_once(runs):
    """A notice of the config belongs to the run as a whole."""
    first, second = runs("nps,resolution_time")
    first.notices += second.notices
    assert len(together([first, second]).notices) == len(set(first.notices))


def test_one_run_stays_what_it_is(runs):
    """Nothing is added to it."""
    (only,) = runs("resolution_time")
    assert together([only]) == only
