"""What the calls are compared with: the commands, over the survey of two years."""

import json
from pathlib import Path

import pytest

from cxcli.commands.entry import run

TWO_YEARS = str(Path(__file__).resolve().parents[2] / "sample_data/two_years.csv")


@pytest.fixture
def two_years():
    """The path of a survey of two years."""
    return TWO_YEARS


@pytest.fixture
def typed(capsys, tmp_path, monkeypatch):
    """Run a command in an empty folder, on a screen of 80 columns, and return what it printed."""
    monkeypatch.chdir(tmp_path)
    monkeypatch.setenv("COLUMNS", "80")
    monkeypatch.setenv("NO_COLOR", "1")

    def of(*words):
        capsys.readouterr()
        assert run([*words, "--now", "2026-01-15"]) == 0
        return capsys.readouterr().out

    return of


@pytest.fixture
def typed_json(typed):
    """Run a command and return its JSON."""
    return lambda *words: json.loads(typed(*words, "--format", "json"))
