"""Reports to write: one with every section, and one that is full of hostile texts."""

import sys
from pathlib import Path

import pytest

sys.path.insert(0, str(Path(__file__).resolve().parent))
sys.path.insert(0, str(Path(__file__).resolve().parents[1] / "end_to_end"))

from report_material import CONFIG, HOSTILE, LISTED, RESPONSES, TICKETS, filled_with, naughty_strings, report_of


@pytest.fixture(scope="session")
def folder(tmp_path_factory):
    """A folder with a config and its files."""
    place = tmp_path_factory.mktemp("report")
    for name, text in (("cx.yaml", CONFIG), ("responses.csv", RESPONSES), ("tickets.csv", TICKETS)):
        (place / name).write_text(text, encoding="utf-8")
    return place


@pytest.fixture(scope="session")
def report(folder):
    """A report with every section."""
    return report_of(folder / "cx.yaml")


@pytest.fixture(scope="session", params=["here", "naughty strings"])
def texts(request):
    """Texts that nobody wants in a file: those above, and a published list."""
    if request.param == "naughty strings" and not LISTED.is_file():
        pytest.skip("the shared test material is not here")
    return HOSTILE if request.param == "here" else naughty_strings()


@pytest.fixture(scope="session")
def hostile(report, texts):
    """A report that is full of such texts."""
    return filled_with(report, texts)
