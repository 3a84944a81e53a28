import json
from datetime import UTC, date, datetime
from pathlib import Path

import pytest

from cxcli import __version__
from cxcli.errors import ExitCode, Notice, Problem
from cxcli.reporting.score_json import dumps, error_json, scores_json, source_json
from cxcli.rows import Disposition
from cxcli.scoring.cells import Window

NOW = datetime(2025, 10, 1, tzinfo=UTC)


def test_a_run_as_json(score, source):
    """A run names its schema, version, moment, config, sources, scores and warnings."""
    notice = Notice(code="c", message="m", source="a.csv", line=3)
    data = scores_json([score()], [source()], [notice], as_of=NOW, config=(Path("cx.yaml"), "ff"))
    assert list(data) == ["schema", "cx", "as_of", "window", "config", "sources", "scores", "warnings"]
    assert (data["schema"], data["cx"], data["as_of"]) == ("cx.scores/1", __version__, "2025-10-01T00:00:00+00:00")
    assert data["config"] == {"path": "cx.yaml", "sha256": "ff"}
    assert data["warnings"] == [{"code": "c", "message": "m", "source": "a.csv", "line": 3}]
    assert scores_json([], [], [], as_of=NOW, config=None)["config"] is None


@pytest.mark.parametrize(
    ("days", "window"),
    [
        (None, None),
        (Window(), None),
        (Window(date(2025, 6, 3)), {"since": "2025-06-03", "until": None}),
        (Window(date(2025, 6, 3), date(2025, 8, 31)), {"since": "2025-06-03", "until": "2025-08-31"}),
    ],
)
def test_the_days_that_count_as_json(days, window):
    """The first and the last day that count are given where there is such a bound."""
    assert scores_json([], [], [], as_of=NOW, config=None, days=days)["window"] == window


def test_a_score_as_json(score, september):
    """A score has value, limits and n in full, its definition, its group and period, and its account."""
    data = scores_json([score(group={"plan": "pro"}, period=september)], [], [], as_of=NOW, config=None)["scores"][0]
    assert (data["value"], data["low"], data["high"], data["n"]) == (42.12, 37.81, 46.24, 1225)
    assert (data["group"], data["parameters"]) == ({"plan": "pro"}, {"scale": "0-10"})
    assert data["period"] == {"label": "2026-09", "start": "2026-09-01", "end": "2026-09-30", "complete": False}
    assert data["rows"] == {
        "read": 1300,
        "scored": 1225,
        "skipped": {"blank": 71, "off_scale": 4},
        "offenders": {"off_scale": {"11": 3, "99": 1}},
    }


def test_a_source_as_json(source):
    """A source says what it was taken to be, on what evidence, and which column feeds which field."""
    data = source_json(source())
    assert (data["format"], data["sha256"], data["delimiter"]) == ("tsv", "ab12", "\t")
    assert data["columns"] == {"nps.score": "Q1", "at": "day"}
    assert [each["what"] for each in data["detected"]] == ["delimiter", "column nps.score"]
    assert data["rows"] == {"read": 1302, "rejected": {"width": 2}}


def test_a_failure_as_json():
    """A failure has its exit code and every problem with place and help, but no line of a config."""
    problem = Problem(code="c", message="m", file="f", line=1, column=2, help="h", excerpt="secret")
    assert error_json(ExitCode.DATA, [problem]) == {
        "schema": "cx.error/1",
        "exit_code": 65,
        "problems": [{"code": "c", "message": "m", "file": "f", "line": 1, "column": 2, "help": "h"}],
    }


def test_any_reader_takes_the_text():
    """What is written is JSON without escape sequences and lone surrogates, whatever keys and values hold."""
    nasty = "\x1b[2J\x00\ud800 é"
    text = dumps({nasty: [{"a": nasty}, (1, None, True, 0.5)], "fate": {Disposition.BLANK: 1}})
    text.encode()
    assert "\x1b" not in text
    assert "é" in text
    data = json.loads(text)
    assert data["fate"] == {"blank": 1}
    assert next(iter(data.values()))[1] == [1, None, True, 0.5]


@pytest.mark.parametrize("value", [float("nan"), float("inf")])
def test_what_is_no_number_is_never_written(value):
    """NaN and infinity are no JSON and no score."""
    with pytest.raises(ValueError, match="JSON"):
        dumps({"value": value})
