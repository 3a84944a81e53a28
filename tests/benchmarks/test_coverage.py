import importlib.util
import json
from pathlib import Path

import pytest

ROOT = Path(__file__).resolve().parents[2]
FIGURES = json.loads((ROOT / "tests" / "vectors" / "nps.json").read_text(encoding="utf-8"))["exact_coverage_95"]
CELLS = {"n=5,NPS=70": (5, 70), "n=10,NPS=70": (10, 70), "n=20,NPS=70": (20, 70), "n=50,NPS=50": (50, 50)}


@pytest.fixture(scope="module")
def script():
    spec = importlib.util.spec_from_file_location("coverage_script", ROOT / "benchmarks" / "coverage.py")
    module = importlib.util.module_from_spec(spec)
    spec.loader.exec_module(module)
    return module


@pytest.mark.parametrize(("cell", "n_and_points"), CELLS.items())
@pytest.mark.parametrize("method", ["wald", "t", "adjusted_wald_3T", "score"])
def test_coverage_and_width(script, cell, n_and_points, method):
    """Coverage and mean width of NPS intervals agree with figures computed independently, to the last printed digit."""
    n, points = n_and_points
    held, width = script.coverage(script.METHODS[method], n, script.TRINOMIALS[points])
    expected_held, expected_width = FIGURES[cell][method]
    assert held == pytest.approx(expected_held, abs=0.00051)
    assert width == pytest.approx(expected_width, abs=0.051)


def test_all_samples_are_enumerated(script):
    """The probabilities of all samples add to 1, and the assumed shares give the stated NPS."""
    for points, trinomial in script.TRINOMIALS.items():
        assert 100 * (trinomial[2] - trinomial[0]) == pytest.approx(points)
        assert sum(probability for *_, probability in script.samples(10, trinomial)) == pytest.approx(1)


def test_the_documentation_shows_the_table(script, capsys):
    """The table in docs/statistics.md is the one that the script prints."""
    script.main()
    assert capsys.readouterr().out in (ROOT / "docs" / "statistics.md").read_text(encoding="utf-8")
