"""What the program makes of the exports of tools, by their own column names, against figures worked out by hand."""

from pathlib import Path

import pytest
import yaml
from program import called

TOOLS = yaml.safe_load(Path(__file__).with_name("tool_exports.yaml").read_text(encoding="utf-8"))
DIGITS = 4


def scored(name, folder, metrics):
    """Return the answer of scoring some metrics of the export of a tool."""
    tool = TOOLS[name]
    path = folder / "export.csv"
    path.write_text(TOOLS[tool.get("same_file", name)]["file"], encoding="utf-8")
    return called("score", ",".join(metrics), path, *tool["options"], "--format", "json", "--config", config(folder))


def config(folder):
    """Return a config that says nothing."""
    path = folder / "cx.yaml"
    path.write_text("{}\n", encoding="utf-8")
    return path


@pytest.mark.parametrize("name", [name for name, tool in TOOLS.items() if "scores" in tool])
def test_an_export_as_it_is_gives_the_figures_worked_out_by_hand(name, tmp_path):
    """Each metric has the value and the rows that it has by hand, and each field the column that holds it."""
    tool = TOOLS[name]
    answer = scored(name, tmp_path, tool["scores"])
    assert answer.code == 0, answer.err
    found = {each["metric"]: [round(each["value"], DIGITS), each["n"]] for each in answer.json["scores"]}
    assert found == tool["scores"]
    columns = answer.json["sources"][0]["columns"]
    wanted = tool.get("columns", {})
    assert {field: columns.get(field) for field in wanted} == wanted


@pytest.mark.parametrize(
    ("name", "metric"), [(name, metric) for name, tool in TOOLS.items() for metric in tool.get("asked", ())]
)
def test_what_an_export_does_not_say_is_asked_for(name, metric, tmp_path):
    """Where a column or a unit is not said, there is a question and no number."""
    answer = scored(name, tmp_path, [metric])
    assert answer.code == 65
    assert TOOLS[name]["asked"][metric] in answer.err
    assert "scores" not in answer.json
