"""A real funnel of four files, held against the figures that others worked out."""

import json

import exports
import pytest

pytestmark = pytest.mark.skipif(not exports.FILES.is_dir(), reason="the shared test material is not here")

STEPS = ("home_page", "search_page", "payment_page", "payment_confirmation")


@pytest.fixture(scope="module")
def published():
    entries = json.loads((exports.FILES / "expected.json").read_text(encoding="utf-8"))
    return next(entry for entry in entries if entry["file"] == "funnel_home_page.csv")["metrics"]


@pytest.mark.parametrize("strict", [(), ("--strict",)])
def test_a_real_funnel_gives_the_published_figures(published, strict):
    """Users by step, conversion from step to step, and over all, strict or not, as each step lies within the last."""
    files = [exports.FILES / f"funnel_{step}.csv" for step in STEPS]
    answer = exports.called("funnel", *files, *strict, "--format", "json")
    assert (answer.code, answer.err) == (0, "")
    steps = answer.json["steps"]
    assert {name: step["users"] for name, step in zip(STEPS, steps, strict=True)} == published["users_by_step"]
    found = [round(step["of_before"]["value"], 4) for step in steps[1:]]
    assert found == published["step_conversion_pct"]
    assert answer.json["overall"]["value"] == pytest.approx(published["overall_pct"])
    assert round(steps[-1]["lost"], 4) == published["payment_abandonment_pct"]
    assert [file["rows"]["scored"] for file in answer.json["files"]] == [90_400, 45_200, 6_030, 452]
