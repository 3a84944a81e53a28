"""A report to tell of, with texts that nobody wants."""

import sys
from pathlib import Path

import pytest

sys.path.insert(0, str(Path(__file__).resolve().parents[1] / "formats"))
sys.path.insert(0, str(Path(__file__).resolve().parents[1] / "end_to_end"))

from report_material import CONFIG, HOSTILE, RESPONSES, TICKETS, filled_with, report_of


@pytest.fixture(scope="session")
def report(tmp_path_factory):
    """A report with a missed target and groups."""
    place = tmp_path_factory.mktemp("told")
    for name, text in (("cx.yaml", CONFIG), ("responses.csv", RESPONSES), ("tickets.csv", TICKETS)):
        (place / name).write_text(text, encoding="utf-8")
    return report_of(place / "cx.yaml")


@pytest.fixture(scope="session")
def hostile(report):
    """The same, full of hostile texts."""
    return filled_with(report, HOSTILE)
