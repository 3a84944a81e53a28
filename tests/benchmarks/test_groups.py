import importlib.util
from pathlib import Path

import pytest

from cxcli.scoring.boxes import settle
from cxcli.scoring.catalogue import shipped

ROOT = Path(__file__).resolve().parents[2]
DOCUMENTATION = (ROOT / "docs" / "statistics.md").read_text(encoding="utf-8")


@pytest.fixture(scope="module")
def groups():
    spec = importlib.util.spec_from_file_location("groups_script", ROOT / "benchmarks" / "groups.py")
    module = importlib.util.module_from_spec(spec)
    spec.loader.exec_module(module)
    return module


@pytest.fixture(params=["csat:mean", "csat", "csat:net"])
def metric(request):
    return settle(shipped()[request.param])


def test_a_group_far_from_the_others_is_called(groups, metric):
    """One group of which all are dissatisfied, beside two of which all but two are satisfied, is called."""
    assert groups.is_any_called(metric, [[50, 0, 0, 0, 0], [1, 1, 1, 1, 46], [1, 1, 1, 1, 46]])


def test_groups_that_answered_alike_are_not_called(groups, metric):
    """Of groups with the very same answers none is called."""
    assert not groups.is_any_called(metric, [[3, 4, 5, 6, 7]] * 5)


def test_the_rate_is_of_all_files(groups, metric):
    """Where everyone gives the same answer, no file of any number has a group called."""
    assert groups.rate(metric, (20, 20, 20), 5, (0.0, 0.0, 0.0, 0.0, 1.0)) == 0


def test_the_documentation_shows_the_table(groups):
    """The table in docs/statistics.md has the rows that the script prints; the quickest one is made again."""
    assert f"\n{groups.row('4, of 30 to 200 answers')}\n" in DOCUMENTATION
    for name in groups.SIZES:
        assert f"\n| {name} | " in DOCUMENTATION
