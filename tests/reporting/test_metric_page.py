import json

import pytest
from msgspec.structs import replace

from cxcli.reporting.metric_page import catalogue_json, catalogue_text, metric_text
from cxcli.scoring.catalogue import shipped


def test_the_catalogue_lists_every_metric():
    """Each metric is a row with id, title and unit, on a wide screen with its definition; no id is ever cut."""
    narrow = catalogue_text(list(shipped().values()), width=40, colour=False, encoding="utf-8")
    assert all(f"metric: {name}" in narrow.splitlines() for name in shipped())
    shown = catalogue_text(list(shipped().values()), width=80, colour=False, encoding="utf-8")
    assert all(any(line.startswith(f"{name} ") for line in shown.splitlines()) for name in shipped())
    assert max(map(len, shown.splitlines())) <= 80
    assert "definition" not in shown
    assert "% 9-10 minus % 0-6" not in shown
    wide = catalogue_text(list(shipped().values()), width=120, colour=False, encoding="utf-8")
    assert all(any(line.startswith(f"{name} ") for line in wide.splitlines()) for name in shipped())
    assert "% 9-10 minus % 0-6" in wide


@pytest.mark.parametrize("name", shipped())
def test_every_metric_has_a_page(name):
    """Each shipped metric is described with its scale, its boxes and its unit, in lines that fit."""
    definition = shipped()[name]
    shown = metric_text(definition, 80)
    assert shown.startswith(f"{definition.title} ({name})\n{definition.description[:20]}")
    assert f"unit        {definition.unit}\n" in shown
    assert max(map(len, shown.splitlines())) <= 80


def test_a_page_in_full():
    """A page has the definition, each box with its answers, what is bad, traps and sources."""
    shown = metric_text(shipped()["nps"], 80)
    assert "boxes       promoters 9-10 · passives 7-8 · detractors 0-6\n" in shown
    assert "bad         detractors\n" in shown
    assert "\ntraps\n  Passives stay in the denominator.\n" in shown
    assert "\nsources\n  Reichheld, " in shown
    assert "where" not in shown


def test_a_box_with_a_gap_shows_the_gap():
    """A box that is not one stretch of answers is not shown as one."""
    definition = replace(shipped()["nps"], boxes={"promoters": (0, 9, 10), "passives": (8,), "detractors": (1, 2)})
    assert "promoters 0, 9-10 · passives 8 · detractors 1-2" in metric_text(definition, 80)


def test_a_metric_of_ones_own_is_made_safe():
    """What a config says is shown, and none of it is obeyed."""
    definition = replace(shipped()["nps"], title="\x1b[2J", where="plan == 'pro'", traps=(), sources=(), bad=None)
    shown = metric_text(definition, 80)
    assert "\x1b" not in shown
    assert "where       plan == 'pro'\n" in shown
    assert "traps" not in shown


def test_the_catalogue_as_json():
    """As JSON each metric has id, definition, parameters, kind, traps and sources."""
    data = json.loads(catalogue_json([shipped()["ces"]]))
    assert data["schema"] == "cx.metrics/1"
    (metric,) = data["metrics"]
    assert (metric["metric"], metric["kind"], metric["unit"]) == ("ces", "box_score", "percent")
    assert metric["parameters"]["polarity"] == "ease"
    assert metric["parameters"]["boxes"]["easy"] == "5-7"
    assert metric["sources"]
